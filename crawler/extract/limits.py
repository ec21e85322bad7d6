"""What a page may be at most, checked before the parser sees it.

The parser takes quadratic time on deep nesting and on a tag with very many attributes. Both are
estimated here from the bare text, cheaply for ordinary pages; a worker with a time and memory
limit (`worker`) stands around the rest.
"""

import re

MAX_BYTES = 8 * 1024 * 1024
MAX_TAGS = 60_000
MAX_DEPTH = 1_000
MAX_TAG_LENGTH = 40_000
MAX_ATTRIBUTES = 2_000
MAX_TOKEN = 200
MAX_TEXT = 400_000
MAX_GENERIC_LENGTH = 1_500_000

_HARMLESS_TAGS = 4_000  # even if each stood inside the one before
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ONE_TAG = re.compile(rb"[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*+")
_LONG_TOKEN = re.compile(rf"(\S{{{MAX_TOKEN}}})\S+")
# Elements without an end, and those whose end the next one of the kind implies: they do not nest by themselves.
_FLAT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
    ]
)


def refuse_bytes(page: bytes | str) -> str | None:
    """Return why a page of this size is not read, or None."""
    if len(page) > MAX_BYTES:
        return f"trang quá lớn ({len(page) // 1_000_000} MB)"
    return None


def refuse_markup(markup: bytes) -> str | None:
    """Return why this markup is not given to the parser, or None."""
    tags = markup.count(b"<")
    if tags > MAX_TAGS:
        return "trang có quá nhiều phần tử"
    if tags > _HARMLESS_TAGS and _is_too_deep(markup):
        return "trang lồng quá sâu"
    if _has_overlong_tag(markup):
        return "trang có thẻ với quá nhiều thuộc tính"
    return None


def _is_too_deep(markup: bytes) -> bool:
    depth = 0
    for match in _TAG.finditer(markup):
        slash, name = match.groups()
        if name.lower().decode() in _FLAT:
            continue
        depth += -1 if slash and depth else (0 if slash else 1)
        if depth > MAX_DEPTH:
            return True
    return False


def _has_overlong_tag(markup: bytes) -> bool:
    """Look at the tags behind which no other begins for long; ordinary pages have none but their style sheet."""
    window = MAX_TAG_LENGTH // 2
    for start in range(0, len(markup) - window, window):
        if markup.find(b"<", start, start + window) >= 0:
            continue
        tag = _ONE_TAG.match(markup, markup.rfind(b"<", 0, start) + 1)
        if tag and len(tag[0]) > MAX_TAG_LENGTH and len(tag[0].split(None, MAX_ATTRIBUTES + 1)) > MAX_ATTRIBUTES:
            return True
    return False


def cut_text(text: str) -> str:
    """Return `text` with overlong tokens and an overlong tail cut off."""
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT].rsplit("\n\n", 1)[0]
    return _LONG_TOKEN.sub(r"\1…", text)

"""Whose names stand under an article: the candidates found on the page, or the last lines of its body."""

import re
from collections.abc import Iterable

from crawler.bylines import MAX_BYLINE_LENGTH, looks_like_byline, parse_byline
from crawler.extract.reading import Block, BlockKind, Found
from models.records import ParsedByline
from models.text import comparison_key
from models.vocabulary import Signature

_MAX_SIGNATURE_LINES = 3
_LONGEST_SIGNATURE = 60
_LONGEST_TAIL = 90
_LAST_WORDS = re.compile(r"[.!?…:;,”\"]$|\d")
_CREDIT = re.compile(
    r"(?:ảnh|video|clip|quay phim|dựng phim|dựng|kỹ thuật|thiết kế|đồ họa|thực hiện)\b[^:]{0,20}:", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")


def split_signature(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the body without its closing byline lines, and those lines in printed order."""
    kept = list(_drop_after_signature(blocks))
    lines: list[str] = []
    while len(kept) > 1 and len(lines) < _MAX_SIGNATURE_LINES and _signs(kept[-1]):
        lines.insert(0, kept.pop().text)
    return tuple(kept), tuple(lines)


def _drop_after_signature(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Drop up to two short lines (an invitation to write, a hot line) that follow a set-apart name."""
    for tail in (1, 2):
        place = len(blocks) - 1 - tail
        signs = place > 0 and blocks[place].is_emphasised and looks_like_byline(blocks[place].text)
        if signs and all(len(block.text) <= _LONGEST_TAIL for block in blocks[place + 1 :]):
            return blocks[: place + 1]
    return blocks


def choose_byline(candidates: Iterable[Found], closing_lines: tuple[str, ...]) -> tuple[ParsedByline, str] | None:
    """Return the byline and its rule: the first candidate that names somebody, else the closing lines."""
    closing = Found(" - ".join(closing_lines), "last paragraph of the body")
    read = [(parse_byline(found.value), found.rule) for found in (*candidates, closing) if found.value]
    named = [pair for pair in read if pair[0].credits]
    signed = [pair for pair in read if pair[0].signature is not Signature.NONE]
    noted = [pair for pair in read if pair[0].note or pair[0].printed in closing_lines]
    return next(iter(named or signed or noted), None)


def drop_repeated_byline(blocks: tuple[Block, ...], byline: ParsedByline | None) -> tuple[Block, ...]:
    """Return the body without a first or last line that only repeats the byline."""
    if byline is None:
        return blocks
    names = {comparison_key(byline.printed)} | {comparison_key(credit.name) for credit in byline.credits}
    kept = list(blocks)
    for end in (0, -1):
        is_short = len(kept) > 1 and len(kept[end].text) <= MAX_BYLINE_LENGTH
        if is_short and comparison_key(kept[end].text) in names:
            kept.pop(end)
    return tuple(kept)


def _signs(block: Block) -> bool:
    if block.kind is BlockKind.CAPTION:
        return False
    return looks_like_byline(block.text) or _is_labelled(block.text) or _looks_set_apart(block)


def _is_labelled(text: str) -> bool:
    if len(text) > _LONGEST_TAIL or not _CREDIT.match(text):
        return False
    parsed = parse_byline(text)
    return bool(parsed.credits or parsed.note)


def _looks_set_apart(block: Block) -> bool:
    """Say whether a short emphasised or right-aligned last line can only be a name or a source."""
    text = block.text
    if not block.is_emphasised or len(text) > _LONGEST_SIGNATURE or _LAST_WORDS.search(text):
        return False
    words = [word for word in text.split() if _LETTER.match(word)]
    parsed = parse_byline(text)
    return all(word[0].isupper() for word in words) and bool(parsed.credits or parsed.sources)

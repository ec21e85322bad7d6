"""Bytes of a page → text, whatever encoding it says or forgets to say.

What the bytes are counts before what the page claims: valid UTF-8 with letters beyond ASCII is
UTF-8, and windows-1258 gives itself away by tone marks that follow their vowels.
"""

import codecs
import re

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

_CP1258_SYLLABLE = re.compile(rb"[AEIOUYaeiouy\xc2\xc3\xca\xd4\xd5\xdd\xe2\xe3\xea\xf4\xf5\xfd][\xcc\xd2\xde\xec\xf2]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
# Python knows codecs that are no page encodings and fail or transform (idna, zlib); a header may not pick those.
_PAGE_ENCODING = re.compile(r"cp\d{3,4}|iso8859[-_]\d{1,2}|gb\w+|big5\w*|euc[-_]\w+|shift[-_]jis\w*|koi8[-_]\w+|hz")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARATION_REACH = 4096


def as_utf8(page: bytes | str, content_type: str | None = None) -> bytes:
    """Return `page` as valid UTF-8 for the parser: most pages are that already and are not copied."""
    if isinstance(page, bytes) and not page.startswith(_MARKS):
        try:
            page.decode("utf-8")
        except UnicodeDecodeError:
            return _decode_other(page, content_type).encode("utf-8", errors="replace")
        return page
    return decode_page(page, content_type).encode("utf-8", errors="replace")


def decode_page(page: bytes | str, content_type: str | None = None) -> str:
    """Return the text of `page`; never fails, unreadable bytes become U+FFFD."""
    if isinstance(page, str):
        return page
    encoding, mark = read_bom(page)
    if encoding is not None and mark is not None:
        return page[len(mark) :].decode(encoding, errors="replace")
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(page, content_type)


def _decode_other(page: bytes, content_type: str | None) -> str:
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(page[:_DECLARATION_REACH])
    if declared is not None and declared.startswith("utf-16"):
        return page.decode(declared, errors="replace")
    if _looks_like_cp1258(page):
        return page.decode("cp1258", errors="replace")
    as_utf8 = page.decode("utf-8", errors="replace")
    if (
        declared is None
        or not _PAGE_ENCODING.fullmatch(declared)
        or as_utf8.count("\ufffd") * 10 < _count_letters(as_utf8)
    ):
        return as_utf8
    return page.decode(declared, errors="replace")


def _looks_like_cp1258(page: bytes) -> bool:
    toned = len(_CP1258_SYLLABLE.findall(page))
    return toned >= 3 and toned * 8 >= len(_HIGH_BYTE.findall(page))


def _count_letters(text: str) -> int:
    return len(text) - len(text.encode("ascii", errors="ignore"))

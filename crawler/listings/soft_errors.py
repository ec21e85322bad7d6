"""Pages that say "not found" although the server answered 200. Pure; works on bytes, for every page passes here."""

import re
from html import unescape

from models.text import clean_text

_ARTICLE_MARK = b"article:published_time"
_OPENINGS = ((b"<title", b"<TITLE"), (b"<h1", b"<H1"))
_HEADING = re.compile(rb"<[^>]{0,200}>(.{0,600}?)</(?:title|h1)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]{0,300}>")
_NOT_FOUND = re.compile(
    r"^(?:lỗi |error )?404\b"
    r"|\b404\b.{0,20}\b(?:not found|không tìm thấy)"
    r"|^(?:xin lỗi\W+)?không tìm thấy (?:trang|bài viết|nội dung|đường dẫn)"
    r"|^(?:trang|bài viết|nội dung|tin bài|đường dẫn)(?: này| bạn| mà| đang| yêu cầu| tìm| kiếm| truy cập)*"
    r" (?:không (?:tồn tại|tìm thấy|còn tồn tại)|đã bị (?:gỡ|xóa|xoá))"
    r"|^page not found",
    re.IGNORECASE,
)


def says_not_found(page: bytes) -> bool:
    """Say that a page is an error page: its title or main heading is a phrase of one, and it is dated as no article.

    Only whole opening phrases count, because headlines also say that someone was not found.
    """
    headings = (_read_heading(page, openings) for openings in _OPENINGS)
    return any(_NOT_FOUND.search(heading) for heading in headings) and _ARTICLE_MARK not in page


def _read_heading(page: bytes, openings: tuple[bytes, ...]) -> str:
    """Return the text of the first such element only: looking for a whole one further on would take a bomb's time."""
    start = next((place for opening in openings if (place := page.find(opening)) >= 0), -1)
    found = _HEADING.match(page, start) if start >= 0 else None
    return clean_text(unescape(_TAG.sub(" ", found[1].decode("utf-8", "replace")))) if found else ""

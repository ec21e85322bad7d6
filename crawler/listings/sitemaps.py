"""Sitemaps and sitemap indexes, plain or gzipped, as announced addresses and further sitemaps."""

import re
from datetime import UTC, date, datetime

from lxml.etree import LxmlError
from scrapy.utils.sitemap import Sitemap

from crawler.encodings import gunzip
from crawler.listings.listed import Listed, ListedPage, ListingError
from models.clock import VIETNAM

_MAX_ENTRIES = 50_000
_GZIP_MARK = b"\x1f\x8b"
_MONTH = re.compile(r"(?<!\d)(20\d\d)[-_/]?(0?[1-9]|1[0-2])(?!\d)")


def read_sitemap(body: bytes, *, limit: int) -> ListedPage:
    """Return what a sitemap names; entities are not resolved and a gzipped file unpacks to `limit` bytes at most."""
    if body[:2] == _GZIP_MARK:
        body = gunzip(body, limit)
    rows: list[Listed] = []
    overflow = 0
    try:
        sitemap = Sitemap(body)
        for row in sitemap:
            if not row["loc"]:
                continue
            if len(rows) < _MAX_ENTRIES:
                rows.append(Listed(url=row["loc"], modified_at=_read_time(row.get("lastmod", ""))))
            else:
                overflow += 1
    except (LxmlError, StopIteration) as error:
        raise ListingError(str(error) or "empty") from error
    if sitemap.type == "sitemapindex":
        return ListedPage(sitemaps=tuple(rows), overflow=overflow)
    if sitemap.type == "urlset":
        return ListedPage(entries=tuple(rows), overflow=overflow)
    raise ListingError(f"<{sitemap.type}> is no sitemap")


def month_of(url: str) -> date | None:
    """Return the first day of the month that a sitemap's file name states, or None."""
    found = _MONTH.search(url.rsplit("/", 1)[-1])
    return date(int(found[1]), int(found[2]), 1) if found else None


def _read_time(words: str) -> datetime | None:
    """Return a W3C date or time; a date alone means the end of that day, for it says the day of the last change."""
    try:
        moment = datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    if len(words.strip()) <= len("2023-01-31"):
        moment = moment.replace(hour=23, minute=59, second=59)
    return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).astimezone(UTC)

"""RSS and Atom feeds, however broken, as announced addresses."""

import calendar
import io
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from urllib.parse import urljoin

import feedparser

from crawler.listings.listed import Listed, ListedPage, ListingError

_MAX_BYTES = 2 * 1024 * 1024
_MAX_ENTRIES = 500


def read_feed(body: bytes, url: str) -> ListedPage:
    """Return what a feed announces; a body without any entry and without a feed's look is no feed."""
    # A stream, never the bytes: given text, feedparser would open it as a file name or an address.
    feed: Any = feedparser.parse(
        io.BytesIO(body[:_MAX_BYTES]), sanitize_html=False, resolve_relative_uris=False, response_headers={}
    )
    if not feed.entries and not feed.get("version"):
        raise ListingError("no feed")
    entries = [_read_entry(entry, url) for entry in feed.entries]
    named = tuple(entry for entry in entries if entry is not None)
    return ListedPage(entries=named[:_MAX_ENTRIES], overflow=max(0, len(named) - _MAX_ENTRIES))


def _read_entry(entry: Any, url: str) -> Listed | None:
    link = entry.get("link")
    if not isinstance(link, str) or not link.strip():
        return None
    # dict.get, for feedparser's own would pass one time off as the other.
    return Listed(
        url=urljoin(url, link.strip()),
        published_at=_read_time(dict.get(entry, "published_parsed")),
        modified_at=_read_time(dict.get(entry, "updated_parsed")),
    )


def _read_time(moment: struct_time | None) -> datetime | None:
    """Return feedparser's UTC time, or None for one out of range."""
    if moment is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC)
    except (ValueError, OverflowError, OSError):
        return None

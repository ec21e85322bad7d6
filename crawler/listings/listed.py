"""What a feed, a sitemap or a section page announces."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """One announced address: when it was published, or last changed, if the listing says so."""

    url: str
    published_at: datetime | None = None
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListedPage:
    """One listing page read: its entries, further listings it names, and where it goes on."""

    entries: tuple[Listed, ...] = ()
    sitemaps: tuple[Listed, ...] = ()
    next_url: str | None = None
    overflow: int = 0


class ListingError(Exception):
    """The bytes are no listing of the expected kind."""

"""A kept search as an RSS feed: of each article what reports may show, and nothing of the office's own.

Title, outlet, byline, day, the public address and at most 300 characters; no tags, no answers, no kept pages.
"""

from datetime import datetime

from feedgen.feed import FeedGenerator

from models.text import clean_text
from models.vocabulary import ArticleStatus
from pipeline.searching.hits import SearchHit

ITEMS = 50
MARKED = {ArticleStatus.REMOVED: " (trang đã gỡ)", ArticleStatus.EDITED: ""}


def write_feed(name: str, address: str, hits: list[SearchHit], *, now: datetime) -> bytes:
    """Return the feed of a search called `name` that is read at `address`; what waits in quarantine is left out."""
    feed = FeedGenerator()
    feed.title(f"Điểm báo: {name}")
    feed.link(href=address, rel="self")
    feed.description(f"Tin, bài mới theo bộ lọc «{name}»")
    feed.language("vi")
    feed.lastBuildDate(now)
    for hit in hits:
        if hit.status is not ArticleStatus.QUARANTINED:
            _add_entry(feed, hit)
    return bytes(feed.rss_str(pretty=True))


def _add_entry(feed: FeedGenerator, hit: SearchHit) -> None:
    entry = feed.add_entry(order="append")
    entry.guid(hit.url or f"diembao:{hit.article_id}", permalink=hit.url is not None)
    entry.title(clean_text(hit.title.text) + MARKED.get(hit.status, ""))
    if hit.url:
        entry.link(href=hit.url)
    if hit.published_at is not None:
        entry.published(hit.published_at)
    said = (hit.outlet, hit.byline, clean_text(hit.excerpt.text))
    entry.description(" · ".join(part for part in said if part))

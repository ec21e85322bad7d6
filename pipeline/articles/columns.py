"""What a record becomes in the tables: plain column values. Pure; `adding` and `keeping` write them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.records import ExtractedArticle, ParsedByline
from models.text import comparison_key
from models.vocabulary import ArticleOrigin, ArticleStatus, Signature


@dataclass(frozen=True, slots=True)
class Sighting:
    """When and how a record was seen: its instant, its origin, and the rows it came from."""

    seen_at: datetime
    origin: ArticleOrigin
    address_id: int | None = None
    snapshot_id: int | None = None


UNSIGNED = ParsedByline(printed="", credits=(), signature=Signature.NONE)

# A change of these is a new state of the text; `text_sha256` stands for title, lead and body.
WORDS = ("text_sha256", "byline")
# A change of these counts otherwise in reports: an earlier report must find the earlier ones again.
COUNTED = (*WORDS, "published_at", "genre")
SERIES = ("series_key", "series_part", "series_last")
# How an article was read, not what it says: written anew, never told as a change. The series too: it is read from
# the headline, and reconciliation joins it with the other parts' anew.
READING = ("layout", "provenance", "snapshot_id", *SERIES)
# Column → its name in the provenance. Where a later record is silent on these, what is known stays.
LASTING = {
    "url": "url",
    "published_at": "published_at",
    "modified_at": "modified_at",
    "section": "section",
    "page_tags": "tags",
    "genre": "genre",
    "own_report": "own_report",
    "snapshot_id": "snapshot",
}


# The rule in the provenance of a fact that a person put right: no reading of a page overwrites it.
BY_PERSON = "person"
# Fact → the columns that go with it.
PERSONAL = {
    "title": ("title",),
    "lead": ("lead",),
    "text": ("text",),
    "published_at": ("published_at",),
    "genre": ("genre",),
    "byline": ("byline", "signature", "byline_note", "byline_sources"),
}


def text_digest(title: str | None, lead: str | None, text: str) -> str:
    """Return the SHA-256 of an article's words exactly as kept."""
    return hashlib.sha256("\n\n".join([title or "", lead or "", text]).encode()).hexdigest()


def work_key(title: str | None, lead: str | None, text: str) -> str:
    """Return a digest equal for texts that differ only in Unicode form, tone placement, case or punctuation."""
    return hashlib.sha256(comparison_key(f"{title or ''}\n{lead or ''}\n{text}").encode()).hexdigest()


def content_values(record: ExtractedArticle, sighting: Sighting) -> dict[str, Any]:
    """Return the columns of an article that its page says anew each time."""
    byline = record.byline or UNSIGNED
    series = record.series
    return {
        "url": record.url or None,
        "title": record.title,
        "lead": record.lead,
        "text": record.text,
        "byline": byline.printed or None,
        "signature": byline.signature,
        "byline_note": byline.note,
        "byline_sources": list(byline.sources),
        "published_at": record.published_at,
        "modified_at": record.modified_at,
        "section": record.section,
        "page_tags": list(record.tags),
        "genre": record.genre,
        "own_report": record.own_report,
        "series_key": series.key if series else None,
        "series_part": series.part if series else None,
        "series_last": bool(series and series.last),
        "layout": record.layout,
        "provenance": dict(record.provenance),
        "snapshot_id": sighting.snapshot_id,
        "text_sha256": text_digest(record.title, record.lead, record.text),
        "text_key": work_key(record.title, record.lead, record.text),
    }


def renew_values(known: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a known article after a later record said `values`.

    Silence takes no fact back, and nothing overwrites what a person put right.
    """
    kept = [name for name in LASTING if values[name] is None or values[name] == []]
    traced = [LASTING[name] for name in kept]
    if values["series_key"] is None:
        kept += SERIES
        traced.append("series")
    held = [fact for fact in PERSONAL if known["provenance"].get(fact) == BY_PERSON]
    kept += [name for fact in held for name in PERSONAL[fact]]
    rules = {name: rule for name, rule in values["provenance"].items() if name not in held}
    earlier = {name: rule for name, rule in known["provenance"].items() if name in {*traced, *held}}
    renewed = {**values, **{name: known[name] for name in kept}, "provenance": earlier | rules}
    if not {"title", "lead", "text"}.isdisjoint(held):
        words = renewed["title"], renewed["lead"], renewed["text"]
        renewed |= {"text_sha256": text_digest(*words), "text_key": work_key(*words)}
    return renewed


def article_values(record: ExtractedArticle, sighting: Sighting) -> dict[str, Any]:
    """Return all columns of a new article; one that lacks what an article needs begins in quarantine."""
    return content_values(record, sighting) | {
        "outlet_key": record.outlet,
        "article_id": record.outlet_article_id,
        "origin": sighting.origin,
        "address_id": sighting.address_id,
        "first_seen_at": sighting.seen_at,
        "status": ArticleStatus.QUARANTINED if record.quarantine else ArticleStatus.LIVE,
        "status_reason": record.quarantine,
        "status_since": sighting.seen_at,
    }


def first_revision(article_id: int, values: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of the first revision of the article that `values` made."""
    same = ("snapshot_id", "title", "lead", "text", "byline", "published_at", "genre", "text_sha256")
    return {name: values[name] for name in same} | {
        "article_id": article_id,
        "number": 1,
        "seen_at": values["first_seen_at"],
        "diff": None,
    }

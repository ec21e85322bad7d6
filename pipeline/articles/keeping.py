"""Keep what a page says: a new article, a new revision of a known one, or nothing new.

The step's key is (outlet, article id): keeping the same record twice changes nothing.
The caller commits.
"""

import difflib
import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article, ArticleCredit, Author, Revision
from models.records import Credit, ExtractedArticle, ParsedByline
from models.text import comparison_key
from models.vocabulary import ArticleOrigin, ArticleStatus, Signature


class Fate(StrEnum):
    """What keeping a record did."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Sighting:
    """When and how a record was seen: its instant, its origin, and the rows it came from."""

    seen_at: datetime
    origin: ArticleOrigin
    address_id: int | None = None
    snapshot_id: int | None = None


UNSIGNED = ParsedByline(printed="", credits=(), signature=Signature.NONE)


def text_digest(title: str | None, lead: str | None, text: str) -> str:
    """Return the SHA-256 of an article's words exactly as kept."""
    return hashlib.sha256("\n\n".join([title or "", lead or "", text]).encode()).hexdigest()


def work_key(title: str | None, lead: str | None, text: str) -> str:
    """Return a digest equal for texts that differ only in Unicode form, tone placement, case or punctuation."""
    return hashlib.sha256(comparison_key(f"{title or ''}\n{lead or ''}\n{text}").encode()).hexdigest()


def keep_article(session: Session, record: ExtractedArticle, sighting: Sighting) -> tuple[Article, Fate]:
    """Store `record`; returns the article and what became of it.

    Raises ValueError for a record without outlet and id, which no article can be.
    """
    if record.outlet is None or record.outlet_article_id is None:
        raise ValueError(f"{record.url}: no outlet or article id")
    known = session.scalar(
        select(Article).where(Article.outlet_key == record.outlet, Article.article_id == record.outlet_article_id)
    )
    if known is None:
        return _add(session, record, sighting)
    return known, _renew(session, known, record, sighting)


def _add(session: Session, record: ExtractedArticle, sighting: Sighting) -> tuple[Article, Fate]:
    article = Article(
        outlet_key=record.outlet,
        article_id=record.outlet_article_id,
        origin=sighting.origin,
        address_id=sighting.address_id,
        first_seen_at=sighting.seen_at,
        status=ArticleStatus.LIVE,
        status_since=sighting.seen_at,
    )
    _write(session, article, record, sighting)
    if record.quarantine:
        article.status, article.status_reason = ArticleStatus.QUARANTINED, record.quarantine
    session.add(article)
    session.flush()
    _add_revision(session, article, sighting, previous=None)
    return article, Fate.QUARANTINED if record.quarantine else Fate.NEW


def _renew(session: Session, article: Article, record: ExtractedArticle, sighting: Sighting) -> Fate:
    digest = text_digest(record.title, record.lead, record.text)
    printed = record.byline.printed if record.byline else None
    is_same = digest == article.text_sha256 and printed == article.byline
    if record.quarantine and not is_same and article.status is not ArticleStatus.QUARANTINED:
        # A known good text is not replaced by a page that lost its title, date or body.
        article.status_reason = "bản mới của trang thiếu nội dung, giữ bản trước"
        return Fate.UNCHANGED
    if is_same:
        mark_returned(article, sighting.seen_at)
        article.snapshot_id = sighting.snapshot_id or article.snapshot_id
        return Fate.UNCHANGED
    previous = article.revisions[-1]
    _write(session, article, record, sighting)
    if record.quarantine:
        _set_status(article, ArticleStatus.QUARANTINED, record.quarantine, sighting.seen_at)
    elif article.status is ArticleStatus.QUARANTINED:
        _set_status(article, ArticleStatus.LIVE, None, sighting.seen_at)
    else:
        _set_status(article, ArticleStatus.EDITED, "nội dung trang đã thay đổi", sighting.seen_at)
    session.flush()
    _add_revision(session, article, sighting, previous=previous)
    return Fate.CHANGED


def mark_removed(article: Article, reason: str, seen_at: datetime) -> bool:
    """Say that the outlet took `article` away; True if that is news. Nothing is deleted."""
    if article.status is ArticleStatus.REMOVED:
        return False
    _set_status(article, ArticleStatus.REMOVED, reason, seen_at)
    return True


def mark_returned(article: Article, seen_at: datetime) -> bool:
    """Say that a removed `article` is back; True if that is news."""
    if article.status is not ArticleStatus.REMOVED:
        return False
    _set_status(article, ArticleStatus.LIVE, "đã đăng lại sau khi gỡ", seen_at)
    return True


def _set_status(article: Article, status: ArticleStatus, reason: str | None, seen_at: datetime) -> None:
    article.status, article.status_reason, article.status_since = status, reason, seen_at


def _write(session: Session, article: Article, record: ExtractedArticle, sighting: Sighting) -> None:
    byline = record.byline or UNSIGNED
    series = record.series
    article.url = record.url
    article.title, article.lead, article.text = record.title, record.lead, record.text
    article.byline = byline.printed or None
    article.signature, article.byline_note = byline.signature, byline.note
    article.byline_sources = list(byline.sources)
    article.published_at, article.modified_at = record.published_at, record.modified_at
    article.section, article.page_tags, article.genre = record.section, list(record.tags), record.genre
    article.own_report = record.own_report
    article.series_key = series.key if series else None
    article.series_part = series.part if series else None
    article.series_last = bool(series and series.last)
    article.layout, article.provenance = record.layout, dict(record.provenance)
    article.snapshot_id = sighting.snapshot_id
    article.text_sha256 = text_digest(record.title, record.lead, record.text)
    article.text_key = work_key(record.title, record.lead, record.text)
    if article.id is not None:
        article.credits = []
        session.flush()  # the old places go before new ones take them
    article.credits = [
        ArticleCredit(
            position=position,
            author=_author(session, article.outlet_key, credit),
            name=credit.name,
            role=credit.role,
            affiliation=credit.affiliation,
        )
        for position, credit in enumerate(byline.credits)
    ]


def _author(session: Session, outlet_key: str, credit: Credit) -> Author:
    name_key = comparison_key(credit.name)
    with session.no_autoflush:
        found = session.scalar(select(Author).where(Author.outlet_key == outlet_key, Author.name_key == name_key))
    pending = (a for a in session.new if isinstance(a, Author))
    found = found or next((a for a in pending if (a.outlet_key, a.name_key) == (outlet_key, name_key)), None)
    if found is None:
        found = Author(outlet_key=outlet_key, name=credit.name, name_key=name_key)
        session.add(found)
    return found


def _add_revision(session: Session, article: Article, sighting: Sighting, *, previous: Revision | None) -> None:
    revision = Revision(
        article_id=article.id,
        number=previous.number + 1 if previous else 1,
        snapshot_id=sighting.snapshot_id,
        seen_at=sighting.seen_at,
        title=article.title,
        lead=article.lead,
        text=article.text,
        byline=article.byline,
        text_sha256=article.text_sha256,
    )
    revision.diff = _diff(previous, revision) if previous else None
    session.add(revision)


def _diff(before: Revision, after: Revision) -> str:
    """Return a unified diff of the two texts, paragraph by paragraph."""
    old, new = ([r.title or "", r.lead or "", *r.text.split("\n\n"), r.byline or ""] for r in (before, after))
    names = f"lần {before.number}", f"lần {after.number}"
    return "\n".join(difflib.unified_diff(old, new, *names, lineterm="", n=1))

"""Keep what a page says: a new article, a new revision of a known one, or nothing new.

The step's key is (outlet, article id): keeping the same record twice changes nothing.
The caller commits.
"""

import difflib
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article, ArticleCredit, Author, Revision
from models.records import Credit, ExtractedArticle
from models.text import comparison_key
from models.vocabulary import ArticleStatus
from pipeline.articles.adding import Seen, add_articles, find_ids
from pipeline.articles.columns import UNSIGNED, Sighting, content_values, text_digest


class Fate(StrEnum):
    """What keeping a record did."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"


def keep_article(session: Session, record: ExtractedArticle, sighting: Sighting) -> tuple[Article, Fate]:
    """Store `record`; returns the article and what became of it.

    Raises ValueError for a record without outlet and id, which no article can be.
    """
    known = _find(session, record)
    if known is None:
        add_articles(session, [(record, sighting)])
        added = _find(session, record)
        assert added is not None
        return added, Fate.QUARANTINED if record.quarantine else Fate.NEW
    return known, _renew(session, known, record, sighting)


def keep_articles(session: Session, seen: Sequence[Seen]) -> list[Fate]:
    """Store each record as `keep_article` would, in order, the new ones together; returns their fates."""
    for record, _ in seen:
        _require_key(record)
    known = set(find_ids(session, [record for record, _ in seen]))
    fresh: dict[tuple[str | None, str | None], int] = {}
    for place, (record, _) in enumerate(seen):
        key = record.outlet, record.outlet_article_id
        if key not in known:
            fresh.setdefault(key, place)
    places = set(fresh.values())
    add_articles(session, [seen[place] for place in fresh.values()])
    return [
        (Fate.QUARANTINED if record.quarantine else Fate.NEW)
        if place in places
        else keep_article(session, record, sighting)[1]
        for place, (record, sighting) in enumerate(seen)
    ]


def _require_key(record: ExtractedArticle) -> None:
    if record.outlet is None or record.outlet_article_id is None:
        raise ValueError(f"{record.url}: no outlet or article id")


def _find(session: Session, record: ExtractedArticle) -> Article | None:
    _require_key(record)
    return session.scalar(
        select(Article).where(Article.outlet_key == record.outlet, Article.article_id == record.outlet_article_id)
    )


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
    for name, value in content_values(record, sighting).items():
        setattr(article, name, value)
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
        for position, credit in enumerate((record.byline or UNSIGNED).credits)
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


def _add_revision(session: Session, article: Article, sighting: Sighting, *, previous: Revision) -> None:
    revision = Revision(
        article_id=article.id,
        number=previous.number + 1,
        snapshot_id=sighting.snapshot_id,
        seen_at=sighting.seen_at,
        title=article.title,
        lead=article.lead,
        text=article.text,
        byline=article.byline,
        text_sha256=article.text_sha256,
    )
    revision.diff = _diff(previous, revision)
    session.add(revision)


def _diff(before: Revision, after: Revision) -> str:
    """Return a unified diff of the two texts, paragraph by paragraph."""
    old, new = ([r.title or "", r.lead or "", *r.text.split("\n\n"), r.byline or ""] for r in (before, after))
    names = f"lần {before.number}", f"lần {after.number}"
    return "\n".join(difflib.unified_diff(old, new, *names, lineterm="", n=1))

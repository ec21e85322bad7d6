"""Keep what a page says: a new article, a new revision of a known one, or nothing new.

The step's key is (outlet, article id): keeping the same record twice changes nothing.
The caller commits.
"""

import difflib
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.article import WORDS_CHANGED, Article, ArticleCredit, Author, Revision
from models.records import Credit, ExtractedArticle
from models.text import comparison_key
from models.vocabulary import ArticleStatus
from pipeline.articles.adding import Seen, add_articles, find_ids
from pipeline.articles.columns import (
    BY_PERSON,
    COUNTED,
    READING,
    UNSIGNED,
    WORDS,
    Sighting,
    content_values,
    renew_values,
)


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
    fate = _renew(session, known, record, sighting)
    session.flush()
    return known, fate


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
    chosen = select(Article).where(Article.outlet_key == record.outlet, Article.article_id == record.outlet_article_id)
    return session.scalars(chosen.options(joinedload(Article.credits))).unique().one_or_none()


def _renew(session: Session, article: Article, record: ExtractedArticle, sighting: Sighting) -> Fate:
    said = content_values(record, sighting)
    known = {name: getattr(article, name) for name in said}
    values = renew_values(known, said)
    has_new_words = any(values[name] != known[name] for name in WORDS)
    has_new_state = any(values[name] != known[name] for name in COUNTED)
    is_reread = sighting.snapshot_id is not None and sighting.snapshot_id == article.snapshot_id
    # A page seen for the first time corrects what a person typed in; the outlet changed nothing.
    is_first_page = article.address_id is None and sighting.address_id is not None
    article.address_id = article.address_id or sighting.address_id
    if record.quarantine and article.status is not ArticleStatus.QUARANTINED:
        return _keep_known(article, sighting, has_new_words=has_new_words, is_reread=is_reread)
    has_news = any(values[name] != known[name] for name in values if name not in READING)
    is_signed_by_person = article.provenance.get("byline") == BY_PERSON
    has_news |= _write(session, article, values, None if is_signed_by_person else (record.byline or UNSIGNED).credits)
    if has_new_state and is_reread:
        _correct_revision(article)
    elif has_new_state:
        _add_revision(article, sighting)
    if article.status is ArticleStatus.QUARANTINED:
        return _settle_waiting(article, record.quarantine, sighting.seen_at, has_news=has_news)
    if is_reread or is_first_page:
        return Fate.CHANGED if has_news else Fate.UNCHANGED
    if has_new_words:
        _set_status(article, ArticleStatus.EDITED, WORDS_CHANGED, sighting.seen_at)
        return Fate.CHANGED
    return Fate.CHANGED if mark_returned(article, sighting.seen_at) or has_news else Fate.UNCHANGED


def _keep_known(article: Article, sighting: Sighting, *, has_new_words: bool, is_reread: bool) -> Fate:
    """Hold on to a known good article of which a page came that lost its title, date or body."""
    if has_new_words:
        article.status_reason = "bản mới của trang thiếu nội dung, giữ bản trước"
        return Fate.UNCHANGED
    article.snapshot_id = sighting.snapshot_id or article.snapshot_id
    is_back = not is_reread and mark_returned(article, sighting.seen_at)
    return Fate.CHANGED if is_back else Fate.UNCHANGED


def _settle_waiting(article: Article, quarantine: str | None, seen_at: datetime, *, has_news: bool) -> Fate:
    """Free a waiting article that lacks nothing any more, or say what it lacks now."""
    if quarantine is None:
        _set_status(article, ArticleStatus.LIVE, None, seen_at)
        return Fate.CHANGED
    if not has_news and quarantine == article.status_reason:
        return Fate.UNCHANGED
    _set_status(article, ArticleStatus.QUARANTINED, quarantine, seen_at)
    return Fate.QUARANTINED


def mark_removed(article: Article, reason: str, seen_at: datetime) -> bool:
    """Say that the outlet took `article` away; True if that is news. Nothing is deleted.

    One that waits in quarantine goes on waiting: removed ones are counted, and it never was complete.
    """
    if article.status in (ArticleStatus.REMOVED, ArticleStatus.QUARANTINED):
        return False
    _set_status(article, ArticleStatus.REMOVED, reason, seen_at)
    return True


def mark_returned(article: Article, seen_at: datetime) -> bool:
    """Say that a removed `article` is back; True if that is news."""
    if article.status is not ArticleStatus.REMOVED:
        return False
    was_edited = len({(revision.text_sha256, revision.byline) for revision in article.revisions}) > 1
    status = ArticleStatus.EDITED if was_edited else ArticleStatus.LIVE
    _set_status(article, status, "đã đăng lại sau khi gỡ", seen_at)
    return True


def _set_status(article: Article, status: ArticleStatus, reason: str | None, seen_at: datetime) -> None:
    article.status, article.status_reason, article.status_since = status, reason, seen_at


def _write(session: Session, article: Article, values: dict[str, Any], credits: Sequence[Credit] | None) -> bool:
    """Write the columns and, where they differ, the credits (None leaves them); returns whether these did."""
    for name, value in values.items():
        setattr(article, name, value)
    return credits is not None and write_credits(session, article, credits)


def write_credits(session: Session, article: Article, credits: Sequence[Credit]) -> bool:
    """Make the credits of `article` those given, adding authors not yet known; returns whether they differed."""
    if [(c.name, c.role, c.affiliation) for c in article.credits] == [(c.name, c.role, c.affiliation) for c in credits]:
        return False
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
        for position, credit in enumerate(credits)
    ]
    return True


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


def _add_revision(article: Article, sighting: Sighting) -> None:
    _append_revision(article, Revision(snapshot_id=sighting.snapshot_id, seen_at=sighting.seen_at))


def add_words(article: Article, now: datetime) -> None:
    """Keep the present words of `article`, written by a person, as a revision that no page stands behind."""
    _append_revision(article, Revision(snapshot_id=None, seen_at=now))


def _append_revision(article: Article, revision: Revision) -> None:
    previous = article.revisions[-1]
    revision.number = previous.number + 1
    _copy_words(article, revision)
    revision.diff = _diff(previous, revision)
    article.revisions.append(revision)


def _correct_revision(article: Article) -> None:
    """Write the words into the newest revision: its page was read anew, the outlet changed nothing."""
    *earlier, revision = article.revisions
    _copy_words(article, revision)
    if earlier:
        revision.diff = _diff(earlier[-1], revision)


def _copy_words(article: Article, revision: Revision) -> None:
    for name in ("title", "lead", "text", "byline", "published_at", "genre", "text_sha256"):
        setattr(revision, name, getattr(article, name))


def _diff(before: Revision, after: Revision) -> str:
    """Return a unified diff of the two texts, paragraph by paragraph."""
    old, new = ([r.title or "", r.lead or "", *r.text.split("\n\n"), r.byline or ""] for r in (before, after))
    names = f"lần {before.number}", f"lần {after.number}"
    return "\n".join(difflib.unified_diff(old, new, *names, lineterm="", n=1))

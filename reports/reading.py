"""Read which articles a report is about, as they stood at an instant; `evidence` reads what is known of them.

No article text is loaded. `Question.scope` says once which articles a report may know of: seen by the
as-of instant, and published in the period, undated or waiting to be looked at. Words, day and genre
are those of the revision of that instant; an edit or a removal noticed later had not happened yet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from models.article import WORDS_CHANGED, Article, ArticleState, Revision
from models.clock import day_end, day_start, local_day
from models.press import Press
from models.records import Credit
from models.vocabulary import ArticleStatus, CreditRole, Genre, Signature

ID_BATCH = 500


@dataclass(frozen=True, slots=True)
class Question:
    """Which plan, which days and which instant a report is about."""

    plan_id: int
    start: date
    end: date
    as_of: datetime

    @property
    def scope(self) -> ColumnElement[bool]:
        """The articles that a report on this question may know of; `read_facts` takes out those moved since."""
        in_period = Article.counts_for(day_start(self.start), day_end(self.end))
        no_day = Article.published_at.is_(None) | (Article.status == ArticleStatus.QUARANTINED)
        noted = select(ArticleState.article_id).where(ArticleState.since > self.as_of)
        changed = Article.id.in_(_changed_since(self.as_of)) | Article.id.in_(noted)
        return (Article.first_seen_at <= self.as_of) & or_(in_period, no_day, changed)


@dataclass(frozen=True, slots=True)
class ArticleFact:
    """An article without its text, as it stood at the as-of instant.

    `has_present_byline` says that the byline was not changed since, so that its credits are those of the instant;
    `credits` are those noted then, None where the present ones count.
    """

    id: int
    outlet_key: str
    url: str | None
    title: str
    byline: str | None
    byline_sources: tuple[str, ...]
    signature: Signature
    published_at: datetime | None
    genre: Genre | None
    series_key: str | None
    duplicate_of_id: int | None
    status: ArticleStatus
    status_reason: str | None
    text_sha256: str
    has_present_byline: bool = True
    credits: tuple[Credit, ...] | None = None


_COLUMNS = (
    Article.id,
    Article.outlet_key,
    Article.url,
    Article.title,
    Article.byline,
    Article.byline_sources,
    Article.signature,
    Article.published_at,
    Article.genre,
    Article.series_key,
    Article.duplicate_of_id,
    Article.status,
    Article.status_reason,
    Article.status_since,
    Article.first_seen_at,
    Article.text_sha256,
)


def read_facts(session: Session, question: Question) -> dict[int, ArticleFact]:
    """Return the articles in scope, and the earlier first publications that they are reprints of, by id."""
    start, end = day_start(question.start), day_end(question.end)
    facts = _select_facts(session, question.as_of, question.scope)
    facts = {id_: fact for id_, fact in facts.items() if _is_asked_for(fact, start, end)}
    missing = _missing_originals(facts)
    while missing:
        batch = sorted(missing)[:ID_BATCH]
        known = Article.id.in_(batch) & (Article.first_seen_at <= question.as_of)
        found = _select_facts(session, question.as_of, known)
        found = {id_: fact for id_, fact in found.items() if fact.published_at and fact.published_at < end}
        facts |= found
        missing = (missing - set(batch)) | (_missing_originals(found) - set(facts))
    return facts


def read_facts_of(session: Session, ids: Iterable[int], as_of: datetime) -> dict[int, ArticleFact]:
    """Return the articles of some ids that were known at `as_of`, by id."""
    wanted = sorted(ids)
    facts: dict[int, ArticleFact] = {}
    for start in range(0, len(wanted), ID_BATCH):
        batch = Article.id.in_(wanted[start : start + ID_BATCH])
        facts |= _select_facts(session, as_of, batch & (Article.first_seen_at <= as_of))
    return facts


def join_sites(facts: dict[int, ArticleFact], press: Press) -> dict[int, ArticleFact]:
    """Return the articles under the outlet for which their site counted on their day; undated ones under their site."""
    return {id_: _join_site(fact, press) for id_, fact in facts.items()} if press.merged else facts


def _join_site(fact: ArticleFact, press: Press) -> ArticleFact:
    if fact.published_at is None:
        return fact
    return replace(fact, outlet_key=press.find_outlet(fact.outlet_key, local_day(fact.published_at)))


def _is_asked_for(fact: ArticleFact, start: datetime, end: datetime) -> bool:
    """Say whether an article as it stood belongs to the period, is undated or waits to be looked at."""
    if fact.published_at is None or fact.status is ArticleStatus.QUARANTINED:
        return True
    return start <= fact.published_at < end


def _missing_originals(facts: dict[int, ArticleFact]) -> set[int]:
    wanted = {fact.duplicate_of_id for fact in facts.values() if fact.duplicate_of_id is not None}
    return wanted - set(facts)


def _changed_since(as_of: datetime) -> Select[int]:
    """Return the ids of articles of which another state was seen after `as_of`."""
    return select(Revision.article_id).where(Revision.seen_at > as_of)


def _select_facts(session: Session, as_of: datetime, which: ColumnElement[bool]) -> dict[int, ArticleFact]:
    rows = session.execute(select(*_COLUMNS).where(which).order_by(Article.id)).all()
    earlier = _read_revisions(session, as_of, which)
    noted = read_states(session, as_of, which)
    facts: dict[int, ArticleFact] = {}
    for row in rows:
        if row.id in noted:
            facts[row.id] = _restore(row, noted[row.id])
        elif row.id in earlier or row.status_since > as_of:
            facts[row.id] = _turn_back(row, earlier.get(row.id, []), as_of)
        else:
            facts[row.id] = _make_fact(row)
    return facts


def read_states(session: Session, as_of: datetime, which: ColumnElement[bool]) -> dict[int, dict[str, Any]]:
    """Return for the articles noted otherwise after `as_of`, by id, how they stood then, where that was noted."""
    later = select(ArticleState.article_id).where(ArticleState.since > as_of)
    query = (
        select(ArticleState.article_id, ArticleState.values)
        .join(Article, Article.id == ArticleState.article_id)
        .where(which, ArticleState.since <= as_of, ArticleState.article_id.in_(later))
        .order_by(ArticleState.article_id, ArticleState.since, ArticleState.id)
    )
    return dict(session.execute(query).all())


def _restore(row: Row[*tuple[Any, ...]], noted: Mapping[str, Any]) -> ArticleFact:
    """Return the article as it was noted."""
    published_at = noted["published_at"]
    return ArticleFact(
        id=row.id,
        outlet_key=row.outlet_key,
        url=noted["url"],
        title=noted["title"] or "",
        byline=noted["byline"],
        byline_sources=tuple(noted["byline_sources"]),
        signature=Signature(noted["signature"]),
        published_at=datetime.fromisoformat(published_at) if published_at else None,
        genre=Genre(noted["genre"]) if noted["genre"] else None,
        series_key=noted["series_key"],
        duplicate_of_id=noted["duplicate_of_id"],
        status=ArticleStatus(noted["status"]),
        status_reason=noted["status_reason"],
        text_sha256=noted["text_sha256"],
        credits=tuple(Credit(name, CreditRole(role), affiliation) for name, role, affiliation in noted["credits"]),
    )


def _read_revisions(
    session: Session, as_of: datetime, which: ColumnElement[bool]
) -> dict[int, list[Row[*tuple[Any, ...]]]]:
    """Return for the articles that changed after `as_of`, by id, the revisions seen by then in their order."""
    query = (
        select(
            Revision.article_id,
            Revision.title,
            Revision.byline,
            Revision.published_at,
            Revision.genre,
            Revision.text_sha256,
            (func.length(Revision.text) > 0).label("has_text"),
        )
        .join(Article, Article.id == Revision.article_id)
        .where(which, Revision.seen_at <= as_of)
        .where(or_(Article.id.in_(_changed_since(as_of)), Article.status_since > as_of))
        .order_by(Revision.article_id, Revision.number)
    )
    found: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in session.execute(query):
        found[row.article_id].append(row)
    return found


def _make_fact(row: Row[*tuple[Any, ...]]) -> ArticleFact:
    """Make a fact of an article as it stands at present."""
    return ArticleFact(
        id=row.id,
        outlet_key=row.outlet_key,
        url=row.url,
        title=row.title or "",
        byline=row.byline,
        byline_sources=tuple(row.byline_sources),
        signature=row.signature,
        published_at=row.published_at,
        genre=row.genre,
        series_key=row.series_key,
        duplicate_of_id=row.duplicate_of_id,
        status=row.status,
        status_reason=row.status_reason,
        text_sha256=row.text_sha256,
    )


def _turn_back(row: Row[*tuple[Any, ...]], revisions: Sequence[Row[*tuple[Any, ...]]], as_of: datetime) -> ArticleFact:
    """Return the article as it stood at `as_of`; `revisions` are those seen by then, if any are kept."""
    fact = _make_fact(row)
    if row.status_since > as_of:
        fact = _turn_back_status(fact, row, revisions)
    if not revisions:
        return fact
    newest = revisions[-1]
    return replace(
        fact,
        title=newest.title or "",
        byline=newest.byline,
        published_at=newest.published_at,
        genre=newest.genre,
        text_sha256=newest.text_sha256,
        has_present_byline=newest.byline == row.byline,
    )


def _turn_back_status(
    fact: ArticleFact, row: Row[*tuple[Any, ...]], revisions: Sequence[Row[*tuple[Any, ...]]]
) -> ArticleFact:
    """Return the article before its latest change of status: waiting, edited or as first seen."""
    was_freed = row.status is ArticleStatus.LIVE and row.status_reason is None and row.status_since > row.first_seen_at
    lacks_parts = bool(revisions) and not _is_whole(revisions[-1])
    if row.status is ArticleStatus.QUARANTINED or was_freed or lacks_parts:
        return replace(fact, status=ArticleStatus.QUARANTINED, status_reason=None)
    if len({(revision.text_sha256, revision.byline) for revision in revisions}) > 1:
        return replace(fact, status=ArticleStatus.EDITED, status_reason=WORDS_CHANGED)
    return replace(fact, status=ArticleStatus.LIVE, status_reason=None)


def _is_whole(revision: Row[*tuple[Any, ...]]) -> bool:
    return bool(revision.title and revision.published_at is not None and revision.has_text)

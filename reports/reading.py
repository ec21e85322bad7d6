"""Read which articles a coverage report is about, and how complete the nights were; `evidence` reads what is known.

No article text is loaded. `Question.scope` says once which articles a report may know of:
seen by the as-of instant, and published in the period, undated or waiting to be looked at.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from models.article import Article
from models.clock import day_end, day_start
from models.night import Run, RunCount
from models.organisation import Outlet
from models.tag import Tag
from models.vocabulary import ArticleStatus, Genre, Signature, Stage
from reports.record import Completeness

ID_BATCH = 500
COMPLETENESS_COUNTS = ("listed", "held", "missing")


@dataclass(frozen=True, slots=True)
class Question:
    """Which plan, which days and which instant a report is about."""

    plan_id: int
    start: date
    end: date
    as_of: datetime

    @property
    def scope(self) -> ColumnElement[bool]:
        """The articles that a report on this question may know of."""
        in_period = Article.counts_for(day_start(self.start), day_end(self.end))
        no_day = Article.published_at.is_(None) | (Article.status == ArticleStatus.QUARANTINED)
        return (Article.first_seen_at <= self.as_of) & or_(in_period, no_day)


@dataclass(frozen=True, slots=True)
class ArticleFact:
    """An article without its text, as it stood at the as-of instant."""

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
    Article.text_sha256,
)


def read_facts(session: Session, question: Question) -> dict[int, ArticleFact]:
    """Return the articles in scope, and the earlier first publications that they are reprints of, by id."""
    known = (Article.first_seen_at <= question.as_of) & (Article.published_at < day_end(question.end))
    facts = _select_facts(session, question, question.scope)
    missing = _missing_originals(facts)
    while missing:
        batch = sorted(missing)[:ID_BATCH]
        found = _select_facts(session, question, Article.id.in_(batch) & known)
        facts |= found
        missing = (missing - set(batch)) | (_missing_originals(found) - set(facts))
    return facts


def _missing_originals(facts: dict[int, ArticleFact]) -> set[int]:
    wanted = {fact.duplicate_of_id for fact in facts.values() if fact.duplicate_of_id is not None}
    return wanted - set(facts)


def _select_facts(session: Session, question: Question, which: ColumnElement[bool]) -> dict[int, ArticleFact]:
    rows = session.execute(select(*_COLUMNS).where(which).order_by(Article.id))
    return {row.id: _make_fact(row, question.as_of) for row in rows}


def _make_fact(row: Row[*tuple[Any, ...]], as_of: datetime) -> ArticleFact:
    """Make a fact of `row`; an edit or a removal noticed after `as_of` had not happened yet."""
    changed_later = row.status in (ArticleStatus.EDITED, ArticleStatus.REMOVED) and row.status_since > as_of
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
        status=ArticleStatus.LIVE if changed_later else row.status,
        status_reason=None if changed_later else row.status_reason,
        text_sha256=row.text_sha256,
    )


def read_completeness(session: Session, as_of: datetime) -> tuple[Completeness, ...]:
    """Return what the latest run of each outlet up to `as_of` found listed, and what of it is held."""
    counted = (RunCount.stage == Stage.CRAWL) & RunCount.name.in_(COMPLETENESS_COUNTS)
    latest = (
        select(RunCount.outlet_key, func.max(RunCount.run_id).label("run_id"))
        .join(Run, Run.id == RunCount.run_id)
        .where(counted, RunCount.outlet_key != "", Run.started_at <= as_of)
        .group_by(RunCount.outlet_key)
        .subquery()
    )
    query = (
        select(Outlet.name, RunCount.name, RunCount.value, Run.started_at)
        .join(latest, (latest.c.outlet_key == RunCount.outlet_key) & (latest.c.run_id == RunCount.run_id))
        .join(Run, Run.id == RunCount.run_id)
        .join(Outlet, Outlet.key == RunCount.outlet_key)
        .where(counted)
        .order_by(Outlet.key)
    )
    found: dict[tuple[str, datetime], dict[str, int]] = defaultdict(lambda: dict.fromkeys(COMPLETENESS_COUNTS, 0))
    for outlet_name, name, value, started_at in session.execute(query):
        found[(outlet_name, started_at)][name] = int(value)
    return tuple(Completeness(outlet, run_at=run_at, **counts) for (outlet, run_at), counts in found.items())


def read_classifiers(session: Session, question: Question) -> tuple[str, ...]:
    """Return the versions of the classifiers whose tags count at present."""
    query = select(Tag.classifier_version).where(Tag.plan_id == question.plan_id, Tag.is_current).distinct()
    return tuple(sorted(session.scalars(query)))

"""Read what a coverage report needs, in a handful of statements whatever the number of articles.

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

from models.article import Article, ArticleCredit
from models.clock import day_end, day_start
from models.night import Run, RunCount
from models.organisation import Outlet
from models.plan import PlanItem, PlanItemKind
from models.records import RELEVANT
from models.tag import Match, Review, Tag
from models.vocabulary import ArticleStatus, Certainty, CreditRole, Genre, ReviewDecision, Signature, Stage, TagAxis
from reports.record import Completeness, Placement

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


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the articles in scope, by article id."""

    rows: dict[int, list[Placement]]
    departments: dict[int, list[Placement]]
    relevance: dict[int, Placement]
    credits: dict[int, list[tuple[str, CreditRole]]]


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


def read_evidence(session: Session, question: Question) -> Evidence:
    """Return matches, departments, relevance and credits of the articles in scope; the newest review outranks a tag."""
    relevance, departments = _read_tags(session, question)
    return Evidence(_read_rows(session, question), departments, relevance, _read_credits(session, question))


def _read_rows(session: Session, question: Question) -> dict[int, list[Placement]]:
    """Return the plan rows of each article; a match to a sub-item counts for the row it belongs to."""
    items = {item.id: item for item in session.scalars(select(PlanItem).where(PlanItem.plan_id == question.plan_id))}
    query = (
        select(Match.article_id, Match.plan_item_id, Match.certainty, Match.reasons)
        .join(Article, Article.id == Match.article_id)
        .join(PlanItem, PlanItem.id == Match.plan_item_id)
        .where(question.scope, PlanItem.plan_id == question.plan_id)
        .order_by(Match.article_id, PlanItem.position, PlanItem.id)
    )
    placed: dict[int, list[Placement]] = defaultdict(list)
    for article_id, item_id, certainty, reasons in session.execute(query):
        item = items[item_id]
        while item.kind is PlanItemKind.SUBTHEME and item.parent_id is not None:
            item = items[item.parent_id]
        placed[article_id].append(Placement(item.code, certainty, tuple(reasons)))
    return dict(placed)


def _read_tags(session: Session, question: Question) -> tuple[dict[int, Placement], dict[int, list[Placement]]]:
    """Return relevance and departments by article: current tags, then what people decided up to the as-of instant."""
    found: dict[tuple[int, TagAxis, str], Placement] = {}
    tags = (
        select(Tag.article_id, Tag.axis, Tag.code, Tag.certainty, Tag.reasons)
        .join(Article, Article.id == Tag.article_id)
        .where(question.scope, Tag.plan_id == question.plan_id, Tag.is_current, Tag.is_candidate.is_(False))
        .where((Tag.axis == TagAxis.DEPARTMENT) | ((Tag.axis == TagAxis.RELEVANT) & (Tag.code == RELEVANT)))
    )
    for article_id, axis, code, certainty, reasons in session.execute(tags):
        found[(article_id, axis, code)] = Placement(code, certainty, tuple(reasons))
    reviews = (
        select(Review.article_id, Review.axis, Review.code, Review.decision)
        .where(Review.plan_id == question.plan_id, Review.decided_at <= question.as_of)
        .where(Review.axis.in_((TagAxis.DEPARTMENT, TagAxis.RELEVANT)))
        .order_by(Review.decided_at, Review.id)
    )
    for article_id, axis, code, decision in session.execute(reviews):
        found.pop((article_id, axis, code), None)
        if decision is ReviewDecision.ACCEPT:
            found[(article_id, axis, code)] = Placement(code, Certainty.CONFIRMED, ("người duyệt",))
    return _split_axes(found)


def _split_axes(
    found: dict[tuple[int, TagAxis, str], Placement],
) -> tuple[dict[int, Placement], dict[int, list[Placement]]]:
    relevance: dict[int, Placement] = {}
    departments: dict[int, list[Placement]] = defaultdict(list)
    for (article_id, axis, _code), placement in sorted(found.items()):
        if axis is TagAxis.RELEVANT:
            relevance[article_id] = placement
        else:
            departments[article_id].append(placement)
    return relevance, dict(departments)


def _read_credits(session: Session, question: Question) -> dict[int, list[tuple[str, CreditRole]]]:
    query = (
        select(ArticleCredit.article_id, ArticleCredit.name, ArticleCredit.role)
        .join(Article, Article.id == ArticleCredit.article_id)
        .where(question.scope)
        .order_by(ArticleCredit.article_id, ArticleCredit.position)
    )
    printed: dict[int, list[tuple[str, CreditRole]]] = defaultdict(list)
    for article_id, name, role in session.execute(query):
        printed[article_id].append((name, role))
    return dict(printed)


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

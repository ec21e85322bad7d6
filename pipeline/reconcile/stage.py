"""The reconciling stage: read proposals and answers, decide, and write the matches that result.

Matches are computed anew each time from what is stored; the same inputs give the same rows.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.orm import Session

from models.answers import COUNTING_AXES, Answers, answers_on, is_answered, read_answers
from models.article import Article
from models.clock import local_day
from models.deciding import ArticleFacts, MatchDecision, Proposal, decide_matches, decide_sector, list_terms
from models.plan import Plan
from models.records import RELEVANT
from models.tag import Match, Tag
from models.vocabulary import ArticleStatus, Certainty, TagAxis
from pipeline.works.stage import find_works


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What a reconciliation found, for the table and the record of the night.

    `articles` are those of the sector, `outside_plan` the works of the plan's period among them that no
    item counts (the report's list of works outside the plan), `reprints` all that were found.
    """

    articles: int
    matches: Counter[Certainty]
    outside_plan: int
    reprints: int


@dataclass(frozen=True, slots=True)
class _Published:
    """When an article was published, and the first publication of its work (itself, if it is no reprint)."""

    at: datetime | None
    work: int


def reconcile(engine: Engine, plan_id: int, *, now: datetime) -> Reconciliation:
    """Match all articles with the plan's items; commits once, at the end."""
    with Session(engine) as session, session.begin():
        plan = session.get_one(Plan, plan_id)
        works = find_works(session)
        published = _read_published(session, plan_id)
        decided = _decide(session, plan, published)
        _write_matches(session, plan, decided, now)
        outside = _count_outside(plan, published, decided)
    counts = Counter(match.certainty for matches in decided.values() for match in matches)
    return Reconciliation(len(decided), counts, outside, works.reprints)


def _read_published(session: Session, plan_id: int) -> dict[int, _Published]:
    """Return the articles that may count under the plan: tagged or answered on, and not waiting to be looked at."""
    tagged = select(Tag.article_id).where(Tag.plan_id == plan_id, Tag.is_current)
    query = (
        select(Article.id, Article.published_at, Article.work_id())
        .where(
            Article.id.in_(tagged) | is_answered(plan_id, COUNTING_AXES), Article.status != ArticleStatus.QUARANTINED
        )
        .order_by(Article.id)
    )
    return {id_: _Published(at, work) for id_, at, work in session.execute(query)}


def _decide(session: Session, plan: Plan, published: dict[int, _Published]) -> dict[int, list[MatchDecision]]:
    """Return the matches of each article of the sector; those without any stand there with none."""
    answers = read_answers(session, plan.id)
    sector, rows = _read_proposals(session, plan.id)
    items = list_terms(plan)
    decided: dict[int, list[MatchDecision]] = {}
    for id_, article in published.items():
        given: Answers = answers.get(id_, {})
        if decide_sector(sector.get(id_), given) is not None:
            day = local_day(article.at) if article.at else None
            facts = ArticleFacts(day, rows.get(id_, ()), answers_on(given, TagAxis.ROW))
            decided[id_] = decide_matches(facts, items)
    return decided


def _read_proposals(session: Session, plan_id: int) -> tuple[dict[int, Proposal], dict[int, list[Proposal]]]:
    """Return what the classifier says at present of each article: of the sector, and which rows."""
    query = (
        select(Tag.article_id, Tag.axis, Tag.code, Tag.score, Tag.certainty, Tag.reasons)
        .where(Tag.plan_id == plan_id, Tag.is_current, Tag.is_candidate.is_(False))
        .where(Tag.axis.in_(COUNTING_AXES))
        .order_by(Tag.score.desc(), Tag.code)
    )
    sector: dict[int, Proposal] = {}
    rows: defaultdict[int, list[Proposal]] = defaultdict(list)
    for id_, axis, code, score, certainty, reasons in session.execute(query):
        proposal = Proposal(code, score, certainty, tuple(reasons))
        if axis is TagAxis.ROW:
            rows[id_].append(proposal)
        elif code == RELEVANT:
            sector[id_] = proposal
    return sector, rows


def _count_outside(plan: Plan, published: dict[int, _Published], decided: dict[int, list[MatchDecision]]) -> int:
    """Count the works first published in the plan's period that belong to the sector and to no item."""
    works: defaultdict[int, list[int]] = defaultdict(list)
    for id_ in decided:
        works[published[id_].work].append(id_)
    return sum(
        _is_in_period(plan, published.get(work)) and not any(decided[id_] for id_ in members)
        for work, members in works.items()
    )


def _is_in_period(plan: Plan, first: _Published | None) -> bool:
    return first is not None and first.at is not None and plan.count_from <= local_day(first.at) <= plan.period_to


def _write_matches(session: Session, plan: Plan, decided: dict[int, list[MatchDecision]], now: datetime) -> None:
    """Make the stored matches those decided; what stays the same keeps its instant."""
    columns = (Match.id, Match.article_id, Match.plan_item_id, Match.certainty, Match.score, Match.reasons)
    stored = session.execute(select(*columns).where(Match.plan_item_id.in_([item.id for item in plan.items])))
    known = {(match.article_id, match.plan_item_id): match for match in stored}
    added: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for article_id, decisions in decided.items():
        for one in decisions:
            values = {"certainty": one.certainty, "score": one.score, "reasons": list(one.reasons)}
            match = known.pop((article_id, one.item_id), None)
            if match is None:
                added.append(values | {"article_id": article_id, "plan_item_id": one.item_id, "matched_at": now})
            elif values != {name: getattr(match, name) for name in values}:
                changed.append(values | {"id": match.id, "matched_at": now})
    if added:
        session.execute(insert(Match), added)
    if changed:
        session.execute(update(Match), changed)
    for match in known.values():
        session.execute(delete(Match).where(Match.id == match.id))

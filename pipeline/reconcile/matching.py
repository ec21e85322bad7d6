"""Hold articles against a plan's items and write the matches that result, for all articles or for a few.

Matches are computed anew from what is stored: the same inputs give the same rows, whichever articles were asked about.
The caller commits.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from models.answers import COUNTING_AXES, Answers, answers_on, is_answered, read_answers
from models.article import Article
from models.clock import local_day
from models.deciding import ArticleFacts, MatchDecision, Proposal, decide_matches, decide_sector, list_terms
from models.plan import Plan
from models.records import RELEVANT
from models.tag import Match, Tag
from models.vocabulary import ArticleStatus, TagAxis


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, and the first publication of its work (itself, if it is no reprint)."""

    at: datetime | None
    work: int


Decided = dict[int, list[MatchDecision]]


def reconcile_articles(session: Session, plan: Plan, about: Collection[int], *, now: datetime) -> Decided:
    """Bring the matches of a few articles up to date, as reconciling everything would.

    Publications that share their answers belong in `about` together.
    """
    published = read_published(session, plan.id, about)
    decided = decide_articles(session, plan, published, about)
    write_matches(session, plan, decided, now, about)
    return decided


def read_published(session: Session, plan_id: int, about: Collection[int] | None = None) -> dict[int, Published]:
    """Return the articles that may count under the plan: tagged or answered on, and not waiting to be looked at."""
    chosen: ColumnElement[bool] = Article.id.in_(about or ())
    if about is None:
        tagged = select(Tag.article_id).where(Tag.plan_id == plan_id, Tag.is_current)
        chosen = Article.id.in_(tagged) | is_answered(plan_id, COUNTING_AXES)
    query = select(Article.id, Article.published_at, Article.work_id()).where(
        chosen, Article.status != ArticleStatus.QUARANTINED
    )
    return {id_: Published(at, work) for id_, at, work in session.execute(query.order_by(Article.id))}


def decide_articles(
    session: Session, plan: Plan, published: dict[int, Published], about: Collection[int] | None = None
) -> Decided:
    """Return the matches of each article of the sector; those without any stand there with none."""
    answers = read_answers(session, plan.id, about=about)
    sector, rows = _read_proposals(session, plan.id, about)
    items = list_terms(plan)
    decided: Decided = {}
    for id_, article in published.items():
        given: Answers = answers.get(id_, {})
        if decide_sector(sector.get(id_), given) is not None:
            day = local_day(article.at) if article.at else None
            facts = ArticleFacts(day, rows.get(id_, ()), answers_on(given, TagAxis.ROW))
            decided[id_] = decide_matches(facts, items)
    return decided


def _read_proposals(
    session: Session, plan_id: int, about: Collection[int] | None
) -> tuple[dict[int, Proposal], dict[int, list[Proposal]]]:
    """Return what the classifier says at present of each article: of the sector, and which rows."""
    query = (
        select(Tag.article_id, Tag.axis, Tag.code, Tag.score, Tag.certainty, Tag.reasons)
        .where(Tag.plan_id == plan_id, Tag.is_current, Tag.is_candidate.is_(False))
        .where(Tag.axis.in_(COUNTING_AXES))
        .order_by(Tag.score.desc(), Tag.code)
    )
    if about is not None:
        query = query.where(Tag.article_id.in_(about))
    sector: dict[int, Proposal] = {}
    rows: defaultdict[int, list[Proposal]] = defaultdict(list)
    for id_, axis, code, score, certainty, reasons in session.execute(query):
        proposal = Proposal(code, score, certainty, tuple(reasons))
        if axis is TagAxis.ROW:
            rows[id_].append(proposal)
        elif code == RELEVANT:
            sector[id_] = proposal
    return sector, rows


def write_matches(
    session: Session, plan: Plan, decided: Decided, now: datetime, about: Collection[int] | None = None
) -> None:
    """Make the stored matches, of all articles or of a few, those decided; what stays the same keeps its instant."""
    columns = (Match.id, Match.article_id, Match.plan_item_id, Match.certainty, Match.score, Match.reasons)
    stored = select(*columns).where(Match.plan_item_id.in_([item.id for item in plan.items]))
    if about is not None:
        stored = stored.where(Match.article_id.in_(about))
    known = {(match.article_id, match.plan_item_id): match for match in session.execute(stored)}
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

"""The queue: what to read first, kept in the database so that its pages are quick however many articles there are.

A night and a button rank everything anew; after an answer only that article and its equals are ranked again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from models.article import Article
from models.clock import local_day
from models.desk import QueueRank
from models.plan import Plan
from pipeline.reviews.locking import lock_answers
from pipeline.reviews.ranking import OPEN_STATES, Rank, rank_articles


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """An article to read. `weight` orders the queue; `why` says in plain words what an answer would do."""

    article_id: int
    title: str
    url: str | None
    published_on: date | None
    weight: float
    why: str


def order_queue(session: Session, plan: Plan, *, since: datetime | None = None) -> list[QueueEntry]:
    """Return the articles that wait for a person, the weightiest first; with `since` those first seen from then on."""
    ranks = [rank for rank in rank_articles(session, plan) if rank.state in OPEN_STATES]
    query = select(Article.id, Article.title, Article.url, Article.published_at)
    if since is not None:
        query = query.where(Article.first_seen_at >= since)
    known = {id_: (title or "", url, at) for id_, title, url, at in session.execute(query)}
    return [
        QueueEntry(rank.article_id, title, url, local_day(at) if at else None, rank.weight, rank.why)
        for rank in ranks
        if rank.article_id in known
        for title, url, at in [known[rank.article_id]]
    ]


def rank_queue(session: Session, plan: Plan, *, now: datetime) -> int:
    """Rank every article of the plan anew; returns how many wait for a person. The caller commits.

    Nobody answers meanwhile: a rank made from what was read before an answer would put the article back among them.
    """
    lock_answers(session, plan)
    ranks = rank_articles(session, plan)
    session.execute(delete(QueueRank).where(QueueRank.plan_id == plan.id))
    if ranks:
        session.execute(insert(QueueRank), [_make_row(plan, rank, now) for rank in ranks])
    return sum(rank.state in OPEN_STATES for rank in ranks)


def rank_again(session: Session, plan: Plan, about: Collection[int], *, now: datetime) -> None:
    """Rank a few articles anew, all publications of the same words together; one just read keeps its place."""
    chosen = (QueueRank.plan_id == plan.id) & QueueRank.article_id.in_(about)
    places = dict(session.execute(select(QueueRank.article_id, QueueRank.weight).where(chosen)).all())
    ranks = {rank.article_id: rank for rank in rank_articles(session, plan, about)}
    gone = [id_ for id_ in places if id_ not in ranks]
    session.execute(delete(QueueRank).where(chosen, QueueRank.article_id.in_(gone)))
    for id_, rank in ranks.items():
        row = _make_row(plan, rank, now)
        if id_ not in places:
            session.execute(insert(QueueRank), [row])
            continue
        if not row["is_open"]:
            row["weight"] = places[id_]
        session.execute(update(QueueRank).where(chosen, QueueRank.article_id == id_).values(**row))


def _make_row(plan: Plan, rank: Rank, now: datetime) -> dict[str, Any]:
    answered_at, answered_by = rank.answered or (None, None)
    return {
        "plan_id": plan.id,
        "article_id": rank.article_id,
        "state": rank.state,
        "is_open": rank.state in OPEN_STATES,
        "weight": rank.weight,
        "why": rank.why,
        "lot": rank.lot,
        "answered_at": answered_at,
        "answered_by": answered_by,
        "ranked_at": now,
    }

"""Walking through the review: how many are asked for, which comes next, a page of the list. Quick at any size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, Tuple, func, select, tuple_
from sqlalchemy.orm import Session

from models.article import Article
from models.desk import QueueRank
from models.plan import Plan
from models.vocabulary import ReadingState
from pipeline.reviews.filtering import QueueFilter

PAGE = 50


@dataclass(frozen=True, slots=True)
class ListLine:
    """An article in the list."""

    article_id: int
    title: str
    outlet_key: str
    published_at: datetime | None
    state: ReadingState
    why: str
    answered_by: str | None
    answered_at: datetime | None


def count_asked(session: Session, plan: Plan, wanted: QueueFilter) -> int:
    """Return how many articles are asked for."""
    return session.scalar(select(func.count()).select_from(wanted.select(plan).subquery())) or 0


def count_states(session: Session, plan: Plan) -> dict[ReadingState, int]:
    """Return how many articles stand in each state under the plan."""
    query = select(QueueRank.state, func.count()).where(QueueRank.plan_id == plan.id).group_by(QueueRank.state)
    return dict(session.execute(query).all())


def find_next(session: Session, plan: Plan, wanted: QueueFilter, *, after: int | None = None) -> int | None:
    """Return the first article asked for, or the one that follows another in the order; None at the end."""
    query = _order(wanted.select(plan))
    place = _find_place(session, plan, after)
    if place is not None:
        query = query.where(_place() < tuple_(*place))
    return session.scalar(query.limit(1))


def find_previous(session: Session, plan: Plan, wanted: QueueFilter, *, before: int) -> int | None:
    """Return the article asked for that comes before another in the order; None at the beginning."""
    place = _find_place(session, plan, before)
    if place is None:
        return None
    query = wanted.select(plan).where(_place() > tuple_(*place))
    return session.scalar(query.order_by(QueueRank.weight, QueueRank.article_id).limit(1))


def list_page(
    session: Session, plan: Plan, wanted: QueueFilter, *, start: int = 0, limit: int = PAGE
) -> list[ListLine]:
    """Return a page of the list: what waits in the order of the queue, what was answered the newest first."""
    chosen = wanted.select(plan)
    if wanted.state is ReadingState.ANSWERED:
        chosen = chosen.order_by(QueueRank.answered_at.desc(), QueueRank.article_id)
    else:
        chosen = _order(chosen)
    return read_lines(session, plan, session.scalars(chosen.offset(start).limit(limit)).all())


def read_lines(session: Session, plan: Plan, ids: Sequence[int]) -> list[ListLine]:
    """Return the lines of some articles in the order given."""
    columns = (QueueRank.state, QueueRank.why, QueueRank.answered_by, QueueRank.answered_at)
    query = (
        select(Article.id, Article.title, Article.outlet_key, Article.published_at, *columns)
        .join(QueueRank, (QueueRank.article_id == Article.id) & (QueueRank.plan_id == plan.id))
        .where(Article.id.in_(ids))
    )
    lines = {row.id: ListLine(row.id, row.title or "", *row[2:]) for row in session.execute(query)}
    return [lines[id_] for id_ in ids if id_ in lines]


def _place() -> Tuple:
    """Return the place in the order as one pair, so that the index of the queue leads there."""
    return tuple_(QueueRank.weight, QueueRank.article_id)


def _order(query: Select[int]) -> Select[int]:
    return query.order_by(QueueRank.weight.desc(), QueueRank.article_id.desc())


def _find_place(session: Session, plan: Plan, article_id: int | None) -> tuple[float, int] | None:
    rank = session.get(QueueRank, (plan.id, article_id)) if article_id is not None else None
    return None if rank is None else (rank.weight, rank.article_id)

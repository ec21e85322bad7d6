"""The works behind a figure of the year board: a row, a month, or both; a page of them with all publications."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.article import Article
from models.organisation import Outlet
from models.plan import Plan, PlanItem
from models.tag import Match
from models.vocabulary import ArticleStatus, Certainty, Genre
from pipeline.desk.plan.year_board import Figures, Placed, count_figures, count_once, read_placed
from reports.works import NO_TITLE

PAGE = 40
ID_BATCH = 500


@dataclass(frozen=True, slots=True)
class CellPublication:
    """One publication of a work; `is_kept` says that its page was kept as received."""

    id: int
    outlet: str
    published_at: datetime | None
    status: ArticleStatus
    is_kept: bool


@dataclass(frozen=True, slots=True)
class CellWork:
    """A work of the cell, first publication first, with why it counts."""

    id: int
    title: str
    genre: Genre | None
    certainty: Certainty
    publications: tuple[CellPublication, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A page of the works of a cell. `page` counts from 1; `certainty` limits the list, never the figures."""

    figures: Figures
    works: tuple[CellWork, ...]
    page: int
    pages: int


def read_cell(
    session: Session,
    plan: Plan,
    *,
    row: int | None,
    month: int | None,
    certainty: Certainty | None = None,
    page: int = 1,
) -> Cell:
    """Return the works of row `row` (an item's id) in month number `month`; None of either means all."""
    placed = count_once(read_placed(session, plan, row=row, month=month))
    chosen = [one for one in placed if certainty in (None, one.certainty)]
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(1, page), pages)
    shown = _order(session, chosen)[(page - 1) * PAGE : page * PAGE]
    return Cell(
        count_figures(one.certainty for one in placed), tuple(_read_works(session, plan, shown, row)), page, pages
    )


def _order(session: Session, placed: Sequence[Placed]) -> list[Placed]:
    """Sort works by the day of their first publication, undated ones first in their month."""
    days: dict[int, datetime | None] = {}
    ids = [one.work for one in placed]
    for start in range(0, len(ids), ID_BATCH):
        some = Article.id.in_(ids[start : start + ID_BATCH])
        days |= dict(session.execute(select(Article.id, Article.published_at).where(some)).all())
    stamps = {id_: day.timestamp() if day else 0.0 for id_, day in days.items()}
    return sorted(placed, key=lambda one: (one.month, stamps[one.work], one.work))


_COLUMNS = (
    Article.id,
    Article.work_id().label("work"),
    Article.title,
    Article.genre,
    Article.published_at,
    Article.status,
    Article.snapshot_id,
    Outlet.name.label("outlet"),
)


def _read_works(session: Session, plan: Plan, placed: Sequence[Placed], row: int | None) -> Iterator[CellWork]:
    works = [one.work for one in placed]
    query = select(*_COLUMNS).join(Outlet, Outlet.key == Article.outlet_key)
    members: defaultdict[int, list[Any]] = defaultdict(list)
    for found in session.execute(query.where(or_(Article.id.in_(works), Article.duplicate_of_id.in_(works)))):
        if found.status is not ArticleStatus.QUARANTINED:
            members[found.work].append(found)
    reasons = _read_reasons(session, plan, [one.id for found in members.values() for one in found], row)
    for one in placed:
        ordered = sorted(members[one.work], key=lambda article: (article.id != one.work, article.id))
        yield CellWork(
            id=ordered[0].id,
            title=ordered[0].title or NO_TITLE,
            genre=ordered[0].genre,
            certainty=one.certainty,
            publications=tuple(
                CellPublication(art.id, art.outlet, art.published_at, art.status, art.snapshot_id is not None)
                for art in ordered
            ),
            reasons=tuple(dict.fromkeys(reason for article in ordered for reason in reasons[article.id])),
        )


def _read_reasons(
    session: Session, plan: Plan, articles: Sequence[int], row: int | None
) -> defaultdict[int, list[str]]:
    query = (
        select(Match.article_id, Match.reasons)
        .join(PlanItem, PlanItem.id == Match.plan_item_id)
        .where(PlanItem.plan_id == plan.id, Match.article_id.in_(articles))
        .order_by(Match.score.desc(), Match.id)
    )
    if row is not None:
        query = query.where(or_(PlanItem.id == row, PlanItem.parent_id == row))
    found: defaultdict[int, list[str]] = defaultdict(list)
    for article, reasons in session.execute(query):
        found[article] += reasons
    return found

"""What is shown of the articles found: a record each, in the order of their keys."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.crawl import Address
from models.desk import QueueRank
from models.organisation import Outlet
from models.plan import Plan
from models.records import RELEVANT
from models.search import ID_MASK
from models.vocabulary import ArticleOrigin, ArticleStatus, Certainty, Genre, ReadingState, TagAxis
from pipeline.articles.asking import BY_HAND
from pipeline.searching.excerpts import Excerpt, compile_terms, cut_excerpt, mark_words
from pipeline.searching.inquiry import Inquiry
from pipeline.searching.standing import select_plan_rows, select_tagged

NO_TITLE = "(chưa đọc được tên bài)"
SHOWN = (
    Article.id,
    Article.title,
    Article.lead,
    Article.text,
    Article.byline,
    Article.genre,
    Article.url,
    Article.published_at,
    Article.status,
    Article.origin,
    Article.outlet_key,
)


@dataclass(frozen=True, slots=True)
class RowStanding:
    """A row of the plan under which an article counts, and how surely."""

    code: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article found. `reading` is how far people have read it, None for one that nobody is asked about.

    One that `is_outside` belongs to the sector, but to no row of the plan.
    """

    article_id: int
    title: Excerpt
    outlet: str
    published_at: datetime | None
    byline: str | None
    genre: Genre | None
    url: str | None
    rows: tuple[RowStanding, ...]
    status: ArticleStatus
    reading: ReadingState | None
    is_outside: bool
    is_by_hand: bool
    excerpt: Excerpt


def read_hits(session: Session, inquiry: Inquiry, keys: Sequence[int]) -> list[SearchHit]:
    """Return the records of the articles with these keys, in their order."""
    ids = [key & ID_MASK for key in keys]
    names = dict(session.execute(select(Outlet.key, Outlet.name)).all())
    rows = _read_rows(session, inquiry.plan, ids)
    readings = _read_readings(session, inquiry.plan, ids)
    sector = _read_sector(session, inquiry.plan, ids)
    pattern = compile_terms(inquiry.wanted.sought)
    chosen = select(*SHOWN, Address.channel).outerjoin(Address, Address.id == Article.address_id)
    found = {row.id: row for row in session.execute(chosen.where(Article.id.in_(ids)))}
    return [
        SearchHit(
            article_id=id_,
            title=mark_words(row.title or NO_TITLE, pattern),
            outlet=names[row.outlet_key],
            published_at=row.published_at,
            byline=row.byline,
            genre=row.genre,
            url=row.url,
            rows=tuple(rows.get(id_, ())),
            status=row.status,
            reading=readings.get(id_),
            is_outside=id_ in sector and id_ not in rows,
            is_by_hand=row.origin is ArticleOrigin.IMPORTED or row.channel == BY_HAND,
            excerpt=cut_excerpt((row.lead, row.text), pattern),
        )
        for id_ in ids
        if (row := found.get(id_)) is not None
    ]


def _read_rows(session: Session, plan: Plan | None, ids: list[int]) -> dict[int, list[RowStanding]]:
    standing: defaultdict[int, list[RowStanding]] = defaultdict(list)
    if plan is not None:
        for article_id, code, certainty, _ in session.execute(select_plan_rows(plan.id, ids)):
            standing[article_id].append(RowStanding(code, certainty))
    return standing


def _read_readings(session: Session, plan: Plan | None, ids: list[int]) -> dict[int, ReadingState]:
    if plan is None:
        return {}
    chosen = select(QueueRank.article_id, QueueRank.state)
    return dict(session.execute(chosen.where(QueueRank.plan_id == plan.id, QueueRank.article_id.in_(ids))).all())


def _read_sector(session: Session, plan: Plan | None, ids: list[int]) -> set[int]:
    if plan is None:
        return set()
    return set(session.scalars(select_tagged(plan.id, TagAxis.RELEVANT, RELEVANT, among=ids)))

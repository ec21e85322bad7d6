"""Pen names to look at: whose they are, how much stands under them, one page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.article import Article, ArticleCredit
from models.registry import AuthorHead, Registry, Tenure, read_registry
from models.text import fold_accents
from reports.authors.tallying import given_name_first
from reports.formats import format_day

BATCH = 500


@dataclass(frozen=True, slots=True)
class PenName:
    """A pen name with the number of articles that bear it; `told` says whose it is."""

    head: AuthorHead
    articles: int
    person_id: int | None
    told: str


@dataclass(frozen=True, slots=True)
class PenNames:
    """A page of pen names, of `total` found."""

    names: tuple[PenName, ...]
    total: int


def list_pen_names(
    session: Session, search: str = "", *, only_open: bool = False, start: int = 0, size: int | None = None
) -> PenNames:
    """Return the pen names with `search` in them, accents or not, by given name; `only_open` those not confirmed."""
    registry = read_registry(session)
    wanted = fold_accents(search.strip())
    heads = [
        one
        for one in registry.authors.values()
        if wanted in fold_accents(one.name) and not (only_open and one.id in registry.by_author)
    ]
    heads.sort(key=lambda one: (given_name_first(one.name), one.outlet_key))
    shown = heads[start : None if size is None else start + size]
    counts = _count_articles(session, [one.id for one in shown])
    return PenNames(tuple(_make(one, counts.get(one.id, 0), registry) for one in shown), len(heads))


def _count_articles(session: Session, author_ids: Sequence[int]) -> dict[int, int]:
    size = func.count(func.distinct(ArticleCredit.article_id))
    counts: dict[int, int] = {}
    for start in range(0, len(author_ids), BATCH):
        batch = ArticleCredit.author_id.in_(author_ids[start : start + BATCH])
        query = select(ArticleCredit.author_id, size).where(batch).group_by(ArticleCredit.author_id)
        counts |= dict(session.execute(query).all())
    return counts


def _make(head: AuthorHead, articles: int, registry: Registry) -> PenName:
    held = registry.by_author.get(head.id, ())
    told = "; ".join(
        f"{registry.persons[person]} (người số {person}; {tell_tenure(tenure)})" for person, tenure in held
    )
    return PenName(head, articles, held[-1][0] if held else None, told or "chưa xác nhận")


def tell_tenure(tenure: Tenure) -> str:
    """Say when, and whether of the sector."""
    first = f"từ {format_day(tenure.valid_from)}" if tenure.valid_from else ""
    last = f"đến {format_day(tenure.valid_to)}" if tenure.valid_to else ""
    when = " ".join(part for part in (first, last) if part) or "mọi thời gian"
    side = f"trong ngành{f', {tenure.department_code}' if tenure.department_code else ''}"
    return f"{when}, {side if tenure.is_insider else 'ngoài ngành'}"


def list_articles_of(session: Session, author_ids: tuple[int, ...], limit: int = 200) -> list[Article]:
    """Return the newest articles under some pen names."""
    bearing = select(ArticleCredit.article_id).where(ArticleCredit.author_id.in_(author_ids))
    newest = (
        select(Article).where(Article.id.in_(bearing)).order_by(Article.published_at.desc(), Article.id).limit(limit)
    )
    return list(session.scalars(newest))

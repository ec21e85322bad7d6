"""The articles that stand beside one: publications of the same work, and the parts of its series."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from models.article import Article
from models.vocabulary import ArticleStatus

MOST = 60
_COLUMNS = (
    Article.id,
    Article.title,
    Article.outlet_key,
    Article.published_at,
    Article.status,
    Article.series_part,
    Article.series_last,
    Article.duplicate_of_id,
)
_Line = tuple[int, str | None, str, datetime | None, ArticleStatus, int | None, bool, int | None]


@dataclass(frozen=True, slots=True)
class Companion:
    """An article beside another; `is_self` marks the one whose page is shown."""

    id: int
    title: str | None
    outlet: str
    published_at: datetime | None
    status: ArticleStatus
    part: int | None
    is_last: bool
    is_first_publication: bool
    is_self: bool


def read_publications(session: Session, article: Article) -> tuple[Companion, ...]:
    """Return the publications of the article's work, the first one first; empty if it is the only one."""
    work = article.duplicate_of_id or article.id
    query = _select().where(or_(Article.id == work, Article.duplicate_of_id == work))
    found = session.execute(query.order_by(Article.duplicate_of_id.is_not(None), Article.published_at, Article.id))
    return _list(found, article)


def read_series(session: Session, article: Article) -> tuple[Companion, ...]:
    """Return the parts of the series at its outlet in order, reprints left out; empty if the article is in none."""
    if article.series_key is None:
        return ()
    query = (
        _select()
        .where(Article.series_key == article.series_key, Article.outlet_key == article.outlet_key)
        .where(Article.duplicate_of_id.is_(None))
    )
    unnumbered_last = Article.series_part.is_(None), Article.series_part
    return _list(session.execute(query.order_by(*unnumbered_last, Article.published_at, Article.id)), article)


def _select() -> Select[*_Line]:
    return select(*_COLUMNS).limit(MOST)


def _list(rows: Iterable[Row[*_Line]], article: Article) -> tuple[Companion, ...]:
    found = tuple(
        Companion(id_, title, outlet, at, status, part, is_last, first is None, id_ == article.id)
        for id_, title, outlet, at, status, part, is_last, first in rows
    )
    return found if len(found) > 1 else ()

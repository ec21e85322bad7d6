"""Articles that a new one may be already: the same number, the same words, nearly the same words, the same title."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from models.article import Article
from models.records import ExtractedArticle
from models.sketch import TextSketch
from models.text import comparison_key
from pipeline.articles.adding import find_ids
from pipeline.articles.columns import work_key
from pipeline.works.wording import RECIPE, read_wording, sketch_wording

# Works join within a month; an article of unknown day is looked for in the last year.
NEAR, FAR = timedelta(days=31), timedelta(days=366)
# Unrelated texts of the two outlets hardly ever share a tenth of their sketches.
LEAST_SHARE = 0.3
MOST = 8


@dataclass(frozen=True, slots=True)
class Lookalike:
    """An article that is or resembles the new one, and why; `is_same` says that it bears the same number."""

    article_id: int
    title: str | None
    outlet_key: str
    published_at: datetime | None
    why: str
    is_same: bool


def find_lookalikes(session: Session, record: ExtractedArticle, *, now: datetime) -> tuple[Lookalike, ...]:
    """Return the articles that `record` may be already, the surest first, each once."""
    whys: dict[int, tuple[str, bool]] = {}
    for article_id, why, is_same in _list_reasons(session, record, now):
        whys.setdefault(article_id, (why, is_same))
    chosen = list(whys)[:MOST]
    columns = (Article.id, Article.title, Article.outlet_key, Article.published_at)
    rows = {row.id: row for row in session.execute(select(*columns).where(Article.id.in_(chosen)))}
    return tuple(Lookalike(*rows[id_], *whys[id_]) for id_ in chosen if id_ in rows)


def _list_reasons(session: Session, record: ExtractedArticle, now: datetime) -> Iterator[tuple[int, str, bool]]:
    for id_ in find_ids(session, [record]).values():
        yield id_, "cùng một bài của báo này", True
    key = work_key(record.title, record.lead, record.text)
    for id_ in session.scalars(select(Article.id).where(Article.text_key == key)):
        yield id_, "cùng từng chữ", False
    near = _is_near(record, now)
    for id_, share in _find_alike(session, record, near):
        yield id_, f"nội dung giống khoảng {round(100 * share)} %", False
    title = comparison_key(record.title or "")
    for id_, other in session.execute(select(Article.id, Article.title).where(near)):
        if title and comparison_key(other or "") == title:
            yield id_, "cùng tiêu đề", False


def _is_near(record: ExtractedArticle, now: datetime) -> ColumnElement[bool]:
    if record.published_at is None:
        return Article.published_at >= now - FAR
    return Article.published_at.between(record.published_at - NEAR, record.published_at + NEAR)


def _find_alike(session: Session, record: ExtractedArticle, near: ColumnElement[bool]) -> list[tuple[int, float]]:
    """Return articles whose sketches share enough with the record's, the most alike first."""
    own = sketch_wording(read_wording(f"{record.lead or ''}\n{record.text}"))
    if own is None:
        return []
    query = (
        select(TextSketch.article_id, TextSketch.sketch)
        .join(Article, Article.id == TextSketch.article_id)
        .where(near, TextSketch.recipe == RECIPE, TextSketch.sketch.is_not(None))
    )
    rows = [(id_, sketch) for id_, sketch in session.execute(query) if sketch is not None]
    if not rows:
        return []
    sketches = np.frombuffer(b"".join(sketch for _, sketch in rows), dtype="<u4").reshape(len(rows), -1)
    shares = (sketches == own).mean(axis=1)
    alike = [(rows[place][0], float(shares[place])) for place in np.flatnonzero(shares >= LEAST_SHARE)]
    return sorted(alike, key=lambda one: (-one[1], one[0]))

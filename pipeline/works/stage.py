"""Works in the database: keep a sketch of each new text, point reprints at their first publication, join series.

The caller commits. What is found depends on what is stored and on nothing else, whichever night found it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from models.article import Article
from models.database import upsert
from models.sketch import TextSketch
from models.vocabulary import ArticleStatus, Signature
from pipeline.works.grouping import SHORT_TEXT, Publication, find_first_publications
from pipeline.works.joining import join_stored_series
from pipeline.works.wording import RECIPE, read_wording, sketch_wording

SKETCH_BATCH = 200


@dataclass(frozen=True, slots=True)
class FoundWorks:
    """How many reprints and series of several parts there are in all, and how many texts were new or changed."""

    reprints: int
    series: int
    sketched: int


def find_works(session: Session) -> FoundWorks:
    """Bring sketches, pointers to first publications and joined series up to date with the stored articles."""
    sketched = keep_sketches(session)
    first_of = find_first_publications(_read_publications(session), lambda ids: _read_texts(session, ids))
    _write_reprints(session, first_of)
    return FoundWorks(len(first_of), join_stored_series(session), sketched)


def keep_sketches(session: Session) -> int:
    """Sketch the texts that are new or have changed; returns their number."""
    wanted = session.scalars(_select_unsketched()).all()
    for start in range(0, len(wanted), SKETCH_BATCH):
        ids = wanted[start : start + SKETCH_BATCH]
        digests = dict(session.execute(select(Article.id, Article.text_sha256).where(Article.id.in_(ids))).all())
        rows = [
            {"article_id": id_, "text_sha256": digests[id_], "recipe": RECIPE, "sketch": _sketch(text)}
            for id_, text in _read_texts(session, ids).items()
        ]
        upsert(session, TextSketch, rows, key=["article_id"], update=["text_sha256", "recipe", "sketch"])
    return len(wanted)


def _select_unsketched() -> Select[int]:
    is_fresh = (TextSketch.text_sha256 == Article.text_sha256) & (TextSketch.recipe == RECIPE)
    return (
        select(Article.id)
        .outerjoin(TextSketch, (TextSketch.article_id == Article.id) & is_fresh)
        .where(TextSketch.article_id.is_(None), Article.status != ArticleStatus.QUARANTINED)
        .order_by(Article.id)
    )


def _sketch(text: str) -> bytes | None:
    sketch = sketch_wording(read_wording(text))
    return None if sketch is None else sketch.astype("<u4").tobytes()


def _read_texts(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return the words of some articles without their titles, which change more often than the text does."""
    chosen = select(Article.id, Article.lead, Article.text).where(Article.id.in_(ids))
    return {id_: f"{lead or ''}\n{text}" for id_, lead, text in session.execute(chosen)}


def _read_publications(session: Session) -> list[Publication]:
    chosen = (
        select(
            Article.id,
            Article.outlet_key,
            Article.published_at,
            Article.signature,
            Article.title,
            Article.text_key,
            (func.length(func.coalesce(Article.lead, "")) + func.length(Article.text)) < SHORT_TEXT,
            TextSketch.sketch,
        )
        .join(TextSketch, TextSketch.article_id == Article.id)
        .where(Article.status != ArticleStatus.QUARANTINED)
    )
    return [
        Publication(
            article_id=id_,
            outlet_key=outlet_key,
            published_at=published_at,
            is_signed_reprint=signature is Signature.REPRINT,
            title=title or "",
            text_key=text_key,
            is_short=bool(is_short),
            sketch=None if sketch is None else np.frombuffer(sketch, dtype="<u4"),
        )
        for id_, outlet_key, published_at, signature, title, text_key, is_short, sketch in session.execute(chosen)
    ]


def _write_reprints(session: Session, first_of: dict[int, int]) -> None:
    """Point each reprint at its first publication, and take the pointer from what is none any more."""
    pointing = select(Article.id, Article.duplicate_of_id).where(Article.duplicate_of_id.is_not(None))
    stored = dict(session.execute(pointing).all())
    wanted = dict.fromkeys(stored) | first_of
    changes: list[dict[str, Any]] = [
        {"id": id_, "duplicate_of_id": first} for id_, first in wanted.items() if stored.get(id_) != first
    ]
    if changes:
        session.execute(update(Article), changes)

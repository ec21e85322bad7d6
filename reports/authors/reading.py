"""Read what counting authors needs beside the works: the registry of the instant, sites and lengths."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, case, func, select
from sqlalchemy.orm import Session

from models.article import Article, Revision
from models.registry import read_registry
from models.vocabulary import Certainty
from reports.authors.record import Signing
from reports.reading import ID_BATCH
from reports.record import Work


def read_signing(session: Session, works: Sequence[Work], as_of: datetime) -> Signing:
    """Return what tells whose `works` are as of `as_of`; lengths are those of the confirmed works."""
    confirmed = [work.first.article_id for work in works if work.certainty is Certainty.CONFIRMED]
    return Signing(
        registry=read_registry(session, as_of),
        sites=_read_sites(session, [work.first.article_id for work in works]),
        lengths=_read_lengths(session, confirmed, as_of),
    )


def _read_sites(session: Session, ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for batch in _in_batches(ids):
        found |= dict(session.execute(select(Article.id, Article.outlet_key).where(Article.id.in_(batch))).all())
    return found


def _read_lengths(session: Session, ids: Sequence[int], as_of: datetime) -> dict[int, int]:
    """Return the words of each body as it stood at `as_of`, of one never seen changed as it stands."""
    found: dict[int, int] = {}
    for batch in _in_batches(ids):
        found |= dict(session.execute(select(Article.id, count_words(Article.text)).where(Article.id.in_(batch))).all())
        seen = select(func.max(Revision.id)).where(Revision.article_id.in_(batch), Revision.seen_at <= as_of)
        newest = seen.group_by(Revision.article_id)
        words = select(Revision.article_id, count_words(Revision.text)).where(Revision.id.in_(newest))
        found |= dict(session.execute(words).all())
    return found


def count_words(text: SQLColumnExpression[str]) -> ColumnElement[int]:
    """Return the number of words of a kept body: its blanks and paragraph breaks and one; an empty one has none."""
    blanks = func.length(text) - func.length(func.replace(text, " ", ""))
    breaks = func.length(func.replace(text, "\n\n", "\n\n ")) - func.length(text)
    return case((text == "", 0), else_=blanks + breaks + 1)


def _in_batches(ids: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(set(ids))
    return (ordered[start : start + ID_BATCH] for start in range(0, len(ordered), ID_BATCH))

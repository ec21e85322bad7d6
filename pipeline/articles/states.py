"""Note how articles stand as reports count them, so that a report on this instant can be made again later.

Whoever changed an article, the noting sees it: the present is held against the last state noted. The caller commits.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.elements import ColumnElement

from models.article import Article, ArticleCredit, ArticleState, Revision

COLUMNS = (
    "url",
    "title",
    "byline",
    "byline_sources",
    "signature",
    "published_at",
    "genre",
    "series_key",
    "duplicate_of_id",
    "status",
    "status_reason",
    "text_sha256",
    "text_key",
)


def note_states(session: Session, now: datetime, *, about: Collection[int] | None = None) -> int:
    """Append the state of each article, or of those named, that stands otherwise than noted; returns how many did.

    The first state of an article holds since its latest known change.
    """
    noted = _read_noted(session, about)
    rows = []
    for id_, began_at, values in _read_present(session, about):
        digest = hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
        if noted.get(id_) != digest:
            since = now if id_ in noted else min(began_at, now)
            rows.append({"article_id": id_, "since": since, "sha256": digest, "values": values})
    if rows:
        session.execute(insert(ArticleState), rows)
    return len(rows)


def _read_noted(session: Session, about: Collection[int] | None) -> dict[int, str]:
    newest = select(func.max(ArticleState.id)).where(_is_about(ArticleState.article_id, about))
    newest = newest.group_by(ArticleState.article_id)
    query = select(ArticleState.article_id, ArticleState.sha256).where(ArticleState.id.in_(newest))
    return dict(session.execute(query).all())


def _read_present(session: Session, about: Collection[int] | None) -> Iterator[tuple[int, datetime, dict[str, Any]]]:
    """Yield each article with the instant since which it stands as it does, as far as that is known."""
    credits: dict[int, list[list[str | None]]] = defaultdict(list)
    printed = select(ArticleCredit).where(_is_about(ArticleCredit.article_id, about))
    for credit in session.scalars(printed.order_by(ArticleCredit.article_id, ArticleCredit.position)):
        credits[credit.article_id].append([credit.name, credit.role.value, credit.affiliation])
    last_seen = select(Revision.article_id, func.max(Revision.seen_at)).where(_is_about(Revision.article_id, about))
    seen = dict(session.execute(last_seen.group_by(Revision.article_id)).all())
    columns = [getattr(Article, name) for name in COLUMNS]
    query = select(Article.id, Article.first_seen_at, Article.status_since, *columns)
    for row in session.execute(query.where(_is_about(Article.id, about)).order_by(Article.id)):
        values = {name: _as_plain(getattr(row, name)) for name in COLUMNS} | {"credits": credits.get(row.id, [])}
        yield row.id, max(row.first_seen_at, row.status_since, seen.get(row.id, row.first_seen_at)), values


def _is_about(article_id: InstrumentedAttribute[int], about: Collection[int] | None) -> ColumnElement[bool]:
    return true() if about is None else article_id.in_(about)


def _as_plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value

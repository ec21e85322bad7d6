"""Note how articles stand as reports count them, so that a report on this instant can be made again later.

Whoever changed an article, the noting sees it: the present is held against the last state noted. The caller commits.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

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


def note_states(session: Session, now: datetime) -> int:
    """Append the state of each article that stands otherwise than noted; returns how many did.

    The first state of an article holds since its latest known change.
    """
    noted = _read_noted(session)
    rows = []
    for id_, began_at, values in _read_present(session):
        digest = hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
        if noted.get(id_) != digest:
            since = now if id_ in noted else min(began_at, now)
            rows.append({"article_id": id_, "since": since, "sha256": digest, "values": values})
    if rows:
        session.execute(insert(ArticleState), rows)
    return len(rows)


def _read_noted(session: Session) -> dict[int, str]:
    newest = select(func.max(ArticleState.id)).group_by(ArticleState.article_id)
    query = select(ArticleState.article_id, ArticleState.sha256).where(ArticleState.id.in_(newest))
    return dict(session.execute(query).all())


def _read_present(session: Session) -> Iterator[tuple[int, datetime, dict[str, Any]]]:
    """Yield each article with the instant since which it stands as it does, as far as that is known."""
    credits: dict[int, list[list[str | None]]] = defaultdict(list)
    printed = select(ArticleCredit).order_by(ArticleCredit.article_id, ArticleCredit.position)
    for credit in session.scalars(printed):
        credits[credit.article_id].append([credit.name, credit.role.value, credit.affiliation])
    seen = dict(
        session.execute(select(Revision.article_id, func.max(Revision.seen_at)).group_by(Revision.article_id)).all()
    )
    columns = [getattr(Article, name) for name in COLUMNS]
    query = select(Article.id, Article.first_seen_at, Article.status_since, *columns).order_by(Article.id)
    for row in session.execute(query):
        values = {name: _as_plain(getattr(row, name)) for name in COLUMNS} | {"credits": credits.get(row.id, [])}
        yield row.id, max(row.first_seen_at, row.status_since, seen.get(row.id, row.first_seen_at)), values


def _as_plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value

"""Add articles that are not there yet, many in few statements: a statement a table, not an object a row.

The caller has looked: none of the records is known and none comes twice.
"""

from collections.abc import Sequence

from sqlalchemy import insert, select, tuple_
from sqlalchemy.orm import Session

from models.article import Article, ArticleCredit, Author, Revision
from models.database import upsert
from models.records import ExtractedArticle
from models.text import comparison_key
from pipeline.articles.columns import UNSIGNED, Sighting, article_values, first_revision

Seen = tuple[ExtractedArticle, Sighting]
AuthorKey = tuple[str, str]


def add_articles(session: Session, seen: Sequence[Seen]) -> None:
    """Insert each record's article, its first revision and its credits; authors not yet known are added."""
    if not seen:
        return
    rows = [article_values(record, sighting) for record, sighting in seen]
    session.connection().execute(insert(Article), rows)
    ids = find_ids(session, [record for record, _ in seen])
    keys = [ids[row["outlet_key"], row["article_id"]] for row in rows]
    revisions = [first_revision(key, row) for key, row in zip(keys, rows, strict=True)]
    session.connection().execute(insert(Revision), revisions)
    _add_credits(session, dict(zip(keys, (record for record, _ in seen), strict=True)))


def find_ids(session: Session, records: Sequence[ExtractedArticle]) -> dict[tuple[str, str], int]:
    """Return the ids of those records' articles that exist, by (outlet, article id)."""
    pairs = [(record.outlet, record.outlet_article_id) for record in records]
    columns = (Article.outlet_key, Article.article_id)
    found = session.execute(select(*columns, Article.id).where(tuple_(*columns).in_(pairs)))
    return {(outlet, article_id): key for outlet, article_id, key in found}


def _add_credits(session: Session, records: dict[int, ExtractedArticle]) -> None:
    credits = {
        (key, position): (str(record.outlet), credit)
        for key, record in records.items()
        for position, credit in enumerate((record.byline or UNSIGNED).credits)
    }
    if not credits:
        return
    names = {(outlet, comparison_key(credit.name)): credit.name for outlet, credit in credits.values()}
    authors = _find_authors(session, names)
    rows = [
        {
            "article_id": key,
            "position": position,
            "author_id": authors[outlet, comparison_key(credit.name)],
            "name": credit.name,
            "role": credit.role,
            "affiliation": credit.affiliation,
        }
        for (key, position), (outlet, credit) in credits.items()
    ]
    session.connection().execute(insert(ArticleCredit), rows)


def _find_authors(session: Session, names: dict[AuthorKey, str]) -> dict[AuthorKey, int]:
    """Return the author ids of (outlet, name key), adding those that are missing."""
    columns = (Author.outlet_key, Author.name_key)
    chosen = select(*columns, Author.id).where(tuple_(*columns).in_(list(names)))
    known = {(outlet, name_key): key for outlet, name_key, key in session.execute(chosen)}
    missing = [
        {"outlet_key": outlet, "name_key": name_key, "name": name}
        for (outlet, name_key), name in names.items()
        if (outlet, name_key) not in known
    ]
    if missing:
        upsert(session, Author, missing, key=["outlet_key", "name_key"])
        known = {(outlet, name_key): key for outlet, name_key, key in session.execute(chosen)}
    return known

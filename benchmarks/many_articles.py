"""A desk's database with 100,000 articles: the miniature's year multiplied, one in twenty of the sector."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import PoolProxiedConnection

from models.database import open_engine

STEP = 1000  # the miniature has fewer articles; each copy gets ids of its own
SECTOR_SHARE = 20
COPIED = ("article_credits", "tags", "matches", "queue_ranks", "revisions")
# What must differ from copy to copy, or may not be held twice.
CHANGED = {
    "articles": {
        "id": "id + :step",
        "article_id": "article_id || '-' || :number",
        "url": "url || '?' || :number",
        "address_id": "NULL",
        "text_key": "substr(text_key, 9) || printf('%08x', :number)",
        "duplicate_of_id": "duplicate_of_id + :step",
        "series_key": "series_key || '-' || :number",
    }
}


def multiply_articles(path: Path, wanted: int) -> int:
    """Copy the articles of the database at `path` until it holds about `wanted`; returns how many it holds.

    Articles of the sector are copied so often that they make up one in twenty, which is more than real outlets have.
    """
    # The search index is written by triggers that call functions of the program's own connections.
    engine = open_engine(f"sqlite:///{path}")
    with closing(engine.raw_connection()) as database:
        database.cursor().execute("PRAGMA synchronous=OFF")
        proposed = "SELECT DISTINCT article_id FROM tags WHERE axis = 'relevant' AND is_current AND NOT is_candidate"
        of_sector = [id_ for (id_,) in database.cursor().execute(proposed)]
        others = [id_ for (id_,) in database.cursor().execute("SELECT id FROM articles") if id_ not in set(of_sector)]
        inside = wanted // SECTOR_SHARE // len(of_sector)
        outside = wanted * (SECTOR_SHARE - 1) // SECTOR_SHARE // len(others)
        for number in range(1, max(inside, outside)):
            _copy(database, [*(of_sector if number < inside else ()), *(others if number < outside else ())], number)
        database.commit()
        held: int = database.cursor().execute("SELECT count(*) FROM articles").fetchone()[0]
        database.cursor().execute("ANALYZE")
        return held


def _copy(database: PoolProxiedConnection, ids: Sequence[int], number: int) -> None:
    values = {"step": STEP * number, "number": number}
    listed = ", ".join(map(str, ids))
    for table in ("articles", *COPIED):
        columns = [column[1] for column in database.cursor().execute(f"PRAGMA table_info({table})")]
        if table != "articles":
            columns = [name for name in columns if name != "id"]
        changed = CHANGED.get(table, {"article_id": "article_id + :step"})
        chosen = ", ".join(changed.get(name, name) for name in columns)
        key = "id" if table == "articles" else "article_id"
        database.cursor().execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table} WHERE {key} IN ({listed})", values
        )

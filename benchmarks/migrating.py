"""Bringing a database of the first release, with 500,000 tags of 125,000 articles, to the present tables.

The tables of the first migration are filled by sqlite3 itself, then upgraded as `diembao db upgrade` does.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command

from benchmarks.figures import Figure, tell
from models.database import alembic_config, open_engine, require_current, upgrade_database

ARTICLES = 125_000
TAGS_EACH = 4
LONGEST = 30.0
_EARLIER, _LATER = "2026-11-01 02:00:00.000000", "2026-11-02 02:00:00.000000"


def measure_migration() -> list[Figure]:
    """Return how long the upgrade took, every article, revision and tag still there."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "diembao.db"
        url = f"sqlite:///{path}"
        tell("migration: filling the tables of the first release")
        command.upgrade(alembic_config(url), "0001")
        _fill(path)
        tell("migration: upgrading")
        started = time.perf_counter()
        upgrade_database(url)
        seconds = time.perf_counter() - started
        engine = open_engine(url)
        require_current(engine)
        engine.dispose()
        with closing(sqlite3.connect(path)) as database:
            tags = database.execute("SELECT COUNT(*) FROM tags").fetchone()[0]
            dated = database.execute("SELECT COUNT(*) FROM tags WHERE retired_at = ?", [_LATER]).fetchone()[0]
    detail = f"{tags:,} tags kept, {dated:,} replaced ones dated"
    return [Figure("upgrade of a database of 500,000 tags", seconds, "s", LONGEST, at_most=True, detail=detail)]


def _fill(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        _insert(database, "articles", ({"id": one, "article_id": str(one)} for one in range(1, ARTICLES + 1)))
        _insert(database, "revisions", ({"id": one, "article_id": one, "number": 1} for one in range(1, ARTICLES + 1)))
        _insert(database, "tags", _tags())
        database.commit()


def _tags() -> Iterator[dict[str, Any]]:
    """Yield two tags of an earlier classifier and two of the present one for each article."""
    for article in range(1, ARTICLES + 1):
        for place in range(TAGS_EACH):
            is_current = place % 2
            yield {
                "id": (article - 1) * TAGS_EACH + place + 1,
                "article_id": article,
                "code": f"ND0{place // 2}",
                "classifier_version": "b" if is_current else "a",
                "proposed_at": _LATER if is_current else _EARLIER,
                "is_current": is_current,
            }


def _insert(database: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows, every column they leave out filled with something of its kind."""
    columns = database.execute(f"PRAGMA table_info({table})").fetchall()
    usual = {name: _usual(kind) if is_needed else None for _, name, kind, is_needed, *_ in columns}
    statement = f"INSERT INTO {table} ({', '.join(usual)}) VALUES ({', '.join('?' * len(usual))})"
    database.executemany(statement, (list((usual | row).values()) for row in rows))


def _usual(kind: str) -> Any:
    if kind.startswith(("INTEGER", "FLOAT", "DOUBLE", "BOOLEAN")):
        return 0
    if kind.startswith("DATETIME"):
        return _EARLIER
    return "[]" if kind.startswith("JSON") else "x"

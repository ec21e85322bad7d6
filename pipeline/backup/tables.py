"""The rows of a database: counted and digested the same on every engine, and copied from one database to another.

Sessions of the desk are copied too; the index of the search is no table of ours and is made anew by the database.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, bindparam, create_engine, func, insert, select, text, update

import models.tables  # noqa: F401  # every table is known to the metadata
from models.base import Base

ROWS = 500


@dataclass(frozen=True, slots=True)
class TableDigest:
    """How many rows a table has, and a SHA-256 of them all whatever their order."""

    rows: int
    sha256: str


@contextmanager
def open_copy(path: Path) -> Iterator[Engine]:
    """Yield an engine that reads a SQLite file nobody writes to, and leaves it as it is to the byte."""
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))
    try:
        yield engine
    finally:
        engine.dispose()


def digest_tables(connection: Connection) -> dict[str, TableDigest]:
    """Return the digest of every table by name."""
    return {table.name: _digest_table(connection, table) for table in Base.metadata.sorted_tables}


def _digest_table(connection: Connection, table: Table) -> TableDigest:
    digests = sorted(_digest_row(row) for rows in _read_rows(connection, table) for row in rows)
    return TableDigest(len(digests), hashlib.sha256(b"".join(digests)).hexdigest())


def _read_rows(connection: Connection, table: Table) -> Iterator[Sequence[Sequence[Any]]]:
    """Yield the rows in parts, so that a large table never lies in memory whole."""
    found = connection.execute(select(table).order_by(*table.primary_key).execution_options(yield_per=ROWS))
    yield from found.partitions()


def _digest_row(row: Sequence[Any]) -> bytes:
    line = json.dumps([as_plain(value) for value in row], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).digest()


def as_plain(value: Any) -> Any:
    """Return a value as JSON writes it, the same for every engine: instants in UTC, bytes by their SHA-256."""
    if isinstance(value, Mapping):
        return {name: as_plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_plain(each) for each in value]
    if isinstance(value, date):
        return (value.astimezone(UTC) if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    return value + 0.0 if isinstance(value, float) else value  # PostgreSQL keeps no minus before a zero in JSON


def count_rows(connection: Connection) -> int:
    """Return how many rows all tables have together."""
    return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in Base.metadata.sorted_tables)


def copy_tables(source: Connection, target: Connection) -> None:
    """Copy every row into the empty tables of `target`; both have the tables of this program's version."""
    for table in Base.metadata.sorted_tables:
        within = [key.parent for key in table.foreign_keys if key.column.table is table]
        for rows in _read_rows(source, table):
            values = [dict(zip(table.columns.keys(), row, strict=True)) for row in rows]
            target.execute(insert(table), [row | {column.name: None for column in within} for row in values])
        for column in within:
            _join_within(source, target, table, column)
    if target.dialect.name == "postgresql":
        _set_counters(target)


def _join_within(source: Connection, target: Connection, table: Table, column: Column[Any]) -> None:
    """Set a reference of a table to itself, when all its rows are there: one may point at a later row."""
    (key,) = table.primary_key
    pointing = select(key, column).where(column.is_not(None)).order_by(key).execution_options(yield_per=ROWS)
    point = update(table).where(key == bindparam("row_key")).values({column.name: bindparam("points_at")})
    for rows in source.execute(pointing).partitions():
        target.execute(point, [{"row_key": own, "points_at": other} for own, other in rows])


def _set_counters(target: Connection) -> None:
    """Let PostgreSQL number the next rows after those copied."""
    for table in Base.metadata.sorted_tables:
        key = next(iter(table.primary_key))
        counter = target.scalar(
            text("SELECT pg_get_serial_sequence(:table, :key)"), {"table": table.name, "key": key.name}
        )
        highest = target.scalar(select(func.max(key))) if counter else None
        if highest is not None:
            target.execute(select(func.setval(counter, highest)))

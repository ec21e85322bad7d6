"""Alembic's entry: compares the tables in `models/` with the database at the configured URL."""

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Engine, event

from models.base import Key, UtcDateTime
from models.database import open_engine
from models.search_index import is_of_index
from models.tables import Base


def _render_item(kind: str, item: Any, autogen_context: AutogenContext) -> str | Literal[False]:
    """Write our column types as the plain ones they store."""
    if kind == "type" and isinstance(item, Key):
        return "sa.String(length=32)"
    if kind == "type" and isinstance(item, UtcDateTime):
        autogen_context.imports.add("from models.base import UtcDateTime")
        return "UtcDateTime()"
    if kind == "type" and item is Base.type_annotation_map[list[str]]:
        autogen_context.imports.add("from models.base import Json")
        return "Json"
    return False


def _begin_for_real(engine: Engine) -> None:
    """Let table changes on SQLite stand in one transaction: its driver would commit each at once.

    Without this a program killed in the middle leaves half of the tables and no way on. The
    transaction takes the write lock at once, so that of two first starts the second finds the work done. References
    are not watched meanwhile: SQLite changes a table by making it anew, and rows that point at it stand all the time.
    """

    def leave_transactions_alone(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=OFF")

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "connect", leave_transactions_alone)
    event.listen(engine, "begin", begin)


def run_migrations() -> None:
    """Run on the URL given by the caller, or by DIEMBAO_DATABASE_URL when alembic itself is called."""
    url = context.config.attributes.get("url") or os.environ["DIEMBAO_DATABASE_URL"]
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":
        _begin_for_real(engine)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=_render_item,
            include_name=lambda name, kind, _parents: kind != "table" or not is_of_index(name),
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run_migrations()

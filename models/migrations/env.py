"""Alembic's entry: compares the tables in `models/` with the database at the configured URL."""

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from models.base import Key, UtcDateTime
from models.database import open_engine
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


def run_migrations() -> None:
    """Run on the URL given by the caller, or by DIEMBAO_DATABASE_URL when alembic itself is called."""
    url = context.config.attributes.get("url") or os.environ["DIEMBAO_DATABASE_URL"]
    engine = open_engine(url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=_render_item,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run_migrations()

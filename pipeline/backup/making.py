"""Make a backup: the database, the kept pages, the classifiers and the reports ordered at the desk.

It can be made while a night runs: the database is read in one transaction, and kept pages only grow.
"""

from datetime import datetime
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from models.crawl import WarcFile
from models.database import open_engine, upgrade_database
from models.errors import UsageError
from pipeline.backup.files import copy_folders, copy_part, draft_beside, is_free
from pipeline.backup.manifest import DATABASE, Contents, write_manifest
from pipeline.backup.tables import TableDigest, copy_tables, digest_tables, open_copy
from pipeline.config import Config


def make_backup(engine: Engine, config: Config, folder: Path, *, now: datetime) -> Contents:
    """Copy what cannot be made again into a new folder, which appears whole or not at all; returns how much it is.

    Raises UsageError for a folder that holds something already.
    """
    folder = folder.resolve()
    if not is_free(folder):
        raise UsageError(f"{folder} đã có dữ liệu; hãy chọn một thư mục mới.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with draft_beside(folder) as draft:
        copy_database(engine, draft / DATABASE)
        (draft / "warc").mkdir()
        with Session(engine) as session:
            for warc in session.scalars(select(WarcFile).where(WarcFile.good_length > 0)):
                copy_part(config.warc_folder / warc.name, draft / "warc" / warc.name, warc.good_length)
        copy_folders(config.classifier_folder, draft / config.classifier_folder.name)
        copy_folders(config.order_folder, draft / config.order_folder.name)
        tables, revision = _examine(draft / DATABASE)
        manifest = write_manifest(draft, tables, revision, now=now)
        draft.rename(folder)
    return manifest.contents


def copy_database(engine: Engine, path: Path) -> None:
    """Write the database as it stands at one instant into a new SQLite file."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.execute(text("VACUUM INTO :path"), {"path": str(path)})
        return
    url = f"sqlite:///{path}"
    upgrade_database(url)
    target_engine = open_engine(url)
    try:
        with (
            engine.connect().execution_options(isolation_level="REPEATABLE READ") as source,
            target_engine.begin() as target,
        ):
            copy_tables(source, target)
        with target_engine.connect() as connection:  # one file, without a journal beside it
            connection.exec_driver_sql("PRAGMA journal_mode=DELETE")
    finally:
        target_engine.dispose()


def _examine(database: Path) -> tuple[dict[str, TableDigest], str | None]:
    """Return the digests of the tables in the copy, and their revision."""
    with open_copy(database) as engine, engine.connect() as connection:
        return digest_tables(connection), MigrationContext.configure(connection).get_current_revision()

"""Put a backup back: every file checked first, everything in one step, the tables compared afterwards."""

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from models.database import alembic_config, describe_database_error, read_database_url, upgrade_database
from models.errors import DiembaoError, UsageError
from pipeline.backup.files import copy_part, draft_beside, is_free
from pipeline.backup.manifest import DATABASE, Contents, Manifest, check_files, read_manifest
from pipeline.backup.tables import copy_tables, count_rows, digest_tables, open_copy
from pipeline.config import Config
from pipeline.lock import LOCK, hold_data_folder, hold_database
from pipeline.store import open_store


class RestoreDiffersError(DiembaoError):
    """What stands in the database after the restore is not what the backup lists; nothing was restored."""


class RestoreRefusedError(DiembaoError):
    """The database server did not take the rows; nothing was restored."""


def restore_backup(folder: Path, config: Config) -> Contents:
    """Check every file of a backup, then put it into an empty data folder and database; returns how much it was.

    The data folder is held meanwhile and is filled whole or not at all; the rows are compared with the backup's list,
    table by table. Raises BackupDamagedError naming what does not hold, AlreadyRunningError and UsageError for a data
    folder or database in use, RestoreDiffersError, RestoreRefusedError.
    """
    is_server = bool(config.database_url) and read_database_url(config.database_url).get_backend_name() == "postgresql"
    if config.database_url and not is_server:
        raise UsageError("Bản sao lưu phục hồi vào SQLite trong thư mục dữ liệu: hãy bỏ đặt DIEMBAO_DATABASE_URL.")
    data = config.data.resolve()
    _refuse_used(data)
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    with hold_data_folder(data):
        _refuse_used(data)
        with draft_beside(data) as draft:
            for name in manifest.files:
                copy_part(folder / name, draft / name)
            if is_server:
                contents = _fill_server(draft / DATABASE, config, manifest)
                (draft / DATABASE).unlink()
            else:
                contents = _check_copy(draft / DATABASE, manifest)
            # Only an empty folder can be replaced in one step; whoever takes the lock anew in between keeps it filled.
            draft.chmod(data.stat().st_mode)
            (data / LOCK).unlink()
            draft.rename(data)
    return contents


def _check_copy(database: Path, manifest: Manifest) -> Contents:
    """Compare the copied SQLite file with the list; one of another program version is compared as a file only."""
    if manifest.revision != _find_head():
        return Contents(len(manifest.files), 0, 0)
    with open_copy(database) as engine, engine.connect() as connection:
        _compare(connection, manifest)
    return manifest.contents


def _fill_server(database: Path, config: Config, manifest: Manifest) -> Contents:
    """Copy the rows into the empty PostgreSQL database and compare them there, in one transaction."""
    if manifest.revision != _find_head():
        upgrade_database(f"sqlite:///{database}")
    try:
        with (
            open_store(config) as engine,
            hold_database(engine),
            open_copy(database) as copy,
            copy.connect() as source,
            engine.begin() as target,
        ):
            if count_rows(target):
                raise UsageError("Cơ sở dữ liệu PostgreSQL đã có dữ liệu; hãy phục hồi vào một cơ sở dữ liệu trống.")
            copy_tables(source, target)
            listed = Manifest(manifest.made_at, manifest.files, digest_tables(source), manifest.revision)
            _compare(target, listed)
    except DBAPIError as error:
        said = describe_database_error(error)
        raise RestoreRefusedError(f"PostgreSQL không nhận dữ liệu: {said}. Chưa phục hồi gì.") from error
    return listed.contents


def _compare(connection: Connection, manifest: Manifest) -> None:
    found = digest_tables(connection)
    for name, listed in manifest.tables.items():
        if found.get(name) != listed:
            rows = found[name].rows if name in found else 0
            raise RestoreDiffersError(
                f"Bảng {name}: {rows} dòng vừa phục hồi không khớp {listed.rows} dòng đã sao lưu. Chưa phục hồi gì."
            )


def _find_head() -> str | None:
    return ScriptDirectory.from_config(alembic_config("")).get_current_head()


def _refuse_used(data: Path) -> None:
    if not is_free(data, besides=LOCK):
        raise UsageError(f"{data} đã có dữ liệu; hãy phục hồi vào một thư mục trống (đặt DIEMBAO_DATA).")

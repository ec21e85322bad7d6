"""Copy everything an installation cannot make again, and put it back elsewhere: database, kept pages, classifiers.

A backup is a folder with a list of its files and their SHA-256; it can be made while a night
runs, since the database is copied in one transaction (VACUUM INTO) and kept pages only grow.
PostgreSQL brings its own tools for the database.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from models.crawl import WarcFile
from models.errors import DiembaoError, UsageError
from pipeline.config import Config
from pipeline.lock import LOCK, hold_data_folder

DATABASE = "diembao.db"
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024


class BackupDamagedError(DiembaoError):
    """A file of the backup is missing or is not what it was; nothing was restored."""


def make_backup(engine: Engine, config: Config, folder: Path, *, now: datetime) -> int:
    """Copy the database, the acknowledged part of every WARC file and the classifiers; returns how many files.

    The new `folder` appears whole or not at all. Raises UsageError for one that holds something already and for
    a database that is not SQLite.
    """
    if engine.dialect.name != "sqlite":
        raise UsageError("Sao lưu PostgreSQL: dùng pg_dump cho cơ sở dữ liệu và chép các thư mục warc, classifiers.")
    folder = folder.resolve()
    if not _is_free(folder):
        raise UsageError(f"{folder} đã có dữ liệu; hãy chọn một thư mục mới.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _draft_beside(folder) as draft:
        (draft / "warc").mkdir()
        with engine.connect() as connection:
            connection.execute(text("VACUUM INTO :path"), {"path": str(draft / DATABASE)})
        with Session(engine) as session:
            for warc in session.scalars(select(WarcFile).where(WarcFile.good_length > 0)):
                _copy_part(config.warc_folder / warc.name, draft / "warc" / warc.name, warc.good_length)
        _copy_classifiers(config.classifier_folder, draft / config.classifier_folder.name)
        files = {str(path.relative_to(draft)): _digest(path) for path in sorted(draft.rglob("*")) if path.is_file()}
        manifest = {"made_at": now.isoformat(), "files": files}
        (draft / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
        draft.rename(folder)
    return len(files)


def restore_backup(folder: Path, config: Config) -> int:
    """Check every file of a backup, then copy it into an empty data folder; returns how many files.

    The data folder is held meanwhile and is filled whole or not at all. Raises BackupDamagedError naming
    what does not hold, AlreadyRunningError and UsageError for a data folder in use, UsageError where
    another database than the one in the data folder is set.
    """
    if config.database_url:
        raise UsageError("Bản sao lưu phục hồi vào SQLite trong thư mục dữ liệu: hãy bỏ đặt DIEMBAO_DATABASE_URL.")
    data = config.data.resolve()
    _refuse_used(data)
    files = _read_manifest(folder)
    for name, digest in files.items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            raise BackupDamagedError(f"Bản sao lưu không nguyên vẹn: {name}. Chưa phục hồi gì.")
    with hold_data_folder(data):
        _refuse_used(data)
        with _draft_beside(data) as draft:
            for name in files:
                target = draft / name
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy_part(folder / name, target, (folder / name).stat().st_size)
            # Only an empty folder can be replaced in one step; whoever takes the lock anew in between keeps it filled.
            draft.chmod(data.stat().st_mode)
            (data / LOCK).unlink()
            draft.rename(data)
    return len(files)


def _copy_classifiers(source: Path, target: Path) -> None:
    """Copy the classifiers trained here; one under way has a name that begins with a dot and is left out."""
    for path in sorted(source.glob("[!.]*/*")):
        (target / path.parent.name).mkdir(parents=True, exist_ok=True)
        _copy_part(path, target / path.parent.name / path.name, path.stat().st_size)


def _refuse_used(data: Path) -> None:
    if not _is_free(data, besides=LOCK):
        raise UsageError(f"{data} đã có dữ liệu; hãy phục hồi vào một thư mục trống (đặt DIEMBAO_DATA).")


def _is_free(folder: Path, besides: str = "") -> bool:
    """Say whether `folder` is not there yet or empty; raises UsageError where nothing could take its place."""
    if folder.is_mount():
        raise UsageError(f"{folder} là nơi gắn ổ đĩa; hãy chọn một thư mục con trong đó.")
    if folder.is_dir():
        return all(path.name == besides for path in folder.iterdir())
    return not folder.exists()


@contextmanager
def _draft_beside(folder: Path) -> Iterator[Path]:
    """Yield a new folder on the disk of `folder`, to be renamed to it; whatever goes wrong leaves none behind."""
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        yield draft
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        files = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
        names = {str(name): str(digest) for name, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupDamagedError(f"{folder} không phải bản sao lưu của diembao: {MANIFEST} không đọc được.") from error
    if any(not (folder / name).resolve().is_relative_to(folder.resolve()) for name in names):
        raise BackupDamagedError(f"{folder}: danh sách tệp chỉ ra ngoài thư mục. Chưa phục hồi gì.")
    return names


def _copy_part(source: Path, target: Path, length: int) -> None:
    """Copy the first `length` bytes: what a night is just writing beyond them does not count yet."""
    with source.open("rb") as read, target.open("wb") as write:
        left = length
        while left and (chunk := read.read(min(CHUNK, left))):
            write.write(chunk)
            left -= len(chunk)
        write.flush()
        os.fsync(write.fileno())
    if left:
        raise DiembaoError(f"{source} ngắn hơn phần đã ghi nhận; hãy chạy «diembao doctor».")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

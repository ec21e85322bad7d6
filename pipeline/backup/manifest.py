"""The list of a backup: its files and tables with their digests, and the version of its database."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from models.errors import DiembaoError
from pipeline.backup.files import digest_file
from pipeline.backup.tables import TableDigest

MANIFEST = "manifest.json"
DATABASE = "diembao.db"


class BackupDamagedError(DiembaoError):
    """A file of the backup is missing or is not what it was; nothing was restored."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup or a restore came to. Backups of an earlier version list no tables."""

    files: int
    tables: int
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: SHA-256 by file, digest by table, the revision of the tables (None in an earlier backup)."""

    made_at: str
    files: Mapping[str, str]
    tables: Mapping[str, TableDigest]
    revision: str | None

    @property
    def contents(self) -> Contents:
        """How much it holds."""
        return Contents(len(self.files), len(self.tables), sum(table.rows for table in self.tables.values()))


def write_manifest(folder: Path, tables: Mapping[str, TableDigest], revision: str | None, *, now: datetime) -> Manifest:
    """Digest every file of `folder` and write the list beside them."""
    files = {str(path.relative_to(folder)): digest_file(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    manifest = Manifest(now.isoformat(), files, tables, revision)
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), "utf-8")
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Read the list of a backup; raises BackupDamagedError for a folder that is none."""
    try:
        values = json.loads((folder / MANIFEST).read_text("utf-8"))
        manifest = _read_values(values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupDamagedError(f"{folder} không phải bản sao lưu của diembao: {MANIFEST} không đọc được.") from error
    if any(not (folder / name).resolve().is_relative_to(folder.resolve()) for name in manifest.files):
        raise BackupDamagedError(f"{folder}: danh sách tệp chỉ ra ngoài thư mục. Chưa phục hồi gì.")
    return manifest


def _read_values(values: Any) -> Manifest:
    tables = {
        str(name): TableDigest(int(table["rows"]), str(table["sha256"]))
        for name, table in values.get("tables", {}).items()
    }
    files = {str(name): str(digest) for name, digest in values["files"].items()}
    return Manifest(str(values.get("made_at", "")), files, tables, values.get("revision"))


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raise BackupDamagedError naming the first file that is missing or is not what it was."""
    for name, digest in manifest.files.items():
        path = folder / name
        if not path.is_file() or digest_file(path) != digest:
            raise BackupDamagedError(f"Bản sao lưu không nguyên vẹn: {name}. Chưa phục hồi gì.")

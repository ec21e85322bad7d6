"""Put a report on disk: render first, then write each file whole or not at all."""

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from models.errors import UsageError
from reports.pausing import collector_paused
from reports.record import CoverageReport

FORMATS = ("html", "docx", "xlsx", "pdf")


def write_coverage(report: CoverageReport, folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write `report` into `folder` in each of `formats` (as in `FORMATS`) and return the files in that order.

    The same report gives the same bytes. Every format is rendered before the first file is written; a file
    appears whole under its name or not at all, and replaces an older one of that name in one step.
    An unknown format raises UsageError.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise UsageError(f"Chưa có dạng báo cáo «{unknown[0]}»; có: {', '.join(FORMATS)}.")
    from reports.rendering import render_coverage  # noqa: PLC0415 - half a second of libraries only reports need

    with collector_paused():
        rendered = render_coverage(report, dict.fromkeys(formats))
    folder.mkdir(parents=True, exist_ok=True)
    return [replace_file(folder / f"{name_file(report)}.{name}", content) for name, content in rendered.items()]


def name_file(report: CoverageReport) -> str:
    """Name a report's files by plan and period, from letters, digits and hyphens only."""
    code = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in report.plan.code)
    return f"bao-cao-{code}_{report.start.isoformat()}_{report.end.isoformat()}"


def replace_file(path: Path, content: bytes) -> Path:
    """Write `content` beside `path`, force it to the disk, and give it its name in one step."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        draft = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            draft.chmod(0o644)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    _sync_folder(path.parent)
    return path


def _sync_folder(folder: Path) -> None:
    """Force the new name of a file to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

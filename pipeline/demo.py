"""One whole night against the bundled miniature of both sites, and the coverage table that comes of it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from demo import DemoSites
from models.clock import utc_now
from models.errors import UsageError
from models.plan import find_plan
from models.vocabulary import Certainty, Stage
from pipeline.config import Config
from pipeline.lock import hold_data_folder
from pipeline.night.order import NightOrder
from pipeline.night.run import run_night
from pipeline.night.summary import NightSummary
from pipeline.store import open_store
from reports import query_coverage
from reports.record import Cell, CoverageReport

APART = " / ".join(certainty.label.lower() for certainty in Certainty)
MARK = ".diembao-demo"
YEAR = date(2023, 1, 1), date(2023, 12, 31)


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One row of the plan as the terminal shows it."""

    code: str
    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demo night gave."""

    summary: NightSummary
    title: str
    headings: tuple[str, ...]
    rows: tuple[CoverageLine, ...]
    files: tuple[Path, ...]


def clear_demo_folder(folder: Path) -> None:
    """Take away what an earlier demo wrote; raises UsageError for a folder that holds anything else."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise UsageError(f"{folder} có dữ liệu khác; hãy chọn thư mục trống cho bản chạy thử.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()


def run_demo(folder: Path, *, tell: Callable[[Stage, int, int | None], None]) -> DemoResult:
    """Run one night over the miniature's year into `folder`, made anew, and read the coverage.

    Raises AlreadyRunningError while another demo runs in the same place.
    """
    with hold_data_folder(folder.with_name(f".{folder.name}.lock")):
        clear_demo_folder(folder)
        return _run_demo_night(folder, tell)


def _run_demo_night(folder: Path, tell: Callable[[Stage, int, int | None], None]) -> DemoResult:
    config = Config(data=folder)
    with DemoSites() as sites:
        order = NightOrder(
            now=utc_now(), since=YEAR[0], until=YEAR[1], origins=tuple(sites.origins), plan_code="KH-2023"
        )
        summary = run_night(config, order, tell=tell)
    with open_store(config) as engine, Session(engine) as session:
        plan = find_plan(session, order.plan_code)
        report = query_coverage(session, plan_code=plan.code, start=YEAR[0], end=YEAR[1], as_of=utc_now())
    files = sorted(config.report_folder.rglob("*.*")) + sorted(config.digest_folder.glob("*.html"))
    return DemoResult(
        summary, f"{report.plan.short_title}: {APART}", _headings(report), tuple(_lines(report)), tuple(files)
    )


def _headings(report: CoverageReport) -> tuple[str, ...]:
    return (*(outlet.name for outlet in report.outlets), "Cộng, không trùng")


def _lines(report: CoverageReport) -> list[CoverageLine]:
    return [
        CoverageLine(row.code, row.short_name, tuple(_apart(cell) for cell in (*row.by_outlet, row.total)))
        for row in report.rows
    ]


def _apart(cell: Cell) -> str:
    """Return the figures of a cell, never added up: confirmed / proposed / doubtful."""
    return " / ".join(str(len(cell.numbers(certainty))) for certainty in Certainty) if cell.size else "chưa có"

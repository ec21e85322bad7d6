"""One whole night against the bundled miniature of both sites, with its monthly plans, and what comes of it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from demo import DemoSites
from demo.monthly_plans import monthly_plans, render_plans
from models.clock import day_start, utc_now
from models.errors import UsageError
from models.plan import find_plan
from models.vocabulary import Certainty, Stage
from pipeline.config import Config
from pipeline.lock import hold_data_folder
from pipeline.monthly_plans.importing import import_monthly_plan
from pipeline.monthly_plans.reading import ReadingWishes
from pipeline.monthly_plans.storing import Arrival
from pipeline.night.order import NightOrder
from pipeline.night.run import import_bundled_plans, run_night
from pipeline.night.summary import NightSummary
from pipeline.store import open_store
from reports import query_coverage
from reports.record import Cell, CoverageReport

APART = " / ".join(certainty.label.lower() for certainty in Certainty)
MARK = ".diembao-demo"
PLAN = "KH-2023"
MONTHLY = "ke-hoach-thang"
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
    order = NightOrder(now=utc_now(), since=YEAR[0], until=YEAR[1], plan_code=PLAN)
    with open_store(config) as engine, Session(engine) as session, session.begin():
        import_bundled_plans(engine, order)
        _import_monthly_plans(session, folder / MONTHLY)
    with DemoSites() as sites:
        summary = run_night(config, replace(order, origins=tuple(sites.origins)), tell=tell)
    with open_store(config) as engine, Session(engine) as session:
        plan = find_plan(session, order.plan_code)
        report = query_coverage(session, plan_code=plan.code, start=YEAR[0], end=YEAR[1], as_of=utc_now())
    files = sorted(config.report_folder.rglob("*.*")) + sorted(config.digest_folder.glob("*.html"))
    return DemoResult(
        summary,
        f"{report.plan.short_title}: {APART}",
        _headings(report),
        tuple(_lines(report)),
        (*files, folder / MONTHLY),
    )


def _import_monthly_plans(session: Session, folder: Path) -> None:
    """Lay down the files the departments would send, and import each on the day it was sent."""
    for path, plan in render_plans(monthly_plans(), folder).items():
        arrival = Arrival(path.read_bytes(), day_start(plan.sent_on), "bản chạy thử")
        import_monthly_plan(session, path.name, arrival, ReadingWishes(), plan_code=PLAN, department=None)


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

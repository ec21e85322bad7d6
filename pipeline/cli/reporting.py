"""diembao report coverage: what is handed over."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from models.clock import utc_now
from models.errors import UsageError
from models.plan import Plan, find_plan
from pipeline.cli.options import DATE_FORMATS, PlanCode, as_day, read_instant
from pipeline.cli.output import console
from pipeline.config import load_config
from pipeline.night.order import REPORT_FORMATS
from pipeline.store import open_store
from reports import query_coverage, write_coverage

AS_OF_HELP = (
    "Count only what was known and answered by this instant, ISO 8601, not in the future. "
    "Titles, days, texts and what the classifier proposes are the present ones: they cannot be restored yet."
)


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    group = typer.Typer(no_args_is_help=True, help="Reports. Example: diembao report coverage --out bao-cao")
    group.command("coverage")(coverage)
    app.add_typer(group, name="report")


def coverage(
    *,
    out: Annotated[Path, typer.Option(help="Folder the files are written to.")],
    plan: PlanCode = None,
    start: Annotated[datetime | None, typer.Option("--from", formats=DATE_FORMATS, help="First day counted.")] = None,
    end: Annotated[datetime | None, typer.Option("--to", formats=DATE_FORMATS, help="Last day counted.")] = None,
    as_of: Annotated[str | None, typer.Option(help=AS_OF_HELP)] = None,
    formats: Annotated[str, typer.Option("--format", help="html, docx, xlsx, separated by commas.")] = "html,docx,xlsx",
) -> None:
    """Write the coverage report of a plan. Example: diembao report coverage --plan KH-2023 --out bao-cao."""
    wanted = tuple(dict.fromkeys(name.strip() for name in formats.split(",")))
    if unknown := [name for name in wanted if name not in REPORT_FORMATS]:
        raise UsageError(f"--format {', '.join(unknown)}: chỉ có {', '.join(REPORT_FORMATS)}.")
    now = utc_now()
    instant = read_instant(as_of, "--as-of") or now
    if instant > now:
        raise UsageError(f"--as-of {as_of}: thời điểm này chưa đến.")
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        chosen = find_plan(session, plan or config.plan)
        first, last = _choose_period(chosen, as_day(start), as_day(end))
        report = query_coverage(session, plan_code=chosen.code, start=first, end=last, as_of=instant)
    for path in write_coverage(report, out, wanted):
        console().print(str(path), markup=False, soft_wrap=True)


def _choose_period(plan: Plan, start: date | None, end: date | None) -> tuple[date, date]:
    """Return the days to report on; raises UsageError if there are none or none of them counts for the plan."""
    first, last = start or plan.count_from, end or plan.period_to
    if start and end and first > last:
        raise UsageError(f"Kỳ báo cáo bắt đầu {first:%d/%m/%Y} sau khi kết thúc {last:%d/%m/%Y}.")
    if first > plan.period_to or last < plan.count_from:
        period = f"từ {plan.count_from:%d/%m/%Y} đến {plan.period_to:%d/%m/%Y}"
        raise UsageError(f"Kế hoạch «{plan.code}» tính {period}; kỳ báo cáo nằm ngoài thời gian đó.")
    return first, last

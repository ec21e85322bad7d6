"""diembao report coverage: what is handed over."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from models.clock import utc_now
from models.errors import UsageError
from pipeline.cli.options import DATE_FORMATS, PlanCode, as_day, read_instant
from pipeline.cli.output import console
from pipeline.config import load_config
from pipeline.night.order import REPORT_FORMATS
from pipeline.store import find_plan, open_store
from reports import query_coverage, write_coverage


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
    as_of: Annotated[str | None, typer.Option(help="Count only what was known at this instant, ISO 8601.")] = None,
    formats: Annotated[str, typer.Option("--format", help="html, docx, xlsx, separated by commas.")] = "html,docx,xlsx",
) -> None:
    """Write the coverage report of a plan. Example: diembao report coverage --plan KH-2023 --out bao-cao."""
    wanted = tuple(dict.fromkeys(name.strip() for name in formats.split(",")))
    if unknown := [name for name in wanted if name not in REPORT_FORMATS]:
        raise UsageError(f"--format {', '.join(unknown)}: chỉ có {', '.join(REPORT_FORMATS)}.")
    instant = read_instant(as_of, "--as-of") or utc_now()
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        chosen = find_plan(session, plan or config.plan)
        first, last = as_day(start) or chosen.count_from, as_day(end) or chosen.period_to
        if first > last:
            raise UsageError(f"Kỳ báo cáo bắt đầu {first:%d/%m/%Y} sau khi kết thúc {last:%d/%m/%Y}.")
        report = query_coverage(session, plan_code=chosen.code, start=first, end=last, as_of=instant)
    for path in write_coverage(report, out, wanted):
        console().print(str(path), markup=False, soft_wrap=True)

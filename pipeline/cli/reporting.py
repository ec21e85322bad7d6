"""diembao report coverage, diff: what is handed over, and what became different between two instants.

`evidence` adds the commands on folders of evidence.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from models.clock import utc_now
from models.errors import UsageError
from models.plan import find_plan
from pipeline.cli import evidence, nominations
from pipeline.cli.options import DATE_FORMATS, Json, PlanCode, as_day, choose_period, read_instant, read_month
from pipeline.cli.output import console, write_json
from pipeline.config import load_config
from pipeline.night.order import REPORT_FORMATS
from pipeline.store import open_store
from reports import query_coverage, write_coverage
from reports.difference.comparing import compare
from reports.difference.telling import describe_comparison, tell_comparison
from reports.documents.writing import FORMATS, write_document
from reports.kinds import ReportKind, ReportOrder

AS_OF_HELP = (
    "Count only what was known and answered by this instant, ISO 8601, not in the future. The same instant gives the "
    "same report whenever it is made."
)
KIND_HELP = (
    "coverage: plan rows by outlet, month, department; monthly: what is asked of the outlets (with --month); "
    "department: its yearly report (with --department); annual: the Office's report to the Ministry; summary: one page."
)


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    group = typer.Typer(no_args_is_help=True, help="Reports. Example: diembao report coverage --out bao-cao")
    group.command("coverage")(coverage)
    group.command("diff")(diff)
    evidence.add_report_commands(group)
    nominations.add_report_commands(group)
    app.add_typer(group, name="report")


def coverage(
    *,
    out: Annotated[Path, typer.Option(help="Folder the files are written to.")],
    kind: Annotated[ReportKind, typer.Option(help=KIND_HELP)] = ReportKind.COVERAGE,
    plan: PlanCode = None,
    month: Annotated[str | None, typer.Option(help="Month of the monthly sheet, like 2023-07.")] = None,
    department: Annotated[str | None, typer.Option(help="Code of the department, as in the organisation file.")] = None,
    start: Annotated[datetime | None, typer.Option("--from", formats=DATE_FORMATS, help="First day counted.")] = None,
    end: Annotated[datetime | None, typer.Option("--to", formats=DATE_FORMATS, help="Last day counted.")] = None,
    as_of: Annotated[str | None, typer.Option(help=AS_OF_HELP)] = None,
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="html, docx, xlsx, pdf, separated by commas.",
        ),
    ] = None,
) -> None:
    """Write a report of a plan. Example: diembao report coverage --kind annual --plan KH-2023 --out bao-cao."""
    wanted = _read_formats(formats, kind)
    now = utc_now()
    instant = read_instant(as_of, "--as-of") or now
    if instant > now:
        raise UsageError(f"--as-of {as_of}: thời điểm này chưa đến.")
    config, asked_month = load_config(), read_month(month)
    _check_options(kind, month, department)
    with open_store(config) as engine, Session(engine) as session:
        chosen = find_plan(session, plan or config.plan)
        first, last = choose_period(chosen, as_day(start), as_day(end))
        if kind is ReportKind.COVERAGE:
            report = query_coverage(session, plan_code=chosen.code, start=first, end=last, as_of=instant)
            written = write_coverage(report, out, wanted)
        else:
            from reports.making import make_report  # noqa: PLC0415  # a second of libraries only these reports need

            named = make_report(session, chosen, ReportOrder(kind, first, last, instant, asked_month, department))
            written = write_document(named.document, out, named.stem, wanted)
    for path in written:
        console().print(str(path), markup=False, soft_wrap=True)


def diff(
    before: Annotated[str, typer.Argument(help="Earlier instant, ISO 8601, Vietnamese time unless it names a zone.")],
    after: Annotated[str, typer.Argument(help="Later instant.")],
    *,
    plan: PlanCode = None,
    as_json: Json = False,
) -> None:
    """Name what changed and why. Example: diembao report diff 2023-11-30T17:00 2023-12-13T17:00 --plan KH-2023."""
    now = utc_now()
    first, last = read_instant(before, "before") or now, read_instant(after, "after") or now
    if first > last:
        raise UsageError(f"{before}, {after}: thời điểm đầu phải trước thời điểm sau.")
    if last > now:
        raise UsageError(f"{after}: thời điểm này chưa đến.")
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        compared = compare(session, find_plan(session, plan or config.plan), first, last)
    if as_json:
        write_json(describe_comparison(compared))
    else:
        for line in tell_comparison(compared):
            console().print(line, markup=False, soft_wrap=True)


def _read_formats(formats: str | None, kind: ReportKind) -> tuple[str, ...]:
    if formats is None:
        return REPORT_FORMATS if kind is ReportKind.COVERAGE else FORMATS
    wanted = tuple(dict.fromkeys(name.strip() for name in formats.split(",")))
    if unknown := [name for name in wanted if name not in FORMATS]:
        raise UsageError(f"--format {', '.join(unknown)}: chỉ có {', '.join(FORMATS)}.")
    return wanted


def _check_options(kind: ReportKind, month: str | None, department: str | None) -> None:
    """Refuse a month or department that the kind of report has no use for."""
    if month is not None and kind is not ReportKind.MONTHLY:
        raise UsageError(f"--month chỉ dùng với --kind {ReportKind.MONTHLY.value}.")
    if department is not None and kind is not ReportKind.DEPARTMENT:
        raise UsageError(f"--department chỉ dùng với --kind {ReportKind.DEPARTMENT.value}.")

"""diembao report nominations, export authors: what is proposed, and whom works are counted for."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from models.clock import local_day, utc_now
from models.errors import UsageError
from models.plan import find_plan
from pipeline.authors.awards import find_award
from pipeline.authors.exporting import export_authors, write_authors_csv, write_authors_xlsx
from pipeline.authors.wording import gather_now
from pipeline.cli.options import PlanCode, read_instant
from pipeline.cli.output import console, write_json_line
from pipeline.config import load_config
from pipeline.store import open_store
from reports.documents.writing import FORMATS, write_document

EXPORT_FORMATS = ("jsonl", "csv", "xlsx")
MOST_PLACES = 10


def add_report_commands(group: typer.Typer) -> None:
    """Join the nominations to the reports."""
    group.command("nominations")(nominations)


def add_export_commands(group: typer.Typer) -> None:
    """Join the authors to the exports."""
    group.command("authors")(export)


def nominations(
    *,
    award: Annotated[str, typer.Option(help="Code of an award that comes with the program, or a file of its rules.")],
    out: Annotated[Path, typer.Option(help="Folder the files are written to.")],
    plan: PlanCode = None,
    as_of: Annotated[str | None, typer.Option(help="As known at this instant, ISO 8601; now if left out.")] = None,
    top: Annotated[int, typer.Option(min=1, help="Places for which papers are drafted.")] = MOST_PLACES,
    formats: Annotated[str, typer.Option("--format", help="docx, pdf, html, xlsx, separated by commas.")] = "docx",
) -> None:
    """Propose, never decide. Example: diembao report nominations --award TRAN-PHU-2024 --plan KH-2023 --out de-nghi."""
    wanted = tuple(dict.fromkeys(name.strip() for name in formats.split(",")))
    if unknown := [name for name in wanted if name not in FORMATS]:
        raise UsageError(f"--format {', '.join(unknown)}: chỉ có {', '.join(FORMATS)}.")
    now = utc_now()
    instant = read_instant(as_of, "--as-of") or now
    if instant > now:
        raise UsageError(f"--as-of {as_of}: thời điểm này chưa đến.")
    from reports.nominations.listing import list_nominations  # noqa: PLC0415  # a second of libraries only these need
    from reports.nominations.making import make_papers  # noqa: PLC0415

    rules, config = find_award(award), load_config()
    with open_store(config) as engine, Session(engine) as session:
        chosen = find_plan(session, plan or config.plan)
        end = max(chosen.count_from, min(chosen.period_to, local_day(instant)))
        listed = list_nominations(session, chosen, rules, instant, end)
    written = 0
    for paper in make_papers(listed, top):
        path = out / paper.stem
        written += len(write_document(paper.document, path.parent, path.name, wanted))
    told = f"Đã ghi {written} tệp vào {out}: danh sách đề nghị xem xét, không phải quyết định."
    console().print(told, markup=False, soft_wrap=True)


def export(
    *,
    plan: PlanCode = None,
    form: Annotated[str, typer.Option("--format", help="jsonl, csv (UTF-8 with BOM, semicolons) or xlsx.")] = "jsonl",
    out: Annotated[Path | None, typer.Option(help="File to write; csv and xlsx need it.")] = None,
) -> None:
    """Write authors and tallies, never real names. Example: diembao export authors --format xlsx --out tg.xlsx."""
    if form not in EXPORT_FORMATS:
        raise UsageError(f"--format {form}: chỉ có {', '.join(EXPORT_FORMATS)}.")
    if (form == "jsonl") is not (out is None):
        raise UsageError("csv và xlsx cần --out TỆP; jsonl viết ra màn hình, ghi vào tệp thì thêm > TỆP và bỏ --out.")
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        lines = export_authors(gather_now(session, find_plan(session, plan or config.plan), utc_now()))
        if out is None:
            for line in lines:
                write_json_line(line)
            return
        {"csv": write_authors_csv, "xlsx": write_authors_xlsx}[form](out, lines)
    console().print(f"Đã ghi {out}", markup=False, soft_wrap=True)

"""diembao export articles, export obligations, import articles: everything out, a missed article in."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import utc_now
from models.errors import UsageError
from models.plan import Plan, find_plan
from pipeline.articles.exporting import export_articles
from pipeline.articles.importing import import_articles, read_import_file
from pipeline.articles.keeping import Fate
from pipeline.articles.sheets import read_names, write_csv, write_xlsx
from pipeline.cli import nominations
from pipeline.cli.options import PlanCode, require_file
from pipeline.cli.output import console, show_progress, write_json_line
from pipeline.config import load_config
from pipeline.lock import hold_data_folder
from pipeline.monthly_plans.exporting import export_obligations
from pipeline.monthly_plans.sheets import read_obligation_names, write_obligations_csv, write_obligations_xlsx
from pipeline.obligations.exporting import read_ledger_words
from pipeline.store import open_store

EXPORT_FORMATS = ("jsonl", "csv", "xlsx")


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    group = typer.Typer(no_args_is_help=True, help="Everything out. Example: diembao export articles --format jsonl")
    group.command("articles")(export)
    group.command("obligations")(export_promises)
    nominations.add_export_commands(group)
    app.add_typer(group, name="export")
    group = typer.Typer(no_args_is_help=True, help="Add by hand. Example: diembao import articles bai-bo-sung.jsonl")
    group.command("articles")(add)
    app.add_typer(group, name="import")


def export(
    *,
    plan: PlanCode = None,
    form: Annotated[str, typer.Option("--format", help="jsonl, csv (UTF-8 with BOM, semicolons) or xlsx.")] = "jsonl",
    out: Annotated[Path | None, typer.Option(help="File to write; csv and xlsx need it.")] = None,
) -> None:
    """Write every article. Example: diembao export articles --format xlsx --out tin-bai.xlsx."""
    _check_form(form, out)
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        has_plan = session.scalar(select(Plan.id).limit(1)) is not None
        articles = export_articles(session, find_plan(session, plan or config.plan) if has_plan else None)
        if out is None:
            _print_lines(articles)
        else:
            write = {"csv": write_csv, "xlsx": write_xlsx}[form]
            _write_file(out, lambda: write(out, articles, read_names(session)))


def export_promises(
    *,
    plan: PlanCode = None,
    form: Annotated[str, typer.Option("--format", help="jsonl, csv (UTF-8 with BOM, semicolons) or xlsx.")] = "jsonl",
    out: Annotated[Path | None, typer.Option(help="File to write; csv and xlsx need it.")] = None,
) -> None:
    """Write every obligation of the monthly plans. Example: diembao export obligations --format xlsx --out no.xlsx."""
    _check_form(form, out)
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        chosen = find_plan(session, plan or config.plan)
        lines = export_obligations(session, chosen, read_ledger_words(session, chosen))
        if out is None:
            _print_lines(lines)
        else:
            write = {"csv": write_obligations_csv, "xlsx": write_obligations_xlsx}[form]
            _write_file(out, lambda: write(out, lines, read_obligation_names(session)))


def _check_form(form: str, out: Path | None) -> None:
    if form not in EXPORT_FORMATS:
        raise UsageError(f"--format {form}: chỉ có {', '.join(EXPORT_FORMATS)}.")
    if (form == "jsonl") is not (out is None):
        raise UsageError("csv và xlsx cần --out TỆP; jsonl viết ra màn hình, ghi vào tệp thì thêm > TỆP và bỏ --out.")


def _print_lines(lines: Iterable[dict[str, Any]]) -> None:
    for line in lines:
        write_json_line(line)


def _write_file(out: Path, write: Callable[[], None]) -> None:
    """Write the file and name it, or tell in one sentence that it cannot be written."""
    try:
        write()
    except OSError:
        raise UsageError(
            f"--out {out}: không ghi được tệp; hãy xem lại thư mục, quyền ghi và chỗ trống trên đĩa."
        ) from None
    console().print(f"Đã ghi {out}", markup=False, soft_wrap=True)


def add(file: Annotated[Path, typer.Argument(help="Articles as JSON lines.")]) -> None:
    """Add articles by hand, marked as such. Example: diembao import articles bai-bo-sung.jsonl."""
    config = load_config()
    lines = read_import_file(require_file(file))
    with (
        hold_data_folder(config.data),
        open_store(config) as engine,
        Session(engine) as session,
        show_progress() as bar,
    ):
        for counts in import_articles(session, lines, now=utc_now()):
            bar("Nhập bài", sum(counts[fate] for fate in Fate), len(lines))
    told = f"Đã nhập {counts['new']} bài mới, {counts['changed']} bài thay đổi, {counts['unchanged']} bài đã có."
    console().print(f"{told} Không rõ ngày đăng: {counts['undated']} bài (để riêng trong báo cáo).")
    if counts["lost_date"]:
        sys.stderr.write(f"{counts['lost_date']} ngày đăng viết không rõ nên để trống.\n")

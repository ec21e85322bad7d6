"""diembao plan import, show, template: the annual plan, the organisation, the departments' monthly plans."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from models.clock import utc_now
from models.errors import UsageError
from models.vocabulary import Verification
from pipeline.cli.deadlines import add_deadline_commands
from pipeline.cli.monthly_plans import import_month, make_template
from pipeline.cli.options import Json, PlanCode, require_file
from pipeline.cli.output import console, table, write_json
from pipeline.cli.plan_check import check_signals
from pipeline.config import load_config
from pipeline.lock import hold_data_folder, hold_database
from pipeline.monthly_plans.importing import is_office_yaml
from pipeline.plan_import.importing import import_office_file
from pipeline.plan_import.overview import DepartmentName, PlanOverview, describe_plan
from pipeline.store import open_store


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    group = typer.Typer(no_args_is_help=True, help="The annual plan and the organisation. Example: diembao plan show")
    group.command("import")(import_plan)
    group.command("show")(show)
    group.command("template")(make_template)
    group.command("check")(check_signals)
    add_deadline_commands(group)
    app.add_typer(group, name="plan")


def import_plan(
    file: Annotated[
        Path, typer.Argument(help="Annual plan or organisation (YAML), or a monthly plan (.xlsx, .xls, .docx).")
    ],
    *,
    plan: PlanCode = None,
    department: Annotated[str | None, typer.Option(help="Monthly plan: whose it is, code or name.")] = None,
    month: Annotated[str | None, typer.Option(help="Monthly plan: its month, as 2023-07 or 7/2023.")] = None,
    convert: Annotated[str | None, typer.Option(help="Monthly plan in old fonts: tcvn3 or vni.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and change nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Import a plan or organisation file. Example: diembao plan import ke-hoach-thang-7.xlsx --dry-run."""
    require_file(file)
    if not is_office_yaml(file.name):
        import_month(
            file, plan=plan, department=department, month=month, convert=convert, dry_run=dry_run, as_json=as_json
        )
        return
    if department or month or convert or plan:
        raise UsageError("--plan, --department, --month, --convert chỉ dùng cho kế hoạch tháng (.xlsx, .xls, .docx).")
    _import_office_file(file, dry_run=dry_run, as_json=as_json)


def _import_office_file(file: Path, *, dry_run: bool, as_json: bool) -> None:
    config = load_config()
    with (
        hold_data_folder(config.data),
        open_store(config) as engine,
        hold_database(engine),
        Session(engine) as session,
    ):
        summary = import_office_file(session, file, now=utc_now())
        if dry_run:
            session.rollback()
        else:
            session.commit()
    if as_json:
        write_json({"file": file.name, "dry_run": dry_run, "lines": list(summary.lines())})
        return
    out = console()
    for line in summary.lines():
        out.print(line, markup=False, soft_wrap=True)
    if dry_run:
        out.print("Mới xem thử: chưa thay đổi gì.")


def show(
    code: Annotated[str | None, typer.Argument(help="Plan code; the one set or the latest if left out.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Show a plan: its rows with the departments that answer for them. Example: diembao plan show KH-2023."""
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        overview = describe_plan(session, code or config.plan)
    if as_json:
        write_json(_as_json(overview))
        return
    out = console()
    out.print(f"{overview.code}: {overview.title}", markup=False)
    rows = [
        [line.code, line.plan_reference or "", line.short_name, _names(line.lead_departments)]
        for line in overview.lines
    ]
    columns = [("Mã", False), ("Mục", False), ("Nội dung", False), ("Đơn vị chủ trì", False)]
    out.print(table("Nội dung và hoạt động trọng tâm", columns, rows))
    deadlines = [[d.code, d.what, d.rule] for d in overview.deadlines]
    out.print(table("Thời hạn", [("Mã", False), ("Việc", False), ("Hạn", False)], deadlines))


def _names(departments: tuple[DepartmentName, ...]) -> str:
    doubtful = {Verification.UNVERIFIED, Verification.INFERRED}
    return "; ".join(f"{d.name}{' (chưa xác nhận)' if d.verification in doubtful else ''}" for d in departments)


def _as_json(overview: PlanOverview) -> dict[str, object]:
    return {
        "code": overview.code,
        "title": overview.title,
        "period": {"from": overview.period_from.isoformat(), "to": overview.period_to.isoformat()},
        "file": overview.file_name,
        "rows": [
            {
                "code": line.code,
                "kind": line.kind.value,
                "name": line.short_name,
                "lead_departments": [department.code for department in line.lead_departments],
                "fields": list(line.field_codes),
            }
            for line in overview.lines
        ],
        "deadlines": [
            {"code": d.code, "what": d.what, "last_valid": d.last_valid.isoformat() if d.last_valid else None}
            for d in overview.deadlines
        ],
    }

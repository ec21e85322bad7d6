"""The monthly side of diembao plan: import a department's file with a preview, make an empty form."""

import re
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from models.clock import utc_now
from models.errors import InputError, UsageError
from models.plan import find_plan
from pipeline.articles.sheets import draft_of
from pipeline.cli.options import PlanCode
from pipeline.cli.output import console, table, write_json
from pipeline.config import load_config
from pipeline.lock import hold_data_folder, hold_database
from pipeline.monthly_plans.directory_loading import load_directory
from pipeline.monthly_plans.importing import Imported, find_department, import_monthly_plan
from pipeline.monthly_plans.legacy_fonts import LegacyEncoding
from pipeline.monthly_plans.opening import MAX_FILE_BYTES
from pipeline.monthly_plans.preview import (
    OBLIGATION_HEADINGS,
    as_plain,
    column_rows,
    describe_table,
    obligation_rows,
    unread_lines,
)
from pipeline.monthly_plans.reading import ReadingWishes
from pipeline.monthly_plans.records import PlanMonth, ReadPlan
from pipeline.monthly_plans.storing import Arrival
from pipeline.monthly_plans.template import design_form, write_form_document, write_form_workbook
from pipeline.store import open_store

IMPORTER = "dòng lệnh"
CONVERSIONS = (LegacyEncoding.TCVN3, LegacyEncoding.VNI)


def import_month(
    file: Path,
    *,
    plan: str | None,
    department: str | None,
    month: str | None,
    convert: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read a monthly plan, show how it was understood, and keep it unless `dry_run`."""
    wishes = ReadingWishes(month=read_month_option(month), convert=_read_conversion(convert))
    config = load_config()
    with file.open("rb") as opened:
        content = opened.read(MAX_FILE_BYTES + 1)
    with (
        hold_data_folder(config.data),
        open_store(config) as engine,
        hold_database(engine),
        Session(engine) as session,
    ):
        arrival = Arrival(content, utc_now(), IMPORTER)
        imported = import_monthly_plan(
            session, file.name, arrival, wishes, plan_code=plan or config.plan, department=department
        )
        if dry_run or not imported.read.obligations:
            session.rollback()
        else:
            session.commit()
    if as_json:
        write_json(
            as_plain(imported.read) | {"plan": imported.plan_code, "dry_run": dry_run, "counts": _counts(imported)}
        )
    else:
        _show(imported, dry_run=dry_run)
    if not imported.read.obligations:
        raise InputError(_why_nothing(imported.read))


def read_month_option(printed: str | None) -> PlanMonth | None:
    """Read 2023-07 or 7/2023; raises UsageError."""
    if printed is None:
        return None
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})", printed):
        year, month = int(found[1]), int(found[2])
    elif found := re.fullmatch(r"(\d{1,2})[/-](\d{4})", printed):
        year, month = int(found[2]), int(found[1])
    else:
        raise UsageError(f"--month {printed}: hãy viết như 2023-07 hoặc 7/2023.")
    if not 1 <= month <= 12:
        raise UsageError(f"--month {printed}: không có tháng {month}.")
    return PlanMonth(year, month)


def _read_conversion(printed: str | None) -> LegacyEncoding | None:
    if printed is None:
        return None
    if printed.lower() not in CONVERSIONS:
        raise UsageError(f"--convert {printed}: chỉ có {', '.join(CONVERSIONS)}.")
    return LegacyEncoding(printed.lower())


def _counts(imported: Imported) -> dict[str, int]:
    summary = imported.summary
    names = (
        "added",
        "changed",
        "unchanged",
        "cancelled",
        "moved",
        "withdrawn",
        "restored",
        "without_month",
        "left_alone",
    )
    return {name: getattr(summary, name) for name in names}


def _why_nothing(read: ReadPlan) -> str:
    if read.conversion is not None:
        offer = read.conversion.encoding
        return f"{read.file_name}: chữ phông cũ {offer.label}, chưa nhập gì; nhập lại với --convert {offer.value}."
    if read.passed and not read.tables:
        told = "; ".join(f"{passed.sheet}: {passed.why}" for passed in read.passed[:5])
        return f"{read.file_name}: không thấy bảng kế hoạch nào ({told})."
    return f"{read.file_name}: không có nội dung nào đọc được; không thay đổi gì."


def _show(imported: Imported, *, dry_run: bool) -> None:
    out = console()

    def tell(line: str) -> None:
        out.print(line, markup=False, soft_wrap=True)

    read = imported.read
    tell(f"{read.file_name}: {len(read.obligations)} nghĩa vụ cho kế hoạch {imported.plan_code}.")
    if read.conversion is not None:
        out.print(
            table(
                "Bản chuyển mã xem thử",
                [("Trong tệp", False), ("Sau khi chuyển", False)],
                [list(pair) for pair in read.conversion.preview],
            )
        )
    for passed in read.passed:
        tell(f"{passed.sheet}: không đọc ({passed.why}).")
    for entry in read.tables:
        tell(describe_table(entry))
        headings = [("Cột", False), ("Tiêu đề", False), ("Hiểu là", False), ("Vì", False)]
        out.print(table("Các cột", headings, column_rows(entry)))
        out.print(table("Các dòng", [(heading, False) for heading in OBLIGATION_HEADINGS], obligation_rows(entry)))
        for line in (*entry.warnings, *unread_lines(entry)):
            tell(f"  {line}")
    for line in (*read.warnings, *imported.summary.lines()):
        tell(line)
    if dry_run:
        tell("Mới xem thử: chưa thay đổi gì.")


def make_template(
    *,
    out: Annotated[Path, typer.Option(help="File to write: .xlsx with drop-down lists, or .docx.")],
    plan: PlanCode = None,
    department: Annotated[str | None, typer.Option(help="Whose form it is, code or name.")] = None,
    month: Annotated[str | None, typer.Option(help="Its month, as 2023-07 or 7/2023.")] = None,
) -> None:
    """Make an empty monthly form. Example: diembao plan template --out mau.xlsx --department CC-BVMT --month 7/2023."""
    writers = {".xlsx": write_form_workbook, ".docx": write_form_document}
    if out.suffix.lower() not in writers:
        raise UsageError(f"--out {out}: mẫu chỉ có dạng .xlsx hoặc .docx.")
    wanted = read_month_option(month)
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        directory = load_directory(session, find_plan(session, plan or config.plan))
    code = find_department(directory, department, wanted)
    content = writers[out.suffix.lower()](design_form(directory, code, wanted))
    try:
        with draft_of(out) as draft:
            draft.write_bytes(content)
    except OSError:
        raise UsageError(f"--out {out}: không ghi được tệp; hãy xem lại thư mục và quyền ghi.") from None
    console().print(f"Đã ghi mẫu kế hoạch tháng: {out}", markup=False, soft_wrap=True)

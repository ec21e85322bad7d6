"""diembao plan deadlines, sent: who owes which paper by when, and that one came in."""

from datetime import datetime
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from models.clock import local_day, utc_now
from models.errors import UsageError
from models.plan import Plan, find_plan
from pipeline.cli.options import DATE_FORMATS, Json, PlanCode, as_day, read_instant, read_month
from pipeline.cli.output import console, table, write_json
from pipeline.config import load_config
from pipeline.deadlines import PaperKey, record_submission, retract_submission
from pipeline.lock import hold_data_folder, hold_database
from pipeline.store import open_store
from reports.deadlines import DueLine, PaperState, read_deadlines

OPEN_STATES = (PaperState.MISSING, PaperState.SOON, PaperState.OPEN)
COLUMNS = [
    ("Hạn", False),
    ("Mã", False),
    ("Tháng", False),
    ("Đơn vị", False),
    ("Ngày gửi", False),
    ("Tình trạng", False),
]

Department = Annotated[str, typer.Option(help="Code of the department, as in the organisation file.")]
Month = Annotated[str | None, typer.Option(help="Month of a monthly plan, like 2023-07.")]
DeadlineCode = Annotated[
    str | None, typer.Option("--deadline", help="Code of the deadline; the monthly one if left out.")
]


def add_deadline_commands(group: typer.Typer) -> None:
    """Join these commands to the group of the plan."""
    group.command("deadlines")(deadlines)
    group.command("sent")(sent)


def deadlines(
    *,
    plan: PlanCode = None,
    month: Month = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only papers not sent yet.")] = False,
    only_late: Annotated[bool, typer.Option("--late", help="Only papers sent late or overdue.")] = False,
    as_of: Annotated[str | None, typer.Option(help="As known at this instant, ISO 8601.")] = None,
    as_json: Json = False,
) -> None:
    """Show who sent which paper when, and who is late. Example: diembao plan deadlines --month 2023-07."""
    config, asked = load_config(), read_month(month)
    now = read_instant(as_of, "--as-of") or utc_now()
    with open_store(config) as engine, Session(engine) as session:
        chosen = find_plan(session, plan or config.plan)
        lines = [line for line in read_deadlines(session, chosen, now) if asked in (None, line.due.month)]
    if only_open:
        lines = [line for line in lines if line.state in OPEN_STATES]
    if only_late:
        lines = [line for line in lines if line.state in (PaperState.LATE, PaperState.MISSING)]
    if as_json:
        write_json([_as_json(line) for line in lines])
        return
    out = console()
    if not lines:
        out.print("Không có thời hạn nào như đã hỏi.")
        return
    out.print(
        table(
            f"Thời hạn của {chosen.code}, tính đến {local_day(now):%d/%m/%Y}", COLUMNS, [_row(line) for line in lines]
        )
    )
    for code, what in dict.fromkeys((line.due.deadline_code, line.due.what) for line in lines):
        out.print(f"{code}: {what}", markup=False)


def sent(
    *,
    department: Department,
    on: Annotated[
        datetime | None, typer.Option(formats=DATE_FORMATS, help="Day it was sent; today if left out.")
    ] = None,
    month: Month = None,
    deadline: DeadlineCode = None,
    plan: PlanCode = None,
    note: Annotated[str | None, typer.Option(help="A remark kept with the entry.")] = None,
    by: Annotated[str, typer.Option(help="Who enters it.")] = "cli",
    retract: Annotated[bool, typer.Option("--retract", help="Take the entry back instead.")] = False,
) -> None:
    """Enter that a paper came in. Example: diembao plan sent --department TT --deadline TH02 --on 2023-11-28."""
    config, asked, now = load_config(), read_month(month), utc_now()
    if month is None and deadline is None:
        raise UsageError("Hãy nêu --month (kế hoạch tháng) hoặc --deadline (ví dụ TH02: báo cáo năm của đơn vị).")
    with (
        hold_data_folder(config.data),
        open_store(config) as engine,
        hold_database(engine),
        Session(engine) as session,
    ):
        chosen = find_plan(session, plan or config.plan)
        key = PaperKey(department, asked, deadline)
        if retract:
            told = _retract(session, chosen, key, now)
        else:
            record_submission(session, chosen, key, sent_on=as_day(on) or local_day(now), now=now, by=by, note=note)
            told = _tell_state(session, chosen, key, now)
        session.commit()
    console().print(told, markup=False, soft_wrap=True)


def _retract(session: Session, plan: Plan, key: PaperKey, now: datetime) -> str:
    count = retract_submission(session, plan, key, now=now)
    return f"Đã rút lại {count} lần ghi nhận." if count else "Không có lần ghi nhận nào để rút lại."


def _tell_state(session: Session, plan: Plan, key: PaperKey, now: datetime) -> str:
    for line in read_deadlines(session, plan, now):
        due = line.due
        if (due.department_code, due.month) == (key.department, key.month) and key.deadline in (
            None,
            due.deadline_code,
        ):
            return f"Đã ghi nhận: {due.department_name} gửi ngày {line.sent_on:%d/%m/%Y}, {line.told}."
    return "Đã ghi nhận; đơn vị này không bắt buộc gửi."


def _row(line: DueLine) -> list[str]:
    due = line.due
    return [
        f"{due.last_valid:%d/%m/%Y}",
        due.deadline_code,
        f"{due.month:%m/%Y}" if due.month else "",
        due.department_name,
        f"{line.sent_on:%d/%m/%Y}" if line.sent_on else "",
        line.told,
    ]


def _as_json(line: DueLine) -> dict[str, object]:
    due = line.due
    return {
        "deadline": due.deadline_code,
        "what": due.what,
        "department": due.department_code,
        "department_name": due.department_name,
        "month": f"{due.month:%Y-%m}" if due.month else None,
        "last_valid": due.last_valid.isoformat(),
        "sent_on": line.sent_on.isoformat() if line.sent_on else None,
        "state": line.state.value,
        "days_late": max(line.days, 0) if line.state in (PaperState.LATE, PaperState.MISSING) else 0,
        "told": line.told,
    }

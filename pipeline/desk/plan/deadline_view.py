"""Who has sent which paper: a table of departments by month, the papers of the year, what was written down last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import local_day
from models.obligation import Submission
from models.plan import Plan
from pipeline.deadlines.reminders import Reminder, list_reminders
from pipeline.desk.plan.naming import name_departments
from reports.deadlines import DueLine, PaperState, read_deadlines
from reports.office import Office, read_office

LATEST = 8


@dataclass(frozen=True, slots=True)
class MonthlyPaper:
    """A monthly paper of all departments: for each of them a line for each month."""

    what: str
    recipient: str
    months: tuple[date, ...]
    rows: tuple[tuple[str, tuple[DueLine | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper as somebody wrote it down; a retracted one can be written down again."""

    paper: Submission
    what: str
    department: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """All that the page of deadlines shows."""

    office: Office
    monthly: tuple[MonthlyPaper, ...]
    yearly: tuple[DueLine, ...]
    missing: int
    late: int
    reminders: tuple[Reminder, ...]
    entries: tuple[Entry, ...]


def read_deadline_view(session: Session, plan: Plan, *, now: datetime) -> DeadlineView:
    """Return the deadlines of `plan` as they stand at `now`."""
    office = read_office(session, plan, now)
    lines = read_deadlines(session, plan, now, office)
    return DeadlineView(
        office=office,
        monthly=_group_monthly(lines),
        yearly=tuple(line for line in lines if line.due.month is None),
        missing=sum(line.state is PaperState.MISSING for line in lines),
        late=sum(line.state is PaperState.LATE for line in lines),
        reminders=list_reminders(lines, local_day(now)),
        entries=_list_entries(session, plan, office),
    )


def _group_monthly(lines: Sequence[DueLine]) -> tuple[MonthlyPaper, ...]:
    papers = []
    for code in dict.fromkeys(line.due.deadline_code for line in lines if line.due.month is not None):
        of_paper = [line for line in lines if line.due.deadline_code == code]
        months = tuple(sorted({line.due.month for line in of_paper if line.due.month is not None}))
        names = {line.due.department_code: line.due.department_name for line in of_paper}
        found = {(line.due.department_code, line.due.month): line for line in of_paper}
        rows = tuple((name, tuple(found.get((one, month)) for month in months)) for one, name in names.items())
        papers.append(MonthlyPaper(of_paper[0].due.what, of_paper[0].due.recipient, months, rows))
    return tuple(papers)


def _list_entries(session: Session, plan: Plan, office: Office) -> tuple[Entry, ...]:
    names = name_departments(office)
    what = {deadline.code: deadline.what for deadline in office.deadlines}
    chosen = select(Submission).where(Submission.plan_id == plan.id)
    newest = chosen.order_by(Submission.recorded_at.desc(), Submission.id.desc()).limit(LATEST)
    return tuple(
        Entry(
            paper,
            what.get(paper.deadline_code, paper.deadline_code),
            names.get(paper.department_code, paper.department_code),
            paper.retracted_at is None,
        )
        for paper in session.scalars(newest)
    )

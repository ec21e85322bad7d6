"""List what is owed under a plan and hold it against what came in. Pure.

The rule "trước ngày X" is in the plan as its last valid day, X-1. A monthly paper is owed for each month of the
plan's period, by the departments that held on its last valid day; one whose day passed before the plan was issued
binds nobody, but counts when it came.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from reports.deadlines.record import Due, DueLine, Paper, PaperState
from reports.office.record import Office, OfficeDeadline, OfficeDepartment

SOON_DAYS = timedelta(days=7)


def list_dues(office: Office) -> tuple[Due, ...]:
    """Return all papers owed under the plan, by day, deadline and the order of departments."""
    dues = [due for deadline in office.deadlines for due in _list_of(office, deadline)]
    return tuple(sorted(dues, key=lambda due: (due.last_valid, due.deadline_code)))


def _list_of(office: Office, deadline: OfficeDeadline) -> Iterator[Due]:
    for month, last_valid in list_days(office, deadline):
        for sender in list_senders(office, deadline, last_valid):
            yield Due(
                deadline_code=deadline.code,
                what=deadline.what,
                recipient=deadline.recipient,
                department_code=sender.code,
                department_name=sender.name,
                month=month,
                last_valid=last_valid,
                is_binding=office.issued_on is None or last_valid >= office.issued_on,
            )


def list_days(office: Office, deadline: OfficeDeadline) -> Iterator[tuple[date | None, date]]:
    """Yield the last valid days of a deadline, each with the month that the paper is for (None for a yearly one)."""
    if deadline.last_valid is not None:
        yield None, deadline.last_valid
    if deadline.last_valid_day is not None:
        for month in list_months(*office.period):
            yield month, month.replace(day=min(deadline.last_valid_day, monthrange(month.year, month.month)[1]))


def list_months(start: date, end: date) -> Iterator[date]:
    """Yield the first day of each month that has a day in the period."""
    for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        yield date(number // 12, number % 12 + 1, 1)


def list_senders(office: Office, deadline: OfficeDeadline, day: date) -> Sequence[OfficeDepartment]:
    """Return who owes a paper on `day`: departments of the kind the deadline names, else all that send plans."""
    holding = office.list_departments(day, day).values()
    of_kind = [line for line in holding if line.kind == deadline.sender_role]
    return of_kind or [line for line in holding if line.sends_monthly_plan]


def judge_dues(dues: Iterable[Due], papers: Iterable[Paper], today: date) -> tuple[DueLine, ...]:
    """Return each paper owed with the first day on which it was sent and its state on `today`."""
    first_sent: dict[tuple[str, str, date | None], date] = {}
    for paper in papers:
        key = (paper.deadline_code, paper.department_code, paper.month)
        first_sent[key] = min(first_sent.get(key, paper.sent_on), paper.sent_on)
    lines = []
    for due in dues:
        sent_on = first_sent.get((due.deadline_code, due.department_code, due.month))
        lines.append(DueLine(due, today, sent_on, _judge(due, sent_on, today)))
    return tuple(lines)


def _judge(due: Due, sent_on: date | None, today: date) -> PaperState:
    if sent_on is not None:
        return PaperState.ON_TIME if sent_on <= due.last_valid else PaperState.LATE
    if today <= due.last_valid:
        return PaperState.SOON if due.last_valid - today <= SOON_DAYS else PaperState.OPEN
    return PaperState.MISSING if due.is_binding else PaperState.EXEMPT

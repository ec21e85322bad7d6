"""Record who sent which paper on which day. A wrong entry is retracted, not deleted. The caller commits."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import local_day
from models.errors import InputError
from models.obligation import Submission
from models.plan import Plan
from reports.deadlines.judging import list_days, list_senders
from reports.office import Office, read_office
from reports.office.record import OfficeDeadline


class UnknownPaperError(InputError):
    """The plan asks for no such paper, or not of this department or month; the message names those there are."""


@dataclass(frozen=True, slots=True)
class PaperKey:
    """Which paper of whom: `deadline` None is the plan's monthly one, `month` any day of the month it is for."""

    department: str
    month: date | None = None
    deadline: str | None = None


def record_submission(
    session: Session,
    plan: Plan,
    key: PaperKey,
    *,
    sent_on: date,
    now: datetime,
    by: str,
    file_id: int | None = None,
    note: str | None = None,
) -> Submission:
    """Record that a paper was sent on `sent_on`; the same paper of the same day, or of the same file, only once.

    Raises UnknownPaperError for a paper the plan does not ask for, InputError for a day to come.
    """
    office = read_office(session, plan, now)
    asked = _find_deadline(office, key)
    _check(office, asked, key)
    if sent_on > local_day(now):
        raise InputError(f"Ngày gửi {sent_on:%d/%m/%Y} chưa đến.")
    for known in _find_open(session, plan, asked.code, key):
        if (file_id is not None and known.file_id == file_id) or known.sent_on == sent_on:
            return known
    paper = Submission(
        plan_id=plan.id,
        deadline_code=asked.code,
        department_code=key.department,
        month=_first_day(key.month),
        sent_on=sent_on,
        file_id=file_id,
        note=note,
        recorded_at=now,
        recorded_by=by,
    )
    session.add(paper)
    session.flush()
    return paper


def record_arrival(
    session: Session,
    plan: Plan,
    senders: Iterable[tuple[str, date]],
    *,
    sent_on: date,
    now: datetime,
    by: str,
    file_id: int,
) -> list[Submission]:
    """Record that a file brought the monthly plans of some departments, each with a day of its month.

    A plan without a monthly deadline asks for no such paper, and a department it does not know owes none.
    """
    kept = []
    for department, month in senders:
        with suppress(UnknownPaperError):
            key = PaperKey(department, month)
            kept.append(record_submission(session, plan, key, sent_on=sent_on, now=now, by=by, file_id=file_id))
    return kept


def retract_submission(session: Session, plan: Plan, key: PaperKey, *, now: datetime) -> int:
    """Take back what was recorded of one paper; returns how many entries there were."""
    asked = _find_deadline(read_office(session, plan, now), key)
    known = _find_open(session, plan, asked.code, key)
    for paper in known:
        paper.retracted_at = now
    session.flush()
    return len(known)


def _first_day(month: date | None) -> date | None:
    return month.replace(day=1) if month else None


def _find_deadline(office: Office, key: PaperKey) -> OfficeDeadline:
    """Return the deadline that the key names; without a code the plan's monthly one, if a month is given."""
    for deadline in office.deadlines:
        is_monthly = deadline.last_valid_day is not None
        if deadline.code == key.deadline or (key.deadline is None and key.month and is_monthly):
            if is_monthly != (key.month is not None):
                wanted = "cần ghi tháng" if is_monthly else "không theo tháng"
                raise UnknownPaperError(f"Thời hạn {deadline.code} ({deadline.what}) {wanted}.")
            return deadline
    named = "; ".join(f"{one.code}: {one.what}" for one in office.deadlines) or "kế hoạch này không có thời hạn nào"
    problem = f"Không có thời hạn «{key.deadline}»" if key.deadline else "Hãy nêu mã thời hạn, hoặc tháng của kế hoạch"
    raise UnknownPaperError(f"{problem}; có: {named}.")


def _check(office: Office, deadline: OfficeDeadline, key: PaperKey) -> None:
    """Refuse a month outside the plan and a department that is not there; one that need not send may all the same."""
    days, month = dict(list_days(office, deadline)), _first_day(key.month)
    if month not in days:
        first, last = office.period
        raise UnknownPaperError(f"Tháng {month:%m/%Y} nằm ngoài kế hoạch ({first:%m/%Y}–{last:%m/%Y}).")
    if key.department not in office.list_departments(*office.period):
        senders = ", ".join(line.code for line in list_senders(office, deadline, days[month]))
        raise UnknownPaperError(f"Không có phòng, đơn vị «{key.department}»; đơn vị phải gửi: {senders}.")


def _find_open(session: Session, plan: Plan, deadline: str, key: PaperKey) -> list[Submission]:
    month = _first_day(key.month)
    query = select(Submission).where(
        Submission.plan_id == plan.id,
        Submission.deadline_code == deadline,
        Submission.department_code == key.department,
        Submission.month == month if month else Submission.month.is_(None),
        Submission.retracted_at.is_(None),
    )
    return list(session.scalars(query.order_by(Submission.id)))

"""Read which papers came in under a plan by an instant, and judge what is owed."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.clock import local_day
from models.obligation import Submission
from models.plan import Plan
from reports.deadlines.judging import judge_dues, list_dues
from reports.deadlines.record import DueLine, Paper
from reports.office import Office, read_office


def read_deadlines(session: Session, plan: Plan, as_of: datetime, office: Office | None = None) -> tuple[DueLine, ...]:
    """Return every paper owed under `plan` as it stood at `as_of`, by day; `office` spares reading it again."""
    office = office or read_office(session, plan, as_of)
    return judge_dues(list_dues(office), read_papers(session, plan.id, as_of), local_day(as_of))


def read_papers(session: Session, plan_id: int, as_of: datetime) -> tuple[Paper, ...]:
    """Return the papers recorded by `as_of` and not taken back by then, in the order of their recording."""
    query = (
        select(Submission)
        .where(Submission.plan_id == plan_id, Submission.recorded_at <= as_of)
        .where(or_(Submission.retracted_at.is_(None), Submission.retracted_at > as_of))
        .order_by(Submission.recorded_at, Submission.id)
    )
    return tuple(
        Paper(one.id, one.deadline_code, one.department_code, one.month, one.sent_on, one.note)
        for one in session.scalars(query)
    )

"""Which department an account speaks for, and what of the plan is its own; all else does not exist for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from models.obligation import Obligation
from models.plan import Plan
from pipeline.desk.access.rights import Right
from pipeline.desk.plan.naming import name_departments
from pipeline.desk.visit import NotAllowedError, Signed
from reports.deadlines import DueLine, read_deadlines
from reports.office import read_office


def require_department(visitor: Signed) -> str:
    """Return the code of the visitor's department; raises NotAllowedError for an account without one."""
    if not visitor.department_code:
        raise NotAllowedError(Right.SEND_OWN_PLANS)
    return visitor.department_code


OwnDepartment = Annotated[str, Depends(require_department)]


@dataclass(frozen=True, slots=True)
class OwnPapers:
    """The department's name and the papers it owes under a plan."""

    name: str
    papers: tuple[DueLine, ...]


def find_own(session: Session, number: int, department: str) -> Obligation:
    """Return a registered subject of the department; those of others are no page."""
    obligation = session.get(Obligation, number)
    if obligation is None or obligation.department_code != department:
        raise HTTPException(404)
    return obligation


def read_own_papers(session: Session, plan: Plan, department: str, *, now: datetime) -> OwnPapers:
    """Return what the department owes under `plan`."""
    office = read_office(session, plan, now)
    lines = read_deadlines(session, plan, now, office)
    own = tuple(line for line in lines if line.due.department_code == department)
    return OwnPapers(name_departments(office).get(department, department), own)


def count_by_month(session: Session, plan: Plan, department: str) -> dict[object, int]:
    """Return how many subjects the department registered for each month."""
    own = (Obligation.plan_id == plan.id) & (Obligation.department_code == department)
    return dict(session.execute(select(Obligation.month, func.count()).where(own).group_by(Obligation.month)).all())

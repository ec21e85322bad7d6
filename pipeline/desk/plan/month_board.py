"""The month board: what each department registered for a month, how it stands, and who has not sent a plan."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.clock import local_day
from models.obligation import Obligation
from models.plan import Plan
from models.vocabulary import ObligationState
from pipeline.desk.plan.naming import NO_DEPARTMENT, name_departments, tell_wanted
from pipeline.obligations.present import PresentLine, read_lines, read_outlet_names
from reports.deadlines import DueLine, read_deadlines
from reports.office import read_office


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A registered subject with its state, and what is wanted in words."""

    line: PresentLine
    wanted: str


@dataclass(frozen=True, slots=True)
class DepartmentMonth:
    """What a department registered for the month; `paper` is the monthly plan it owes, None if it owes none."""

    code: str
    name: str
    lines: tuple[BoardLine, ...]
    counts: Counter[ObligationState]
    paper: DueLine | None


@dataclass(frozen=True, slots=True)
class MonthBoard:
    """All departments in the order of the organisation; `silent` are those with neither a plan nor a paper."""

    departments: tuple[DepartmentMonth, ...]
    silent: tuple[DepartmentMonth, ...]
    counts: Counter[ObligationState]


def read_month_board(session: Session, plan: Plan, month: date, *, now: datetime) -> MonthBoard:
    """Return the board of a month of `plan`."""
    chosen = select(Obligation).where(Obligation.plan_id == plan.id, Obligation.month == month)
    lines = list_board_lines(session, session.scalars(order_obligations(chosen)).all())
    office = read_office(session, plan, now)
    papers = {
        due.due.department_code: due for due in read_deadlines(session, plan, now, office) if due.due.month == month
    }
    names = name_departments(office)
    codes = dict.fromkeys([*names, *(one.line.obligation.department_code or "" for one in lines)])
    groups = [_group(code, names.get(code, code or NO_DEPARTMENT), lines, papers.get(code)) for code in codes]
    return MonthBoard(
        departments=tuple(one for one in groups if one.lines or (one.paper is not None and one.paper.is_sent)),
        silent=tuple(one for one in groups if not one.lines and one.paper is not None and not one.paper.is_sent),
        counts=_count(lines),
    )


def order_obligations(chosen: Select[Obligation]) -> Select[Obligation]:
    """Order obligations by month, department and place in their file."""
    places = (Obligation.file_id, Obligation.sheet, Obligation.row, Obligation.ordinal, Obligation.id)
    return chosen.order_by(Obligation.month, Obligation.department_code, *places)


def list_board_lines(session: Session, obligations: Sequence[Obligation]) -> list[BoardLine]:
    """Return obligations with their states and wanted terms."""
    names = read_outlet_names(session)
    return [BoardLine(line, tell_wanted(line.obligation, names)) for line in read_lines(session, obligations)]


def _group(code: str, name: str, lines: Sequence[BoardLine], paper: DueLine | None) -> DepartmentMonth:
    own = tuple(one for one in lines if (one.line.obligation.department_code or "") == code)
    return DepartmentMonth(code, name, own, _count(own), paper)


def _count(lines: Sequence[BoardLine]) -> Counter[ObligationState]:
    return Counter(one.line.state for one in lines)


def choose_month(session: Session, plan: Plan, now: datetime) -> date:
    """Return the present month if the plan covers it, else the last month that anything is registered for."""
    today = local_day(now)
    if plan.period_from <= today <= plan.period_to:
        return today.replace(day=1)
    latest = session.scalar(select(func.max(Obligation.month)).where(Obligation.plan_id == plan.id))
    return latest or plan.period_from.replace(day=1)

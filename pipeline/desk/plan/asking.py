"""What the addresses of the plan pages ask for: a plan, a month, a row of the plan."""

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from models.plan import Plan, find_plan
from pipeline.desk.state import Desk

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def choose_plan(session: Session, desk: Desk, code: str | None) -> Plan:
    """Return the plan that an address names, or the one the office works with; raises PlanNotFoundError."""
    return find_plan(session, code or desk.config.plan)


def list_plans(session: Session) -> list[Plan]:
    """Return all plans, the latest first."""
    return list(session.scalars(select(Plan).order_by(Plan.period_to.desc(), Plan.code)))


def read_month(text: str) -> date:
    """Return the first day of the month that an address names ("2023-07"); anything else is no page."""
    found = _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12 or not 1990 <= int(found[1]) <= 2100:
        raise HTTPException(404)
    return date(int(found[1]), int(found[2]), 1)

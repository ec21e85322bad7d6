"""The month board."""

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from models.plan import Plan
from models.vocabulary import ObligationState
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.plan.asking import choose_plan, list_plans, read_month
from pipeline.desk.plan.month_board import choose_month, read_month_board
from pipeline.desk.plan.naming import write_month
from pipeline.desk.plan.year_board import list_months
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, allow

router = APIRouter()


@router.get("/ke-hoach/thang", dependencies=[allow(Right.READ)])
def present_month(request: Request, db: Db, desk: TheDesk, now: Now) -> Response:
    """Lead to the month that is worked on."""
    plan = choose_plan(db, desk, request.query_params.get("ke-hoach"))
    month = choose_month(db, plan, now)
    return go_to(f"/ke-hoach/thang/{write_month(month)}?ke-hoach={plan.code}", request=request)


@router.get("/ke-hoach/thang/{thang}", dependencies=[allow(Right.READ)])
def month_board_page(request: Request, db: Db, desk: TheDesk, now: Now, thang: str) -> Response:
    """Show what the departments registered for a month; `don-vi` and `tinh-trang` limit the list."""
    plan = choose_plan(db, desk, request.query_params.get("ke-hoach"))
    month, months = read_month(thang), list_months(plan)
    if month not in months:
        raise HTTPException(404)
    asked = request.query_params
    return show(
        request,
        "plan/month.html",
        plan=plan,
        plans=list_plans(db),
        month=month,
        months=months,
        near=_list_neighbours(months, month),
        board=read_month_board(db, plan, month, now=now),
        states=list(ObligationState),
        department=asked.get("don-vi", ""),
        state=next((one for one in ObligationState if one.value == asked.get("tinh-trang")), None),
        here_month=_address(plan, month),
    )


def _address(plan: Plan, month: date) -> str:
    return f"/ke-hoach/thang/{write_month(month)}?ke-hoach={plan.code}"


def _list_neighbours(months: tuple[date, ...], month: date) -> tuple[date | None, date | None]:
    at = months.index(month)
    return months[at - 1] if at else None, months[at + 1] if at + 1 < len(months) else None

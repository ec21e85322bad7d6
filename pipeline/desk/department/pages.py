"""A department's page: its months, its deadlines, what it registered; cancelling and moving with a reason."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from sqlalchemy import select
from starlette.exceptions import HTTPException

from models.errors import InputError
from models.obligation import Obligation
from models.vocabulary import ObligationState
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.department.own import OwnDepartment, count_by_month, find_own, read_own_papers
from pipeline.desk.plan.asking import choose_plan, list_plans, read_month
from pipeline.desk.plan.month_board import choose_month, list_board_lines, order_obligations
from pipeline.desk.plan.obligation_view import read_obligation
from pipeline.desk.plan.year_board import list_months
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, Signed, allow
from pipeline.obligations.setting_aside import cancel_obligation, move_obligation, take_setting_back

router = APIRouter()
BASE = "/don-vi"
Reason = Annotated[str, Form(alias="ly-do")]


@router.get(BASE, dependencies=[allow(Right.SEND_OWN_PLANS)])
def own_page(request: Request, db: Db, desk: TheDesk, now: Now, department: OwnDepartment) -> Response:
    """Show a month of the department's own plans."""
    plan = choose_plan(db, desk, request.query_params.get("ke-hoach"))
    months = list_months(plan)
    asked = request.query_params.get("thang")
    month = read_month(asked) if asked else choose_month(db, plan, now)
    if month not in months:
        raise HTTPException(404)
    own = (Obligation.plan_id == plan.id) & (Obligation.department_code == department) & (Obligation.month == month)
    papers = read_own_papers(db, plan, department, now=now)
    lines = list_board_lines(db, db.scalars(order_obligations(select(Obligation).where(own))).all())
    return show(
        request,
        "department/own.html",
        plan=plan,
        plans=list_plans(db),
        name=papers.name,
        month=month,
        months=months,
        registered=count_by_month(db, plan, department),
        lines=lines,
        counts={state: sum(one.line.state is state for one in lines) for state in ObligationState},
        states=list(ObligationState),
        papers=papers.papers,
        paper=next((one for one in papers.papers if one.due.month == month), None),
    )


@router.get(BASE + "/nghia-vu/{number}", dependencies=[allow(Right.SEND_OWN_PLANS)])
def own_obligation_page(
    request: Request, db: Db, visitor: Signed, now: Now, *, department: OwnDepartment, number: int
) -> Response:
    """Show one of the department's registered subjects."""
    obligation = find_own(db, number, department)
    view = read_obligation(db, obligation, now=now, with_contact=False)
    return show(
        request,
        "department/obligation.html",
        view=view,
        months=list_months(view.plan),
        base=f"{BASE}/nghia-vu/{number}",
        can_undo=view.can_undo_setting and obligation.changes[-1].changed_by == visitor.name,
    )


@router.post(BASE + "/nghia-vu/{number}/huy", dependencies=[allow(Right.SEND_OWN_PLANS)])
def cancel_own(
    request: Request, db: Db, visitor: Signed, now: Now, *, department: OwnDepartment, number: int, reason: Reason = ""
) -> Response:
    """Cancel one of the department's registered subjects."""
    cancel_obligation(db, find_own(db, number, department), reason=reason, by=visitor.name, now=now)
    return _back(request, number, "Đã hủy nội dung đăng ký.")


@router.post(BASE + "/nghia-vu/{number}/chuyen", dependencies=[allow(Right.SEND_OWN_PLANS)])
def move_own(
    request: Request,
    db: Db,
    visitor: Signed,
    now: Now,
    *,
    department: OwnDepartment,
    number: int,
    thang: Annotated[str, Form()],
    reason: Reason = "",
) -> Response:
    """Move one of the department's registered subjects to another month."""
    month = read_month(thang)
    move_obligation(db, find_own(db, number, department), to=month, reason=reason, by=visitor.name, now=now)
    return _back(request, number, f"Đã chuyển sang tháng {month.month}/{month.year}.")


@router.post(BASE + "/nghia-vu/{number}/hoan-tac", dependencies=[allow(Right.SEND_OWN_PLANS)])
def undo_own(
    request: Request, db: Db, visitor: Signed, now: Now, *, department: OwnDepartment, number: int
) -> Response:
    """Undo the account's own last cancelling or moving; what the office decided stays."""
    obligation = find_own(db, number, department)
    if not obligation.changes or obligation.changes[-1].changed_by != visitor.name:
        raise InputError("Thay đổi gần nhất không phải của bạn: hãy báo Văn phòng nếu cần hoàn tác.")
    take_setting_back(db, obligation, by=visitor.name, now=now)
    return _back(request, number, "Đã hoàn tác.")


def _back(request: Request, number: int, notice: str) -> Response:
    return go_to(f"{BASE}/nghia-vu/{number}", request=request, notice=notice)

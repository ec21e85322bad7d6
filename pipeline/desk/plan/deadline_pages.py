"""Deadlines and who is late; papers that came in are written down, a wrong entry is retracted."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from models.clock import local_day
from models.obligation import Submission
from models.plan import Plan
from pipeline.deadlines import PaperKey, record_submission, retract_submission
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.plan.asking import choose_plan, list_plans, read_month
from pipeline.desk.plan.deadline_view import read_deadline_view
from pipeline.desk.plan.naming import name_departments
from pipeline.desk.plan.year_board import list_months
from pipeline.desk.reading_forms import read_day
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, Signed, allow

router = APIRouter()
BASE = "/ke-hoach/han"
LONGEST_NOTE = 500


@router.get(BASE, dependencies=[allow(Right.READ)])
def deadline_page(request: Request, db: Db, desk: TheDesk, visitor: Signed, now: Now) -> Response:
    """Show who sent what by when."""
    plan = choose_plan(db, desk, request.query_params.get("ke-hoach"))
    view = read_deadline_view(db, plan, now=now)
    return show(
        request,
        "plan/deadlines.html",
        plan=plan,
        plans=list_plans(db),
        view=view,
        departments=name_departments(view.office),
        months=list_months(plan),
        today=local_day(now),
        may_change=visitor.may(Right.KEEP_PLANS),
    )


@router.post(BASE + "/ghi", dependencies=[allow(Right.KEEP_PLANS)])
def write_down(
    request: Request,
    db: Db,
    desk: TheDesk,
    visitor: Signed,
    now: Now,
    *,
    plan_code: Annotated[str, Form(alias="ke-hoach")],
    han: Annotated[str, Form()],
    don_vi: Annotated[str, Form(alias="don-vi")],
    ngay: Annotated[str, Form()],
    thang: Annotated[str, Form()] = "",
    ghi_chu: Annotated[str, Form(alias="ghi-chu")] = "",
) -> Response:
    """Write down a paper that came in."""
    plan = choose_plan(db, desk, plan_code)
    key = PaperKey(don_vi, read_month(thang) if thang else None, han)
    note = ghi_chu.strip()[:LONGEST_NOTE] or None
    record_submission(db, plan, key, sent_on=read_day(ngay), now=now, by=visitor.name, note=note)
    return _back(request, plan, "Đã ghi nhận. Ghi nhầm thì rút lại ở danh sách bên cạnh.")


@router.post(BASE + "/rut/{number}", dependencies=[allow(Right.KEEP_PLANS)])
def retract(request: Request, db: Db, now: Now, number: int) -> Response:
    """Retract what was written down of a paper."""
    paper = db.get(Submission, number)
    if paper is None:
        raise HTTPException(404)
    plan = db.get_one(Plan, paper.plan_id)
    retract_submission(db, plan, PaperKey(paper.department_code, paper.month, paper.deadline_code), now=now)
    return _back(request, plan, "Đã rút lần ghi nhận này; bấm «Ghi lại» nếu rút nhầm.")


@router.post(BASE + "/ghi-lai/{number}", dependencies=[allow(Right.KEEP_PLANS)])
def write_down_again(request: Request, db: Db, visitor: Signed, now: Now, number: int) -> Response:
    """Write a retracted paper down again as it was."""
    paper = db.get(Submission, number)
    if paper is None:
        raise HTTPException(404)
    plan = db.get_one(Plan, paper.plan_id)
    key = PaperKey(paper.department_code, paper.month, paper.deadline_code)
    by, file = visitor.name, paper.file_id
    record_submission(db, plan, key, sent_on=paper.sent_on, now=now, by=by, file_id=file, note=paper.note)
    return _back(request, plan, "Đã ghi lại.")


def _back(request: Request, plan: Plan, notice: str) -> Response:
    return go_to(f"{BASE}?ke-hoach={plan.code}", request=request, notice=notice)

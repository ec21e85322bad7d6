"""A department sends its own monthly plan: the office's preview, with the department fixed."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response

from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.department.own import OwnDepartment
from pipeline.desk.plan.asking import choose_plan
from pipeline.desk.plan.naming import name_departments, write_month
from pipeline.desk.plan.sending import (
    TheSender,
    confirm_draft,
    correct_draft,
    forget_draft,
    preview_draft,
    take_file,
    tell_changes,
)
from pipeline.desk.plan.sending_pages import make_form
from pipeline.desk.plan.trial import CHOICES
from pipeline.desk.plan.year_board import list_months
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, allow
from pipeline.obligations.present import read_outlet_names
from reports.office import read_office

router = APIRouter()
BASE = "/don-vi/gui"


@router.get(BASE, dependencies=[allow(Right.SEND_OWN_PLANS)])
def own_sending_page(request: Request, db: Db, desk: TheDesk, department: OwnDepartment) -> Response:
    """Show the form to send a plan, and the empty forms."""
    plan = choose_plan(db, desk, request.query_params.get("ke-hoach"))
    return show(request, "department/send.html", plan=plan, months=list_months(plan))


@router.post(BASE, dependencies=[allow(Right.SEND_OWN_PLANS)])
def send_own(
    request: Request,
    db: Db,
    desk: TheDesk,
    sender: TheSender,
    *,
    department: OwnDepartment,
    tep: Annotated[UploadFile, File()],
    thang: Annotated[str, Form()] = "",
    plan_code: Annotated[str, Form(alias="ke-hoach")] = "",
) -> Response:
    """Keep a file as a draft and lead to its preview."""
    plan = choose_plan(db, desk, plan_code or None)
    draft = take_file(sender, tep, plan=plan, department=department, month=thang)
    return go_to(f"{BASE}/{draft.token}", request=request)


@router.get(BASE + "/{token}", dependencies=[allow(Right.SEND_OWN_PLANS)])
def preview_own(
    request: Request, db: Db, desk: TheDesk, sender: TheSender, *, department: OwnDepartment, token: str
) -> Response:
    """Show how the draft was read and what it would change."""
    draft, trial = preview_draft(db, sender, token)
    plan = choose_plan(db, desk, draft.plan_code)
    names = name_departments(read_office(db, plan, sender.now))
    return show(
        request,
        "plan/preview.html",
        plan=plan,
        draft=draft,
        trial=trial,
        base=BASE,
        choices=CHOICES,
        months=list_months(plan),
        departments=names,
        outlets=read_outlet_names(db),
        is_own=True,
    )


@router.post(BASE + "/{token}/doc-lai", dependencies=[allow(Right.SEND_OWN_PLANS)])
def correct_own(
    request: Request,
    sender: TheSender,
    *,
    department: OwnDepartment,
    token: str,
    thang: Annotated[str, Form()] = "",
    bang_ma: Annotated[str, Form(alias="bang-ma")] = "",
    cot: Annotated[list[str], Form()] = [],  # noqa: B006  # FastAPI copies it
) -> Response:
    """Read the draft again with what the sender says of it."""
    correct_draft(sender, token, department=department, month=thang, convert=bang_ma, columns=cot)
    return go_to(f"{BASE}/{token}", request=request, notice="Đã đọc lại theo lựa chọn của bạn.")


@router.post(BASE + "/{token}/nhan", dependencies=[allow(Right.SEND_OWN_PLANS)])
def confirm_own(request: Request, db: Db, sender: TheSender, department: OwnDepartment, token: str) -> Response:
    """Send the draft for good."""
    imported = confirm_draft(db, sender, token)
    forget_draft(sender, token)
    months = [one.month.first_day for one in imported.read.obligations if one.month]
    asked = f"&thang={write_month(min(months))}" if months else ""
    notice = tell_changes(imported).replace("Đã nhận", "Đã gửi")
    return go_to(f"/don-vi?ke-hoach={imported.plan_code}{asked}", request=request, notice=notice)


@router.post(BASE + "/{token}/bo", dependencies=[allow(Right.SEND_OWN_PLANS)])
def forget_own(request: Request, sender: TheSender, department: OwnDepartment, token: str) -> Response:
    """Drop the draft."""
    forget_draft(sender, token)
    return go_to(BASE, request=request, notice="Đã bỏ bản xem trước, chưa gửi gì.")


@router.get("/don-vi/mau", dependencies=[allow(Right.SEND_OWN_PLANS)])
def own_empty_form(request: Request, db: Db, desk: TheDesk, department: OwnDepartment, dang: str = "xlsx") -> Response:
    """Send the department's empty form, for a month if one is named."""
    plan = choose_plan(db, desk, request.query_params.get("ke-hoach"))
    return make_form(db, plan, department, request.query_params.get("thang") or None, dang)

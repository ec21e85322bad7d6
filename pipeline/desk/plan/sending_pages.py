"""Taking in monthly plans of any department: the form, the preview with its corrections, the confirmation."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.obligation import MonthlyPlanFile
from models.plan import Plan
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, send_file, show
from pipeline.desk.plan.asking import choose_plan, list_plans, read_month
from pipeline.desk.plan.naming import name_departments, write_month
from pipeline.desk.plan.original_files import MEDIA_TYPES
from pipeline.desk.plan.sending import (
    TheSender,
    confirm_draft,
    correct_draft,
    forget_draft,
    preview_draft,
    take_file,
    tell_changes,
)
from pipeline.desk.plan.trial import CHOICES
from pipeline.desk.plan.year_board import list_months
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, allow
from pipeline.monthly_plans.directory_loading import load_directory
from pipeline.monthly_plans.importing import Imported, find_department
from pipeline.monthly_plans.records import PlanMonth
from pipeline.monthly_plans.template import design_form, write_form_document, write_form_workbook
from pipeline.obligations.present import read_outlet_names
from reports.office import read_office

router = APIRouter()
BASE = "/ke-hoach/gui"
LATEST = 12
Typed = Annotated[str, Form()]


@router.get(BASE, dependencies=[allow(Right.KEEP_PLANS)])
def sending_page(request: Request, db: Db, desk: TheDesk, now: Now) -> Response:
    """Show the form, the empty forms to hand out and the files that came in last."""
    plan = choose_plan(db, desk, request.query_params.get("ke-hoach"))
    return show(
        request,
        "plan/send.html",
        plan=plan,
        plans=list_plans(db),
        months=list_months(plan),
        departments=name_departments(read_office(db, plan, now)),
        received=list_received(db, plan),
    )


def list_received(session: Session, plan: Plan) -> list[tuple[int, str, object, str]]:
    """Return id, name, instant and hand of the files that came in last, without their bytes."""
    columns = (MonthlyPlanFile.id, MonthlyPlanFile.file_name, MonthlyPlanFile.received_at, MonthlyPlanFile.received_by)
    chosen = select(*columns).where(MonthlyPlanFile.plan_id == plan.id)
    newest = chosen.order_by(MonthlyPlanFile.received_at.desc(), MonthlyPlanFile.id.desc()).limit(LATEST)
    return [(id_, name, at, by) for id_, name, at, by in session.execute(newest)]


@router.post(BASE, dependencies=[allow(Right.KEEP_PLANS)])
def send(
    request: Request,
    db: Db,
    desk: TheDesk,
    sender: TheSender,
    *,
    tep: Annotated[UploadFile, File()],
    don_vi: Annotated[str, Form(alias="don-vi")] = "",
    thang: Typed = "",
    plan_code: Annotated[str, Form(alias="ke-hoach")] = "",
) -> Response:
    """Keep a file as a draft and lead to its preview."""
    plan = choose_plan(db, desk, plan_code or None)
    draft = take_file(sender, tep, plan=plan, department=don_vi, month=thang)
    return go_to(f"{BASE}/{draft.token}", request=request)


@router.get(BASE + "/{token}", dependencies=[allow(Right.KEEP_PLANS)])
def preview_page(request: Request, db: Db, desk: TheDesk, sender: TheSender, token: str) -> Response:
    """Show how a draft was read and what it would change."""
    draft, trial = preview_draft(db, sender, token)
    plan = choose_plan(db, desk, draft.plan_code)
    return show(
        request,
        "plan/preview.html",
        plan=plan,
        draft=draft,
        trial=trial,
        base=BASE,
        choices=CHOICES,
        months=list_months(plan),
        departments=name_departments(read_office(db, plan, sender.now)),
        outlets=read_outlet_names(db),
        is_own=False,
    )


@router.post(BASE + "/{token}/doc-lai", dependencies=[allow(Right.KEEP_PLANS)])
def correct(
    request: Request,
    sender: TheSender,
    *,
    token: str,
    don_vi: Annotated[str, Form(alias="don-vi")] = "",
    thang: Typed = "",
    bang_ma: Annotated[str, Form(alias="bang-ma")] = "",
    cot: Annotated[list[str], Form()] = [],  # noqa: B006  # FastAPI copies it
) -> Response:
    """Read a draft again with what the sender says of it."""
    correct_draft(sender, token, department=don_vi, month=thang, convert=bang_ma, columns=cot)
    return go_to(f"{BASE}/{token}", request=request, notice="Đã đọc lại theo lựa chọn của bạn.")


@router.post(BASE + "/{token}/nhan", dependencies=[allow(Right.KEEP_PLANS)])
def confirm(request: Request, db: Db, sender: TheSender, token: str) -> Response:
    """Store a draft for good."""
    imported = confirm_draft(db, sender, token)
    forget_draft(sender, token)
    return go_to(_month_of(imported), request=request, notice=tell_changes(imported))


@router.post(BASE + "/{token}/bo", dependencies=[allow(Right.KEEP_PLANS)])
def forget(request: Request, sender: TheSender, token: str) -> Response:
    """Drop a draft."""
    forget_draft(sender, token)
    return go_to(BASE, request=request, notice="Đã bỏ bản xem trước, chưa nhận gì.")


def _month_of(imported: Imported) -> str:
    months = [one.month.first_day for one in imported.read.obligations if one.month]
    where = f"/{write_month(min(months))}" if months else ""
    return f"/ke-hoach/thang{where}?ke-hoach={imported.plan_code}"


@router.get("/ke-hoach/mau", dependencies=[allow(Right.KEEP_PLANS)])
def empty_form(request: Request, db: Db, desk: TheDesk, dang: str = "xlsx") -> Response:
    """Send the empty form of a monthly plan, for a department and a month if they are named."""
    asked = request.query_params
    plan = choose_plan(db, desk, asked.get("ke-hoach"))
    return make_form(db, plan, asked.get("don-vi") or None, asked.get("thang") or None, dang)


def make_form(session: Session, plan: Plan, department: str | None, month: str | None, kind: str) -> Response:
    """Answer with the empty form as .xlsx, or as .docx."""
    first = read_month(month) if month else None
    wanted = PlanMonth(first.year, first.month) if first else None
    directory = load_directory(session, plan)
    form = design_form(directory, find_department(directory, department, wanted), wanted)
    suffix, write = (".docx", write_form_document) if kind == "docx" else (".xlsx", write_form_workbook)
    name = "-".join(part for part in ("mau-ke-hoach", month, department) if part)
    return send_file(write(form), name=f"{name}{suffix}", media_type=MEDIA_TYPES[suffix])

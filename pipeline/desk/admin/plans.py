"""The plans' data at the desk: their lines, and whole files taken out, changed elsewhere and brought back."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import Response
from pydantic import BaseModel, StringConstraints
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import InputError
from models.office_files.plan import PlanFile
from models.office_files.stored import restore_plan
from models.organisation import OfficeFile
from models.plan import Plan, find_plan
from pipeline.desk.access.audit import record
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, send_file, show
from pipeline.desk.reading_forms import read_day
from pipeline.desk.visit import Db, Now, Signed, allow
from pipeline.office_editing.rows import NewLine, close_row, correct_short_name, find_line, replace_row
from pipeline.office_editing.saving import import_text, preview_text, save_office_file, write_yaml

router = APIRouter(prefix="/quan-tri/ke-hoach")
HOME = "/quan-tri/ke-hoach"
LARGEST = 4_000_000

Line = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
Lines = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)]


class RowForm(BaseModel):
    """A change of a plan line as sent. `step` is correct, close or replace."""

    step: Line
    reason: Line
    day: Line = ""
    short_name: Line = ""
    note: Lines = ""
    new_code: Line = ""
    full_text: Lines = ""
    is_confirmed: bool = False


@router.get("", dependencies=[allow(Right.ADMINISTER)])
def plan_page(request: Request, db: Db) -> Response:
    """Show the lines of a plan, and the versions of every office file."""
    plan, file = _load(db, request.query_params.get("ke-hoach"))
    versions = db.execute(
        select(OfficeFile.id, OfficeFile.kind, OfficeFile.code, OfficeFile.file_name, OfficeFile.imported_at)
        .order_by(OfficeFile.id.desc())
        .limit(30)
    ).all()
    plans = db.scalars(select(Plan).order_by(Plan.period_from.desc())).all()
    return show(request, "admin/plan.html", plan=plan, rows=file.rows, versions=versions, plans=plans)


@router.get("/tep/{version_id}", dependencies=[allow(Right.ADMINISTER)])
def send_version(db: Db, version_id: int) -> Response:
    """Send a version of an office file as it was brought in."""
    version = db.get(OfficeFile, version_id)
    if version is None:
        raise InputError("Không có bản này.")
    name = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in ".-") else "-" for letter in version.code
    )
    return send_file(version.text.encode(), name=f"{version.kind}-{name}-{version.id}.yaml", media_type="text/yaml")


@router.post("/tep", dependencies=[allow(Right.ADMINISTER)])
def bring_file(*, request: Request, db: Db, visitor: Signed, now: Now, file: Annotated[UploadFile, File()]) -> Response:
    """Show what an office file would change; a file with faults is refused with every one of them."""
    text = _read_text(file)
    summary = preview_text(db, text, "tệp gửi lên", now=now)
    fields = [("text", text)]
    return show(request, "admin/preview.html", summary=summary, fields=fields, action=f"{HOME}/tep/nhap", back=HOME)


@router.post("/tep/nhap", dependencies=[allow(Right.ADMINISTER)])
def import_file(
    *, request: Request, db: Db, visitor: Signed, now: Now, text: Annotated[str, Form(max_length=LARGEST)]
) -> Response:
    """Bring in the office file whose changes were shown."""
    summary = import_text(db, text, "tệp gửi lên", now=now)
    record(db, by=visitor.name, action="nhập tệp của cơ quan", subject=summary.code, at=now)
    return go_to(HOME, request=request, notice=f"Đã nhập: {summary.lines()[-1]}")


@router.get("/{plan_code}/{code}", dependencies=[allow(Right.ADMINISTER)])
def row_page(request: Request, db: Db, plan_code: str, code: str) -> Response:
    """Show one line of a plan and the forms that change it."""
    plan, file = _load(db, plan_code)
    return show(request, "admin/plan_row.html", plan=plan, row=find_line(file, code))


@router.post("/{plan_code}/{code}", dependencies=[allow(Right.ADMINISTER)])
def change_row(
    *,
    request: Request,
    db: Db,
    visitor: Signed,
    now: Now,
    plan_code: str,
    code: str,
    form: Annotated[RowForm, Form()],
) -> Response:
    """Preview a change of a plan line, or make it where the preview was confirmed."""
    _, file = _load(db, plan_code)
    changed = _apply(file, code, form)
    if not form.is_confirmed:
        summary = preview_text(db, write_yaml(changed), "ke-hoach.yaml", now=now)
        fields = [(name, value) for name, value in form.model_dump(mode="json").items() if name != "is_confirmed"]
        return show(request, "admin/preview.html", summary=summary, fields=fields, action=request.url.path, back=HOME)
    summary = save_office_file(db, changed, by=visitor.name, reason=form.reason, now=now)
    record(db, by=visitor.name, action="sửa kế hoạch", subject=f"{plan_code}/{code}", at=now, reason=form.reason)
    told = "Lượt gắn nhãn tới sẽ đọc lại các bài theo kế hoạch mới."
    return go_to(f"{HOME}?ke-hoach={plan_code}", request=request, notice=f"Đã ghi: {summary.lines()[-1]} {told}")


def _apply(file: PlanFile, code: str, form: RowForm) -> PlanFile:
    if form.step == "close":
        return close_row(file, code, read_day(form.day))
    if not form.short_name:
        raise InputError("Hãy ghi tên ngắn của dòng.")
    if form.step == "replace":
        if not form.full_text or not form.new_code:
            raise InputError("Hãy ghi mã mới và nguyên văn của dòng mới.")
        return replace_row(file, code, read_day(form.day), NewLine(form.new_code, form.short_name, form.full_text))
    return correct_short_name(file, code, form.short_name, form.note or None)


def _read_text(file: UploadFile) -> str:
    content = file.file.read(LARGEST + 1)
    if not content or len(content) > LARGEST:
        raise InputError("Hãy chọn tệp YAML của kế hoạch hoặc tổ chức, không quá 4 MB.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("Tệp không phải chữ UTF-8; hãy lưu lại tệp với mã UTF-8.") from None


def _load(db: Session, code: str | None) -> tuple[Plan, PlanFile]:
    plan = find_plan(db, code)
    return plan, restore_plan(db.get_one(OfficeFile, plan.office_file_id).content)

"""The organisation at the desk: departments with their lines; each change is previewed and becomes a new version."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel, StringConstraints
from sqlalchemy.orm import Session

from models.errors import InputError
from models.office_files.organisation import Department, OrganisationFile
from models.office_files.stored import restore_organisation
from models.text import collation_key
from models.vocabulary import Verification
from pipeline.desk.access.audit import record
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.reading_forms import read_day
from pipeline.desk.visit import Db, Now, Signed, allow
from pipeline.office_editing.departments import (
    DepartmentWords,
    add_department,
    close_line,
    correct_line,
    list_lines,
    open_new_line,
)
from pipeline.office_editing.saving import preview_text, save_office_file, write_yaml
from pipeline.store import find_organisation

router = APIRouter(prefix="/quan-tri/to-chuc")
HOME = "/quan-tri/to-chuc"

Line = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
Lines = Annotated[str, StringConstraints(max_length=4000)]


class DepartmentForm(BaseModel):
    """A change of a department as sent. `step` is correct, open or close; `opened` names the line to correct."""

    step: Line
    reason: Line
    opened: Line = ""
    day: Line = ""
    name: Line = ""
    aliases: Lines = ""
    evidence: Lines = ""
    functions: list[Line] = []
    sends_monthly_plan: bool = False
    verification: Verification = Verification.UNVERIFIED
    is_confirmed: bool = False


class NewDepartmentForm(BaseModel):
    """A department that did not exist, as sent."""

    code: Line
    name: Line
    kind: Line = "phong"
    day: Line
    reason: Line
    functions: list[Line] = []
    sends_monthly_plan: bool = False


@router.get("", dependencies=[allow(Right.ADMINISTER)])
def organisation_page(request: Request, db: Db) -> Response:
    """Show the departments, those in force first, in Vietnamese order."""
    file = _load(db)
    codes = dict.fromkeys(line.code for line in file.departments)
    departments = [(code, list_lines(file, code)) for code in codes]
    departments.sort(key=lambda one: (one[1][-1].valid_to is not None, collation_key(one[1][-1].name)))
    return show(request, "admin/organisation.html", departments=departments, file=file, functions=_functions(file))


@router.get("/{code}", dependencies=[allow(Right.ADMINISTER)])
def department_page(request: Request, db: Db, code: str) -> Response:
    """Show the lines of a department and the forms that change them."""
    file = _load(db)
    lines = list_lines(file, code)
    return show(
        request,
        "admin/department.html",
        code=code,
        lines=lines,
        line=lines[-1],
        functions=_functions(file),
        levels=list(Verification),
    )


@router.post("/them", dependencies=[allow(Right.ADMINISTER)])
def add(*, request: Request, db: Db, visitor: Signed, now: Now, form: Annotated[NewDepartmentForm, Form()]) -> Response:
    """Add a department that did not exist."""
    file = _load(db)
    agency = next((one for one in file.agencies if one.holds_on(read_day(form.day))), file.agencies[-1])
    if not form.code or not form.name:
        raise InputError("Hãy ghi mã và tên phòng, đơn vị.")
    line = Department(
        code=form.code,
        name=form.name,
        kind=form.kind,
        agency=agency.code,
        functions=tuple(form.functions),
        fields=(),
        sends_monthly_plan=form.sends_monthly_plan,
        verification=Verification.UNVERIFIED,
        evidence=(form.reason,),
        valid_from=read_day(form.day),
    )
    changed = add_department(file, line)
    save_office_file(db, changed, by=visitor.name, reason=form.reason, now=now)
    record(db, by=visitor.name, action="thêm phòng, đơn vị", subject=form.code, at=now, reason=form.reason)
    return go_to(f"{HOME}/{form.code}", request=request, notice=f"Đã thêm {form.name}. {TOLD}")


TOLD = "Lượt gắn nhãn tới sẽ đọc lại các bài theo tổ chức mới; bản trước vẫn được giữ."


@router.post("/{code}", dependencies=[allow(Right.ADMINISTER)])
def change_department(
    *, request: Request, db: Db, visitor: Signed, now: Now, code: str, form: Annotated[DepartmentForm, Form()]
) -> Response:
    """Preview a change of a department, or make it where the preview was confirmed."""
    changed = _apply(_load(db), code, form)
    if not form.is_confirmed:
        summary = preview_text(db, write_yaml(changed), "to-chuc.yaml", now=now)
        fields = [(name, value) for name, value in form.model_dump(mode="json").items() if name != "is_confirmed"]
        return show(request, "admin/preview.html", summary=summary, fields=fields, action=request.url.path, back=HOME)
    summary = save_office_file(db, changed, by=visitor.name, reason=form.reason, now=now)
    record(db, by=visitor.name, action="sửa tổ chức", subject=code, at=now, reason=form.reason)
    return go_to(f"{HOME}/{code}", request=request, notice=f"Đã ghi: {summary.lines()[-1]} {TOLD}")


def _apply(file: OrganisationFile, code: str, form: DepartmentForm) -> OrganisationFile:
    if form.step == "close":
        return close_line(file, code, read_day(form.day))
    words = DepartmentWords(
        name=form.name,
        aliases=_read_lines(form.aliases),
        functions=tuple(form.functions),
        sends_monthly_plan=form.sends_monthly_plan,
        verification=form.verification,
        evidence=_read_lines(form.evidence),
    )
    if not words.name:
        raise InputError("Hãy ghi tên phòng, đơn vị.")
    if form.step == "open":
        return open_new_line(file, code, read_day(form.day), words)
    return correct_line(file, code, read_day(form.opened) if form.opened else None, words)


def _read_lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _functions(file: OrganisationFile) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in file.functions]


def _load(db: Session) -> OrganisationFile:
    held = find_organisation(db)
    if held is None:
        raise InputError("Chưa có dữ liệu tổ chức: hãy nạp tệp tổ chức ở mục «Tệp dữ liệu».")
    return restore_organisation(held.content)

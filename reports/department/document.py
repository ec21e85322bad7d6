"""A department's yearly report put together: opening, papers, promises, works, gaps, passages to write."""

from collections.abc import Iterator

from models.errors import InputError
from reports.annual.document import ARCHIVE_WORD, warn
from reports.annual.opening import name_plan
from reports.coverage import find_letterhead
from reports.deadlines.record import DueLine
from reports.department.results import (
    write_gaps,
    write_months,
    write_off_plan,
    write_own_writing,
    write_papers,
    write_promises,
)
from reports.documents.record import Block, Document, Heading, Note, Signature, paragraph
from reports.formats import format_day
from reports.gathering import Gathered
from reports.office.record import OfficeDepartment
from reports.record import Letterhead
from reports.wording.figures import MARKS_NOTE, tell_instant, tell_period

HEADS = {
    "van_phong": "CHÁNH VĂN PHÒNG",
    "thanh_tra": "CHÁNH THANH TRA",
    "phong": "TRƯỞNG PHÒNG",
    "chi_cuc": "CHI CỤC TRƯỞNG",
    "don_vi_su_nghiep": "GIÁM ĐỐC",
    "quy": "GIÁM ĐỐC",
}
OTHER_HEAD = "THỦ TRƯỞNG ĐƠN VỊ"


def write_department(gathered: Gathered, code: str) -> Document:
    """Return the yearly report of the department `code`; raises InputError for one the organisation does not have."""
    known = gathered.office.list_departments(gathered.start, gathered.end)
    if code not in known:
        raise InputError(
            f"Không có phòng, đơn vị «{code}» trong kỳ; đang có: {', '.join(known) or 'chưa có đơn vị nào'}."
        )
    department = known[code]
    deadline = _find_deadline(gathered, code)
    return Document(
        letterhead=_make_letterhead(gathered, department),
        subject=f"Kết quả thực hiện {gathered.office.plan.title}",
        day=gathered.day,
        as_of=gathered.as_of,
        blocks=tuple(_write_blocks(gathered, department, deadline)),
        addressees=("Văn phòng Sở",),
        recipients=("Như trên", f"{ARCHIVE_WORD}: VT"),
        signature=Signature(HEADS.get(department.kind, OTHER_HEAD)),
        warning=warn(gathered),
    )


def _make_letterhead(gathered: Gathered, department: OfficeDepartment) -> Letterhead:
    agency = find_letterhead(gathered.office, gathered.end)
    return Letterhead(agency.name, department.name.upper(), agency.place_name, department.code.replace("-", ""))


def _find_deadline(gathered: Gathered, code: str) -> DueLine | None:
    """Return what the department owes once a year, if anything."""
    once = [line for line in gathered.deadlines if line.due.department_code == code and line.due.month is None]
    return once[0] if once else None


def _write_blocks(gathered: Gathered, department: OfficeDepartment, deadline: DueLine | None) -> Iterator[Block]:
    code, name = department.code, department.name
    mark = "" if department.is_confirmed else " Tên phòng, đơn vị chưa được Văn phòng Sở xác nhận."
    yield Note(f"{tell_instant(gathered.as_of)}. {MARKS_NOTE}{mark}")
    yield paragraph(
        f"Thực hiện {name_plan(gathered)}, {name} báo cáo kết quả {tell_period(gathered.start, gathered.end)} như sau:"
    )
    if deadline is not None:
        yield Note(f"Hạn gửi báo cáo này: {format_day(deadline.due.last_valid)} ({deadline.told}).")
    yield Heading(1, "Công tác triển khai")
    yield from write_papers(gathered, code)
    yield paragraph(f"{name} bổ sung: phân công, chỉ đạo, phối hợp với cơ quan báo chí trong kỳ", to_write=True)
    yield Heading(1, "Kết quả thực hiện")
    yield from write_months(gathered, code)
    yield from write_promises(gathered, code)
    yield from write_off_plan(gathered, code)
    yield from write_own_writing(gathered, code)
    yield Heading(1, "Tồn tại, hạn chế, nguyên nhân")
    yield from write_gaps(gathered, code)
    yield paragraph(f"{name} viết: nguyên nhân, tồn tại khác ngoài số liệu", to_write=True)
    yield Heading(1, "Phương hướng, đề xuất")
    yield paragraph(f"{name} viết: phương hướng thời gian tới; đề xuất, kiến nghị", to_write=True)

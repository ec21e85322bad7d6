"""The opening and part I: on what grounds the report is made, and how the year's work was set going."""

from collections.abc import Iterator

from models.plan import PlanItemKind
from reports.coverage import KIND_NAMES
from reports.deadlines.record import DueLine, PaperState
from reports.documents.record import Block, Heading, bullet, paragraph
from reports.formats import format_day, format_number
from reports.gathering import Gathered
from reports.office.record import OfficeDocument
from reports.wording.figures import list_words, tell_period

OPENING_PART = "mở đầu"


def write_opening(gathered: Gathered) -> Iterator[Block]:
    """Say on what grounds, by whom and for which period the report is made."""
    grounds = [name_document(one) for one in gathered.office.documents if OPENING_PART in one.cited_in]
    grounds.append(name_plan(gathered))
    yield paragraph(
        f"Thực hiện {list_words(grounds)}, {name_agency(gathered)} báo cáo kết quả "
        f"{tell_period(gathered.start, gathered.end)} như sau:"
    )


def name_agency(gathered: Gathered) -> str:
    """Name the agency that signs on the day of the letter."""
    agency = gathered.office.find_agency(gathered.day)
    return agency.name if agency is not None else "cơ quan"


def name_plan(gathered: Gathered) -> str:
    """Name the plan with its number and day, where it has them."""
    number = f" số {gathered.office.document_number}" if gathered.office.document_number else ""
    return f"{gathered.office.plan.title}{number}"


def name_document(document: OfficeDocument) -> str:
    """Name a document as letters do: kind, number, day, issuer and subject; what is not known is left out."""
    number = f" số {document.number}" if document.number else ""
    day = f" ngày {format_day(document.issued_on)}" if document.issued_on else ""
    subject = document.subject[:1].lower() + document.subject[1:]
    return f"{document.kind}{number}{day} của {document.issuer} về {subject}"


def write_direction(gathered: Gathered) -> Iterator[Block]:
    """Part I: what the plan asks, what it rests on, which monthly plans came, what was promised in them."""
    yield Heading(1, "Công tác chỉ đạo, triển khai")
    yield paragraph(_tell_plan(gathered))
    if gathered.office.documents:
        yield paragraph("Kế hoạch được xây dựng và thực hiện trên cơ sở các văn bản:")
        yield from (bullet(name_document(one)) for one in gathered.office.documents)
    yield from _tell_papers(gathered)
    yield paragraph(_tell_promises(gathered))
    yield paragraph(
        "Văn phòng bổ sung: văn bản chỉ đạo, cuộc họp, tập huấn đã tổ chức và việc phối hợp với các cơ quan báo chí "
        "trong kỳ (số, ngày, nội dung)",
        to_write=True,
    )


def _tell_plan(gathered: Gathered) -> str:
    kinds = [row.kind for row in gathered.coverage.rows]
    activity = KIND_NAMES[PlanItemKind.ACTIVITY]
    names = {kind: f"{kind.lower()} trọng tâm" if kind == activity else kind.lower() for kind in dict.fromkeys(kinds)}
    counted = [f"{kinds.count(kind)} {name}" for kind, name in names.items()]
    return (
        f"{name_plan(gathered)} có {list_words(counted)}. Kế hoạch không giao chỉ tiêu số lượng; báo cáo nêu kết quả "
        "thực tế, không so với chỉ tiêu."
    )


def _tell_papers(gathered: Gathered) -> Iterator[Block]:
    """Say of each deadline of several departments how many papers were due by the day, came, and came in time."""
    for code in dict.fromkeys(line.due.deadline_code for line in gathered.deadlines):
        lines = [line for line in gathered.deadlines if line.due.deadline_code == code]
        if len({line.due.department_code for line in lines}) > 1:
            yield paragraph(_tell_deadline(lines))


def _tell_deadline(lines: list[DueLine]) -> str:
    due = [line for line in lines if line.state is not PaperState.EXEMPT and line.due.last_valid < line.today]
    sent = [line for line in lines if line.is_sent]
    in_time = sum(line.state is PaperState.ON_TIME for line in sent)
    senders = {line.due.department_code for line in sent}
    owing = {line.due.department_code for line in lines}
    if not due and not sent:
        return f"{lines[0].due.what}: chưa đến hạn ({format_day(lines[0].due.last_valid)}), chưa có bản nào gửi."
    return (
        f"{lines[0].due.what}: {len(senders)}/{len(owing)} phòng, đơn vị đã gửi, tổng số {format_number(len(sent))} "
        f"bản; đã đến hạn {format_number(len(due))} bản, gửi đúng hạn {format_number(in_time)} bản, gửi muộn "
        f"{format_number(len(sent) - in_time)} bản."
    )


def _tell_promises(gathered: Gathered) -> str:
    lines = [line for line in gathered.ledger if line.is_counted]
    dropped = len(gathered.ledger) - len(lines)
    wanted = sum(line.wanted for line in lines)
    if not gathered.ledger:
        return "Chưa có kế hoạch tháng nào của phòng, đơn vị được nhập vào hệ thống."
    said = (
        f"Kế hoạch tháng của các phòng, đơn vị đăng ký {format_number(len(lines))} nội dung, tổng số "
        f"{format_number(wanted)} tin, bài"
    )
    return f"{said}; {format_number(dropped)} nội dung đã hủy, chuyển hoặc rút, không tính." if dropped else f"{said}."

"""Parts III to V: what is missing by the figures, and the passages that only people can write."""

from collections.abc import Iterator

from models.vocabulary import ObligationState
from reports.annual.results import name_row
from reports.deadlines.record import PaperState
from reports.documents.record import Block, Heading, bullet, paragraph
from reports.formats import format_number
from reports.gathering import Gathered
from reports.wording.figures import tell_waiting, tell_works
from reports.wording.promises import tell_states

SHORT_STATES = (
    ObligationState.UNMET,
    ObligationState.SUGGESTED,
    ObligationState.PARTLY,
    ObligationState.LATE,
    ObligationState.OTHER_MONTH,
)


def write_shortfalls(gathered: Gathered) -> Iterator[Block]:
    """Part III: shortfalls as the figures show them, rows with nothing included; causes are for people to tell."""
    yield Heading(1, "Tồn tại, hạn chế, nguyên nhân")
    yield Heading(2, "Tồn tại, hạn chế")
    found = list(_list_shortfalls(gathered))
    if not found:
        yield paragraph("Theo số liệu, không có nội dung kế hoạch, kế hoạch tháng hay thời hạn nào còn thiếu.")
    yield from (bullet(sentence) for sentence in found)
    yield paragraph("Văn phòng bổ sung: tồn tại, hạn chế khác ngoài số liệu", to_write=True)
    yield Heading(2, "Nguyên nhân")
    yield paragraph("Văn phòng viết: nguyên nhân khách quan, chủ quan của các tồn tại trên", to_write=True)


def _list_shortfalls(gathered: Gathered) -> Iterator[str]:
    rows = gathered.coverage.rows
    if empty := [row for row in rows if not row.total.size]:
        yield f"{len(empty)}/{len(rows)} nội dung, hoạt động chưa có tin, bài: {'; '.join(map(name_row, empty))}."
    if waiting := [row for row in rows if row.total.size and not row.total.confirmed]:
        yield f"{len(waiting)} nội dung, hoạt động mới có tin, bài chờ duyệt: {'; '.join(map(name_row, waiting))}."
    yield from _tell_promises(gathered)
    yield from _tell_late_papers(gathered)
    missing = sum(one.missing for one in gathered.coverage.completeness)
    if missing:
        yield (
            f"Lượt thu thập gần nhất còn thiếu {format_number(missing)} trang mà các báo có niêm yết; số liệu có thể "
            "tăng khi thu thập đủ."
        )


def _tell_promises(gathered: Gathered) -> Iterator[str]:
    lines = [line for line in gathered.ledger if line.is_counted]
    if said := tell_states(lines, SHORT_STATES):
        yield f"Trong {format_number(len(lines))} nội dung đăng ký ở kế hoạch tháng: {said}."
    off_plan = gathered.off_plan
    if off_plan and lines:
        yield f"Có {tell_works(off_plan)} thuộc ngành không nằm trong kế hoạch tháng của đơn vị nào."


def _tell_late_papers(gathered: Gathered) -> Iterator[str]:
    for code in dict.fromkeys(line.due.deadline_code for line in gathered.deadlines):
        lines = [line for line in gathered.deadlines if line.due.deadline_code == code]
        late = sum(line.state is PaperState.LATE for line in lines)
        missing = sum(line.state is PaperState.MISSING for line in lines)
        if late or missing:
            counts = f"{format_number(late)} bản gửi muộn, {format_number(missing)} bản quá hạn chưa gửi"
            yield f"{lines[0].due.what}: {counts}."


def write_directions(gathered: Gathered) -> Iterator[Block]:
    """Part IV: what the figures carry over, and the direction that people set."""
    yield Heading(1, "Phương hướng, nhiệm vụ thời gian tới")
    open_lines = [
        line
        for line in gathered.ledger
        if line.is_counted and line.state in (ObligationState.UNMET, ObligationState.PARTLY, ObligationState.SUGGESTED)
    ]
    if open_lines:
        yield paragraph(
            f"Còn {format_number(len(open_lines))} nội dung đăng ký trong kế hoạch tháng chưa thực hiện xong, cần các "
            "phòng, đơn vị xem xét tiếp tục, chuyển sang kỳ sau hoặc hủy kèm lý do."
        )
    yield paragraph("Văn phòng viết: phương hướng, nhiệm vụ, giải pháp của kỳ tới", to_write=True)


def write_proposals(gathered: Gathered) -> Iterator[Block]:
    """Part V: proposals and rewards; the list of candidates stands in the annex."""
    yield Heading(1, "Đề xuất, kiến nghị, khen thưởng")
    yield paragraph("Văn phòng viết: đề xuất, kiến nghị với Bộ, UBND tỉnh và các cơ quan báo chí", to_write=True)
    total = gathered.coverage.totals.total
    waiting = tell_waiting(len(total.proposed), len(total.doubtful))
    yield paragraph(
        "Danh sách tác giả, tác phẩm đề nghị xem xét biểu dương, khen thưởng ở Phụ lục III chỉ lấy từ "
        f"{format_number(len(total.confirmed))} tác phẩm đã duyệt{f' ({waiting}, chưa đưa vào)' if waiting else ''}; "
        "đây là danh sách để xem xét, không phải quyết định."
    )
    yield paragraph("Văn phòng viết: hình thức, mức khen thưởng đề nghị và ý kiến của hội đồng", to_write=True)

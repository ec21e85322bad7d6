"""What a department's year came to: monthly plans on time, promises by month and state, works, gaps with reasons."""

from collections.abc import Iterator, Sequence
from datetime import date

from models.vocabulary import ObligationState
from reports.deadlines.record import DueLine, PaperState
from reports.documents.record import (
    Align,
    Block,
    Column,
    Heading,
    Note,
    RowKind,
    Table,
    TableCell,
    bullet,
    paragraph,
    table_row,
)
from reports.formats import format_day, format_local_day, format_number
from reports.gathering import Gathered
from reports.ledger.record import LedgerLine
from reports.record import Work
from reports.wording.figures import tell_works
from reports.wording.promises import (
    MATCHING_NOTE,
    count_by_state,
    state_columns,
    tell_articles,
    tell_gaps,
    tell_month,
    tell_state,
    tell_states,
    tell_wanted,
    tell_window,
)

SIZE = 11.0
OPEN_STATES = (ObligationState.UNMET, ObligationState.SUGGESTED, ObligationState.PARTLY)


def lines_of(gathered: Gathered, code: str) -> list[LedgerLine]:
    """Return the promises of a department that still stand."""
    return [line for line in gathered.ledger if line.promise.department == code and line.is_counted]


def papers_of(gathered: Gathered, code: str) -> list[DueLine]:
    """Return the monthly plans that a department owes."""
    return [line for line in gathered.deadlines if line.due.department_code == code and line.due.month is not None]


def write_papers(gathered: Gathered, code: str) -> Iterator[Block]:
    """Tell which monthly plans came, and when."""
    papers = papers_of(gathered, code)
    if not papers:
        yield paragraph("Theo tệp tổ chức, đơn vị không thuộc diện phải gửi kế hoạch tháng.")
        return
    sent = [line for line in papers if line.is_sent]
    in_time = sum(line.state is PaperState.ON_TIME for line in sent)
    yield paragraph(
        f"Đã gửi {len(sent)}/{len(papers)} kế hoạch tháng, trong đó {in_time} bản đúng hạn, "
        f"{len(sent) - in_time} bản muộn."
    )
    columns = (
        Column("Tháng", 12, Align.CENTER),
        Column("Hạn", 14, Align.CENTER),
        Column("Ngày gửi", 14, Align.CENTER),
        Column("Tình trạng", 40),
        Column("Nội dung đăng ký", 14, Align.CENTER),
    )
    lines = lines_of(gathered, code)
    rows = [
        table_row(
            f"{line.due.month.month}/{line.due.month.year}" if line.due.month else "",
            format_day(line.due.last_valid),
            format_day(line.sent_on) if line.sent_on else "",
            line.told,
            sum(one.promise.month == line.due.month for one in lines),
        )
        for line in papers
    ]
    yield Table(columns, tuple(rows), title="Kế hoạch tháng đã gửi", size=SIZE)


def write_months(gathered: Gathered, code: str) -> Iterator[Block]:
    """Tell the promises by month and state."""
    lines = lines_of(gathered, code)
    dropped = [line for line in gathered.ledger if line.promise.department == code and not line.is_counted]
    yield Heading(2, "Nội dung đăng ký theo tháng và tình trạng")
    if not lines:
        yield paragraph("Đơn vị chưa có nội dung nào đăng ký trong kế hoạch tháng.")
    else:
        yield paragraph(f"Trong {format_number(len(lines))} nội dung đăng ký: {tell_states(lines)}.")
        yield _table_of_months(lines)
    if dropped:
        yield paragraph(f"Ngoài ra có {len(dropped)} nội dung đã hủy, chuyển hoặc rút:")
        yield from (bullet(_tell_dropped(line)) for line in dropped)


def _tell_dropped(line: LedgerLine) -> str:
    return f"Tháng {line.promise.month.month}: «{line.promise.content}» – {'; '.join(line.reasons)}"


def _table_of_months(lines: Sequence[LedgerLine]) -> Table:
    columns = (Column("Tháng", 12, Align.CENTER), Column("Đăng ký", 9, Align.CENTER), *state_columns())
    months: list[date] = sorted({line.promise.month for line in lines})
    by_month = [(month, [line for line in lines if line.promise.month == month]) for month in months]
    rows = [table_row(f"{month.month}/{month.year}", len(part), *count_by_state(part)) for month, part in by_month]
    total = table_row("Cộng", len(lines), *count_by_state(lines), kind=RowKind.TOTAL)
    return Table(columns, (*rows, total), size=SIZE)


def write_promises(gathered: Gathered, code: str) -> Iterator[Block]:
    """List every promise with what answers it."""
    lines = lines_of(gathered, code)
    if not lines:
        return
    yield Heading(2, "Từng nội dung đăng ký và tin, bài đã đăng")
    columns = (
        Column("TT", 5, Align.CENTER),
        Column("Tháng", 7, Align.CENTER),
        Column("Nội dung", 28),
        Column("Số lượng, thể loại", 11, Align.CENTER),
        Column("Thời gian", 11, Align.CENTER),
        Column("Tình trạng", 22),
        Column("Tin, bài", 24),
    )
    rows = [
        table_row(
            place,
            line.promise.month.month,
            line.promise.content,
            tell_wanted(line.promise),
            tell_window(line.promise),
            tell_state(line),
            tell_articles(line),
        )
        for place, line in enumerate(lines, start=1)
    ]
    yield Table(columns, tuple(rows), size=SIZE)
    yield Note(MATCHING_NOTE)


def write_off_plan(gathered: Gathered, code: str) -> Iterator[Block]:
    """List the works of the sector that concern the department and stood in no monthly plan."""
    works = [work for work in gathered.off_plan if any(one.code == code for one in work.departments)]
    yield Heading(2, "Tin, bài liên quan đến đơn vị ngoài kế hoạch tháng")
    if not works:
        yield paragraph("Không có tin, bài nào ngoài kế hoạch tháng.")
        return
    yield paragraph(f"Có {tell_works(works)} liên quan đến đơn vị mà không kế hoạch tháng nào đăng ký.")
    yield table_of_works(works)


def table_of_works(works: Sequence[Work]) -> Table:
    """Return a table of works with their rows of the plan and how sure they are."""
    columns = (
        Column("TT", 5, Align.CENTER),
        Column("Tên tin, bài", 46),
        Column("Ngày đăng", 13, Align.CENTER),
        Column("Nội dung KH", 13, Align.CENTER),
        Column("Mức chắc chắn", 15, Align.CENTER),
    )
    rows = [
        table_row(
            place,
            TableCell(work.title, links=tuple((one.outlet_name, one.url) for one in work.publications if one.url)),
            format_local_day(work.first.published_at),
            ", ".join(row.code for row in work.rows) or "ngoài kế hoạch",
            work.certainty.label,
        )
        for place, work in enumerate(works, start=1)
    ]
    return Table(columns, tuple(rows), size=SIZE)


def write_own_writing(gathered: Gathered, code: str) -> Iterator[Block]:
    """Tell of works that people of the department signed."""
    works = {one.work.first.article_id: one.work for one in gathered.insiders if one.department == code}
    yield Heading(2, "Tin, bài do cán bộ đơn vị viết")
    if works:
        yield table_of_works(list(works.values()))
    else:
        yield paragraph("Chưa có tác phẩm nào mà sổ tác giả hoặc dòng tác giả cho biết do cán bộ đơn vị viết.")


def write_gaps(gathered: Gathered, code: str) -> Iterator[Block]:
    """List the promises not met, with the nearest articles and the single condition that each fails."""
    lines = [line for line in lines_of(gathered, code) if line.state in OPEN_STATES]
    late = [line for line in papers_of(gathered, code) if line.state in (PaperState.LATE, PaperState.MISSING)]
    if late:
        told = "; ".join(f"{tell_month(line.due.month)} ({line.told})" for line in late if line.due.month)
        yield paragraph(f"Kế hoạch tháng gửi muộn hoặc còn thiếu: {told}.")
    if not lines:
        yield paragraph("Không có nội dung đăng ký nào chưa thực hiện xong.")
        return
    yield paragraph(
        f"Còn {format_number(len(lines))} nội dung chưa thực hiện xong; tin, bài gần nhất và điều còn thiếu:"
    )
    columns = (
        Column("TT", 5, Align.CENTER),
        Column("Nội dung (tháng)", 30),
        Column("Tình trạng", 17),
        Column("Hạn cuối", 12, Align.CENTER),
        Column("Tin, bài gần nhất và điều còn thiếu", 40),
    )
    rows = [
        table_row(
            place,
            f"{line.promise.content} ({tell_month(line.promise.month)})",
            tell_state(line),
            format_day(line.promise.terms.closes_on),
            tell_gaps(line),
        )
        for place, line in enumerate(lines, start=1)
    ]
    yield Table(columns, tuple(rows), size=SIZE)
    yield Note("Hạn cuối: sau ngày này, tin, bài chỉ còn được tính là đăng khác kỳ.")

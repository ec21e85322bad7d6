"""The monthly sheet put together: one part for each outlet, what has no outlet, then last month's promises.

Contacts of the departments are personal data and do not stand here.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from models.vocabulary import Genre
from reports.annual.annexes import order_outlets
from reports.annual.document import ARCHIVE_WORD, warn
from reports.annual.opening import name_agency, name_plan
from reports.coverage import find_letterhead
from reports.documents.record import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Note,
    Signature,
    Table,
    bullet,
    paragraph,
    table_row,
)
from reports.formats import format_number
from reports.gathering import Gathered
from reports.ledger.record import LedgerLine
from reports.record import OutletHead
from reports.wording.figures import tell_instant
from reports.wording.promises import (
    MATCHING_NOTE,
    tell_articles,
    tell_month,
    tell_state,
    tell_states,
    tell_wanted,
    tell_window,
)

CHIEF = Signature("CHÁNH VĂN PHÒNG", ("TL. GIÁM ĐỐC",))
SIZE = 11.0


def write_monthly(gathered: Gathered, month: date) -> Document:
    """Return the sheet for the month that begins on `month`."""
    outlets = order_outlets(gathered)
    return Document(
        letterhead=find_letterhead(gathered.office, gathered.day),
        subject=f"Nội dung đề nghị tuyên truyền {tell_month(month)}",
        day=gathered.day,
        as_of=gathered.as_of,
        blocks=tuple(_write_blocks(gathered, month, outlets)),
        kind="Thông báo",
        kind_code="TB",
        addressees=tuple(outlet.name for outlet in outlets),
        recipients=("Như trên", "Các phòng, đơn vị", f"{ARCHIVE_WORD}: VT, VP"),
        signature=CHIEF,
        warning="" if gathered.every_line else warn(gathered),
    )


def _write_blocks(gathered: Gathered, month: date, outlets: Sequence[OutletHead]) -> Iterator[Block]:
    lines = [line for line in gathered.every_line if line.promise.month == month]
    asked = [line for line in lines if line.is_counted]
    before = (month - timedelta(days=1)).replace(day=1)
    yield Note(f"{tell_instant(gathered.as_of)}.")
    yield paragraph(
        f"Thực hiện {name_plan(gathered)}, {name_agency(gathered)} đề nghị các cơ quan báo chí bố trí tin, bài "
        f"{tell_month(month)} theo đăng ký của các phòng, đơn vị như sau "
        f"({format_number(len(asked))} nội dung, {format_number(sum(line.wanted for line in asked))} tin, bài)."
        if asked
        else f"Chưa có phòng, đơn vị nào đăng ký nội dung tuyên truyền {tell_month(month)}."
    )
    yield from _write_requests(asked, outlets, gathered)
    yield from _write_dropped(lines)
    yield from _write_last_month(gathered, before)


def _write_requests(asked: Sequence[LedgerLine], outlets: Sequence[OutletHead], gathered: Gathered) -> Iterator[Block]:
    for outlet in outlets:
        wanted = [line for line in asked if outlet.key in line.promise.outlets]
        yield Heading(1, outlet.name)
        if wanted:
            yield paragraph(_tell_size(wanted))
        yield _table_of_requests(wanted, outlet, outlets, gathered)
    known = {outlet.key for outlet in outlets}
    open_lines = [line for line in asked if not known & set(line.promise.outlets)]
    if open_lines:
        yield Heading(1, "Chưa ghi cơ quan báo chí")
        yield paragraph("Đề nghị Văn phòng thống nhất với các cơ quan báo chí nơi đăng các nội dung sau:")
        yield _table_of_requests(open_lines, None, outlets, gathered)


def _tell_size(lines: Sequence[LedgerLine]) -> str:
    counts: Counter[Genre | None] = Counter()
    for line in lines:
        counts[line.promise.genre] += line.wanted
    parts = [f"{counts[genre]} {genre.label.lower()}" for genre in Genre if counts[genre]]
    parts += [f"{counts[None]} chưa rõ thể loại"] if counts[None] else []
    return f"{format_number(len(lines))} nội dung: {', '.join(parts)}."


def _table_of_requests(
    lines: Sequence[LedgerLine], outlet: OutletHead | None, outlets: Sequence[OutletHead], gathered: Gathered
) -> Table:
    columns = (
        Column("TT", 5, Align.CENTER),
        Column("Nội dung tuyên truyền", 40),
        Column("Số lượng, thể loại", 13, Align.CENTER),
        Column("Thời gian", 14, Align.CENTER),
        Column("Phòng, đơn vị", 20),
        Column("Nội dung KH", 9, Align.CENTER),
        Column("Ghi chú", 14),
    )
    rows = [
        table_row(
            place,
            line.promise.content,
            tell_wanted(line.promise),
            tell_window(line.promise),
            name_departments(line, gathered),
            ", ".join(line.promise.plan_rows),
            _remark(line, outlet, outlets),
        )
        for place, line in enumerate(sorted(lines, key=_by_day), start=1)
    ]
    return Table(columns, tuple(rows), size=SIZE, empty_text="Không có nội dung nào.")


def _by_day(line: LedgerLine) -> tuple[date, date, int]:
    return (*line.promise.terms.window, line.promise.id)


def name_departments(line: LedgerLine, gathered: Gathered) -> str:
    """Name who leads, and who supports."""
    lead = gathered.department_name(line.promise.department) if line.promise.department else "chưa rõ đơn vị"
    supporting = ", ".join(gathered.department_name(code) for code in line.promise.supporting)
    return f"{lead}\n(phối hợp: {supporting})" if supporting else lead


def _remark(line: LedgerLine, outlet: OutletHead | None, outlets: Sequence[OutletHead]) -> str:
    others = [one.name for one in outlets if one != outlet and one.key in line.promise.outlets]
    parts = [f"đăng cả trên {', '.join(others)}"] if others else []
    parts += ["phòng, đơn vị ghi chưa đủ, cần hỏi lại"] if line.promise.unreadable else []
    return "; ".join(parts)


def _write_dropped(lines: Sequence[LedgerLine]) -> Iterator[Block]:
    dropped = [line for line in lines if not line.is_counted]
    if dropped:
        yield Heading(1, "Nội dung đã hủy, chuyển hoặc rút")
        yield from (bullet(_tell_dropped(line)) for line in dropped)


def _tell_dropped(line: LedgerLine) -> str:
    promise = line.promise
    moved = f" sang {tell_month(promise.moved_to)}" if promise.moved_to else ""
    reason = f": {promise.status_reason}" if promise.status_reason else ""
    return f"«{promise.content}» – {promise.status.label.lower()}{moved}{reason}"


def _write_last_month(gathered: Gathered, month: date) -> Iterator[Block]:
    lines = [line for line in gathered.every_line if line.promise.month == month and line.is_counted]
    yield Heading(1, f"Tình hình thực hiện {tell_month(month)}")
    if not lines:
        yield paragraph(f"Không có nội dung nào được đăng ký trong {tell_month(month)}.")
        return
    yield paragraph(f"Trong {format_number(len(lines))} nội dung đăng ký: {tell_states(lines)}.")
    columns = (
        Column("TT", 5, Align.CENTER),
        Column("Nội dung tuyên truyền", 32),
        Column("Số lượng, thể loại", 12, Align.CENTER),
        Column("Phòng, đơn vị", 18),
        Column("Tình trạng", 24),
        Column("Tin, bài", 26),
    )
    rows = [
        table_row(
            place,
            line.promise.content,
            tell_wanted(line.promise),
            name_departments(line, gathered),
            tell_state(line),
            tell_articles(line),
        )
        for place, line in enumerate(lines, start=1)
    ]
    yield Table(columns, tuple(rows), size=SIZE)
    yield Note(MATCHING_NOTE)

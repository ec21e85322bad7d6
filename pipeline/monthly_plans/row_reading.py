"""One planned row read as obligations: subjects × pieces, each with what its row, sections and table say. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.vocabulary import ObligationStatus
from pipeline.monthly_plans.grid import Line
from pipeline.monthly_plans.meanings import Meaning
from pipeline.monthly_plans.promised import CountedCell, Promise, PromiseWords, read_promises
from pipeline.monthly_plans.records import CellWords, PlanMonth, ReadObligation, Unread, Window
from pipeline.monthly_plans.row_cells import FilledCell, RowCells
from pipeline.monthly_plans.sections import Names, SectionWords
from pipeline.monthly_plans.standing import ACTIVE, Standing, read_standing, read_standing_aside
from pipeline.monthly_plans.subjects import Subject, split_subjects, strip_bullet
from pipeline.monthly_plans.windows import WindowReading, month_of, parse_days, read_window
from pipeline.monthly_plans.words import is_blank_mark

# A month in the middle of the year: none of the twelve is then taken for one of the year before or after.
MIDDLE_MONTH = 6
STRUCK_REASON = "dòng bị gạch ngang trong tệp"
_FIELD_MEANINGS = {
    "content": (Meaning.CONTENT,),
    "genre": (Meaning.GENRE,),
    "quantity": (Meaning.QUANTITY, Meaning.GENRE_COUNT),
    "outlets": (Meaning.OUTLETS, Meaning.OUTLET_MARK),
    "window": (Meaning.WINDOW, Meaning.WINDOW_FROM, Meaning.WINDOW_TO),
    "plan_rows": (Meaning.PLAN_ROWS,),
    "department": (Meaning.DEPARTMENT,),
}


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What holds for all rows of a table. `by_row` says that its rows name the department, not its title."""

    sheet: str
    department: str | None
    month: PlanMonth | None
    year: int
    by_row: bool
    names: Names


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the obligations of a row have in common."""

    month: PlanMonth | None
    department: str | None
    supporting: tuple[str, ...]
    plan_rows: tuple[str, ...]
    contact: str | None
    note: str | None
    unread: tuple[Unread, ...]
    remarks: tuple[str, ...]
    cells: dict[str, CellWords]


def read_row(
    cells: RowCells, facts: TableFacts, section: SectionWords, *, subjects: Sequence[Subject]
) -> tuple[ReadObligation, ...]:
    """Return the obligations of a row whose subjects are known."""
    shared = _read_shared(cells, facts, section)
    standing = _read_standing(cells, section, shared.month)
    obligations: list[ReadObligation] = []
    for at, subject in enumerate(subjects):
        own = _stand(subject, standing, shared.month)
        window = _read_window(cells, section, shared.month, at, len(subjects))
        for promise in _read_promises(cells, facts, section, subject.text, at, len(subjects)):
            obligations.append(_make(cells, facts, shared, subject, promise, window, own, len(obligations) + 1))
    return tuple(obligations)


def _make(
    cells: RowCells,
    facts: TableFacts,
    shared: _Shared,
    subject: Subject,
    promise: Promise,
    window: WindowReading,
    standing: Standing,
    ordinal: int,
) -> ReadObligation:
    unread = [*shared.unread, *promise.unread]
    month, derived = shared.month, ()
    if month is None and window.window and month_of(window.window.first) == month_of(window.window.last):
        month, derived = month_of(window.window.first), ("tháng lấy theo thời gian của dòng",)
        unread = [entry for entry in unread if entry.field != "month"]
    if window.window is None:
        unread.append(Unread("window", window.why or "không rõ thời gian"))
    postponed = (f"không rõ chuyển sang tháng nào: «{standing.reason}»",) if standing.target_unread else ()
    return ReadObligation(
        sheet=facts.sheet,
        row=cells.row.number,
        ordinal=ordinal,
        department=shared.department,
        month=month,
        content=subject.text,
        plan_rows=shared.plan_rows or facts.names.plan_rows.read_in_text(subject.text).codes,
        genre=promise.genre,
        quantity=promise.quantity,
        outlets=promise.outlets,
        window=window.window,
        supporting=shared.supporting,
        status=standing.status,
        status_reason=standing.reason,
        moved_to=standing.moved_to,
        note=shared.note,
        contact=shared.contact,
        unread=tuple(dict.fromkeys(unread)),
        remarks=tuple(dict.fromkeys((*shared.remarks, *promise.remarks, *window.remarks, *postponed, *derived))),
        cells=shared.cells,
    )


def _read_shared(cells: RowCells, facts: TableFacts, section: SectionWords) -> _Shared:
    month, month_unread, month_remarks = _read_month(cells, facts, section)
    department, lead, department_unread, department_remarks = _read_department(cells, facts, section)
    supporting = facts.names.departments.read(_joined(cells, Meaning.SUPPORTING))
    also = tuple(code for code in (*lead, *supporting.codes) if code != department)
    cited = cells.text(Meaning.PLAN_ROWS) or ""
    rows = facts.names.plan_rows.read(cited) if cited and not is_blank_mark(cited) else None
    faults = [
        Unread(field, f"ô {filled.place} lỗi {filled.cell.fault}")
        for field, meanings in _FIELD_MEANINGS.items()
        for filled in cells.all(*meanings)
        if filled.cell.fault and field != "content"
    ]
    unread = [*month_unread, *department_unread, *faults]
    unread += [Unread("plan_rows", f"kế hoạch năm không có mục «{word}»") for word in (rows.unknown if rows else ())]
    strangers = [f"đơn vị phối hợp «{word}» không thuộc Sở" for word in supporting.unknown]
    struck = [f"ô {filled.place} có chữ bị gạch, đã bỏ" for filled in cells.all(*Meaning) if filled.cell.partly_struck]
    return _Shared(
        month=month,
        department=department,
        supporting=tuple(dict.fromkeys(also)),
        plan_rows=(rows.codes if rows else ()) or section.plan_rows,
        contact=_joined(cells, Meaning.CONTACT) or None,
        note="; ".join(_notes(cells)) or None,
        unread=tuple(unread),
        remarks=(*month_remarks, *department_remarks, *strangers, *struck),
        cells={
            field: filled[0].told for field, meanings in _FIELD_MEANINGS.items() if (filled := cells.all(*meanings))
        },
    )


def _joined(cells: RowCells, meaning: Meaning) -> str:
    return "; ".join(" ".join(filled.words.split()) for filled in cells.all(meaning) if not is_blank_mark(filled.words))


def _notes(cells: RowCells) -> list[str]:
    return [
        " ".join(filled.words.split())
        for filled in cells.all(Meaning.NOTE, Meaning.STANDING)
        if not is_blank_mark(filled.words)
    ]


def _read_month(
    cells: RowCells, facts: TableFacts, section: SectionWords
) -> tuple[PlanMonth | None, list[Unread], list[str]]:
    """Return the row's month: that of the table, else of its month column, else of its section; unread, remarks."""
    known = facts.month or section.month
    filled = cells.one(Meaning.MONTH)
    if filled is None or filled.cell.fault:
        return known, [] if known else [Unread("month", "không rõ kế hoạch của tháng nào")], []
    named = _name_month(filled, known or PlanMonth(facts.year, MIDDLE_MONTH))
    if named is None:
        return known, [] if known else [Unread("month", f"không đọc được tháng «{filled.words}»")], []
    if facts.month is not None and named != facts.month:
        told = f"cột tháng ghi {named.label}, tiêu đề ghi {facts.month.label}: theo tiêu đề"
        return facts.month, [], [told]
    return named, [], []


def _name_month(filled: FilledCell, near: PlanMonth) -> PlanMonth | None:
    """Return the one month that a cell of a month column names, in the year of `near` unless it names another."""
    value = filled.cell.value
    if isinstance(value, date):
        return month_of(value)
    words = f"{value:g}" if value is not None else filled.words
    window = parse_days(words if "t" in words.lower() else f"tháng {words}", near)
    return month_of(window.first) if window and month_of(window.first) == month_of(window.last) else None


def _read_department(
    cells: RowCells, facts: TableFacts, section: SectionWords
) -> tuple[str | None, tuple[str, ...], list[Unread], list[str]]:
    """Return (department, lead departments named in the row, what is unread, remarks)."""
    filled = cells.one(Meaning.DEPARTMENT)
    words = filled.words if filled and not filled.cell.fault and not is_blank_mark(filled.words) else ""
    lead = facts.names.departments.read(words)
    own = lead.codes[0] if lead.codes else section.department if not words else None
    if facts.department is not None and not (facts.by_row and own):
        remarks = []
        if lead.codes and facts.department not in lead.codes:
            remarks.append(f"kế hoạch của {facts.department}, cột đơn vị ghi «{words}»")
        if lead.unknown:
            remarks.append(f"không biết đơn vị «{', '.join(lead.unknown)}» ở cột đơn vị")
        return facts.department, lead.codes, [], remarks
    if own is not None and not (lead.unknown and not lead.codes):
        return own, lead.codes, [], []
    why = f"không biết đơn vị «{words}»" if words else "không ghi đơn vị chủ trì"
    return None, (), [Unread("department", why)], []


def _read_standing(cells: RowCells, section: SectionWords, month: PlanMonth | None) -> Standing:
    for filled in cells.all(Meaning.NOTE, Meaning.STANDING):
        standing = read_standing(filled.words, month)
        if standing.status is not ObligationStatus.ACTIVE:
            return replace(standing, reason=" ".join(filled.words.split()))
    for filled in cells.all(Meaning.WINDOW, Meaning.GENRE, Meaning.QUANTITY, Meaning.NUMBER, Meaning.OUTLETS):
        for standing in (read_standing_aside(filled.words, month), read_standing(filled.words, month)):
            if standing.status is not ObligationStatus.ACTIVE:
                return standing
    return section.standing


def _stand(subject: Subject, row: Standing, month: PlanMonth | None) -> Standing:
    """Return the standing of one subject: crossed out, told aside in its text, or that of its row."""
    if subject.struck:
        return Standing(ObligationStatus.CANCELLED, STRUCK_REASON if row is ACTIVE else row.reason)
    aside = read_standing_aside(subject.text, month)
    return row if aside.status is ObligationStatus.ACTIVE else aside


def line_of(words: str | None, at: int, count: int) -> str | None:
    """Return the part of a cell that belongs to subject `at` of `count`: its line where there are as many lines."""
    if words is None or count < 2:
        return words
    lines = [line for line in words.split("\n") if line.strip()]
    return strip_bullet(lines[at]) if len(lines) == count else words


def _read_promises(
    cells: RowCells, facts: TableFacts, section: SectionWords, content: str, at: int, count: int
) -> tuple[Promise, ...]:
    quantity = cells.one(Meaning.QUANTITY)
    value = quantity.cell.value if quantity else None
    words = PromiseWords(
        content=content,
        genre=line_of(cells.text(Meaning.GENRE), at, count),
        quantity=line_of(cells.text(Meaning.QUANTITY), at, count),
        quantity_value=value if isinstance(value, float) else None,
        outlets=line_of(cells.text(Meaning.OUTLETS), at, count),
        counted=tuple(
            _counted(filled) for filled in cells.all(Meaning.GENRE_COUNT, Meaning.OUTLET_MARK) if _is_wanted(filled)
        ),
    )
    if not (words.genre or "").strip() and section.genre:
        words = replace(words, genre=section.genre.label)
    promises = read_promises(words, facts.names.outlets)
    if count > 1:
        promises = _share_among_subjects(promises, words, cells, at, count)
    if section.outlets:
        promises = tuple(replace(promise, outlets=promise.outlets or section.outlets) for promise in promises)
    return promises


def _share_among_subjects(
    promises: tuple[Promise, ...], words: PromiseWords, cells: RowCells, at: int, count: int
) -> tuple[Promise, ...]:
    """Deal a row's pieces out to its several subjects where lines have not done so.

    As many pieces as subjects: the first goes with the first. One number above one for all of them may mean each or
    together: it is left open.
    """
    own_lines = words.genre != cells.text(Meaning.GENRE) or words.quantity != cells.text(Meaning.QUANTITY)
    if own_lines or words.counted:
        return promises
    if len(promises) == count:
        return (replace(promises[at], remarks=(*promises[at].remarks, "thể loại thứ mấy đi với nội dung thứ mấy")),)
    return tuple(
        replace(
            promise,
            quantity=None,
            unread=(
                *promise.unread,
                Unread("quantity", f"{promise.quantity} cho cả {count} nội dung hay cho mỗi nội dung?"),
            ),
        )
        if promise.quantity and promise.quantity > 1
        else promise
        for promise in promises
    )


def _counted(filled: FilledCell) -> CountedCell:
    value = filled.cell.value
    reading = filled.column.reading
    return CountedCell(filled.words, value if isinstance(value, float) else None, reading.genre, reading.outlet)


def _is_wanted(filled: FilledCell) -> bool:
    return filled.cell.fault is None and filled.cell.value != 0 and not is_blank_mark(filled.words)


def _read_window(cells: RowCells, section: SectionWords, month: PlanMonth | None, at: int, count: int) -> WindowReading:
    """Return the window of a row: its cells, the ticked spans, its section, or the month where nothing asks for a time."""
    ticked = [filled for filled in cells.all(Meaning.WINDOW_MARK) if _is_wanted(filled)]
    if ticked:
        return _join_ticked([filled.column.reading.window for filled in ticked])
    if bounds := cells.all(Meaning.WINDOW_FROM, Meaning.WINDOW_TO):
        return _read_bounds(bounds, month)
    filled = cells.one(Meaning.WINDOW)
    if filled is not None and filled.cell.fault is None and not is_blank_mark(filled.words):
        words = line_of(filled.words, at, count) or ""
        moved = read_standing(words, month)
        if moved.status is not ObligationStatus.ACTIVE:
            return _whole_month(month)
        value = filled.cell.value
        return read_window(_one_expression(words), value, month, filled.column.heading)
    if section.window is not None:
        return WindowReading(section.window)
    if cells.has(Meaning.WINDOW, Meaning.WINDOW_FROM, Meaning.WINDOW_TO, Meaning.WINDOW_MARK):
        return WindowReading(None, "ô thời gian trống")
    return _whole_month(month)


def _one_expression(words: str) -> str:
    return re.sub(r"\s*\n\s*", " ", words)


def _whole_month(month: PlanMonth | None) -> WindowReading:
    window = parse_days("trong tháng", month)
    return WindowReading(window, None if window else "không rõ kế hoạch của tháng nào")


def _join_ticked(spans: Sequence[Window | None]) -> WindowReading:
    ordered = sorted((span for span in spans if span), key=lambda span: span.first)
    for before, after in zip(ordered, ordered[1:], strict=False):
        if (after.first - before.last).days > 1:
            return WindowReading(None, "đánh dấu nhiều khoảng thời gian rời nhau")
    return (
        WindowReading(Window(ordered[0].first, ordered[-1].last))
        if ordered
        else WindowReading(None, "không rõ thời gian")
    )


def _read_bounds(bounds: Sequence[FilledCell], month: PlanMonth | None) -> WindowReading:
    """Read "từ" and "đến" columns; a missing end is that of the month."""
    read = {
        filled.column.meaning: read_window(filled.words, filled.cell.value, month, filled.column.heading)
        for filled in bounds
        if not is_blank_mark(filled.words) and filled.cell.fault is None
    }
    if broken := next((reading for reading in read.values() if reading.window is None), None):
        return broken
    whole = parse_days("trong tháng", month)
    first = read[Meaning.WINDOW_FROM].window if Meaning.WINDOW_FROM in read else whole
    last = read[Meaning.WINDOW_TO].window if Meaning.WINDOW_TO in read else whole
    if first is None or last is None:
        return WindowReading(None, "ô thời gian trống")
    if first.first > last.last:
        return WindowReading(None, f"ngày bắt đầu {first.first:%d/%m/%Y} đứng sau ngày kết thúc {last.last:%d/%m/%Y}")
    remarks = tuple(remark for reading in read.values() for remark in reading.remarks)
    return WindowReading(Window(first.first, last.last), remarks=tuple(dict.fromkeys(remarks)))


def subjects_of(cells: RowCells) -> tuple[Subject, ...]:
    """Return the subjects of a row's content cell, the theme's words where it is blank."""
    filled = cells.one(Meaning.CONTENT) or cells.one(Meaning.THEME)
    if filled is None or filled.cell.fault:
        return ()
    lines = filled.cell.lines if filled.cell.lines else (Line(filled.words),)
    return split_subjects(lines)

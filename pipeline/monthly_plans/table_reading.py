"""The sorted rows of one table read from top to bottom: sections entered, rows read, continuations joined. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.monthly_plans.body import RowKind, SortedRow
from pipeline.monthly_plans.grid import Grid
from pipeline.monthly_plans.layout import Layout
from pipeline.monthly_plans.meanings import Meaning
from pipeline.monthly_plans.records import ReadObligation, ReadTable, SkippedRow
from pipeline.monthly_plans.row_cells import RowCells
from pipeline.monthly_plans.row_facts import NO_DEPARTMENT, TableFacts
from pipeline.monthly_plans.row_reading import read_row, subjects_of
from pipeline.monthly_plans.row_windows import BLANK_TIME
from pipeline.monthly_plans.sections import Names, Sections
from pipeline.monthly_plans.subjects import Subject
from pipeline.monthly_plans.titles import TitleReading
from pipeline.monthly_plans.words import folded_key

# Columns that make a row without a content a further piece of the row above it.
_PIECE_MEANINGS = (Meaning.GENRE, Meaning.QUANTITY, Meaning.GENRE_COUNT)
MANY_DEPARTMENTS = 3


def read_body(
    grid: Grid,
    layout: Layout,
    rows: Sequence[SortedRow],
    title: TitleReading,
    names: Names,
    *,
    year: int,
    is_named_by_person: bool,
) -> ReadTable:
    """Return the table read; headings, columns and the warnings of the title are the caller's to add."""
    by_row = not is_named_by_person and _is_named_by_rows(rows, layout, title, names)
    leads = any("chu tri" in folded_key(column.heading) for column in layout.of(Meaning.DEPARTMENT))
    facts = TableFacts(
        grid.name,
        title.department,
        title.month,
        year,
        by_row,
        leads and not is_named_by_person,
        names,
        names.outlets.find(grid.name),
    )
    reader = _BodyReader(grid, layout, facts)
    for row in rows:
        reader.read(row)
    return ReadTable(
        sheet=grid.name,
        department=title.department,
        month=title.month,
        why_department=title.why_department,
        why_month=title.why_month,
        heading_rows=(),
        columns=(),
        obligations=tuple(reader.obligations),
        skipped=tuple(reader.skipped),
        warnings=tuple(reader.warnings),
    )


def _is_named_by_rows(rows: Sequence[SortedRow], layout: Layout, title: TitleReading, names: Names) -> bool:
    """Say whether the rows name their departments themselves: the office's own collection, or many departments."""
    if title.department is None or names.departments.is_collector(title.department):
        return True
    columns = [column.index for column in layout.of(Meaning.DEPARTMENT)]
    words = {
        row.row.cells[at].whole_text
        for row in rows
        for at in columns
        if at < len(row.row.cells) and row.kind is RowKind.PLANNED
    }
    words |= {row.words for row in rows if row.kind is RowKind.SECTION}
    led = {code for text in words for code in names.departments.read(text).codes}
    return len(led) >= (MANY_DEPARTMENTS if title.department in led else MANY_DEPARTMENTS - 1)


class _BodyReader:
    """Keeps what the row before has said."""

    def __init__(self, grid: Grid, layout: Layout, facts: TableFacts) -> None:
        self._grid = grid
        self._layout = layout
        self._facts = facts
        self._sections = Sections(facts.names)
        self._above: RowCells | None = None
        self._subjects: tuple[Subject, ...] = ()
        self.obligations: list[ReadObligation] = []
        self.skipped: list[SkippedRow] = []
        self.warnings: list[str] = []

    def read(self, sorted_row: SortedRow) -> None:
        """Take one row."""
        number = sorted_row.row.number
        if sorted_row.kind is RowKind.SECTION:
            self._sections.enter(sorted_row, self._facts.month, self._facts.year)
            self.skipped.append(SkippedRow(number, sorted_row.words, "dòng nhóm, dùng cho các dòng dưới"))
        elif sorted_row.kind is not RowKind.PLANNED:
            self.skipped.append(SkippedRow(number, sorted_row.words, sorted_row.why))
        else:
            self._read_planned(sorted_row)

    def _read_planned(self, sorted_row: SortedRow) -> None:
        row = sorted_row.row
        contents = [
            row.cells[column.index] for column in self._layout.of(Meaning.CONTENT) if column.index < len(row.cells)
        ]
        is_struck = any(cell.is_struck for cell in contents)
        cells = RowCells(self._grid, self._layout, row, self._above, is_struck=is_struck)
        subjects = subjects_of(cells)
        words = " | ".join(" ".join(cell.whole_text.split()) for _, cell in row.own_cells())
        faults = [filled.place for filled in cells.all(Meaning.CONTENT) if filled.cell.fault]
        if not subjects and (faults or self._above is None or not cells.all(*_PIECE_MEANINGS)):
            why = f"ô nội dung {faults[0]} lỗi, không đọc được" if faults else "không có nội dung"
            self.skipped.append(SkippedRow(row.number, words, why))
            return
        if row.hidden:
            self.warnings.append(f"Dòng {row.number} bị ẩn nhưng vẫn được đọc.")
        remark = None
        if not subjects:
            subjects, remark = self._subjects, "không ghi nội dung: hiểu là nội dung của dòng trên"
        read = read_row(cells, self._facts, self._sections.words(), subjects=subjects)
        if remark:
            read = tuple(self._inherit(obligation, remark) for obligation in read)
        self.obligations.extend(read)
        self._above, self._subjects = cells, subjects

    def _inherit(self, obligation: ReadObligation, remark: str) -> ReadObligation:
        """Fill what a further piece of the row above leaves blank from that row."""
        before = next((known for known in reversed(self.obligations) if known.content == obligation.content), None)
        if before is None:
            return replace(obligation, remarks=(*obligation.remarks, remark))
        blank = {entry.field for entry in obligation.unread if entry.why in (BLANK_TIME, NO_DEPARTMENT)}
        filled = {"window": before.window, "department": before.department}
        return replace(
            obligation,
            department=before.department if "department" in blank else obligation.department,
            window=before.window if "window" in blank else obligation.window,
            plan_rows=obligation.plan_rows or before.plan_rows,
            outlets=obligation.outlets or before.outlets,
            supporting=obligation.supporting or before.supporting,
            unread=tuple(
                entry for entry in obligation.unread if entry.field not in blank or filled[entry.field] is None
            ),
            remarks=(*obligation.remarks, remark),
        )

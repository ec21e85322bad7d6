"""A monthly plan file read whole: which grids hold a plan, whose and when, and every row accounted for. Pure.

`read_plan_file` is the way in: bytes and a directory in, a `ReadPlan` out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.monthly_plans.body import RowKind, SortedRow, heading_keys, sort_row
from pipeline.monthly_plans.column_choice import settle_columns
from pipeline.monthly_plans.column_wishes import ColumnWish, name_column, obey_wishes
from pipeline.monthly_plans.converting import apply_conversion, drop_legacy_rows, drop_soft_hyphens, offer_conversion
from pipeline.monthly_plans.department_names import DepartmentNames
from pipeline.monthly_plans.directory import Directory
from pipeline.monthly_plans.grid import Grid, GridKind, GridRow, OpenedFile
from pipeline.monthly_plans.headings import HeadingWords
from pipeline.monthly_plans.layout import PLAN_SIGNS, Layout, find_layout, reads_as_headings
from pipeline.monthly_plans.legacy_fonts import LegacyEncoding
from pipeline.monthly_plans.meanings import Meaning
from pipeline.monthly_plans.opening import open_plan_file
from pipeline.monthly_plans.outlet_names import OutletNames
from pipeline.monthly_plans.plan_row_names import PlanRowNames
from pipeline.monthly_plans.records import ColumnReading, PassedGrid, PlanMonth, ReadPlan, ReadTable
from pipeline.monthly_plans.sections import Names
from pipeline.monthly_plans.table_reading import read_body
from pipeline.monthly_plans.titles import (
    TitlePlaces,
    TitleReading,
    announces_plan,
    find_year,
    is_result_report,
    names_several,
    read_department,
    read_month,
    stands_under_results,
)
from pipeline.monthly_plans.words import folded_key

MAX_LINES = 60
MIN_COLUMNS = 3
LONGEST_COVER = 15
ONE_AND_NONE = 2
_GUIDES = ("huong dan", "danh ba", "vi du", "hdsd")


@dataclass(frozen=True, slots=True)
class ReadingWishes:
    """What the person who imports a file says: whose, which month, which old encoding, what columns mean."""

    department: str | None = None
    month: PlanMonth | None = None
    convert: LegacyEncoding | None = None
    columns: tuple[ColumnWish, ...] = ()


def read_plan_file(
    content: bytes, file_name: str, directory: Directory, wishes: ReadingWishes = ReadingWishes()
) -> ReadPlan:
    """Read a .xlsx, .xls or .docx file; raises MonthlyPlanFileError if it cannot be opened."""
    return read_opened_file(open_plan_file(content, file_name), directory, wishes)


def read_opened_file(opened: OpenedFile, directory: Directory, wishes: ReadingWishes) -> ReadPlan:
    """Read the grids of an opened file."""
    offer = offer_conversion(opened)
    grids = drop_soft_hyphens(apply_conversion(opened.grids, wishes.convert) if wishes.convert else opened.grids)
    reader = _FileReader(opened.file_name, directory, wishes)
    for grid in grids:
        reader.read(grid)
    warnings = [*opened.notices, *reader.warnings]
    tables = tuple(reader.tables)
    if offer is not None and wishes.convert is None:
        tables, told = drop_legacy_rows(tables, opened, offer)
        warnings.append(told)
    return ReadPlan(
        file_name=opened.file_name,
        tables=tables,
        passed=tuple(reader.passed),
        warnings=tuple(dict.fromkeys(warnings)),
        conversion=offer if wishes.convert is None else None,
    )


class _FileReader:
    """Reads grid after grid, carrying along the lines of titles and, of a Word file, the last table's layout."""

    def __init__(self, file_name: str, directory: Directory, wishes: ReadingWishes) -> None:
        self._file_name = file_name
        self._directory = directory
        self._wishes = wishes
        self._lines: list[str] = []
        self._recent: list[str] = []
        self._cover: list[str] = []
        self._last: tuple[Layout, int] | None = None
        self.tables: list[ReadTable] = []
        self.passed: list[PassedGrid] = []
        self.warnings: list[str] = []

    def read(self, grid: Grid) -> None:
        """Read one grid into tables, or note why it is passed over."""
        if grid.kind is GridKind.WORD_TABLE:
            self._recent.extend(grid.opening)
            if any(len(line.split()) > 3 for line in grid.opening):
                self._last = None
        else:
            self._lines, self._recent = [], []
        if grid.hidden:
            self.passed.append(PassedGrid(grid.name, "trang tính ẩn, không tính là kế hoạch"))
        elif grid.rows:
            self._read_tables(grid)
        elif grid.kind is GridKind.SHEET:
            self.passed.append(PassedGrid(grid.name, "trang tính trống hoặc không đọc"))

    def _read_tables(self, grid: Grid) -> None:
        start, found_any, found_layout = 0, False, False
        why = "không thấy dòng tiêu đề có cột nội dung"
        while start < len(grid.rows):
            words = self._heading_words(grid, start)
            layout = find_layout(grid, words, start) or (self._continue_last(grid) if start == 0 else None)
            if layout is None:
                break
            found_layout = True
            above = (*self._recent, *_lines_of(grid.rows[start : layout.first]))
            lines = (*above, *self._lines)
            refused = _refuse(grid, layout, lines, above)
            end = self._end_of(grid, layout, words)
            if refused:
                why = refused
                self._lines, self._recent = [*lines], []
            else:
                self._read_table(grid, layout, lines, end)
                found_any = True
            start = max(end, layout.body)
        if found_any:
            return
        # A Word table without headings is a letterhead; the cells of a roster are no titles.
        self._recent.extend(() if found_layout or grid.kind is GridKind.SHEET else _lines_of(grid.rows))
        is_guide = any(word in folded_key(grid.name) for word in _GUIDES)
        if grid.kind is GridKind.SHEET and not found_layout and not is_guide and len(grid.rows) <= LONGEST_COVER:
            self._cover.extend(_lines_of(grid.rows))
        self.passed.append(PassedGrid(grid.name, why))

    def _heading_words(self, grid: Grid, start: int) -> HeadingWords:
        lines = (*self._recent, *_lines_of(grid.rows[start : start + MAX_LINES]), *self._lines)
        month, _, _ = self._find_month(grid, lines)
        return HeadingWords(self._directory, OutletNames(self._directory, self._day_of(month)), month)

    def _find_month(self, grid: Grid, lines: Sequence[str]) -> tuple[PlanMonth | None, str, tuple[str, ...]]:
        places = TitlePlaces(tuple(lines), _sheet_title(grid), self._file_name, tuple(self._cover))
        return read_month(places, self._wishes.month, self._directory.period_from.year)

    def _day_of(self, month: PlanMonth | None):  # type: ignore[no-untyped-def]
        return month.first_day.replace(day=15) if month else self._directory.period_to

    def _continue_last(self, grid: Grid) -> Layout | None:
        """Return the layout of the table before, if this Word table goes on with its columns after a page break."""
        if self._last is None or grid.kind is not GridKind.WORD_TABLE:
            return None
        fewest = max(MIN_COLUMNS, self._last[1] - 2)  # the last columns may be blank
        if not fewest <= grid.width <= self._last[1]:
            return None
        return replace(self._last[0], first=0, body=0)

    def _end_of(self, grid: Grid, layout: Layout, words: HeadingWords) -> int:
        """Return where the next table begins: other headings, or headings below a title; the end if there is none."""
        own = heading_keys(grid.rows[layout.first : layout.body])
        for at in range(layout.body, len(grid.rows)):
            row = grid.rows[at]
            if not reads_as_headings(row, words):
                continue
            titles = _titles_before(grid.rows, at, layout.body)
            if titles < at and any(map(announces_plan, _lines_of(grid.rows[titles:at]))):
                return titles
            if len(heading_keys([row]) - own) * 2 >= len(heading_keys([row])):
                return at
        return len(grid.rows)

    def _read_table(self, grid: Grid, layout: Layout, lines: Sequence[str], end: int) -> None:
        month, why_month, month_warnings = self._find_month(grid, lines)
        day = self._day_of(month)
        names = Names(
            DepartmentNames(self._directory, day), OutletNames(self._directory, day), PlanRowNames(self._directory)
        )
        places = TitlePlaces(tuple(lines), _sheet_title(grid), self._file_name, tuple(self._cover))
        department, why, conflicts = read_department(places, names.departments, self._wishes.department)
        title = TitleReading(department, why, month, why_month, (*month_warnings, *conflicts))
        rows = grid.rows[layout.body : end]
        layout = settle_columns(layout, rows, names.departments, names.outlets, month)
        layout = obey_wishes(layout, grid, self._wishes.columns)
        own = heading_keys(grid.rows[layout.first : layout.body])
        sorted_rows = _sort_rows(rows, layout, own)
        is_named = self._wishes.department is not None
        year = find_year(places) or self._directory.period_from.year
        table = read_body(grid, layout, sorted_rows, title, names, year=year, is_named_by_person=is_named)
        if common := _month_of_rows(table, lines):
            title = replace(title, month=common, why_month="thời gian của các dòng")
            table = read_body(grid, layout, sorted_rows, title, names, year=year, is_named_by_person=is_named)
        hidden = [
            f"Cột {name_column(column.index, grid)} bị ẩn nhưng vẫn được đọc."
            for column in layout.columns
            if column.index in grid.hidden_columns and column.meaning is not Meaning.UNKNOWN
        ]
        headings = tuple(row.number for row in grid.rows[layout.first : layout.body])
        self.tables.append(
            replace(
                table,
                heading_rows=headings,
                columns=_describe(layout, grid),
                warnings=(*title.warnings, *hidden, *table.warnings),
            )
        )
        self._last = (layout, grid.width)
        self._lines, self._recent = [*lines], []


def _sort_rows(rows: Sequence[GridRow], layout: Layout, headings: frozenset[str]) -> list[SortedRow]:
    """Sort the rows below the headings; after the signatures begin, nothing more is a planned row."""
    result: list[SortedRow] = []
    has_ended = False
    for row in rows:
        if not row.own_cells():
            continue
        sorted_row = sort_row(row, layout, headings, is_first=not result)
        has_ended = has_ended or sorted_row.kind is RowKind.END
        if has_ended and sorted_row.kind is not RowKind.END:
            words = " | ".join(" ".join(cell.whole_text.split()) for _, cell in row.own_cells())
            sorted_row = SortedRow(row, RowKind.END, words, "phần ký, nơi nhận dưới bảng")
        result.append(sorted_row)
    return result


def _month_of_rows(table: ReadTable, lines: Sequence[str]) -> PlanMonth | None:
    """Return the one month that all dated rows lie in, where nothing names one and a row without a date needs it."""
    months = {obligation.month for obligation in table.obligations}
    if table.month is not None or None not in months or len(months) != ONE_AND_NONE or any(map(names_several, lines)):
        return None
    return next(month for month in months if month is not None)


def _lines_of(rows: Sequence[GridRow]) -> tuple[str, ...]:
    return tuple(line.text for row in rows for _, cell in row.own_cells() for line in cell.lines if not line.struck)


def _titles_before(rows: Sequence[GridRow], at: int, first: int) -> int:
    """Return the first of the rows right above row `at` that hold one text each."""
    while at > first and len(rows[at - 1].own_cells()) == 1:
        at -= 1
    return at


def _sheet_title(grid: Grid) -> str:
    return grid.name if grid.kind is GridKind.SHEET else ""


def _refuse(grid: Grid, layout: Layout, lines: Sequence[str], above: Sequence[str]) -> str | None:
    """Return why a table is no plan: a roster of people, a guide, a report of results; None if it is one.

    `lines` are all titles so far, `above` those since the table before.
    """
    meanings = {column.meaning for column in layout.columns}
    if any(word in folded_key(grid.name) for word in _GUIDES):
        return "trang hướng dẫn hoặc danh bạ, không phải kế hoạch"
    if not meanings & {Meaning.CONTENT, Meaning.THEME} or not meanings & (PLAN_SIGNS | {Meaning.NUMBER, Meaning.NOTE}):
        return (
            "danh sách người liên hệ, không phải kế hoạch"
            if Meaning.CONTACT in meanings
            else "không đủ cột của một kế hoạch"
        )
    names_people = any(
        "ho ten" in folded_key(column.heading) or "ho va ten" in folded_key(column.heading) for column in layout.columns
    )
    if names_people and not meanings & (PLAN_SIGNS - {Meaning.DEPARTMENT, Meaning.MONTH}):
        return "danh sách người liên hệ, không phải kế hoạch"
    if is_result_report((grid.name, *lines)) or stands_under_results(above):
        return "báo cáo kết quả, không phải kế hoạch"
    return None


def _describe(layout: Layout, grid: Grid) -> tuple[ColumnReading, ...]:
    return tuple(
        ColumnReading(name_column(column.index, grid), column.heading, column.meaning, column.reading.why)
        for column in layout.columns
        if column.heading or column.meaning is not Meaning.UNKNOWN
    )

"""Columns settled by what stands in them: weak headings, no heading, two columns of one meaning. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.monthly_plans.department_names import DepartmentNames
from pipeline.monthly_plans.genres import read_pieces
from pipeline.monthly_plans.grid import Cell, GridRow
from pipeline.monthly_plans.layout import Column, Layout
from pipeline.monthly_plans.meanings import Meaning
from pipeline.monthly_plans.outlet_names import OutletNames
from pipeline.monthly_plans.records import PlanMonth
from pipeline.monthly_plans.windows import parse_days
from pipeline.monthly_plans.words import folded_key

SAMPLE = 60
MOST = 0.7
_SINGLE = (
    Meaning.CONTENT,
    Meaning.GENRE,
    Meaning.QUANTITY,
    Meaning.WINDOW,
    Meaning.OUTLETS,
    Meaning.DEPARTMENT,
    Meaning.MONTH,
)


def settle_columns(
    layout: Layout, rows: Sequence[GridRow], departments: DepartmentNames, outlets: OutletNames, month: PlanMonth | None
) -> Layout:
    """Return `layout` with every meaning that takes one column held by one column, and doubtful columns decided."""
    tests: dict[Meaning, Callable[[Cell], bool]] = {
        Meaning.OUTLETS: lambda cell: bool(outlets.read(cell.whole_text).keys),
        Meaning.DEPARTMENT: lambda cell: bool(departments.read(cell.whole_text).codes),
        Meaning.QUANTITY: lambda cell: cell.value is not None and not hasattr(cell.value, "year"),
        Meaning.GENRE: lambda cell: bool(read_pieces(cell.whole_text)),
        Meaning.WINDOW: lambda cell: hasattr(cell.value, "year") or parse_days(cell.whole_text, month) is not None,
    }
    columns = list(layout.columns)
    for at, column in enumerate(columns):
        cells = _sample(rows, column.index)
        if cells and (column.reading.is_weak or column.meaning is Meaning.UNKNOWN):
            columns[at] = _decide(column, columns, cells, tests)
    columns = _give_window(_give_content(columns))
    for meaning in _SINGLE:
        columns = _keep_one(columns, meaning, rows)
    return replace(layout, columns=tuple(columns))


def _sample(rows: Sequence[GridRow], index: int) -> list[Cell]:
    cells = [
        row.cells[index] for row in rows if index < len(row.cells) and row.cells[index].origin == (row.number, index)
    ]
    return [cell for cell in cells if not cell.is_blank and cell.fault is None][:SAMPLE]


def _decide(
    column: Column, columns: list[Column], cells: list[Cell], tests: dict[Meaning, Callable[[Cell], bool]]
) -> Column:
    def share(meaning: Meaning) -> float:
        return sum(tests[meaning](cell) for cell in cells) / len(cells)

    if column.meaning in tests and share(column.meaning) > 0:
        return column
    taken = {other.meaning for other in columns if other is not column}
    taken |= {Meaning.GENRE, Meaning.QUANTITY} if Meaning.GENRE_COUNT in taken else set()
    taken |= {Meaning.OUTLETS} if Meaning.OUTLET_MARK in taken else set()
    taken |= {Meaning.WINDOW} if taken & {Meaning.WINDOW_FROM, Meaning.WINDOW_TO, Meaning.WINDOW_MARK} else set()
    is_number_column = column.index == 0 and not column.heading
    # Under the name of one outlet there are ticks and counts; only names of outlets make it a column of outlets.
    candidates = (Meaning.OUTLETS,) if column.meaning is Meaning.OUTLET_MARK else tuple(tests)
    for meaning in candidates:
        if meaning in taken or (
            meaning is Meaning.QUANTITY and (is_number_column or column.meaning is Meaning.UNKNOWN)
        ):
            continue
        if share(meaning) >= MOST:
            return column.understood(meaning, f"các ô bên dưới là {meaning.label}")
    return column


def _give_content(columns: list[Column]) -> list[Column]:
    """Let a column of themes be the content where no other is."""
    if any(column.meaning is Meaning.CONTENT for column in columns):
        return columns
    themes = [column for column in columns if column.meaning is Meaning.THEME]
    return [
        column.understood(Meaning.CONTENT, "không có cột nội dung khác") if themes and column is themes[-1] else column
        for column in columns
    ]


def _give_window(columns: list[Column]) -> list[Column]:
    """Let "Thời gian hoàn thành" be the time where no column tells a beginning; "Đến ngày" stays an end."""
    if any(column.meaning in (Meaning.WINDOW, Meaning.WINDOW_FROM) for column in columns):
        return columns
    return [
        column.understood(Meaning.WINDOW, "không có cột thời gian khác")
        if column.meaning is Meaning.WINDOW_TO and not folded_key(column.heading).startswith("den")
        else column
        for column in columns
    ]


def _keep_one(columns: list[Column], meaning: Meaning, rows: Sequence[GridRow]) -> list[Column]:
    same = [column for column in columns if column.meaning is meaning]
    if len(same) < 2:
        return columns
    best = max(same, key=lambda column: (*_fitness(column), _variety(rows, column.index), -column.index))
    other = Meaning.THEME if meaning is Meaning.CONTENT else Meaning.UNKNOWN
    why = f"đã lấy cột «{best.heading}» làm {meaning.label}"
    return [column.understood(other, why) if column in same and column is not best else column for column in columns]


def _fitness(column: Column) -> tuple[bool, bool, bool, bool]:
    """Return what speaks for a column among those of its meaning: details, days of appearing, words of the form."""
    key = folded_key(column.heading)
    is_detailed = "chi tiet" in key or "cu the" in key
    leads = ("dang" in key and "dang ky" not in key) or "phat" in key or "chu tri" in key or "tuyen truyen" in key
    return is_detailed, leads, key.startswith("noi dung"), "mẫu" in column.reading.why


def _variety(rows: Sequence[GridRow], index: int) -> int:
    return len({cell.whole_text for cell in _sample(rows, index)})

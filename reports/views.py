"""The tables of a report as a reader sees them: headings, lines, figures with the list each one opens.

HTML and DOCX show the same views; nothing is counted here, figures come as cells of the report.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from models.vocabulary import Certainty
from reports.formats import format_month, format_number, mark_count
from reports.record import Cell, CoverageReport, CoverageRow

TOTAL = "Cộng (không trùng)"
EMPTY_ROW = "chưa có tin, bài"
NOT_CONFIRMED = "chưa xác nhận"
SHORT_LABELS = {Certainty.CONFIRMED: "Duyệt", Certainty.PROPOSED: "Đề xuất", Certainty.DOUBTFUL: "Nghi ngờ"}
SHADES = 4


@dataclass(frozen=True, slots=True)
class Count:
    """A figure and the list of works it opens."""

    text: str
    anchor: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Box:
    """What stands in one cell: up to three figures, and how dark the cell is (0 to 4)."""

    counts: tuple[Count, ...]
    shade: int = 0

    @property
    def text(self) -> str:
        """The figures in one line."""
        return " ".join(count.text for count in self.counts)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table. A group line has no boxes; an empty one is to be shown as such."""

    code: str
    name: str
    mark: str = ""
    boxes: tuple[Box, ...] = ()
    is_group: bool = False
    is_empty: bool = False
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over `span` columns."""

    text: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class TableView:
    """A table: `groups` head several columns each where there are any, `columns` head one each."""

    title: str
    name_heading: str
    groups: tuple[Heading, ...]
    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def figure_width(self) -> int:
        """How many columns hold figures."""
        return len(self.columns)

    @property
    def width(self) -> int:
        """How many columns there are with the names."""
        return len(self.columns) + 1


@dataclass(frozen=True, slots=True)
class OpenedList:
    """The works behind one figure."""

    anchor: str
    title: str
    numbers: tuple[int, ...]


class ListBook:
    """Gives every figure its list; the same figures in the same order give the same anchors."""

    def __init__(self) -> None:
        self.lists: list[OpenedList] = []
        self._anchors: dict[tuple[str, tuple[int, ...]], str] = {}

    def open(self, title: str, numbers: tuple[int, ...]) -> str:
        """Keep a list of works, once for each title and works, and return its anchor."""
        known = self._anchors.get((title, numbers))
        if known is not None:
            return known
        anchor = f"c{len(self.lists) + 1}"
        self._anchors[(title, numbers)] = anchor
        self.lists.append(OpenedList(anchor, title, numbers))
        return anchor


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of figures."""

    by_outlet: TableView
    by_month: TableView
    by_department: TableView
    chart: TableView


def view_tables(report: CoverageReport, book: ListBook) -> Tables:
    """Lay out every table of figures of `report`; `book` gets the list behind each figure."""
    return Tables(
        by_outlet=_view_outlets(report, book),
        by_month=_view_months(report, book),
        by_department=_view_departments(report, book),
        chart=_view_chart(report, book),
    )


def month_names(report: CoverageReport) -> tuple[str, ...]:
    """Name the months of the period; with the year only where there are several."""
    with_year = report.start.year != report.end.year
    return tuple(format_month(month, with_year=with_year) for month in report.months)


def time_word(report: CoverageReport) -> str:
    """Name what the time columns are: months, or years in a report on many years."""
    return "năm" if any(month.month is None for month in report.months) else "tháng"


def _three_boxes(book: ListBook, title: str, cell: Cell) -> tuple[Box, ...]:
    """Show a cell in three columns, one for each certainty; a zero opens nothing."""
    boxes = []
    for certainty in Certainty:
        numbers = cell.numbers(certainty)
        anchor = book.open(f"{title} – {certainty.label}", numbers) if numbers else ""
        boxes.append(Box((Count(format_number(len(numbers)), anchor, certainty),)))
    return tuple(boxes)


def _one_box(book: ListBook, title: str, cell: Cell, darkest: int) -> Box:
    """Show a cell in one column with marked figures, as dark as it is full."""
    counts = tuple(
        Count(mark_count(certainty, len(numbers)), book.open(f"{title} – {certainty.label}", numbers), certainty)
        for certainty in Certainty
        if (numbers := cell.numbers(certainty))
    )
    return Box(counts, -(-SHADES * cell.size // darkest) if darkest else 0)


def _view_outlets(report: CoverageReport, book: ListBook) -> TableView:
    names = (*(outlet.name for outlet in report.outlets), TOTAL)

    def boxes(title: str, cells: Sequence[Cell]) -> tuple[Box, ...]:
        named = zip(names, cells, strict=True)
        return tuple(box for name, cell in named for box in _three_boxes(book, f"{title} – {name}", cell))

    lines = _row_lines(report.rows, {row.code: boxes(row.code, (*row.by_outlet, row.total)) for row in report.rows})
    total = boxes("Toàn kế hoạch", (*report.totals.by_outlet, report.totals.total))
    return TableView(
        title="Kết quả theo nội dung kế hoạch và cơ quan báo chí",
        name_heading="Nội dung kế hoạch",
        groups=tuple(Heading(name, len(Certainty)) for name in names),
        columns=tuple(SHORT_LABELS[certainty] for _ in names for certainty in Certainty),
        lines=(*lines, _total_line(total)),
    )


def _total_line(boxes: tuple[Box, ...]) -> Line:
    return Line("", "Số tác phẩm (mỗi tác phẩm tính một lần)", boxes=boxes, is_total=True)


def _row_lines(rows: Iterable[CoverageRow], boxes: Mapping[str, tuple[Box, ...]]) -> list[Line]:
    """Return the lines of plan rows under a group line for each kind; empty rows stay."""
    lines = []
    for kind, members in groupby(rows, key=lambda row: row.kind):
        lines.append(Line("", kind, is_group=True))
        lines += [
            Line(row.code, row.short_name, row.reference, boxes[row.code], is_empty=row.total.size == 0)
            for row in members
        ]
    return lines


def _boxes_in_one_row(
    book: ListBook, title: str, names: Sequence[str], cells: Sequence[Cell], darkest: int
) -> tuple[Box, ...]:
    named = zip(names, cells, strict=True)
    return tuple(_one_box(book, f"{title} – {name}", cell, darkest) for name, cell in named)


def _view_months(report: CoverageReport, book: ListBook) -> TableView:
    months = month_names(report)
    darkest = max((cell.size for row in report.rows for cell in row.by_month), default=0)

    def boxes(title: str, cells: Sequence[Cell], total: Cell, darkest: int) -> tuple[Box, ...]:
        return (
            *_boxes_in_one_row(book, title, months, cells, darkest),
            *_three_boxes(book, f"{title} – {TOTAL}", total),
        )

    by_code = {row.code: boxes(row.code, row.by_month, row.total, darkest) for row in report.rows}
    total = boxes("Toàn kế hoạch", report.totals.by_month, report.totals.total, 0)
    return TableView(
        title=f"Kết quả theo nội dung kế hoạch và {time_word(report)}",
        name_heading="Nội dung kế hoạch",
        groups=(
            Heading(f"{time_word(report).capitalize()} đăng, phát lần đầu", len(months)),
            Heading("Cộng", len(Certainty)),
        ),
        columns=(*months, *SHORT_LABELS.values()),
        lines=(*_row_lines(report.rows, by_code), _total_line(total)),
    )


def _view_departments(report: CoverageReport, book: ListBook) -> TableView:
    codes = [row.code for row in report.rows]
    cells_shown = (cell for row in report.rows for cell in (*row.by_department, row.without_department))
    darkest = max((cell.size for cell in cells_shown), default=0)

    def line(code: str, name: str, mark: str, cells: Sequence[Cell], total: Cell) -> Line:
        title = code or name
        counted = _boxes_in_one_row(book, title, codes, cells, darkest)
        boxes = (*counted, *_three_boxes(book, f"{title} – Cộng", total))
        return Line(code, name, mark, boxes, is_empty=total.size == 0)

    lines = [
        line(
            department.code,
            department.name,
            "" if department.is_confirmed else NOT_CONFIRMED,
            [row.by_department[index] for row in report.rows],
            report.totals.by_department[index],
        )
        for index, department in enumerate(report.departments)
    ]
    none = [row.without_department for row in report.rows]
    rest = line("", "Chưa gắn phòng, đơn vị", "", none, report.totals.without_department)
    lines.append(replace(rest, is_empty=False))
    return TableView(
        title="Kết quả theo phòng, đơn vị và nội dung kế hoạch",
        name_heading="Phòng, đơn vị",
        groups=(Heading("Nội dung kế hoạch", len(codes)), Heading("Số tác phẩm", len(Certainty))),
        columns=(*codes, *SHORT_LABELS.values()),
        lines=tuple(lines),
    )


def _view_chart(report: CoverageReport, book: ListBook) -> TableView:
    """Show the figures of the chart: outlets and certainties by month."""
    months = month_names(report)
    lines = []
    for outlet, cells in zip(report.outlets, report.totals.by_outlet_month, strict=True):
        lines.append(Line("", outlet.name, is_group=True))
        for certainty in Certainty:
            boxes = []
            for month, cell in zip(months, cells, strict=True):
                numbers = cell.numbers(certainty)
                title = f"{outlet.name} – {month} – {certainty.label}"
                counts = (Count(format_number(len(numbers)), book.open(title, numbers), certainty),) if numbers else ()
                boxes.append(Box(counts))
            lines.append(Line("", certainty.label, boxes=tuple(boxes)))
    return TableView(
        title=f"Số tác phẩm theo {time_word(report)}",
        name_heading="Cơ quan báo chí",
        groups=(),
        columns=months,
        lines=tuple(lines),
    )

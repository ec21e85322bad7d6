"""Lay a table out for the templates: rows of cells, with what spans and what is filled."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reports.documents.laid import LaidCell, LaidRow, LaidRun, LaidTable
from reports.documents.outline import iterate_rows, share_widths, write_value
from reports.documents.record import Align, RowKind, Run, Table, TableCell, TableRow
from reports.formats import safe_link, single_line
from reports.measure import text_width

PADDING, ROW_PADDING = 2.4, 1.2
WIDEST_LETTER, LINE_HEIGHT = 0.36, 0.41
"""Millimetres of the widest letters, and of a line, for each point of size."""
FILLED = 0.85
"""How much of a line words fill before one must go to the next."""
TALL, TALL_HEAD = 110.0, 60.0
"""Millimetres from which rows may be parted by a page break, and headings are not repeated on every page."""


def lay_run(run: Run, text: str) -> LaidRun:
    """Return a run with the text to show for it."""
    link = safe_link(run.link)
    return LaidRun(text, run.bold, run.italic, link, is_bare=link == run.text)


@dataclass(frozen=True, slots=True)
class TableLayer:
    """Lays one table out for a text `available` millimetres wide, every text made to fit by `wrap`."""

    table: Table
    available: float
    wrap: Callable[[str, float, float], str]

    def lay(self) -> LaidTable:
        """Return the whole table."""
        widths = share_widths(self.table, self.available)
        head = tuple(self._lay_headings(widths))
        height = sum(row_height(row.cells, widths, self.table.size) for row in head)
        return LaidTable(
            title=single_line(self.table.title),
            size=self.table.size,
            widths=tuple(round(100 * width / self.available, 3) for width in widths),
            head=head,
            repeats_head=height <= TALL_HEAD,
            body=tuple(self._lay_rows(widths)),
        )

    def _lay_headings(self, widths: tuple[float, ...]) -> Iterator[LaidRow]:
        """Give one heading row, or two where groups stand above; a column without a group reaches over both."""
        own = [(column.heading, width) for column, width in zip(self.table.columns, widths, strict=True)]
        if not self.table.groups:
            yield LaidRow(tuple(self._head(text, width) for text, width in own))
            return
        upper, lower, place = [], [], 0
        for group in self.table.groups:
            below = own[place : place + group.span]
            place += group.span
            if group.heading:
                upper.append(self._head(group.heading, sum(width for _text, width in below), span=group.span))
                lower += [self._head(text, width) for text, width in below]
            else:
                upper += [self._head(text, width, rows=2) for text, width in below]
        yield LaidRow(tuple(upper))
        yield LaidRow(tuple(lower))

    def _head(self, text: str, width: float, *, span: int = 1, rows: int = 1) -> LaidCell:
        lines = self._lay_lines(TableCell(single_line(text), bold=True), width)
        return LaidCell(lines, Align.CENTER.value, span, rows, is_filled=True)

    def _lay_rows(self, widths: tuple[float, ...]) -> Iterator[LaidRow]:
        if not self.table.rows:
            empty = TableCell(self.table.empty_text, italic=True)
            yield LaidRow((LaidCell(self._lay_lines(empty, self.available), Align.LEFT.value, span=len(widths)),))
        run = list[TableRow]()
        for row, keeps_next in iterate_rows(self.table):
            run.append(row)
            if not keeps_next:
                yield from self._hold(run, widths)
                run = []

    def _lay_row(self, row: TableRow, widths: tuple[float, ...]) -> tuple[LaidCell, ...]:
        if row.kind is RowKind.GROUP:
            [name] = row.cells
            lines = self._lay_lines(name, self.available, bold=True)
            return (LaidCell(lines, Align.LEFT.value, span=len(widths), is_filled=True),)
        bold = row.kind is RowKind.TOTAL
        return tuple(
            LaidCell(self._lay_lines(cell, width, bold=bold), column.align.value)
            for column, cell, width in zip(self.table.columns, row.cells, widths, strict=True)
        )

    def _hold(self, run: Sequence[TableRow], widths: tuple[float, ...]) -> Iterator[LaidRow]:
        """Lay rows that stay on one page, unless they are too high for that."""
        rows = [self._lay_row(row, widths) for row in run]
        heights = [row_height(cells, widths, self.table.size) for cells in rows]
        is_held = sum(heights) <= TALL
        for place, (cells, height) in enumerate(zip(rows, heights, strict=True)):
            yield LaidRow(cells, 1 if not is_held else 0 if place else len(rows), height > TALL)

    def _lay_lines(self, cell: TableCell, width: float, *, bold: bool = False) -> tuple[tuple[LaidRun, ...], ...]:
        """Return the cell's lines: its value, then its links."""
        written = write_value(cell.value)
        texts = written.split("\n") if written or not cell.links else []
        runs = [Run(text, bold=bold or cell.bold, italic=cell.italic) for text in texts]
        runs += [Run(single_line(text), link=url) for text, url in cell.links]
        return tuple((lay_run(run, self.wrap(run.text, self.table.size, width - PADDING)),) for run in runs)


def row_height(cells: Sequence[LaidCell], widths: Sequence[float], size: float) -> float:
    """Return about how many millimetres high a row of letters of `size` points is, rather too many than too few."""
    column, lines = 0, 1
    for cell in cells:
        room = sum(widths[column : column + cell.span]) - PADDING
        column += cell.span
        lines = max(lines, sum(_count_lines(run.text, room, size) for [run] in cell.lines))
    return lines * size * LINE_HEIGHT + ROW_PADDING


def _count_lines(text: str, room: float, size: float) -> int:
    """Return about how many lines a text takes; short ones are not worth measuring."""
    if len(text) * size * WIDEST_LETTER <= room:
        return 1
    return int(text_width(text, size, bold=True) / (FILLED * max(room, size * WIDEST_LETTER))) + 1

"""One table of a document on its sheet: heading rows that stay in sight and on every page, filters, rows, sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from reports.documents.outline import write_value
from reports.documents.record import RowKind, Table, TableCell, TableRow
from reports.documents.sheets import DocumentBook, fit_height
from reports.formats import single_line

SHEET_WIDTH = 150  # letters across a landscape page that stays readable when fitted to its width
WIDEST_ON_AVERAGE = 25
NARROWEST, LINK_WIDTH = 5.0, 30.0
HEAD_ROW = 3
HEAD_LOOK = {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E6ECE7", "border": 1}
GROUP_LOOK = {"bold": True, "bg_color": "#F3F6F3", "border": 1}
MORE_LINKS = "Đường dẫn khác"


@dataclass(frozen=True, slots=True)
class TableSheet:
    """Writes `table` on `sheet`, below a heading and the line that names its document.

    A cell opens one link: further ones get columns of their own behind the table.
    """

    book: DocumentBook
    sheet: Worksheet
    table: Table

    def write(self, heading: str, attached: str) -> None:
        """Write the whole sheet."""
        self.book.write_value(self.sheet, 0, 0, single_line(heading), bold=True, font_size=14, text_wrap=False)
        self.book.write_value(self.sheet, 1, 0, attached, italic=True, text_wrap=False)
        widths = self._widths()
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self._write_headings(widths)
        for place, row in enumerate(self.table.rows, start=self._first):
            self._write_row(place, row, widths)
        if not self.table.rows:
            self.book.write_value(self.sheet, self._first, 0, self.table.empty_text, italic=True, text_wrap=False)
        self.sheet.repeat_rows(HEAD_ROW, self._first - 1)
        self.sheet.freeze_panes(self._first, 0)
        last = self._first + max(len(self.table.rows), 1) - 1
        self.sheet.print_area(0, 0, last, len(self.table.columns) - 1)  # further links are no use on paper
        self._filter(len(widths))

    @property
    def _first(self) -> int:
        """The first row below the headings."""
        return HEAD_ROW + (2 if self.table.groups else 1)

    def _widths(self) -> list[float]:
        whole = sum(column.width for column in self.table.columns)
        available = min(SHEET_WIDTH, WIDEST_ON_AVERAGE * len(self.table.columns))
        widths = [max(available * column.width / whole, NARROWEST) for column in self.table.columns]
        more = max((len(_more_links(row)) for row in self.table.rows), default=0)
        return widths + [LINK_WIDTH] * more

    def _filter(self, columns: int) -> None:
        """Filter all but the sums at the end, so that sorting leaves them below."""
        rows = self.table.rows
        sums = next((n for n, row in enumerate(reversed(rows)) if row.kind is not RowKind.TOTAL), len(rows))
        if len(rows) > sums:
            self.sheet.autofilter(self._first - 1, 0, self._first + len(rows) - sums - 1, columns - 1)

    def _write_headings(self, widths: Sequence[float]) -> None:
        own = [single_line(column.heading) for column in self.table.columns]
        headings = own + [MORE_LINKS] * (len(widths) - len(own))
        lower = self._first - 1
        for column, text in enumerate(headings):
            self.book.write_value(self.sheet, lower, column, text, **HEAD_LOOK)
        self.sheet.set_row(lower, fit_height(headings, [0.8 * width for width in widths]))
        column = 0
        for group in self.table.groups:
            last = column + group.span - 1
            if group.span > 1 and group.heading:
                look = self.book.look(text_wrap=True, **HEAD_LOOK)
                self.sheet.merge_range(HEAD_ROW, column, HEAD_ROW, last, "", look)
            for place in range(column, last + 1):
                text = single_line(group.heading) if place == column else ""
                self.book.write_value(self.sheet, HEAD_ROW, place, text, **HEAD_LOOK)
            column = last + 1

    def _write_row(self, place: int, row: TableRow, widths: Sequence[float]) -> None:
        if row.kind is RowKind.GROUP:
            for column in range(len(widths)):
                value = row.cells[0].value if column == 0 else None
                self.book.write_value(self.sheet, place, column, value, text_wrap=False, **GROUP_LOOK)
            return
        for column, (cell, shape) in enumerate(zip(row.cells, self.table.columns, strict=True)):
            is_bold = cell.bold or row.kind is RowKind.TOTAL
            self._write_cell(place, column, cell, bold=is_bold, align=shape.align.value, italic=cell.italic, border=1)
        for column, (text, url) in enumerate(_more_links(row), start=len(row.cells)):
            self.book.write_link(self.sheet, place, column, text, url, border=1)
        self.sheet.set_row(place, fit_height(map(_longest_text, row.cells), widths[: len(row.cells)]))

    def _write_cell(self, place: int, column: int, cell: TableCell, **shape: Any) -> None:
        if not cell.links:
            self.book.write_value(self.sheet, place, column, cell.value, **shape)
            return
        text, url = cell.links[0]
        self.book.write_link(self.sheet, place, column, write_value(cell.value) or text, url, **shape)


def _more_links(row: TableRow) -> list[tuple[str, str]]:
    """Return the links of a row behind the first of each cell."""
    return [link for cell in row.cells for link in cell.links[1:]]


def _longest_text(cell: TableCell) -> str:
    """Return what the cell shows, for its height."""
    return write_value(cell.value) or (single_line(cell.links[0][0]) if cell.links else "")

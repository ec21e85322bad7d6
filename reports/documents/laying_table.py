"""Lay a table out for the templates: rows of cells, with what spans and what is filled."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.documents.laid import LaidCell, LaidRun, LaidTable
from reports.documents.outline import share_widths, write_value
from reports.documents.record import Align, RowKind, Run, Table, TableCell, TableRow
from reports.formats import safe_link, single_line

PADDING = 2.4
TALL = 600
"""Letters in a cell from which its row may be parted by a page break."""


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
        widths = share_widths(self.table.columns, self.available)
        return LaidTable(
            title=single_line(self.table.title),
            size=self.table.size,
            widths=tuple(round(100 * width / self.available, 3) for width in widths),
            head=tuple(self._lay_headings(widths)),
            body=tuple(self._lay_rows(widths)),
        )

    def _lay_headings(self, widths: tuple[float, ...]) -> Iterator[tuple[LaidCell, ...]]:
        """Give one heading row, or two where groups stand above; a column without a group reaches over both."""
        own = [(column.heading, width) for column, width in zip(self.table.columns, widths, strict=True)]
        if not self.table.groups:
            yield tuple(self._head(text, width) for text, width in own)
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
        yield tuple(upper)
        yield tuple(lower)

    def _head(self, text: str, width: float, *, span: int = 1, rows: int = 1) -> LaidCell:
        lines = self._lay_lines(TableCell(single_line(text), bold=True), width)
        return LaidCell(lines, Align.CENTER.value, span, rows, is_filled=True)

    def _lay_rows(self, widths: tuple[float, ...]) -> Iterator[tuple[LaidCell, ...]]:
        if not self.table.rows:
            empty = TableCell(self.table.empty_text, italic=True)
            yield (LaidCell(self._lay_lines(empty, self.available), Align.LEFT.value, span=len(widths)),)
        for row in self.table.rows:
            yield self._lay_row(row, widths)

    def _lay_row(self, row: TableRow, widths: tuple[float, ...]) -> tuple[LaidCell, ...]:
        if row.kind is RowKind.GROUP:
            [name] = row.cells
            lines = self._lay_lines(name, self.available, bold=True)
            return (LaidCell(lines, Align.LEFT.value, span=len(widths), is_filled=True),)
        bold = row.kind is RowKind.TOTAL
        return tuple(
            self._lay_cell(cell, width, column.align, bold=bold)
            for column, cell, width in zip(self.table.columns, row.cells, widths, strict=True)
        )

    def _lay_cell(self, cell: TableCell, width: float, align: Align, *, bold: bool) -> LaidCell:
        lines = self._lay_lines(cell, width, bold=bold)
        return LaidCell(lines, align.value, is_tall=sum(len(run.text) for [run] in lines) > TALL)

    def _lay_lines(self, cell: TableCell, width: float, *, bold: bool = False) -> tuple[tuple[LaidRun, ...], ...]:
        """Return the cell's lines: its value, then its links."""
        written = write_value(cell.value)
        texts = written.split("\n") if written or not cell.links else []
        runs = [Run(text, bold=bold or cell.bold, italic=cell.italic) for text in texts]
        runs += [Run(single_line(text), link=url) for text, url in cell.links]
        return tuple((lay_run(run, self.wrap(run.text, self.table.size, width - PADDING)),) for run in runs)

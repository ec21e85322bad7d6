"""A table of a document as WordprocessingML: repeated headings, whole rows, totals that do not stand alone."""

from collections.abc import Iterator, Sequence

from reports.documents.outline import iterate_rows, share_widths, write_value
from reports.documents.record import RowKind, Table, TableCell, TableRow
from reports.formats import safe_link
from reports.word_xml import Cell, Row, Run, write_gap, write_paragraph, write_table

HEAD_FILL = "E6ECE7"
PADDING = 1.2


def write_data_table(table: Table, available: float, *, keeps_next: bool = False) -> str:
    """Return the table with its title; with `keeps_next` its last rows stay on the page of what follows."""
    title = Run(table.title, bold=True)
    head = write_paragraph([title], align="center", after=3, keeps_next=True) if table.title else write_gap(4)
    widths = share_widths(table, available)
    rows = [*_heading_rows(table), *_body_rows(table, keeps_next=keeps_next)]
    return head + write_table(widths, rows, padding=PADDING) + write_gap(2, keeps_next=keeps_next)


def _heading_rows(table: Table) -> Iterator[Row]:
    """Give one heading row, or two where groups stand above; a column without a group reaches over both."""

    def cell(text: str, *, span: int = 1, starts_merge: bool = False) -> Cell:
        lines = [[Run(text, bold=True, size=table.size)]]
        return Cell(lines, span, "center", HEAD_FILL, starts_merge=starts_merge, is_middle=True)

    headings = [column.heading for column in table.columns]
    if not table.groups:
        yield Row([cell(text) for text in headings], is_heading=True, keeps_next=True)
        return
    upper, lower, column = [], [], 0
    for group in table.groups:
        own = headings[column : column + group.span]
        column += group.span
        if group.heading:
            upper.append(cell(group.heading, span=group.span))
            lower += [cell(text) for text in own]
        else:
            upper += [cell(text, starts_merge=True) for text in own]
            lower += [Cell(continues=True, fill=HEAD_FILL)] * len(own)
    yield Row(upper, is_heading=True, keeps_next=True)
    yield Row(lower, is_heading=True, keeps_next=True)


def _body_rows(table: Table, *, keeps_next: bool) -> Iterator[Row]:
    if not table.rows:
        empty = Cell([[Run(table.empty_text, italic=True, size=table.size)]], span=len(table.columns))
        yield Row([empty], keeps_next=keeps_next)
    for row, is_held in iterate_rows(table):
        is_last = row is table.rows[-1]
        yield Row(_write_cells(table, row), keeps_next=is_held or (is_last and keeps_next))


def _write_cells(table: Table, row: TableRow) -> Sequence[Cell]:
    if row.kind is RowKind.GROUP:
        [name] = row.cells
        return [Cell(_write_lines(name, table.size, bold=True), span=len(table.columns), fill=HEAD_FILL)]
    bold = row.kind is RowKind.TOTAL
    return [
        Cell(_write_lines(cell, table.size, bold=bold), align=column.align.value)
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]


def _write_lines(cell: TableCell, size: float, *, bold: bool) -> list[list[Run]]:
    """Return the cell's lines: its value, then its links; a link that is no plain address is mere text."""
    is_bold = bold or cell.bold
    written = write_value(cell.value)
    lines = written.split("\n") if written or not cell.links else []
    shown = [[Run(line, bold=is_bold, italic=cell.italic, size=size)] for line in lines]
    return shown + [[Run(text, size=size, link=safe_link(url))] for text, url in cell.links]

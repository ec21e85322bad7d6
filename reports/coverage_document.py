"""The coverage report as an official document, for its PDF: the same figures, tables and lists as its other formats."""

from collections.abc import Iterable, Iterator, Sequence

from models.clock import local_day
from reports.annex import ANNEX_COLUMNS, ANNEX_TITLE, CERTAINTY_COLUMN, REASON_COLUMN, AnnexLine, view_annex
from reports.documents.record import (
    Align,
    Annex,
    Block,
    Column,
    ColumnGroup,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    RowKind,
    Table,
    TableCell,
    TableRow,
    bullet,
    paragraph,
    table_row,
)
from reports.formats import format_number
from reports.record import Charts, CoverageReport, Work
from reports.summary import COMPLETENESS_COLUMNS, Summary, SummaryLine, name_period, stamp, summarise
from reports.views import EMPTY_ROW, Line, ListBook, Tables, TableView, view_tables

ANNEX_WIDTHS = (6.0, 34.0, 10.0, 16.0, 16.0, 13.0, 11.0, 18.0, 26.0, 14.0, 26.0)
LIST_SIZE, TABLE_SIZE = 9.5, 10.0
NAME_SHARE = 0.3


def lay_coverage(report: CoverageReport, charts: Charts) -> Document:
    """Return the coverage report as a document."""
    book = ListBook()
    summary, tables = summarise(report, book.open), view_tables(report, book)
    return Document(
        letterhead=report.letterhead,
        subject=f"Kết quả tin, bài thực hiện {report.plan.title}",
        day=local_day(report.as_of),
        as_of=report.as_of,
        blocks=tuple(_write_blocks(report, summary, tables, charts)),
        annexes=tuple(_write_annexes(report, tables)),
        warning=summary.warning,
    )


def _write_blocks(report: CoverageReport, summary: Summary, tables: Tables, charts: Charts) -> Iterator[Block]:
    yield Note(f"Kỳ báo cáo {name_period(report)}. {stamp(report)}.")
    yield Heading(1, "Kết quả chung")
    outlets = ", ".join(outlet.name for outlet in report.outlets) or "chưa có cơ quan báo chí nào"
    yield paragraph(
        f"Trong kỳ, đã đọc {format_number(report.standing.read)} tin, bài ({outlets}). Số tác phẩm thuộc kế hoạch, ba "
        "mức để riêng, không cộng gộp:"
    )
    yield KeyFigures(tuple(KeyFigure(line.count, line.label, line.note) for line in summary.headline))
    yield _table_of_lines("Cần biết khi đọc", summary.lines)
    yield _table_of_lines("Mọi tin, bài đã đọc trong kỳ", summary.reading)
    yield Heading(2, "Mức đầy đủ của việc thu thập")
    if summary.completeness:
        columns = tuple(Column(heading, 16.0, Align.CENTER) for heading in COMPLETENESS_COLUMNS)
        yield Table(columns, tuple(table_row(*line) for line in summary.completeness), size=TABLE_SIZE)
    else:
        yield paragraph("Chưa có lượt thu thập nào ghi lại mức đầy đủ của từng báo.")
    yield Heading(1, tables.chart.title)
    yield Figure(charts.svg, charts.png, "", tables.chart.title, table=_lay_table(tables.chart, titled=False))
    yield Heading(1, "Kết quả theo nội dung kế hoạch")
    yield _lay_table(tables.by_outlet, titled=False)
    yield Heading(2, "Cách tính")
    yield from (bullet(note.removesuffix(".")) for note in summary.notes)
    yield Note(summary.versions)


def _table_of_lines(title: str, lines: Iterable[SummaryLine]) -> Table:
    columns = (Column("Điều cần biết", 70.0), Column("Số", 30.0, Align.RIGHT))
    rows = (table_row(f"{line.label}\n{line.note}" if line.note else line.label, line.text) for line in lines)
    return Table(columns, tuple(rows), title=title, size=TABLE_SIZE)


def _lay_table(view: TableView, *, titled: bool = True) -> Table:
    """Lay out a table of figures; the names keep nearly a third of the width."""
    share = 100.0 * (1 - NAME_SHARE) / max(view.figure_width, 1)
    columns = (
        Column(view.name_heading, 100.0 * NAME_SHARE),
        *(Column(name, share, Align.CENTER) for name in view.columns),
    )
    groups = (
        (ColumnGroup("", 1), *(ColumnGroup(group.text, group.span) for group in view.groups)) if view.groups else ()
    )
    rows = tuple(_lay_line(line, view.figure_width) for line in view.lines)
    return Table(columns, rows, title=view.title if titled else "", groups=groups, size=TABLE_SIZE - 1)


def _lay_line(line: Line, width: int) -> TableRow:
    name = ". ".join(part for part in (line.code, line.name) if part) + (f" ({line.mark})" if line.mark else "")
    if line.is_group:
        return TableRow((TableCell(name, bold=True),), RowKind.GROUP)
    if line.is_empty:
        return table_row(name, TableCell(EMPTY_ROW, italic=True), *[None] * (width - 1))
    kind = RowKind.TOTAL if line.is_total else RowKind.PLAIN
    return table_row(name, *(box.text for box in line.boxes), kind=kind)


def _write_annexes(report: CoverageReport, tables: Tables) -> Iterator[Annex]:
    yield Annex(tables.by_month.title, (_lay_table(tables.by_month, titled=False),))
    yield Annex(tables.by_department.title, (_lay_table(tables.by_department, titled=False),))
    yield Annex(ANNEX_TITLE, (_lay_list(report, report.works),))
    lists = (
        ("Tin, bài thuộc ngành, ngoài kế hoạch", report.outside),
        ("Tin, bài không rõ ngày đăng (không tính)", report.undated),
        ("Trang chờ xem lại (không tính)", report.quarantined),
    )
    for title, works in lists:
        if works:
            yield Annex(title, (_lay_list(report, works),))


def _lay_list(report: CoverageReport, works: Sequence[Work]) -> Table:
    headings = (*ANNEX_COLUMNS, CERTAINTY_COLUMN, REASON_COLUMN)
    columns = tuple(Column(heading, width) for heading, width in zip(headings, ANNEX_WIDTHS, strict=True))
    return Table(columns, tuple(_lay_work(line) for line in view_annex(report, works)), size=LIST_SIZE)


def _lay_work(line: AnnexLine) -> TableRow:
    links = tuple((link.outlet, link.url) for link in line.links if link.url)
    return table_row(
        line.number,
        f"{line.title}\n({line.note})" if line.note else line.title,
        line.genre,
        line.authors,
        line.outlets,
        line.day,
        line.rows,
        line.departments,
        TableCell(None, links=links),
        line.certainty,
        line.reasons,
    )

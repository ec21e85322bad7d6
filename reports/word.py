"""Write the coverage report as a Word document the office edits and signs: report, tables, chart, annexes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import chain

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from models.clock import VIETNAM, local_day
from reports.annex import ANNEX_COLUMNS, ANNEX_TITLE, CERTAINTY_COLUMN, REASON_COLUMN, AnnexLine, view_annex
from reports.formats import format_number, single_line
from reports.record import Charts, CoverageReport
from reports.summary import COMPLETENESS_COLUMNS, Summary, SummaryLine, name_period, stamp, summarise
from reports.views import EMPTY_ROW, Line, ListBook, Tables, TableView, view_tables
from reports.word_layout import (
    LANDSCAPE_WIDTH,
    PORTRAIT_WIDTH,
    WordPaper,
    add_body,
    add_heading,
    add_letterhead,
    add_line,
    add_signature,
    add_warning,
    start_annex,
)
from reports.word_xml import Cell, Row, Run, write_rule, write_table

HEAD_FILL = "E6ECE7"
SHADES = (None, "EEF4F0", "DCEAE2", "C3DDCF", "A6CDB9")
ANNEX_WIDTHS = (9.0, 52.0, 17.0, 25.0, 26.0, 20.0, 15.0, 26.0, 62.0)
ROWS_WITH_TOTAL = 4
ROMAN = ("I", "II", "III", "IV", "V")


def render_document(report: CoverageReport, charts: Charts) -> bytes:
    """Return the whole document."""
    paper = WordPaper()
    properties = paper.document.core_properties
    properties.title = single_line(report.plan.title)
    properties.author = single_line(report.letterhead.name)
    stamped = report.as_of.astimezone(VIETNAM).replace(tzinfo=None)
    properties.created = properties.modified = stamped
    book = ListBook()
    summary, tables = summarise(report, book.open), view_tables(report, book)
    if summary.warning:
        add_warning(paper, summary.warning)
    _add_front(paper, report)
    _add_results(paper, report, summary)
    _add_months(paper, tables, charts)
    _add_rows(paper, tables, summary)
    add_signature(paper)
    _add_annexes(paper, report, tables)
    return paper.save()


def _add_front(paper: WordPaper, report: CoverageReport) -> None:
    add_letterhead(paper, report.letterhead, local_day(report.as_of))
    add_line(paper, "BÁO CÁO", bold=True, size=14, before=14)
    add_line(paper, "Kết quả tin, bài thực hiện", bold=True, size=14)
    add_line(paper, report.plan.title, bold=True, size=14)
    paper.put(write_rule(55, PORTRAIT_WIDTH))
    add_line(paper, f"(Kỳ báo cáo {name_period(report)})", italic=True, before=4)
    add_line(paper, stamp(report), bold=True, before=2)


def _add_results(paper: WordPaper, report: CoverageReport, summary: Summary) -> None:
    add_heading(paper, "I. KẾT QUẢ CHUNG")
    outlets = ", ".join(outlet.name for outlet in report.outlets) or "chưa có cơ quan báo chí nào"
    add_body(
        paper,
        f"Trong kỳ, đã đọc {format_number(report.standing.read)} tin, bài ({outlets}). "
        "Số tác phẩm thuộc kế hoạch, ba mức để riêng, không cộng gộp:",
    )
    add_line(paper, "", size=4)
    cells = [
        Cell(
            [
                [Run(line.text, bold=True, size=20)],
                [Run(line.label, bold=True)],
                [Run(line.note, italic=True, size=10)],
            ],
            align="center",
        )
        for line in summary.headline
    ]
    paper.put(write_table((PORTRAIT_WIDTH / 3,) * 3, [Row(cells)]))
    add_line(paper, "", size=6)
    _add_summary_table(paper, "Cần biết khi đọc", summary.lines)
    add_line(paper, "", size=6)
    _add_summary_table(paper, "Mọi tin, bài đã đọc trong kỳ", summary.reading)
    add_heading(paper, "Mức đầy đủ của việc thu thập", level=2)
    if summary.completeness:
        widths = (45.0, 40.0, 20.0, 20.0, 20.0, 20.0)
        rows = [_plain_row(COMPLETENESS_COLUMNS, is_heading=True), *map(_plain_row, summary.completeness)]
        rows = [replace(row, keeps_next=True) for row in rows[:-1]] + rows[-1:]
        paper.put(write_table(widths, rows))
    else:
        add_body(paper, "Chưa có lượt thu thập nào ghi lại mức đầy đủ của từng báo.")


def _add_summary_table(paper: WordPaper, title: str, lines: Iterable[SummaryLine]) -> None:
    rows = [Row([Cell([[Run(title, bold=True, size=12)]], span=2, fill=HEAD_FILL)], is_heading=True)]
    for line in lines:
        label = [[Run(line.label, size=12)]] + ([[Run(line.note, italic=True, size=10)]] if line.note else [])
        rows.append(Row([Cell(label), Cell([[Run(line.text, bold=True, size=12)]], align="right")]))
    paper.put(write_table((115.0, PORTRAIT_WIDTH - 115.0), rows))


def _plain_row(texts: Sequence[str], *, is_heading: bool = False) -> Row:
    fill = HEAD_FILL if is_heading else None
    return Row(
        [Cell([[Run(text, bold=is_heading, size=11)]], align="center", fill=fill) for text in texts],
        is_heading=is_heading,
    )


def _add_months(paper: WordPaper, tables: Tables, charts: Charts) -> None:
    add_heading(paper, f"II. {tables.chart.title.upper()}")
    picture = paper.document.add_paragraph()
    picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
    picture.paragraph_format.keep_with_next = True
    picture.add_run().add_picture(BytesIO(charts.png), width=Mm(PORTRAIT_WIDTH))
    _add_figures(paper, tables.chart, PORTRAIT_WIDTH, figure_width=10.5, size=10)


def _add_rows(paper: WordPaper, tables: Tables, summary: Summary) -> None:
    add_heading(paper, "III. KẾT QUẢ THEO NỘI DUNG KẾ HOẠCH")
    _add_figures(paper, tables.by_outlet, PORTRAIT_WIDTH, figure_width=11.0, size=9.5)
    add_heading(paper, "Cách tính", level=2)
    for note in summary.notes:
        add_line(paper, f"- {note}", size=11, align=WD_ALIGN_PARAGRAPH.JUSTIFY, before=2)
    add_line(paper, summary.versions, italic=True, size=10, align=WD_ALIGN_PARAGRAPH.LEFT, before=6)


def _add_figures(paper: WordPaper, view: TableView, available: float, *, figure_width: float, size: float) -> None:
    """Add a table of figures; columns shrink when there are many, the first keeps over a quarter of the width.

    The last rows stay on one page: a total alone says nothing.
    """
    count = len(view.columns)
    width = min(figure_width, available * 0.72 / max(count, 1))
    widths = (available - width * count, *[width] * count)
    lines = [_figure_row(line, count, size) for line in view.lines]
    kept = [replace(row, keeps_next=True) for row in lines[-ROWS_WITH_TOTAL:-1]]
    rows = [*_heading_rows(view, size), *lines[:-ROWS_WITH_TOTAL], *kept, *lines[-1:]]
    paper.put(write_table(widths, rows))


def _heading_rows(view: TableView, size: float) -> list[Row]:
    def head(text: str, *, span: int = 1, starts_merge: bool = False) -> Cell:
        lines = [[Run(text, bold=True, size=size)]]
        return Cell(lines, span=span, align="center", fill=HEAD_FILL, starts_merge=starts_merge)

    columns = [Cell([[Run(text, bold=True, size=size - 1.5)]], align="center", fill=HEAD_FILL) for text in view.columns]
    if not view.groups:
        return [Row([head(view.name_heading), *columns], is_heading=True)]
    groups = [head(group.text, span=group.span) for group in view.groups]
    return [
        Row([head(view.name_heading, starts_merge=True), *groups], is_heading=True),
        Row([Cell(continues=True, fill=HEAD_FILL), *columns], is_heading=True),
    ]


def _figure_row(line: Line, count: int, size: float) -> Row:
    if line.is_group:
        name = Cell([[Run(line.name, bold=True, size=size)]], span=count + 1, fill=HEAD_FILL)
        return Row([name], keeps_next=True)
    runs = [Run(f"{line.code} ", bold=True, size=size)] if line.code else []
    runs.append(Run(line.name, bold=line.is_total, size=size))
    if line.mark:
        runs.append(Run(f" ({line.mark})", italic=True, size=size - 1))
    if line.is_empty:
        return Row([Cell([runs]), Cell([[Run(EMPTY_ROW, italic=True, size=size)]], span=count)])
    boxes = [
        Cell([[Run(box.text, bold=line.is_total, size=size)]], align="center", fill=SHADES[box.shade])
        for box in line.boxes
    ]
    return Row([Cell([runs]), *boxes])


def _add_annexes(paper: WordPaper, report: CoverageReport, tables: Tables) -> None:
    legend = "Trong một ô: 3 là đã duyệt, +2 là đề xuất, (1) là còn nghi ngờ; ô càng đậm càng nhiều tác phẩm."
    for number, view, width in ((0, tables.by_month, 12.2), (1, tables.by_department, 9.6)):
        _add_annex_title(paper, report, ROMAN[number], view.title)
        add_line(paper, legend, italic=True, size=11, align=WD_ALIGN_PARAGRAPH.LEFT)
        _add_figures(paper, view, LANDSCAPE_WIDTH, figure_width=width, size=8)
    lists = (
        (ANNEX_TITLE, report.works),
        ("Tin, bài thuộc ngành, ngoài kế hoạch", report.outside),
        ("Tin, bài không rõ ngày đăng (không tính)", report.undated),
    )
    for number, (title, works) in enumerate((one for one in lists if one[1]), start=2):
        _add_annex_title(paper, report, ROMAN[number], title)
        _add_list(paper, view_annex(report, works))
    for title in (title for title, works in lists if not works):
        add_line(paper, f"{title.capitalize()}: không có.", italic=True, align=WD_ALIGN_PARAGRAPH.LEFT, before=6)


def _add_annex_title(paper: WordPaper, report: CoverageReport, number: str, title: str) -> None:
    start_annex(paper)
    add_line(paper, f"Phụ lục {number}", bold=True, size=14)
    add_line(paper, title.upper(), bold=True, size=13)
    code = report.letterhead.document_code
    attached = f"(Kèm theo Báo cáo số ......../BC-{code} ngày ...... tháng ...... năm ..........)"
    add_line(paper, attached, italic=True)
    add_line(paper, f"Kỳ {name_period(report)}. {stamp(report)}.", italic=True, size=11)


def _add_list(paper: WordPaper, lines: Sequence[AnnexLine]) -> None:
    """Add works one a row in the columns of the plan's annex form; certainty and reasons stand under the link."""
    headings = (*ANNEX_COLUMNS[:-1], f"{ANNEX_COLUMNS[-1]}; {CERTAINTY_COLUMN.lower()}; {REASON_COLUMN.lower()}")
    head = [Cell([[Run(text, bold=True, size=9)]], align="center", fill=HEAD_FILL) for text in headings]
    paper.put(write_table(ANNEX_WIDTHS, chain([Row(head, is_heading=True)], map(_list_row, lines))))


def _list_row(line: AnnexLine) -> Row:
    title = [Run(line.title, bold=True, size=9)] + ([Run(f" ({line.note})", italic=True, size=9)] if line.note else [])
    texts = (line.genre, line.authors, line.outlets, line.day, line.rows, line.departments)
    links = [[Run(link.url, size=8, link=link.url)] for link in line.links if link.url is not None]
    certainty = [Run(line.certainty, bold=True, size=9)]
    if line.reasons:
        certainty.append(Run(f" – {line.reasons}", size=8.5))
    return Row(
        [
            Cell([[Run(str(line.number), size=9)]], align="center"),
            Cell([title]),
            *(Cell([[Run(text, size=9)]]) for text in texts),
            Cell([*links, certainty]),
        ]
    )

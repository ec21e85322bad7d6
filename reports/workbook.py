"""Write the coverage report as an Excel workbook: real dates and numbers, filters, A4 landscape, a native chart.

Crawled text is only ever a string: no formula, no link but plain http(s), no control character.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.clock import VIETNAM
from models.vocabulary import Certainty
from reports.annex import ANNEX_COLUMNS, CERTAINTY_COLUMN, REASON_COLUMN, AnnexLine, view_annex
from reports.formats import format_instant, format_local_day, format_number, format_share, single_line
from reports.record import Cell, CoverageReport
from reports.summary import COMPLETENESS_COLUMNS, Summary, SummaryLine, name_period, stamp, summarise
from reports.views import NOT_CONFIRMED, month_names, time_word

CELL_LIMIT = 32_767
LINK_LENGTH_LIMIT = 690  # Excel takes 2,079 after escaping, which can triple a letter
LINK_COUNT_LIMIT = 60_000
CUT_MARK = "… [đã cắt bớt]"
PAPER_A4 = 9
LIST_WIDTHS = (5, 40, 8, 17, 16, 11, 10, 22, 9, 12, 44, 20, 60, 20)
PRINTED_LIST_COLUMNS = 12
LINK_TEXT = "Mở bài"
NAME_WIDTH = 50
SMALL = 1.7  # letters of the small size need that much less room than others, in both directions taken together
LINE_HEIGHT = 15
LETTERS_PER_WIDTH = 1.15
HIGHEST_ROW = 400  # Excel allows 409 points
LIST_EXTRA = (CERTAINTY_COLUMN, REASON_COLUMN, "Ghi chú", "Các lần đăng khác", "Mã văn bản (SHA-256)")
CHART_FILLS = {Certainty.CONFIRMED: "#1F5F4A", Certainty.PROPOSED: "#8FC1AB", Certainty.DOUBTFUL: "#F4F1E8"}
CHART_PATTERNS = {Certainty.PROPOSED: "wide_upward_diagonal", Certainty.DOUBTFUL: "dotted_diamond"}


class CoverageWorkbook:
    """A workbook being written; a `warning` of page one stands at the top of every sheet."""

    def __init__(self, report: CoverageReport, warning: str) -> None:
        self.report = report
        self.warning = warning
        self.buffer = BytesIO()
        self.book = Workbook(
            self.buffer,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self.book.set_properties(
            {
                "title": single_line(report.plan.title),
                "created": report.as_of.astimezone(VIETNAM).replace(tzinfo=None),
            }
        )
        self.base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "border": 1}
        self.text = self._format(text_wrap=True)
        self.number = self._format(num_format="#,##0", align="center")
        self.centre = self._format(align="center", text_wrap=True)
        self.day = self._format(num_format="dd/mm/yyyy", align="center")
        self.link = self._format(font_color="#1F5F4A", underline=1, text_wrap=True, font_size=9)
        self.small = self._format(text_wrap=True, font_size=9)
        self.head = self._format(bold=True, text_wrap=True, align="center", valign="vcenter", bg_color="#E6ECE7")
        self.strong = self._format(bold=True, text_wrap=True)
        self.strong_number = self._format(bold=True, num_format="#,##0", align="center")
        self.title = self.book.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True})
        self.alarm = self.book.add_format(
            {"font_name": "Times New Roman", "font_size": 14, "bold": True, "font_color": "#A3341C"}
        )
        self.plain = self.book.add_format({"font_name": "Times New Roman", "font_size": 11})

    def _format(self, **changes: Any) -> Format:
        return self.book.add_format(self.base | changes)

    def start_sheet(self, name: str, headings: Sequence[str], widths: Sequence[float], subtitle: str) -> Worksheet:
        """Add a sheet with its title lines and its heading row (row 4), set up to be filtered and printed."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(PAPER_A4)
        sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")
        sheet.write_string(0, 0, self.warning or subtitle, self.alarm if self.warning else self.title)
        named = f"{subtitle} – {self.report.plan.title}" if self.warning else self.report.plan.title
        sheet.write_string(1, 0, single_line(named), self.plain)
        sheet.write_string(2, 0, f"Kỳ {name_period(self.report)}. {stamp(self.report)}.", self.plain)
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(column, column, width)
            self.write_text(sheet, 3, column, heading, self.head)
        self.fit_row(sheet, 3, headings, [0.8 * width for width in widths])
        sheet.repeat_rows(3)
        sheet.freeze_panes(4, 2)
        return sheet

    def write_text(self, sheet: Worksheet, row: int, column: int, text: str, style: Format | None = None) -> None:
        """Write text as text, whatever it looks like; what Excel cannot hold is cut with a mark."""
        line = single_line(text)
        if len(line) > CELL_LIMIT:
            line = line[: CELL_LIMIT - len(CUT_MARK)] + CUT_MARK
        sheet.write_string(row, column, line, style or self.text)

    def fit_row(self, sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
        """Make a row as high as its longest text needs; spreadsheets do not all do so on opening."""
        lines = max(
            -(-len(text) // max(int(LETTERS_PER_WIDTH * width), 1)) for text, width in zip(texts, widths, strict=True)
        )
        if lines > 1:
            sheet.set_row(row, min(LINE_HEIGHT * lines, HIGHEST_ROW))

    def close(self) -> bytes:
        """Finish the workbook and return its bytes."""
        self.book.close()
        return self.buffer.getvalue()


def render_workbook(report: CoverageReport) -> bytes:
    """Return the whole workbook."""
    summary = summarise(report, lambda _title, _numbers: "")
    book = CoverageWorkbook(report, summary.warning)
    _write_overview(book)
    _write_months(book)
    _write_departments(book)
    _write_list(book, "Danh mục tin bài", "Danh mục tin, bài theo kế hoạch", view_annex(report, report.works))
    _write_list(book, "Ngoài kế hoạch", "Tin, bài thuộc ngành, ngoài kế hoạch", view_annex(report, report.outside))
    _write_list(book, "Không rõ ngày", "Tin, bài không rõ ngày đăng (không tính)", view_annex(report, report.undated))
    _write_notes(book, summary)
    return book.close()


def _write_overview(book: CoverageWorkbook) -> None:
    """Write rows × outlets, a column for each certainty."""
    report = book.report
    names = [*(single_line(outlet.name) for outlet in report.outlets), "Cộng (không trùng)"]
    headings = ["Mã", "Nội dung kế hoạch", *(f"{name} – {c.label}" for name in names for c in Certainty), "Ghi chú"]
    sheet = book.start_sheet(
        "Tổng hợp",
        headings,
        [9, 58, *[11] * (len(headings) - 3), 20],
        "Tổng hợp kết quả theo nội dung kế hoạch và cơ quan báo chí",
    )
    for index, row in enumerate(report.rows, start=4):
        book.write_text(sheet, index, 0, row.code)
        book.write_text(sheet, index, 1, row.short_name)
        book.fit_row(sheet, index, (row.short_name,), (58,))
        _write_cells(book, sheet, index, (*row.by_outlet, row.total), book.number)
        book.write_text(sheet, index, len(headings) - 1, "" if row.total.size else "chưa có tin, bài")
    sheet.autofilter(3, 0, 3 + len(report.rows), len(headings) - 1)
    last = 4 + len(report.rows)
    book.write_text(sheet, last, 0, "", book.strong)
    book.write_text(sheet, last, 1, "Số tác phẩm (mỗi tác phẩm tính một lần)", book.strong)
    _write_cells(book, sheet, last, (*report.totals.by_outlet, report.totals.total), book.strong_number)
    book.write_text(sheet, last, len(headings) - 1, "Không bằng tổng các dòng", book.strong)


def _write_cells(book: CoverageWorkbook, sheet: Worksheet, row: int, cells: Iterable[Cell], style: Format) -> None:
    counts = (len(cell.numbers(certainty)) for cell in cells for certainty in Certainty)
    for column, count in enumerate(counts, start=2):
        sheet.write_number(row, column, count, style)


def _write_by_certainty(
    book: CoverageWorkbook, sheet: Worksheet, first: int, heads: Sequence[str], cells: Sequence[Cell]
) -> int:
    """Write one line for each certainty from row `first`; return the row after them."""
    for row, certainty in enumerate(Certainty, start=first):
        for column, text in enumerate((*heads, certainty.label)):
            book.write_text(sheet, row, column, text)
        book.fit_row(sheet, row, (heads[1],), (NAME_WIDTH,))
        for column, cell in enumerate(cells, start=len(heads) + 1):
            sheet.write_number(row, column, len(cell.numbers(certainty)), book.number)
    return first + len(Certainty)


def _write_months(book: CoverageWorkbook) -> None:
    report = book.report
    months = month_names(report)
    headings = ["Mã", "Nội dung kế hoạch", CERTAINTY_COLUMN, *months, "Cộng"]
    widths = [9, NAME_WIDTH, 14, *[7] * len(months), 8]
    sheet = book.start_sheet("Theo tháng", headings, widths, f"Kết quả theo nội dung kế hoạch và {time_word(report)}")
    row = 4
    for item in report.rows:
        row = _write_by_certainty(book, sheet, row, (item.code, item.short_name), (*item.by_month, item.total))
    sheet.autofilter(3, 0, max(row - 1, 3), len(headings) - 1)
    totals = report.totals
    head = ("", "Số tác phẩm (mỗi tác phẩm tính một lần)")
    _write_by_certainty(book, sheet, row, head, (*totals.by_month, totals.total))
    _add_chart(book, sheet, row, len(months))


def _add_chart(book: CoverageWorkbook, sheet: Worksheet, row: int, months: int) -> None:
    """Add the chart of works by month, stacked by certainty, below the lines of totals that start at `row`."""
    chart = book.book.add_chart({"type": "column", "subtype": "stacked"})
    for line, certainty in enumerate(Certainty, start=row):
        pattern = CHART_PATTERNS.get(certainty)
        fill = CHART_FILLS[certainty]
        look = {"pattern": {"pattern": pattern, "fg_color": "#22302B", "bg_color": fill}} if pattern else {}
        chart.add_series(
            {
                "name": ["Theo tháng", line, 2],
                "categories": ["Theo tháng", 3, 3, 3, 2 + months],
                "values": ["Theo tháng", line, 3, line, 2 + months],
                "border": {"color": "#22302B", "width": 0.75},
                **(look or {"fill": {"color": fill}}),
            }
        )
    chart.set_title({"name": f"Số tác phẩm theo {time_word(book.report)}", "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#D9DED9"}}, "num_format": "0"})
    chart.set_size({"width": 980, "height": 320})
    sheet.insert_chart(row + len(Certainty) + 1, 1, chart)


def _write_departments(book: CoverageWorkbook) -> None:
    report = book.report
    codes = [row.code for row in report.rows]
    headings = ["Mã", "Phòng, đơn vị", "Xác nhận tên", CERTAINTY_COLUMN, *codes, "Số tác phẩm"]
    widths = [14, NAME_WIDTH, 14, 14, *[7] * len(codes), 9]
    sheet = book.start_sheet("Theo đơn vị", headings, widths, "Kết quả theo phòng, đơn vị và nội dung kế hoạch")
    row = 4
    for index, department in enumerate(report.departments):
        heads = (department.code, department.name, "" if department.is_confirmed else NOT_CONFIRMED)
        cells = [*(item.by_department[index] for item in report.rows), report.totals.by_department[index]]
        row = _write_by_certainty(book, sheet, row, heads, cells)
    none = [*(item.without_department for item in report.rows), report.totals.without_department]
    row = _write_by_certainty(book, sheet, row, ("", "Chưa gắn phòng, đơn vị", ""), none)
    sheet.autofilter(3, 0, row - 1, len(headings) - 1)


def _write_list(book: CoverageWorkbook, name: str, subtitle: str, lines: Sequence[AnnexLine]) -> None:
    """Write works one a row; the first columns are those of the plan's annex form."""
    headings = (*ANNEX_COLUMNS, *LIST_EXTRA)
    sheet = book.start_sheet(name, headings, LIST_WIDTHS, subtitle)
    for row, line in enumerate(lines, start=4):
        sheet.write_number(row, 0, line.number, book.number)
        for column, text in enumerate((line.title, line.genre, line.authors, line.outlets), start=1):
            book.write_text(sheet, row, column, text)
        _write_day(book, sheet, row, line)
        for column, text in enumerate((line.rows, line.departments), start=6):
            book.write_text(sheet, row, column, text)
        _write_link(book, sheet, row, line.links[0].url)
        others = (f"{link.outlet}, {link.day}: {link.url or 'không có đường dẫn'}" for link in line.links[1:])
        texts = (line.certainty, line.all_reasons, line.note, " | ".join(others), line.text_sha256)
        for column, text in enumerate(texts, start=9):
            book.write_text(sheet, row, column, text, book.small)
        wide = (line.title, line.authors, line.outlets, line.rows, line.departments)
        widths = [*(LIST_WIDTHS[column] for column in (1, 3, 4, 6, 7)), *(SMALL * width for width in LIST_WIDTHS[9:])]
        book.fit_row(sheet, row, (*wide, *texts), widths)
    sheet.autofilter(3, 0, 3 + len(lines), len(headings) - 1)
    sheet.print_area(0, 0, 3 + len(lines), PRINTED_LIST_COLUMNS - 1)
    sheet.ignore_errors({"number_stored_as_text": f"B5:N{4 + max(len(lines), 1)}"})


def _write_day(book: CoverageWorkbook, sheet: Worksheet, row: int, line: AnnexLine) -> None:
    if line.published_at is None:
        book.write_text(sheet, row, 5, format_local_day(None))
    else:
        sheet.write_datetime(row, 5, line.published_at.astimezone(VIETNAM).date(), book.day)


def _write_link(book: CoverageWorkbook, sheet: Worksheet, row: int, url: str | None) -> None:
    """Write a short link that can be clicked, or the bare address where Excel's limits do not allow one."""
    if url is None or len(url) > LINK_LENGTH_LIMIT or row > LINK_COUNT_LIMIT:
        book.write_text(sheet, row, 8, url or "", book.small)
    else:
        sheet.write_url(row, 8, url, book.link, string=LINK_TEXT)


def _write_notes(book: CoverageWorkbook, summary: Summary) -> None:
    """Write page one in words: figures apart, what waits, completeness, what the tables mean."""
    widths = (56, 22, 70)
    sheet = book.start_sheet("Ghi chú", ("Mục", "Số liệu", "Giải thích"), widths, "Ghi chú và số liệu chung")
    lines = (*summary.headline, *summary.lines, *summary.reading, *_list_completeness(book.report))
    for row, line in enumerate(lines, start=4):
        book.write_text(sheet, row, 0, line.label)
        if line.count is None:
            book.write_text(sheet, row, 1, line.text, book.centre)
        else:
            sheet.write_number(row, 1, line.count, book.number)
        book.write_text(sheet, row, 2, line.note)
        book.fit_row(sheet, row, (line.label, line.text, line.note), widths)
    notes = (*summary.notes, f"Phiên bản: {summary.versions}")
    for row, note in enumerate(notes, start=5 + len(lines)):
        sheet.merge_range(row, 0, row, 2, single_line(note), book.text)
        book.fit_row(sheet, row, (note,), (sum(widths),))


def _list_completeness(report: CoverageReport) -> Iterable[SummaryLine]:
    """Give each figure of an outlet's latest run a line of its own."""
    for one in report.completeness:
        run = f"lượt thu thập {format_instant(one.run_at)}"
        counts = (one.listed, one.held, one.missing)
        for column, count in zip(COMPLETENESS_COLUMNS[2:5], counts, strict=True):
            yield SummaryLine(f"{one.outlet_name} – {column.lower()}", format_number(count), "", run, count)
        yield SummaryLine(f"{one.outlet_name} – {COMPLETENESS_COLUMNS[5].lower()}", format_share(one.held, one.listed))

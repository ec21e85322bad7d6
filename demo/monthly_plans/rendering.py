"""Write the monthly plans as the files the departments would send: workbooks, and Word tables for some.

Layouts differ as those of an office do: where the header stands, whether it has two lines, which columns there are
and what they are called. The words of a row are never changed. The same plans give the same bytes.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from demo.monthly_plans.records import MonthlyPlan

_AGENCY = "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG HÀ TĨNH"
_MADE_AT = datetime(2023, 1, 1, tzinfo=UTC)
_SIGNATURE = "NGƯỜI LẬP"
_LINE = 15.75  # points


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its header, its width (characters; mm in Word), what it shows of a row, and the line above its header.

    `show` gets the plan and the position of the row in it, from 0.
    """

    header: str
    width: int
    show: Callable[[MonthlyPlan, int], str | int]
    group: str = ""


def render_plans(plans: Iterable[MonthlyPlan], folder: Path) -> dict[Path, MonthlyPlan]:
    """Write one file for each plan into `folder`; return which file is which plan."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for plan in plans:
        path = folder / plan.file_name
        path.write_bytes(_LAYOUTS[plan.layout](plan))
        written[path] = plan
    return written


def _cell(name: str) -> Callable[[MonthlyPlan, int], str]:
    """Show a cell as the department wrote it."""
    return lambda plan, place: str(getattr(plan.rows[place], name))


def _number(_plan: MonthlyPlan, place: int) -> int:
    return place + 1


def _lead(plan: MonthlyPlan, _place: int) -> str:
    return plan.short_name


def _content_in_lines(plan: MonthlyPlan, place: int) -> str:
    """Topics that follow each other with dashes stand on lines of their own, as in a cell typed with Alt+Enter."""
    return plan.rows[place].content.replace("; - ", "\n- ").replace(": - ", ":\n- ")


def _count(plan: MonthlyPlan, place: int) -> str | int:
    """Show a plain number as a number, "01" as the text it is."""
    count = plan.rows[place].count
    return int(count) if count.isdigit() and not count.startswith("0") else count


_PLAIN = (
    _Column("TT", 5, _number),
    _Column("Nội dung tuyên truyền", 48, _cell("content")),
    _Column("Thuộc mục KH năm", 12, _cell("plan_ref")),
    _Column("Hình thức", 16, _cell("form")),
    _Column("Số lượng", 9, _count),
    _Column("Cơ quan báo chí", 18, _cell("outlet")),
    _Column("Thời gian đăng, phát", 14, _cell("time")),
    _Column("Đơn vị chủ trì", 16, _lead),
    _Column("Phối hợp", 18, _cell("support")),
    _Column("Người cung cấp thông tin", 24, _cell("contact")),
    _Column("Ghi chú", 22, _cell("note")),
)
_TWO_LINE = (
    _Column("STT", 5, _number),
    _Column("Nội dung đăng ký", 50, _cell("content")),
    _Column("Mục KH", 10, _cell("plan_ref")),
    _Column("Thể loại, số lượng", 16, _cell("form"), group="Tin, bài"),
    _Column("Báo/Đài", 14, _cell("outlet"), group="Tin, bài"),
    _Column("Dự kiến thời gian", 14, _cell("time"), group="Tin, bài"),
    _Column("Đơn vị phối hợp", 18, _cell("support")),
    _Column("Liên hệ", 24, _cell("contact")),
    _Column("Ghi chú", 22, _cell("note")),
)
_MERGED = (
    _Column("STT", 5, _number),
    _Column("Chủ đề tuyên truyền", 46, _content_in_lines),
    _Column("Thể loại", 12, _cell("form")),
    _Column("SL", 5, _count),
    _Column("Kênh", 18, _cell("outlet")),
    _Column("Thời gian", 14, _cell("time")),
    _Column("Nội dung KH năm", 12, _cell("plan_ref")),
    _Column("Chủ trì", 14, _lead),
    _Column("Phối hợp", 18, _cell("support")),
    _Column("Đầu mối", 24, _cell("contact")),
    _Column("Ghi chú", 22, _cell("note")),
)
_WORD = (
    _Column("TT", 10, _number),
    _Column("Nội dung", 78, _content_in_lines),
    _Column("Mục KH", 20, _cell("plan_ref")),
    _Column("Hình thức", 24, _cell("form")),
    _Column("Số lượng", 14, _cell("count")),
    _Column("Cơ quan báo chí", 28, _cell("outlet")),
    _Column("Thời gian thực hiện", 26, _cell("time")),
    _Column("Phối hợp", 28, _cell("support")),
    _Column("Ghi chú", 30, _cell("note")),
)


def _plain_workbook(plan: MonthlyPlan) -> bytes:
    """A title on the first row, the department on the second, the header on row 4."""

    def write_top(sheet: xlsxwriter.worksheet.Worksheet, bold: xlsxwriter.format.Format) -> None:
        sheet.write(0, 0, f"KẾ HOẠCH TUYÊN TRUYỀN THÁNG {plan.month:02d}/2023", bold)
        sheet.write(1, 0, f"Đơn vị: {plan.sender}")

    return _workbook(plan, _PLAIN, header_row=3, write_top=write_top)


def _two_line_workbook(plan: MonthlyPlan) -> bytes:
    """A letterhead in merged cells and a header of two lines on rows 5 and 6."""

    def write_top(sheet: xlsxwriter.worksheet.Worksheet, bold: xlsxwriter.format.Format) -> None:
        sheet.merge_range(0, 0, 0, 2, _AGENCY)
        sheet.merge_range(1, 0, 1, 2, plan.sender.upper(), bold)
        title = f"KẾ HOẠCH TUYÊN TRUYỀN THÁNG {plan.month:02d}/2023 - {plan.sender.upper()}"
        sheet.merge_range(2, 0, 2, len(_TWO_LINE) - 1, title, bold)

    return _workbook(plan, _TWO_LINE, header_row=4, write_top=write_top)


def _merged_workbook(plan: MonthlyPlan) -> bytes:
    """A merged title, the header on row 3; cells that repeat the one above (outlet) are merged downwards."""

    def write_top(sheet: xlsxwriter.worksheet.Worksheet, bold: xlsxwriter.format.Format) -> None:
        title = f"{plan.sender} - Đăng ký nội dung tuyên truyền tháng {plan.month} năm 2023"
        sheet.merge_range(0, 0, 0, len(_MERGED) - 1, title, bold)

    return _workbook(plan, _MERGED, header_row=2, write_top=write_top, merged_header="Kênh")


def _workbook(
    plan: MonthlyPlan,
    columns: tuple[_Column, ...],
    *,
    header_row: int,
    write_top: Callable[[xlsxwriter.worksheet.Worksheet, xlsxwriter.format.Format], None],
    merged_header: str = "",
) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": f"Kế hoạch tháng {plan.month:02d}/2023", "created": _MADE_AT})
    bold = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(f"T{plan.month}")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    write_top(sheet, book.add_format({"bold": True}))
    first = _write_header(sheet, columns, header_row, bold)
    sheet.set_row(first - 1, 2 * _LINE)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        words = [column.show(plan, line) for line in range(len(plan.rows))]
        if column.header == merged_header and len(words) > 1 and len(set(words)) == 1:
            sheet.merge_range(first, place, first + len(words) - 1, place, words[0], cell)
        else:
            for line, word in enumerate(words):
                sheet.write(first + line, place, word, cell)
    for line, row in enumerate(plan.rows):
        sheet.set_row(first + line, _LINE * max(2, 1 + row.content.count("- ")))
    sheet.write(first + len(plan.rows) + 1, len(columns) - 3, _SIGNATURE)
    book.close()
    return target.getvalue()


def _write_header(
    sheet: xlsxwriter.worksheet.Worksheet, columns: tuple[_Column, ...], row: int, style: xlsxwriter.format.Format
) -> int:
    """Write a header of one line, or of two where columns have a group; return the row of the first entry."""
    groups = {column.group for column in columns if column.group}
    if not groups:
        for place, column in enumerate(columns):
            sheet.write(row, place, column.header, style)
        return row + 1
    for group in groups:
        places = [place for place, column in enumerate(columns) if column.group == group]
        sheet.merge_range(row, places[0], row, places[-1], group, style)
    for place, column in enumerate(columns):
        if column.group:
            sheet.write(row + 1, place, column.header, style)
        else:
            sheet.merge_range(row, place, row + 1, place, column.header, style)
    return row + 2


def _word_document(plan: MonthlyPlan) -> bytes:
    """A Word file: letterhead, title, one table, landscape."""
    document = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Times New Roman", Pt(12)
    document.add_paragraph(f"{_AGENCY}\n{plan.sender.upper()}")
    title = document.add_paragraph(f"KẾ HOẠCH\nTuyên truyền tháng {plan.month:02d} năm 2023")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(rows=1, cols=len(_WORD), style="Table Grid")
    table.autofit = False
    for place, column in enumerate(_WORD):
        table.rows[0].cells[place].text = column.header
    for line in range(len(plan.rows)):
        cells = table.add_row().cells
        for place, column in enumerate(_WORD):
            cells[place].text = str(column.show(plan, line))
    for place, column in enumerate(_WORD):
        table.columns[place].width = Mm(column.width)
        for each in table.columns[place].cells:
            each.width = Mm(column.width)
    if any(row.contact for row in plan.rows):
        document.add_paragraph("Đầu mối: " + "; ".join(row.contact for row in plan.rows if row.contact))
    document.add_paragraph(f"Ngày {plan.sent_on:%d/%m/%Y}\t{_SIGNATURE}")
    document.core_properties.created = document.core_properties.modified = _MADE_AT
    return _saved(document)


def _saved(document: WordDocument) -> bytes:
    """Return the file with a fixed time on every part of its archive."""
    draft, target = io.BytesIO(), io.BytesIO()
    document.save(draft)
    with zipfile.ZipFile(draft) as parts, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0)), parts.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


_LAYOUTS: dict[str, Callable[[MonthlyPlan], bytes]] = {
    "plain": _plain_workbook,
    "two_line": _two_line_workbook,
    "merged": _merged_workbook,
    "word": _word_document,
}

"""The empty form of a monthly plan, .xlsx with drop-down lists or .docx, with the columns of the plan file. Pure.

The same reader that takes messy files reads it back: headings are the form's own words, the lists hold names it knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from models.vocabulary import Genre
from pipeline.monthly_plans.directory import Directory
from pipeline.monthly_plans.records import PlanMonth

FORM_ROWS = 60
WORD_ROWS = 15
HEADING_ROW = 4
LISTS_SHEET = "Danh mục"
GUIDE_SHEET = "Hướng dẫn"
DOTS = "…………"
ALL_OUTLETS = "Cả hai cơ quan"
_WIDTHS = {"stt": 5, "noi_dung": 48, "ma_kh": 26, "ghi_chu": 24, "don_vi": 26, "phoi_hop": 22, "dau_moi": 22}
GUIDE = (
    "Mỗi dòng một nội dung; nhiều thể loại thì ghi «02 tin, 01 bài» hoặc tách dòng.",
    "Thời gian: tuần 2; 05-10/7; trước 20/7; đầu tháng; trong tháng; 12/7/2023.",
    "Hai thể loại với hai cơ quan báo chí trong một dòng: thể loại thứ nhất đi với cơ quan thứ nhất.",
    "Hủy hoặc chuyển: ghi ở cột Ghi chú, thí dụ «hủy do trùng», «chuyển sang tháng 8».",
    "Tên và số điện thoại người cung cấp thông tin chỉ dùng nội bộ, không có trong báo cáo.",
)


@dataclass(frozen=True, slots=True)
class Form:
    """What a form shows: its title, its columns as (key, label), and the choices of columns that have them."""

    title: str
    columns: tuple[tuple[str, str], ...]
    choices: Mapping[str, tuple[str, ...]]


def design_form(directory: Directory, department: str | None, month: PlanMonth | None) -> Form:
    """Return the form for a department (by code) and a month; dots stand where a person is to write."""
    day = month.first_day.replace(day=15) if month else directory.period_to
    entries = [entry for entry in directory.departments if entry.holds_on(day)]
    names = [entry.names[0] for entry in entries]
    whose = next((entry.names[0] for entry in entries if entry.code == department), DOTS)
    when = f"{month.month:02d}/{month.year}" if month else f"{DOTS}/{directory.period_from.year}"
    outlets = [entry.names[0] for entry in directory.outlets if entry.holds_on(day)]
    return Form(
        title=f"KẾ HOẠCH TUYÊN TRUYỀN THÁNG {when} - {whose.upper()}",
        columns=tuple((key, words[0]) for key, words in directory.column_words.items()),
        choices={
            "hinh_thuc": tuple(genre.label for genre in Genre),
            "ma_kh": tuple(f"{row.code} - {row.short_name}" for row in directory.plan_rows),
            "co_quan_bao_chi": tuple([*outlets, ALL_OUTLETS] if len(outlets) > 1 else outlets),
            "don_vi": tuple(names),
            "phoi_hop": tuple(names),
        },
    )


def write_form_workbook(form: Form) -> bytes:
    """Return the form as .xlsx: drop-down lists that advise and do not force, frozen heading, A4 landscape."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "in_memory": True}) as book:
        page = book.add_worksheet("Kế hoạch tháng")
        lists = book.add_worksheet(LISTS_SHEET)
        guide = book.add_worksheet(GUIDE_SHEET)
        for row, line in enumerate(GUIDE):
            guide.write_string(row, 0, line)
        guide.set_column(0, 0, 110)
        lists.hide()
        _fill_page(book, page, lists, form)
    return stream.getvalue()


def _fill_page(book: Any, page: Any, lists: Any, form: Form) -> None:
    title = book.add_format({"bold": True, "font_size": 13, "align": "center", "valign": "vcenter", "text_wrap": True})
    heading = book.add_format(
        {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#DDE7EC"}
    )
    blank = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    last = len(form.columns) - 1
    page.merge_range(1, 0, 1, last, form.title, title)
    page.set_row(1, 34)
    page.set_row(HEADING_ROW - 1, 48)
    for column, (key, label) in enumerate(form.columns):
        page.write_string(HEADING_ROW - 1, column, label, heading)
        page.set_column(column, column, _WIDTHS.get(key, 16))
        for row in range(HEADING_ROW, HEADING_ROW + FORM_ROWS):
            page.write_blank(row, column, None, blank)
        if choices := form.choices.get(key):
            lists.write_column(0, column, choices)
            letter = xlsxwriter.utility.xl_col_to_name(column)
            rule = {
                "validate": "list",
                "source": f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(choices)}",
                "error_type": "information",
                "error_title": "Ngoài danh mục",
                "error_message": "Giá trị không có trong danh mục; vẫn dùng được nếu đúng ý.",
            }
            page.data_validation(HEADING_ROW, column, HEADING_ROW + FORM_ROWS - 1, column, rule)
    page.freeze_panes(HEADING_ROW, 0)
    page.repeat_rows(HEADING_ROW - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def write_form_document(form: Form) -> bytes:
    """Return the form as .docx: a title, one table with blank rows, and the choices below it."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    document.add_paragraph().add_run(form.title).bold = True
    labels = [label for _, label in form.columns]
    table = document.add_table(rows=1 + WORD_ROWS, cols=len(labels), style="Table Grid")
    for cell, label in zip(table.rows[0].cells, labels, strict=True):
        cell.paragraphs[0].add_run(label).bold = True
    document.add_paragraph("Cách ghi").runs[0].bold = True
    for line in (*GUIDE, *_choice_lines(form)):
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _choice_lines(form: Form) -> Sequence[str]:
    return [f"{label}: {'; '.join(form.choices[key])}." for key, label in form.columns if form.choices.get(key)]

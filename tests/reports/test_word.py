"""The Word document, read back with python-docx."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from models.vocabulary import Certainty
from reports.chart import draw_months
from reports.record import CoverageReport, Placement
from reports.summary import NOTHING_COLLECTED
from reports.word import render_document
from tests.reports.records import make_publication, make_report, make_work


def read_document(report: CoverageReport) -> DocumentObject:
    """Render a document and open it again."""
    return Document(BytesIO(render_document(report, draw_months(report))))


def all_text(document: DocumentObject) -> str:
    """Return every letter of the document, fields included."""
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.iter(qn("w:p")))


@pytest.fixture
def report() -> CoverageReport:
    """A report with a confirmed and a doubtful work."""
    confirmed = (Placement("ND01", Certainty.CONFIRMED),)
    doubtful = (Placement("HD01", Certainty.DOUBTFUL, ("nhắc đến biển",)),)
    return make_report([make_work("Cấp sổ đỏ", rows=confirmed), make_work("Tuần lễ biển", rows=doubtful)])


def test_the_paper_is_that_of_an_official_document(report: CoverageReport) -> None:
    """A4 with margins 20/20/30/15 mm, Times New Roman 13; annexes lie down; page numbers from page 2."""
    document = read_document(report)

    first, *annexes = document.sections
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    assert len(annexes) == 3
    assert {section.orientation for section in annexes} == {WD_ORIENT.LANDSCAPE}
    assert all(round(section.page_width.mm) == 297 for section in annexes)
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size.pt == 13
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    assert first.first_page_header.paragraphs[0].text == ""


def test_the_letterhead_leaves_the_number_blank(report: CoverageReport) -> None:
    """Agency, national title, place and date of the report's day; the number is for the office to give."""
    text = all_text(read_document(report))

    assert "UBND TỈNH THỬ\nSỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in text
    assert "Số:          /BC-STNMT" in text
    assert "Thử, ngày 01 tháng 01 năm 2024" in text
    assert "Số liệu tính đến 02:00 ngày 01/01/2024" in text


def test_tables_repeat_their_heading_and_hold_the_figures(report: CoverageReport) -> None:
    """The main table has a line for every row of the plan, with the three certainties apart."""
    document = read_document(report)

    table = next(table for table in document.tables if "Cộng (không trùng)" in table.rows[0].cells[-1].text)
    lines = {row.cells[0].text: [cell.text for cell in row.cells[-3:]] for row in table.rows[2:]}
    headings = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert headings[:3] == [True, True, False]
    assert lines["ND01 Đất đai (II.1)"] == ["1", "0", "0"]
    assert lines["ND02 Môi trường (II.2)"] == ["chưa có tin, bài"] * 3
    assert lines["HD01 Biển"] == ["0", "0", "1"]


def test_the_annex_lists_every_work_with_its_link(report: CoverageReport) -> None:
    """The list carries the plan's columns, the certainty, the reasons, and a link that opens."""
    document = read_document(report)

    table = next(table for table in document.tables if table.rows[0].cells[1].text == "Tên tin, bài")
    assert [row.cells[1].text for row in table.rows[1:]] == ["Cấp sổ đỏ", "Tuần lễ biển"]
    fields = [field.get(qn("w:instr")) for field in table._tbl.iter(qn("w:fldSimple"))]
    assert fields == [' HYPERLINK "https://bao.example/bai-post1.html" '] * 2
    assert "Còn nghi ngờ – nhắc đến biển" in all_text(document)


def test_hostile_and_broken_texts_do_not_break_the_document() -> None:
    """Markup, control characters, lone surrogates and decomposed letters come out as clean text."""
    attack = '</w:t></w:r><w:br/>&amp;"\x00\x0b\ud800 Đa\u0302\u0301t'
    work = make_work(attack, authors=attack, publications=(make_publication(url='https://x.example/a&b="'),))

    text = all_text(read_document(make_report([work])))

    assert '</w:t></w:r><w:br/>&amp;" Đất' in text


def test_an_empty_report_is_a_whole_document() -> None:
    """Without works every table still stands, and lists say that there is nothing without a page each."""
    document = read_document(make_report())

    text = all_text(document)

    assert text.count("chưa có tin, bài") >= 6
    assert text.count(": không có.") == 3
    assert len(document.sections) == 3


def test_nothing_collected_is_said_before_anything_else() -> None:
    """A database that was never filled gives a warning at the very top; one that was read gives none."""
    standing = replace(make_report().standing, read=0)

    warned = all_text(read_document(make_report(standing=standing, completeness=())))
    crawled = all_text(read_document(make_report(standing=standing)))

    assert warned.startswith(NOTHING_COLLECTED)
    assert NOTHING_COLLECTED not in crawled


def test_the_total_stays_with_the_rows_above_it(report: CoverageReport) -> None:
    """The rows before the last one of a table of figures keep with the next, the last one does not."""
    table = next(
        table for table in read_document(report).tables if "Cộng (không trùng)" in table.rows[0].cells[-1].text
    )

    kept = [next(row._tr.iter(qn("w:keepNext")), None) is not None for row in table.rows]
    assert kept[-4:] == [True, True, True, False]


def test_many_months_and_long_titles_fit_the_page() -> None:
    """Two years of months and a title of a thousand letters keep each table inside its margins."""
    report = make_report([make_work("dài " * 250)], end=date(2024, 12, 31))

    document = read_document(report)

    widths = [sum(column.width or 0 for column in table.columns) for table in document.tables]
    assert max(widths) <= Mm(252.5)


def test_a_report_on_many_years_counts_by_year() -> None:
    """More than two years of months would be unreadable: the columns are years, and so is the heading."""
    report = make_report([make_work()], end=date(2026, 1, 31))

    text = all_text(read_document(report))

    assert "II. SỐ TÁC PHẨM THEO NĂM" in text
    assert [len(cell.proposed) for cell in report.totals.by_month] == [1, 0, 0, 0]
    assert "2026" in text


def test_the_document_carries_the_reports_own_time(report: CoverageReport) -> None:
    """The file's properties name the as-of instant, not the clock."""
    assert read_document(report).core_properties.created == datetime(2024, 1, 1, 2, 0, tzinfo=UTC)

"""Tables, charts, odd contents and the file itself of the Word master, read back."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as WordTable

from reports.documents.record import (
    Annex,
    Column,
    ColumnGroup,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
    TableCell,
    paragraph,
    table_row,
)
from reports.documents.writing import render_document
from reports.office.record import BLANK_LETTERHEAD
from tests.reports.documents.reading import docx_text, look_of, read_docx
from tests.reports.documents.sample import HOSTILE, LINK, make_document, month_chart, works_table

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def word() -> WordDocument:
    """The rich sample as Word."""
    return read_docx(make_document())


def find_table(word: WordDocument, first: str) -> WordTable:
    """Return the table whose first cell holds `first`."""
    return next(table for table in word.tables if table.rows[0].cells[0].text == first)


def test_tables_repeat_their_heading_and_keep_rows_whole(word: WordDocument) -> None:
    """Both heading rows return on every page, no row is parted, the total keeps with the rows above it."""
    table = next(one for one in word.tables if "Nội dung tuyên truyền" in one.rows[0].cells[1].text)
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    kept = [next(row._tr.iter(qn("w:keepNext")), None) is not None for row in table.rows]

    assert heads == [True, True, *[False] * 6]
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)
    assert kept == [True, True, True, False, False, True, True, False]
    assert [cell.text for cell in table.rows[-1].cells][2:] == ["4.810", "10", "20", "0", "4.840"]
    assert {look_of(cell.paragraphs[0]._p)[1] for cell in table.rows[-1].cells[1:]} == {True}


def test_tables_fit_between_the_margins(word: WordDocument) -> None:
    """No table is wider than its page allows; column and cell widths agree."""
    widths = [sum(column.width or 0 for column in table.columns) for table in word.tables]

    assert max(widths) <= Mm(252.5)
    for table in word.tables:
        cells = [cell._tc.find(f"{qn('w:tcPr')}/{qn('w:tcW')}") for cell in table.rows[-1].cells]
        whole = sum(int(one.get(qn("w:w"))) for one in {id(one): one for one in cells}.values())
        assert whole == pytest.approx(sum((column.width or 0) / 635 for column in table.columns), abs=len(cells))


def test_links_open_and_pictures_are_told_in_words(word: WordDocument) -> None:
    """A plain address is a link field; a chart carries its description."""
    fields = {one.get(qn("w:instr")) for one in word.element.iter(qn("w:fldSimple"))}
    pictures = list(word.element.iter(f"{DRAWING}docPr"))
    words = [one.get("descr") for one in pictures]

    assert f' HYPERLINK "{LINK}" ' in fields
    assert len({one.get("id") for one in pictures}) == len(pictures)
    assert words == ["Cột theo tháng, cao nhất tháng 12", "Thanh ngang, cao nhất Chi cục Bảo vệ môi trường"]


def test_an_empty_table_says_so() -> None:
    """A table without rows has its heading and one line over all columns."""
    table = Table((Column("Tên", 2), Column("Số", 1)), (), empty_text="Không có tin, bài nào.")

    read = find_table(read_docx(make_document(blocks=(table,), annexes=())), "Tên")

    assert [cell.text for cell in read.rows[1].cells] == ["Không có tin, bài nào."] * 2


def test_a_cell_shows_its_value_its_links_and_its_lines() -> None:
    """Line breaks begin lines, links follow the value; an address that is no plain http(s) one is mere text."""
    links = (("Mở bài", "https://bao.example/1"), ("Mở bẫy", "javascript:alert(1)"))
    table = Table((Column("Tên", 1),), (table_row(TableCell("một\nhai", bold=True, links=links)),))

    word = read_docx(make_document(blocks=(table,), annexes=()))
    [cell] = find_table(word, "Tên").rows[1].cells

    assert [one.text for one in cell.paragraphs[:2]] == ["một", "hai"]
    assert look_of(cell.paragraphs[0]._p) == (12, True, False)
    assert "một\nhai\nMở bài\nMở bẫy" in docx_text(word)
    assert [one.get(qn("w:instr")) for one in cell._tc.iter(qn("w:fldSimple"))] == [
        ' HYPERLINK "https://bao.example/1" '
    ]


def test_a_column_without_a_group_reaches_over_both_heading_rows(word: WordDocument) -> None:
    """Columns outside the groups are merged downwards, grouped ones stand below their group."""
    table = next(one for one in word.tables if "Nội dung tuyên truyền" in one.rows[0].cells[1].text)

    assert [cell.text for cell in table.rows[0].cells] == [
        *("TT", "Nội dung tuyên truyền", "Báo Thử", "Báo Thử", "Đài Thử", "Đài Thử", "Cộng")
    ]
    assert [cell.text for cell in table.rows[1].cells][2:6] == ["Tin", "Bài", "Tin", "Bài"]
    assert table.rows[0].cells[1]._tc is table.rows[1].cells[1]._tc


def test_a_chart_leaves_room_for_its_table_only_when_it_is_narrow() -> None:
    """Below three quarters of the width the table stands beside the chart, else below it."""
    table = Table((Column("Tên", 1),), (table_row("một"),))
    charts = month_chart()
    narrow = Figure(charts.svg, charts.png, "Biểu đồ", "Cột", share=0.5, table=table)

    beside = read_docx(make_document(blocks=(narrow,), annexes=()))
    below = read_docx(make_document(blocks=(replace(narrow, share=1.0),), annexes=()))

    assert "\nBiểu đồ\n" in docx_text(beside)
    assert [len(one.rows[0].cells) for one in beside.tables] == [2, 3, 2]
    assert [one.rows[0].cells[0].text for one in beside.tables[1].rows[0].cells[2].tables] == ["Tên"]
    assert [one.rows[0].cells[0].text for one in below.tables][1] == "Tên"


def test_hostile_texts_stay_text() -> None:
    """Markup, control characters, lone surrogates and decomposed letters come out as clean text in every place."""
    blocks = (
        Heading(2, HOSTILE),
        paragraph(HOSTILE, to_write=True),
        Paragraph((Run(HOSTILE, link=HOSTILE),)),
        Table((Column(HOSTILE, 1),), (table_row(HOSTILE),), HOSTILE, (ColumnGroup(HOSTILE, 1),)),
    )
    document = make_document(blocks=blocks, subject=HOSTILE, warning=HOSTILE, annexes=(Annex(HOSTILE, ()),))

    text = docx_text(read_docx(document))

    clean = '#import "x" $a$ *b* =cmd|calc </w:t> {{ 7*7 }} <script> Đất'
    assert text.count(clean) >= 8
    assert clean.upper() in text


def test_a_long_list_is_written_whole() -> None:
    """Two thousand rows arrive, in order."""
    word = read_docx(make_document(blocks=(), annexes=(Annex("Danh mục", (works_table(2000),)),)))

    rows = find_table(word, "STT")._tbl.tr_lst
    numbers = ["".join(text.text for text in row.tc_lst[0].iter(qn("w:t"))) for row in rows]
    assert numbers == ["STT", *(f"{number:,}".replace(",", ".") for number in range(1, 2001))]


def test_an_empty_document_of_an_unknown_agency_leaves_room() -> None:
    """Without agency, text, signature or annex there is still a letterhead to fill in."""
    word = read_docx(
        make_document(letterhead=BLANK_LETTERHEAD, blocks=(), addressees=(), recipients=(), signature=None, annexes=())
    )

    assert "…………………………" in docx_text(word)
    assert "/BC-……" in docx_text(word)
    assert len(word.sections) == 1


def test_the_file_bears_the_time_of_its_figures(word: WordDocument) -> None:
    """Properties name the as-of instant, the title and the language; nothing comes from the clock."""
    properties = word.core_properties

    assert properties.created == properties.modified == datetime(2024, 1, 1, 2, 0, tzinfo=UTC)
    assert properties.title.startswith("Báo cáo Kết quả công tác truyền thông")
    assert properties.language == "vi-VN"
    assert properties.comments == ""
    with ZipFile(BytesIO(render_document(make_document(), "docx"))) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}

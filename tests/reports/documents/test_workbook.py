"""The workbook of a document, read back with calamine and as XML."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from reports.documents.record import Annex, Column, Document, RowKind, Table, TableCell, table_row
from reports.documents.sheets import name_sheets
from reports.documents.writing import render_document
from tests.reports.documents.sample import HOSTILE, LINK, make_document, works_table

NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def read_book(document: Document) -> CalamineWorkbook:
    """Render the workbook and open it."""
    return CalamineWorkbook.from_filelike(BytesIO(render_document(document, "xlsx")))


def read_sheet_xml(document: Document, number: int) -> etree._Element:
    """Return the XML of the sheet with this number, counted from 1."""
    with ZipFile(BytesIO(render_document(document, "xlsx"))) as file:
        return etree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))


def only(table: Table) -> Document:
    """Return a document of one table."""
    return make_document(blocks=(table,), annexes=())


def test_every_table_has_its_sheet() -> None:
    """The first sheet says what the document is; tables of annexes bear their label."""
    book = read_book(make_document())

    assert book.sheet_names == [
        "Thông tin chung",
        "Kết quả theo cơ quan báo chí,…",
        "Bảng",
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
    ]
    front = dict(row[:2] for row in book.get_sheet_by_index(0).to_python())
    assert front["Báo cáo"].startswith("Kết quả công tác truyền thông")
    assert front["Số, ký hiệu"] == "Số: ……/BC-STNMT"
    assert front["Đã duyệt (người duyệt đã xác nhận)"] == 1234
    assert "còn 7 tác phẩm chờ duyệt" in front["Ghi chú"]


def test_days_and_numbers_stay_what_they_are() -> None:
    """A day is a day, a number a number, an unknown value an empty cell."""
    table = Table(
        (Column("Ngày", 1), Column("Số", 1), Column("Phần", 1), Column("Trống", 1)),
        (table_row(date(2023, 12, 5), 1234, 12.5, None),),
    )

    [row] = read_book(only(table)).get_sheet_by_index(1).to_python()[4:]

    assert row == [date(2023, 12, 5), 1234, 12.5, ""]


def test_sheets_are_set_up_to_be_used_and_printed() -> None:
    """Frozen and repeated heading, filters, A4 landscape, one page wide."""
    sheet = read_sheet_xml(make_document(), 5)

    assert sheet.xpath("//m:pane/@ySplit", namespaces=NAMES) == ["4"]
    assert sheet.xpath("//m:pane/@state", namespaces=NAMES) == ["frozen"]
    assert sheet.xpath("//m:autoFilter/@ref", namespaces=NAMES) == ["A4:I44"]
    assert sheet.xpath("//m:pageSetup/@paperSize", namespaces=NAMES) == ["9"]
    assert sheet.xpath("//m:pageSetup/@orientation", namespaces=NAMES) == ["landscape"]
    assert sheet.xpath("//m:pageSetup/@fitToHeight", namespaces=NAMES) == ["0"]
    with ZipFile(BytesIO(render_document(make_document(), "xlsx"))) as file:
        assert "'Phụ lục II'!$4:$4" in file.read("xl/workbook.xml").decode()


def test_sums_stay_outside_the_filter() -> None:
    """Sorting and filtering leave the last line below."""
    rows = (table_row("a", 1), table_row("b", 2), table_row("Cộng", 3, kind=RowKind.TOTAL))
    sheet = read_sheet_xml(only(Table((Column("Tên", 1), Column("Số", 1)), rows)), 2)

    assert sheet.xpath("//m:autoFilter/@ref", namespaces=NAMES) == ["A4:B6"]


def test_links_can_be_clicked() -> None:
    """The first link of a cell opens from it, further ones from unprinted columns behind the table."""
    links = (("Báo", LINK), ("Đài", "https://dai.example/2"), ("Bẫy", "javascript:alert(1)"))
    document = only(Table((Column("Tên", 1),), (table_row(TableCell("Bài", links=links)),)))

    with ZipFile(BytesIO(render_document(document, "xlsx"))) as file:
        targets = etree.fromstring(file.read("xl/worksheets/_rels/sheet2.xml.rels")).xpath("//@Target")
        assert "Bảng!$A$1:$A$5<" in file.read("xl/workbook.xml").decode()
    rows = read_book(document).get_sheet_by_index(1).to_python()[3:]

    assert targets == [LINK, "https://dai.example/2"]
    assert rows == [["Tên", "Đường dẫn khác", "Đường dẫn khác"], ["Bài", "Đài", "Bẫy javascript:alert(1)"]]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A1", "+1+2", "-3", "@SUM(A1)", "http://x.example/", "0123", HOSTILE])
def test_texts_are_only_texts(text: str) -> None:
    """No text becomes a formula, a number or a link."""
    document = only(Table((Column(text, 1),), (table_row(text), table_row(text, kind=RowKind.GROUP)), text))
    sheet = read_sheet_xml(document, 2)

    assert sheet.xpath("//m:f | //m:hyperlink", namespaces=NAMES) == []
    assert set(sheet.xpath("//m:c[m:v]/@t", namespaces=NAMES)) == {"s"}


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    """At most 31 letters, none of Excel's signs, none twice, whatever the case."""
    names = name_sheets(
        ["Bảng [1]: a/b", "x" * 40, "X" * 40, "thông tin chung", "''", "😀" * 20], taken="Thông tin chung"
    )

    assert names == [
        "Bảng  1   a b",
        "x" * 30 + "…",
        "X" * 26 + "… (2)",
        "thông tin chung (2)",
        "Bảng",
        "😀" * 15 + "…",
    ]


def test_a_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    """Excel's limit is met openly."""
    document = only(Table((Column("Tên", 1),), (table_row("dài " * 20_000),)))

    [[text]] = read_book(document).get_sheet_by_index(1).to_python()[4:]

    assert len(text) == 32_767
    assert text.endswith("[đã cắt bớt]")


def test_an_empty_table_and_one_of_sums_only_are_written() -> None:
    """A table without rows says so; one without plain rows has no filter."""
    empty = only(Table((Column("Tên", 1),), ()))
    sums = only(Table((Column("Tên", 1),), (table_row("Cộng", kind=RowKind.TOTAL),)))

    assert read_book(empty).get_sheet_by_index(1).to_python()[4:] == [["Không có."]]
    assert read_sheet_xml(sums, 2).xpath("//m:autoFilter", namespaces=NAMES) == []


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing of the clock or of chance is in the file."""
    first, second = (render_document(make_document(annexes=(Annex("A", (works_table(3),)),)), "xlsx") for _ in range(2))

    assert first == second

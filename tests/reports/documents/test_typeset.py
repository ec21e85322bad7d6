"""The PDF, read back with pypdf."""

import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports.documents.record import (
    Annex,
    Column,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    RowKind,
    Run,
    Table,
    paragraph,
    table_row,
)
from reports.documents.writing import render_document
from tests.reports.documents.reading import pdf_text, read_pdf
from tests.reports.documents.sample import HOSTILE, LINK, LONG_TITLE, make_document, month_chart, works_table

A4 = (595, 842)
MM = 72 / 25.4


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    """The rich sample as PDF."""
    return read_pdf(make_document())


def place_letters(page: object) -> list[tuple[float, float, str]]:
    """Return the pieces of text of a page with the place where each begins, in points from below left."""
    pieces: list[tuple[float, float, str]] = []

    def visit(text: str, matrix: list[float], at: list[float], *_rest: object) -> None:
        if text.strip():
            pieces.append((at[4] * matrix[0] + matrix[4], at[5] * matrix[3] + matrix[5], text.strip()))

    page.extract_text(visitor_text=visit)  # type: ignore[attr-defined]
    return pieces


def test_paper_is_a4_and_lies_only_for_table_annexes(pdf: PdfReader) -> None:
    """Text and the first annex stand upright, lists lie."""
    sizes = [tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages]

    first_lying = sizes.index(A4[::-1])
    assert set(sizes[:first_lying]) == {A4}
    assert set(sizes[first_lying:]) == {A4[::-1]}


def test_letters_keep_inside_the_margins(pdf: PdfReader) -> None:
    """Every piece of text begins right of 30 mm and above 20 mm; only page numbers stand in the top margin."""
    for page in pdf.pages:
        height = float(page.mediabox[3])
        for left, low, text in place_letters(page):
            assert left >= 30 * MM - 1
            assert low >= 20 * MM - 1
            assert low <= height - 20 * MM or text.isdigit()


def test_all_letters_are_vendored_tinos(pdf: PdfReader) -> None:
    """Each font is a part of Tinos inside the file."""
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]

    assert {font["/BaseFont"].split("+")[1].split("-")[0] for font in fonts} == {"Tinos"}
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_pages_are_numbered_from_the_second_of_each_part(pdf: PdfReader) -> None:
    """First pages bear no number; an annex begins anew."""
    tops = []
    for page in pdf.pages:
        limit = float(page.mediabox[3]) - 20 * MM
        tops.append("".join(text for _left, low, text in place_letters(page) if low > limit))
    starts = [place for place, page in enumerate(pdf.pages) if "Phụ lục" in page.extract_text()[:12]]

    assert len(starts) == 3
    for begin, end in zip([0, *starts], [*starts, len(tops)], strict=True):
        assert tops[begin:end] == ["", *(str(number) for number in range(2, end - begin + 1))]


def test_every_part_of_the_document_is_there() -> None:
    """Letterhead, title, headings, tables, marks, signature and annexes, in the words of the Word master."""
    text = pdf_text(make_document())

    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
        "/BC-STNMT",
        "Thử, ngày 05 tháng 01 năm 2024",
        "BÁO CÁO",
        "Kính gửi: Bộ Tài nguyên và Môi trường",
        "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
        "[… Văn phòng bổ sung",
        "1. Số lượng theo cơ quan báo chí, thể loại",
        "a) Báo Thử",
        "- Tin: 4.810 tác phẩm",
        "4.840",
        "Biểu đồ 2. Số tác phẩm theo đơn vị",
        "Nơi nhận:",
        "- Lưu: VT, VP.",
        "CHÁNH VĂN PHÒNG",
        "Phụ lục III",
        "05/03/2023",
    ):
        assert words in text


def test_headings_repeat_on_every_page_of_a_table(pdf: PdfReader) -> None:
    """Every page of the long list begins with its heading row."""
    lying = [page.extract_text() for page in pdf.pages if page.mediabox[2] > page.mediabox[3]]

    assert len(lying) > 3
    assert all("Tên tin, bài" in text for text in lying)


def test_signature_comes_with_text() -> None:
    """Whatever the length of the text before it, the page of the signature holds some of that text."""
    for count in range(24, 34):
        blocks = tuple(paragraph(f"Dòng số {number}.") for number in range(count))
        pages = [page.extract_text() for page in read_pdf(make_document(blocks=blocks, annexes=())).pages]
        signed = next(text for text in pages if "CHÁNH VĂN PHÒNG" in text)
        assert f"Dòng số {count - 1}." in signed
        assert "Nơi nhận" in signed


def test_signature_comes_with_the_last_rows_of_a_table() -> None:
    """A document that ends in a table is signed on the page of the table's last rows."""
    for count in range(22, 34):
        rows = tuple(table_row(f"Dòng số {number}.") for number in range(count))
        blocks = (Table((Column("Tên", 1),), rows),)
        pages = [page.extract_text() for page in read_pdf(make_document(blocks=blocks, annexes=())).pages]
        signed = next(text for text in pages if "CHÁNH VĂN PHÒNG" in text)
        assert f"Dòng số {count - 3}." in signed
        assert f"Dòng số {count - 1}." in signed


def test_hostile_texts_stay_text() -> None:
    """Typst's own markup, code and paths in any text are printed as they are."""
    charts = month_chart()
    blocks = (
        Heading(2, HOSTILE),
        paragraph(HOSTILE, to_write=True),
        Paragraph((Run(HOSTILE, bold=True, link=HOSTILE),)),
        KeyFigures((KeyFigure(HOSTILE, HOSTILE, HOSTILE),)),
        Table((Column(HOSTILE, 1),), (table_row(HOSTILE),), HOSTILE),
        Figure(charts.svg, charts.png, HOSTILE, HOSTILE),
    )

    text = " ".join(pdf_text(make_document(blocks=blocks, subject=HOSTILE, annexes=(Annex(HOSTILE, ()),))).split())

    assert text.count('#import "x" $a$ *b* =cmd|calc </w:t> {{ 7*7 }} <script> Đất') >= 8


def test_a_letter_that_tinos_lacks_is_a_box() -> None:
    """Smiling faces and foreign scripts of titles do not stop the report."""
    table = Table((Column("Tên 中", 1),), (table_row("Vui 😀"),))

    text = pdf_text(make_document(blocks=(table,), annexes=()))

    assert "Tên □" in text
    assert "Vui □" in text


def test_long_words_break_inside_their_column() -> None:
    """An address and a word without any joint stay between the margins, in narrow columns and in text."""
    words = ("https://bao.example/" + "a" * 400, "Ư" * 300)
    columns = (Column("Từ" * 60, 1), Column("b", 1), Column("c", 8))
    blocks = (paragraph(words[1]), Table(columns, tuple(table_row(word, word, word) for word in words)))

    pdf = read_pdf(make_document(blocks=blocks, subject=words[1], annexes=()))

    pages = "".join(page.extract_text() for page in pdf.pages)
    assert "".join(pages.replace("\u200b", "").split()).count("Ư" * 60) >= 5
    for page in pdf.pages:
        wide = [text for left, _low, text in place_letters(page) if left + len(text) * 3 > 195 * MM + 3]
        assert wide == []


def test_links_open_their_address(pdf: PdfReader) -> None:
    """Links in text and table are annotations with the address."""
    addresses = {
        one.get_object()["/A"]["/URI"]
        for page in pdf.pages
        for one in page.get("/Annots", ())
        if "/A" in one.get_object()
    }

    assert addresses == {LINK, "https://bao.example/"}


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing of the clock or of chance is in the file; the title and the time of the figures are."""
    first, second = read_pdf(make_document()), read_pdf(make_document())

    assert first.stream.read() == second.stream.read()
    assert first.metadata is not None
    assert first.metadata.title is not None
    assert first.metadata.title.startswith("Báo cáo Kết quả công tác truyền thông")
    assert str(first.metadata.creation_date) == "2023-12-31 19:00:00+00:00"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_many_documents_do_not_fill_the_memory() -> None:
    """Typst remembers earlier documents; the writer makes it forget, so the eighth costs no more than the second."""

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4 // 1024

    sizes = []
    for number in range(8):
        annex = Annex(f"Danh mục {number}", (works_table(150, f"Bài số {number} " * 8),))
        render_document(make_document(blocks=(), annexes=(annex,)), "pdf")
        sizes.append(resident())

    assert sizes[-1] - sizes[1] < 150


def test_rows_are_whole_on_their_page() -> None:
    """A row of five lines is not parted by the end of the page: its number and its last word share a page."""
    document = make_document(blocks=(), annexes=(Annex("Danh mục", (works_table(30, LONG_TITLE + " HẾT"),)),))

    for page in read_pdf(document).pages[1:]:
        assert page.extract_text().count("Đồng bộ") == page.extract_text().count("HẾT")


def test_a_chart_may_go_without_caption() -> None:
    """Whatever tells the picture in words stays out of the printed text."""
    charts = month_chart()

    text = pdf_text(make_document(blocks=(Figure(charts.svg, charts.png, "", "Cột"),), annexes=()))

    assert "Cột" not in text


def test_a_total_never_stands_alone_on_a_page() -> None:
    """Wherever the page ends, the last three rows share one, and a group's name shares that of its first row."""
    column = Column("Tên", 1)
    for count in range(38, 46):
        rows = [table_row(f"Dòng {number}") for number in range(count)]
        rows += [table_row("Nhóm cuối", kind=RowKind.GROUP), table_row("Dòng của nhóm")]
        rows += [table_row("Một"), table_row("Hai"), table_row("Cộng", kind=RowKind.TOTAL)]

        document = make_document(blocks=(), annexes=(Annex("Bảng", (Table((column,), tuple(rows)),), landscape=False),))
        pages = [page.extract_text() for page in read_pdf(document).pages]

        assert [("Một\nHai\nCộng" in text) for text in pages].count(True) == 1
        assert [("Nhóm cuối\nDòng của nhóm" in text) for text in pages].count(True) == 1


def test_a_row_higher_than_a_page_is_parted_not_cut() -> None:
    """A long text in a narrow column goes on over pages to its last word, in the last row of a table too."""
    text = "chữ " * 900 + "HẾT"
    table = Table((Column("A", 1), Column("B", 9)), (table_row(text, "x"), table_row("y", "z"), table_row(text, "x")))

    pdf = read_pdf(make_document(blocks=(table,), annexes=()))

    assert "".join(page.extract_text() for page in pdf.pages).count("HẾT") == 2
    for page in pdf.pages:
        assert all(low >= 20 * MM - 1 for _left, low, _text in place_letters(page))

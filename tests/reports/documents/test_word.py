"""The Word master, read back and held against the table of Nghị định 30/2020, Phụ lục I."""

from datetime import date

import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports.documents.record import Annex, Signature
from reports.measure import text_width
from reports.word_xml import twips
from tests.reports.documents.reading import docx_text, find_paragraph, look_of, paragraph_text, read_docx, shape_of
from tests.reports.documents.sample import make_document

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@pytest.fixture(scope="module")
def word() -> WordDocument:
    """The rich sample as Word."""
    return read_docx(make_document())


def rule_below(word: WordDocument, start: str) -> float:
    """Return the length in millimetres of the line drawn next below the paragraph that begins with `start`."""
    every = list(word.element.iter(qn("w:p")))
    place = every.index(find_paragraph(word, start))
    rule = next(one for one in every[place:] if one.find(f".//{qn('w:pBdr')}") is not None)
    in_cell = next(rule.iterancestors(qn("w:tc")), None)
    whole = twips(165) if in_cell is None else int(in_cell.find(f".//{qn('w:tcW')}").get(qn("w:w"))) - 2 * twips(0.7)
    return (whole - 2 * int(shape_of(rule, "ind", "left") or 0)) / twips(1)


def test_paper_is_a4_with_the_margins_of_the_decree(word: WordDocument) -> None:
    """A4, 20/20/30/15 mm; the text stands upright, and only annexes of tables lie."""
    sizes = [(round(one.page_width.mm), round(one.page_height.mm)) for one in word.sections]
    margins = {
        tuple(round(edge.mm) for edge in (one.top_margin, one.bottom_margin, one.left_margin, one.right_margin))
        for one in word.sections
    }

    assert sizes == [(210, 297), (210, 297), (297, 210), (297, 210)]
    assert margins == {(20, 20, 30, 15)}
    assert [one.orientation for one in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.LANDSCAPE,
    ]


def test_every_letter_is_black_times_new_roman(word: WordDocument) -> None:
    """No run names another font or a colour; text, headings and page number are Times New Roman 13."""
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Header"):
        font = word.styles[name].font
        assert (font.name, font.size.pt, str(font.color.rgb)) == ("Times New Roman", 13, "000000")
    assert not list(word.element.iter(qn("w:rFonts")))
    assert not list(word.element.iter(qn("w:color")))


def test_pages_are_numbered_on_top_from_the_second(word: WordDocument) -> None:
    """The number stands in the middle of the top margin, not on the first page; annexes begin anew."""
    first, *annexes = word.sections
    field = first.header._element.find(f".//{qn('w:fldSimple')}")
    starts = [one._sectPr.find(qn("w:pgNumType")) for one in word.sections]

    assert field.get(qn("w:instr")).strip() == "PAGE"
    assert shape_of(field.getparent(), "jc", "val") == "center"
    assert all(one.different_first_page_header_footer for one in word.sections)
    assert first.first_page_header.paragraphs[0].text == ""
    assert starts[0] is None
    assert [one.get(qn("w:start")) for one in starts[1:]] == ["1"] * len(annexes)


def test_nation_and_motto_stand_on_the_right(word: WordDocument) -> None:
    """Quốc hiệu in bold capitals 12, tiêu ngữ bold 13 with a line below exactly as long as it is."""
    assert look_of(find_paragraph(word, NATION)) == (12, True, False)
    assert look_of(find_paragraph(word, MOTTO)) == (13, True, False)
    assert rule_below(word, MOTTO) == pytest.approx(text_width(MOTTO, 13, bold=True), abs=0.5)
    assert NATION in word.tables[0].rows[0].cells[1].text
    assert word.tables[0].rows[0].cells[0].text.startswith("UBND TỈNH THỬ")


def test_agency_stands_on_the_left(word: WordDocument) -> None:
    """The parent in plain capitals, the agency in bold ones, a line of a third to a half of it below."""
    name = "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"

    assert look_of(find_paragraph(word, "UBND TỈNH THỬ")) == (12, False, False)
    assert look_of(find_paragraph(word, name)) == (12, True, False)
    assert 1 / 3 <= rule_below(word, name) / text_width(name, 12, bold=True) <= 1 / 2


def test_number_is_left_blank(word: WordDocument) -> None:
    """The symbol follows room for the number, without a blank inside it."""
    number = find_paragraph(word, "Số:")

    assert paragraph_text(number) == "Số:" + " " * 10 + "/BC-STNMT"
    assert look_of(number) == (13, False, False)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2024, 1, 5), "ngày 05 tháng 01 năm 2024"),
        (date(2024, 2, 29), "ngày 29 tháng 02 năm 2024"),
        (date(2024, 3, 9), "ngày 09 tháng 3 năm 2024"),
        (date(2023, 12, 15), "ngày 15 tháng 12 năm 2023"),
    ],
)
def test_date_has_zeros_where_the_decree_wants_them(day: date, written: str) -> None:
    """Days below 10 and the months January and February get a zero, other months none."""
    line = find_paragraph(read_docx(make_document(day=day, blocks=(), annexes=())), "Thử, ngày")

    assert paragraph_text(line) == f"Thử, {written}"
    assert look_of(line) == (13, False, True)


def test_title_is_bold_and_centred_over_a_line(word: WordDocument) -> None:
    """BÁO CÁO and the subject in bold 14, in the middle; a line of a third to a half below."""
    subject = find_paragraph(word, "Kết quả công tác")

    assert look_of(find_paragraph(word, "BÁO CÁO")) == (14, True, False)
    assert look_of(subject) == (14, True, False)
    assert shape_of(subject, "jc", "val") == "center"
    assert 165 / 3 <= rule_below(word, "Kết quả công tác") <= 165 / 2


def test_addressee_is_named_below_the_title(word: WordDocument) -> None:
    """One addressee follows on the line; several stand in a list that ends in a full stop."""
    many = read_docx(make_document(addressees=("Bộ Tài nguyên", "Ủy ban tỉnh."), annexes=()))

    assert look_of(find_paragraph(word, "Kính gửi: Bộ Tài nguyên và Môi trường")) == (14, False, False)
    assert paragraph_text(find_paragraph(many, "Kính gửi")) == "Kính gửi:"
    assert "- Bộ Tài nguyên;\n- Ủy ban tỉnh." in docx_text(many)


def test_text_is_justified_with_a_first_line_and_space_above(word: WordDocument) -> None:
    """Running text: both edges even, first line 1.27 cm in, at least 6 pt between paragraphs."""
    text = find_paragraph(word, "Thực hiện Kế hoạch")

    assert shape_of(text, "jc", "val") == "both"
    assert shape_of(text, "ind", "firstLine") == str(twips(12.7))
    assert int(shape_of(text, "spacing", "before") or 0) >= 120


def test_headings_are_numbered_and_dressed_by_level(word: WordDocument) -> None:
    """Mục in bold capitals under Roman numbers, khoản bold under Arabic ones, điểm plain under letters."""
    styles = {
        paragraph_text(one): shape_of(one, "pStyle", "val")
        for one in word.element.iter(qn("w:p"))
        if (shape_of(one, "pStyle", "val") or "").startswith("Heading")
    }

    assert styles == {
        "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI": "Heading1",
        "II. KẾT QUẢ THỰC HIỆN": "Heading1",
        "1. Số lượng theo cơ quan báo chí, thể loại": "Heading2",
        "a) Báo Thử": "Heading3",
        "b) Đài Thử": "Heading3",
        "2. Theo phòng, đơn vị": "Heading2",
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ": "Heading1",
        "I. TẬP THỂ": "Heading1",
    }
    assert [word.styles[f"Heading {level}"].font.bold for level in (1, 2, 3)] == [True, True, False]


def test_passages_for_a_person_are_marked(word: WordDocument) -> None:
    """What a person must write stands in brackets on a coloured ground, and nothing else does."""
    marked = {next(one.iterancestors(qn("w:p"))) for one in word.element.iter(qn("w:highlight"))}

    assert [paragraph_text(one) for one in marked] == [
        "[… Văn phòng bổ sung: tình hình chỉ đạo, các văn bản đã ban hành trong năm. …]"
    ]


def test_signature_stands_beside_the_recipients(word: WordDocument) -> None:
    """Capitals in bold 14 with room for the pen; Nơi nhận in bold italics 12, its list in 11."""
    [row] = next(table for table in word.tables if "Nơi nhận:" in table.rows[0].cells[0].text).rows
    left, right = row.cells

    assert [one.text for one in left.paragraphs] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Giám đốc, các Phó Giám đốc Sở;",
        "- Các phòng, đơn vị thuộc Sở;",
        "- Lưu: VT, VP.",
    ]
    assert look_of(left.paragraphs[0]._p) == (12, True, True)
    assert look_of(left.paragraphs[1]._p) == (11, False, False)
    assert [one.text for one in right.paragraphs] == ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "", "", "", "", ""]
    assert look_of(right.paragraphs[0]._p) == (14, True, False)


def test_signature_never_stands_alone_on_a_page(word: WordDocument) -> None:
    """The last paragraph and the gap keep with the signature, whose row no page break parts."""
    body = list(word.element.body)
    end = next(place for place, one in enumerate(body) if one.tag == qn("w:tbl") and "Nơi nhận" in str(one.xml))

    assert [one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for one in body[end - 2 : end]] == [True, True]
    assert body[end].find(f".//{qn('w:cantSplit')}") is not None


def test_a_given_name_is_signed(word: WordDocument) -> None:
    """KT. and the name are printed as given, the name in bold 14."""
    signature = Signature("Phó Giám đốc", ("KT. Giám đốc",), "Trần Văn Thử")

    signed = read_docx(make_document(signature=signature, annexes=()))

    assert "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n\n\n\nTrần Văn Thử" in docx_text(signed)
    assert look_of(find_paragraph(signed, "Trần Văn Thử")) == (14, True, False)


def test_annexes_bear_number_title_and_their_document(word: WordDocument) -> None:
    """Roman numbers in bold 14, the title in bold capitals, the document they belong to in italics."""
    attached = find_paragraph(word, "(Kèm theo")

    labels = [line for line in docx_text(word).split("\n") if line.startswith("Phụ lục")]
    assert labels == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert look_of(find_paragraph(word, "Phụ lục I")) == (14, True, False)
    assert look_of(find_paragraph(word, "TỔNG HỢP KẾT QUẢ THEO NỘI DUNG")) == (14, True, False)
    assert paragraph_text(attached) == (
        "(Kèm theo Báo cáo số          /BC-STNMT ngày 05 tháng 01 năm 2024 của Sở Tài nguyên và Môi trường tỉnh Thử)"
    )
    assert look_of(attached) == (None, False, True)


def test_a_single_annex_has_no_number() -> None:
    """The decree numbers annexes from two on."""
    word = read_docx(make_document(annexes=(Annex("Danh mục", ()),)))

    assert "Phụ lục\nDANH MỤC" in docx_text(word)

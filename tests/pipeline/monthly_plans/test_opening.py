"""Files that must be refused with one sentence, and old workbooks that must not."""

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.monthly_plans.directory import Directory
from pipeline.monthly_plans.legacy_fonts import LegacyEncoding
from pipeline.monthly_plans.opening import MonthlyPlanFileError, open_plan_file
from pipeline.monthly_plans.reading import ReadingWishes, read_plan_file
from tests.pipeline.monthly_plans import messy_sheets, messy_values
from tests.pipeline.monthly_plans.making import Sheet, make_workbook, rewrite_member
from tests.pipeline.monthly_plans.messy import tell
from tests.pipeline.monthly_plans.messy_sheets import HEAD, TITLE

FILES = Path(__file__).parent / "files"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
ROWS = {1: [TITLE], 2: HEAD, 3: [1, "Trồng rừng phòng hộ ở Bãi Ngang", "Tin", 1, "BHT", "tuần 2"]}
PLAIN = make_workbook(Sheet(ROWS))


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


REFUSED = {
    "trống": (b"", "tệp trống"),
    "pdf": (b"%PDF-1.7 ...", "là tệp PDF"),
    "word cũ": (OLE + "WordDocument".encode("utf-16-le"), "lưu lại dạng .docx"),
    "có mật khẩu": (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "xls hỏng": (OLE, "tệp hỏng"),
    "trang web mang tên xls": (b"<html><table></table></html>", "trang web"),
    "văn bản": ("Nội dung;Tin".encode(), "không phải tệp Excel hay Word"),
    "xlsx cụt": (PLAIN[: len(PLAIN) // 2], "tệp hỏng"),
    "zip thường": (_zip(a=b"x"), "là tệp nén"),
    "ods": (_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "bảng tính dạng khác"),
    "bom": (_zip(xl__workbook=b"", big=bytes(90_000_000)), "giải nén ra hơn"),
    "doctype": (
        rewrite_member(
            PLAIN,
            "xl/workbook.xml",
            lambda part: part.replace(b"<workbook", b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><workbook"),
        ),
        "DOCTYPE",
    ),
    "docx rỗng ruột": (_zip(word__document=b"") + b"", "tệp nén"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    """Each refusal names the file and says why; nothing else is raised."""
    with pytest.raises(MonthlyPlanFileError) as refused:
        open_plan_file(content, "gui.xlsx")

    assert words in str(refused.value)
    assert str(refused.value).startswith("gui.xlsx: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["thang-7.xls", "o-gop.xls", "huy-chuyen.xls", "ngay-thang.xls"])
def test_an_old_workbook_reads_as_the_new_one(name: str, directory: Directory) -> None:
    """The .xls of a messy file gives the same promises: hidden and crossed-out rows, merged cells, dates."""
    twin = {"thang-7": "KH thang 7.xlsx"}.get(name[:-4], f"{name}x")
    case = next(case for case in (*messy_sheets.CASES, *messy_values.CASES) if case.name == twin)

    read = read_plan_file((FILES / name).read_bytes(), name, directory)

    assert tuple(tell(entry, case.department, case.month) for entry in read.obligations) == case.lines


def test_a_sheet_formatted_to_the_end_is_read_by_its_words(directory: Directory) -> None:
    """Ten thousand ruled blank rows below the plan change nothing."""

    def rule(part: bytes) -> bytes:
        blank = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (row, row) for row in range(10, 10_010))
        return part.replace(b"</sheetData>", blank + b"</sheetData>")

    read = read_plan_file(rewrite_member(PLAIN, "xl/worksheets/sheet1.xml", rule), "ke.xlsx", directory)

    assert [entry.row for entry in read.obligations] == [3]


def test_a_sheet_without_end_is_passed_over(directory: Directory) -> None:
    """A sheet of 30,000 filled rows is no monthly plan, and the sentence says how long it is."""

    def lengthen(part: bytes) -> bytes:
        filled = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(10, 30_010))
        return part.replace(b"</sheetData>", filled + b"</sheetData>")

    read = read_plan_file(rewrite_member(PLAIN, "xl/worksheets/sheet1.xml", lengthen), "dai.xlsx", directory)

    assert read.obligations == ()
    assert "30003 dòng" in read.warnings[0]


def test_a_cell_at_the_far_corner_costs_nothing(directory: Directory) -> None:
    """A word in the last cell a sheet can have does not fill the rows between."""

    def stray(part: bytes) -> bytes:
        far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
        return part.replace(b"</sheetData>", far + b"</sheetData>")

    read = read_plan_file(rewrite_member(PLAIN, "xl/worksheets/sheet1.xml", stray), "xa.xlsx", directory)

    assert [entry.content for entry in read.obligations] == ["Trồng rừng phòng hộ ở Bãi Ngang"]


def test_a_formula_never_reckoned_is_named(directory: Directory) -> None:
    """A quantity that is a formula without a result is unread, and its cell is named."""

    def formula(part: bytes) -> bytes:
        return part.replace(b'<c r="D3" s="1"><v>1</v></c>', b'<c r="D3"><f>1+1</f></c>')

    read = read_plan_file(rewrite_member(PLAIN, "xl/worksheets/sheet1.xml", formula), "ct.xlsx", directory)

    assert read.obligations[0].unreadable == ("quantity",)
    assert any("D3" in entry.why for entry in read.obligations[0].unread)


def test_old_fonts_are_offered_for_conversion_and_not_imported_unasked(directory: Directory) -> None:
    """A TCVN3 file gives nothing but an offer with a preview; asked to convert, it reads as modern text."""
    content = (FILES / "phong-chu-cu.xls").read_bytes()

    offered = read_plan_file(content, "cu.xls", directory)
    converted = read_plan_file(content, "cu.xls", directory, ReadingWishes(convert=LegacyEncoding.TCVN3))

    assert offered.obligations == ()
    assert offered.conversion is not None
    assert offered.conversion.encoding is LegacyEncoding.TCVN3
    assert ("B¸o Hµ TÜnh", "Báo Hà Tĩnh") in offered.conversion.preview
    assert [tell(entry, "P-KS", "2023-07") for entry in converted.obligations] == [
        "3 Đóng cửa lò vôi ở xóm Đá | tin 1 | baohatinh | 08/07-14/07"
    ]


def test_one_row_in_an_old_font_waits_while_the_others_are_read(directory: Directory) -> None:
    """Rows in VNI wait for a person's word; modern rows of the same file are imported."""
    rows = ROWS | {4: [2, "Veä sinh moâi tröôøng chôï ñeâm", "Tin", 1, "BHT", "tuần 3"]}
    content = make_workbook(Sheet(rows))

    read = read_plan_file(content, "lan.xlsx", directory)
    converted = read_plan_file(content, "lan.xlsx", directory, ReadingWishes(convert=LegacyEncoding.VNI))

    assert [entry.row for entry in read.obligations] == [3]
    assert any("--convert vni" in warning for warning in read.warnings)
    assert [entry.content for entry in converted.obligations][1] == "Vệ sinh môi trường chợ đêm"

"""Departments, outlets and plan rows by the names that offices give them."""

from datetime import date

import pytest

from pipeline.monthly_plans.department_names import DepartmentNames
from pipeline.monthly_plans.directory import Directory
from pipeline.monthly_plans.outlet_names import OutletNames
from pipeline.monthly_plans.plan_row_names import PlanRowNames

DAY = date(2023, 7, 15)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Phòng QLĐĐ", ("P-QLDD",)),
        ("P. QLĐĐ", ("P-QLDD",)),
        ("CCBVMT", ("CC-BVMT",)),
        ("CHI CỤC BẢO VỆ MÔI TRƯỜNG - SỞ TN&MT HÀ TĨNH", ("CC-BVMT",)),
        ("BVMT", ("CC-BVMT",)),
        ("Quỹ BVMT", ("Q-BVMT",)),
        ("VPĐK", ("VPDK",)),
        ("VP ĐK đất đai", ("VPDK",)),
        ("Chi nhánh VPĐKĐĐ huyện Kỳ Anh", ("VPDK",)),
        ("TTr Sở", ("TT",)),
        ("KS", ("P-KS",)),
        ("Phong Khoang san", ("P-KS",)),
        ("TNN-KTTV-BĐKH", ("P-TNN",)),
        ("Phòng TNN - KTTV và BĐKH", ("P-TNN",)),
        ("TT Quan trắc", ("TT-QT",)),
        ("TTPTQĐ", ("TT-PTQD",)),
        ("Văn phòng Sở", ("VP",)),
        ("Phòng Đo đạc, Bản đồ và Viễn thám", ("P-DDBD",)),
        ("KS, TTr", ("P-KS", "TT")),
        ("Thanh tra tỉnh", ()),
        ("Phòng TN&MT huyện Thạch Hà", ()),
        ("Phòng Kinh tế số", ()),
    ],
)
def test_departments_are_known_by_their_names(words: str, codes: tuple[str, ...], directory: Directory) -> None:
    """Full names, abbreviations and initials name one department; bodies outside the office name none."""
    assert DepartmentNames(directory, DAY).read(words).codes == codes


def test_a_closed_department_is_no_longer_known(directory: Directory) -> None:
    """After the organisation's lines have ended, their names name nothing."""
    assert DepartmentNames(directory, date(2026, 1, 15)).find("Phòng Khoáng sản") is None


@pytest.mark.parametrize(
    ("words", "keys", "unknown"),
    [
        ("BHT", ("baohatinh",), ()),
        ("PTTH tỉnh", ("hatinhtv",), ()),
        ("Đài Phát thanh và Truyền hình Hà Tĩnh", ("hatinhtv",), ()),
        ("Đài PT - TH, Báo Hà Tĩnh (bản in)", ("hatinhtv", "baohatinh"), ()),
        ("cả hai", ("baohatinh", "hatinhtv"), ()),
        ("02 cơ quan báo chí", ("baohatinh", "hatinhtv"), ()),
        ("- Báo Hà Tĩnh\n- HTTV", ("baohatinh", "hatinhtv"), ()),
        ("Báo TN&MT", (), ("bao tn&mt",)),
        ("Báo Hà Tĩnh, VTV", ("baohatinh",), ("vtv",)),
        ("2", (), ("2",)),
    ],
)
def test_outlets_are_known_by_their_names(
    words: str, keys: tuple[str, ...], unknown: tuple[str, ...], directory: Directory
) -> None:
    """The followed outlets are read in the order of the words; others are handed back as words."""
    reading = OutletNames(directory, DAY).read(words)

    assert (reading.keys, reading.unknown) == (keys, unknown)


def test_after_the_merger_there_is_one_outlet(directory: Directory) -> None:
    """From April 2025 the paper's name stands for the merged body, and the broadcaster's name for none."""
    names = OutletNames(directory, date(2025, 6, 15))

    assert names.read("Báo Hà Tĩnh").keys == ("baohatinh",)
    assert names.read("Đài PT-TH").keys == ()


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("II.3", ("ND03",)),
        ("HĐ9", ("HD09",)),
        ("HĐ số 9", ("HD09",)),
        ("ND 03", ("ND03",)),
        ("mục 3 phần II", ("ND03",)),
        ("phần II, mục 3", ("ND03",)),
        ("hoạt động 9", ("HD09",)),
        ("nội dung 3", ("ND03",)),
        ("Mục II.1, II.2", ("ND01", "ND02")),
        ("HĐ 6, 8", ("HD06", "HD08")),
        ("HD05.1", ("HD05",)),
        ("Thanh tra, kiểm tra, xử lý sai phạm", ("ND03",)),
        ("II.9", ()),
        ("ngoài kế hoạch", ()),
    ],
)
def test_rows_are_known_by_citations(words: str, codes: tuple[str, ...], directory: Directory) -> None:
    """Every way to cite a row leads to its code; a row that the plan lacks leads to none."""
    assert PlanRowNames(directory).read(words).codes == codes


def test_a_note_cites_only_if_it_says_nothing_else(directory: Directory) -> None:
    """ "Thuộc mục II.3; HĐ9" is a citation, a contract's number among other words is none."""
    names = PlanRowNames(directory)

    assert names.read_bare("thuộc mục II.3; HĐ9").codes == ("ND03", "HD09")
    assert names.read_bare("theo HĐ 6 với công ty").codes == ()
    assert names.read_bare("HĐ 16").codes == ()


def test_running_text_cites_only_beyond_doubt(directory: Directory) -> None:
    """ "Hoạt động 9 tháng" and a decree's number are no citations, "(HĐ9)" is."""
    names = PlanRowNames(directory)

    assert names.read_in_text("Kết quả thanh tra (HĐ9)").codes == ("HD09",)
    assert names.read_in_text("Hoạt động 9 tháng đầu năm theo Nghị định 43/NĐ-CP").codes == ()

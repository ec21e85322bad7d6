"""The Excel workbook, read back with another library."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
import yaml
from python_calamine import CalamineWorkbook

from models.vocabulary import Certainty
from reports.annex import ANNEX_COLUMNS
from reports.record import CoverageReport, Placement
from reports.summary import NOTHING_COLLECTED
from reports.workbook import CELL_LIMIT, CUT_MARK, render_workbook
from tests.reports.records import make_publication, make_report, make_work

LIST = "Danh mục tin bài"
SHEETS = ["Tổng hợp", "Theo tháng", "Theo đơn vị", LIST, "Ngoài kế hoạch", "Không rõ ngày", "Ghi chú"]


def read_sheet(report: CoverageReport, name: str) -> list[list[object]]:
    """Return the rows of one sheet, the heading row first."""
    book = CalamineWorkbook.from_filelike(BytesIO(render_workbook(report)))
    assert book.sheet_names == SHEETS
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)[3:]


def read_part(report: CoverageReport, name: str) -> str:
    """Return one part of the file as text."""
    with ZipFile(BytesIO(render_workbook(report))) as archive:
        return archive.read(name).decode()


def test_the_list_has_the_plans_columns_and_real_dates() -> None:
    """The columns are those of the plan's annex form; the day is a date of Excel, counted in Việt Nam."""
    late = datetime(2023, 3, 5, 18, 30, tzinfo=UTC)
    report = make_report([make_work("Dọn biển", publications=(make_publication(published_at=late),))])

    head, line = read_sheet(report, LIST)[:2]

    assert tuple(head[: len(ANNEX_COLUMNS)]) == ANNEX_COLUMNS
    assert line[:7] == [1.0, "Dọn biển", "Tin", "Nguyễn Văn Thử", "Báo Thử", date(2023, 3, 6), "ND02"]
    assert line[8:11] == ["Mở bài", "Đề xuất", "tiêu đề: thu gom rác"]


def test_the_columns_are_those_of_the_plan_file(pytestconfig: pytest.Config) -> None:
    """The plan's own form and the annex name the same columns in the same order."""
    plan = yaml.safe_load((pytestconfig.rootpath / "plans" / "ke-hoach-2023.yaml").read_text(encoding="utf-8"))

    assert tuple(plan["annex_templates"]["article_list"]["columns"]) == ANNEX_COLUMNS


@pytest.mark.parametrize(
    "attack", ["=1+1", '=HYPERLINK("http://x","y")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "{=1}"]
)
def test_no_crawled_text_becomes_a_formula(attack: str) -> None:
    """What looks like a formula is read back as the letters it is."""
    work = make_work(attack, authors=attack, rows=(Placement("ND01", Certainty.PROPOSED, (attack,)),))
    report = make_report([work])

    line = read_sheet(report, LIST)[1]

    assert (line[1], line[3], line[10]) == (attack, attack, attack)
    assert "<f>" not in read_part(report, "xl/worksheets/sheet4.xml")


def test_an_address_that_excel_cannot_link_is_written_as_text() -> None:
    """A link too long for Excel loses the click, not the address; an address that is no web page is left out."""
    long = "https://bao.example/" + "a" * 3000
    works = [
        make_work("A", publications=(make_publication(url=long),)),
        make_work("B", publications=(make_publication(url=None),)),
    ]
    report = make_report(works)

    rows = read_sheet(report, LIST)

    assert (rows[1][8], rows[2][8]) == (long, "")
    assert "<hyperlink " not in read_part(report, "xl/worksheets/sheet4.xml")


def test_a_cell_holds_at_most_what_excel_can_and_says_that_it_was_cut() -> None:
    """Very many reprints do not lose the file; the cut is marked."""
    again = [make_publication("dai", number) for number in range(1, 900)]
    report = make_report([make_work(publications=(make_publication(), *again))])

    others = str(read_sheet(report, LIST)[1][12])

    assert len(others) == CELL_LIMIT
    assert others.endswith(CUT_MARK)


def test_figures_are_numbers_apart_by_certainty() -> None:
    """Rows × outlets hold a number for each certainty; an empty row says so and holds zeros."""
    rows = (Placement("ND01", Certainty.CONFIRMED), Placement("ND02", Certainty.DOUBTFUL))
    report = make_report([make_work(rows=rows)])

    head, first, second, empty, total = read_sheet(report, "Tổng hợp")[:5]

    assert head[2:5] == ["Báo Thử – Đã duyệt", "Báo Thử – Đề xuất", "Báo Thử – Còn nghi ngờ"]
    assert first[2:11] == [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    assert second[2:11] == [0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]
    assert (empty[2:11], empty[11]) == ([0.0] * 9, "chưa có tin, bài")
    assert total[2:11] == [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0]


def test_months_and_departments_add_up_to_the_total_of_their_line() -> None:
    """Each line's months sum to its total, and departments count what they were given."""
    works = [
        make_work(
            f"Bài {number}",
            rows=(Placement("ND01", certainty),),
            departments=(Placement("VP", Certainty.CONFIRMED),),
            publications=(make_publication(number=number, published_at=datetime(2023, 1 + number % 3, 9, tzinfo=UTC)),),
        )
        for number, certainty in enumerate([*Certainty] * 4, start=1)
    ]
    report = make_report(works)

    months = read_sheet(report, "Theo tháng")[1:4]
    departments = read_sheet(report, "Theo đơn vị")[1:4]

    assert [sum(line[3:6]) for line in months] == [line[6] for line in months] == [4.0, 4.0, 4.0]
    assert [line[-1] for line in departments] == [4.0, 4.0, 4.0]


def test_sheets_are_ready_to_filter_and_print() -> None:
    """Each list: frozen and repeated heading, filter, A4 landscape on one page's width."""
    report = make_report([make_work()])

    sheet = read_part(report, "xl/worksheets/sheet4.xml")
    names = read_part(report, "xl/workbook.xml")

    assert '<autoFilter ref="A4:N5"/>' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'paperSize="9"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "<pane " in sheet
    assert "'Danh mục tin bài'!$4:$4" in names


def test_control_characters_and_decomposed_letters_do_not_reach_the_file() -> None:
    """Texts that XML refuses are cleaned; NFD becomes NFC."""
    report = make_report([make_work("Đa\u0302\u0301t \x00\x0bsạch\ufffe", authors="An\x1f")])

    line = read_sheet(report, LIST)[1]

    assert (line[1], line[3]) == ("Đất sạch", "An")


def test_works_outside_the_plan_and_undated_ones_have_sheets_of_their_own() -> None:
    """Neither mixes with the list of the plan; an undated work says so instead of a date."""
    undated = make_work("Không ngày", publications=(make_publication(published_at=None),), number=1)
    report = make_report(
        [make_work("Trong")], [make_work("Ngoài", rows=(), reasons=("lĩnh vực đất đai",))], undated=(undated,)
    )

    inside, outside, dayless = (read_sheet(report, name)[1:] for name in (LIST, "Ngoài kế hoạch", "Không rõ ngày"))

    assert [[line[1] for line in lines] for lines in (inside, outside, dayless)] == [
        ["Trong"],
        ["Ngoài"],
        ["Không ngày"],
    ]
    assert (outside[0][10], dayless[0][5]) == ("lĩnh vực đất đai", "không rõ")


def test_an_address_full_of_signs_to_escape_keeps_within_excels_limit() -> None:
    """The longest linked address stays linked although every sign of it is escaped."""
    url = "https://bao.example/" + "[" * 660

    report = make_report([make_work(publications=(make_publication(url=url),))])

    assert read_sheet(report, LIST)[1][8] == "Mở bài"
    assert 'Target="https://bao.example/' in read_part(report, "xl/worksheets/_rels/sheet4.xml.rels")
    assert "<hyperlink " in read_part(report, "xl/worksheets/sheet4.xml")


def test_the_list_is_printed_with_its_notes_and_keeps_every_reason() -> None:
    """The printed columns end with the notes; reasons that paper has no room for stand here in full."""
    reasons = tuple(f"lý do thứ {number} gồm nhiều từ ngữ của nội dung kế hoạch" for number in range(1, 6))
    report = make_report([make_work(rows=(Placement("ND01", Certainty.PROPOSED, reasons),), note="đã sửa")])

    line = read_sheet(report, LIST)[1]

    assert (line[10], line[11]) == ("; ".join(reasons), "đã sửa")
    assert "'Danh mục tin bài'!$A$1:$L$5" in read_part(report, "xl/workbook.xml")


def test_the_general_figures_are_numbers_where_they_are_one_number() -> None:
    """What can be added up is a number; three figures side by side are text."""
    lines = {line[0]: line[1] for line in read_sheet(make_report([make_work()]), "Ghi chú")[1:]}

    assert (lines["Đề xuất"], lines["Tin, bài đăng trong kỳ đã đọc"], lines["Báo Thử – còn thiếu"]) == (1.0, 1.0, 1.0)
    assert lines["Tác phẩm thuộc kế hoạch (đã duyệt / đề xuất / còn nghi ngờ)"] == "0 / 1 / 0"


def test_nothing_collected_is_said_at_the_top_of_every_sheet() -> None:
    """A database that was never filled gives a warning in the first cell; one that was read gives none."""
    standing = replace(make_report().standing, read=0)

    tops = []
    for report in (make_report(standing=standing, completeness=()), make_report(standing=standing)):
        book = CalamineWorkbook.from_filelike(BytesIO(render_workbook(report)))
        tops.append({book.get_sheet_by_name(name).to_python()[0][0] for name in SHEETS})

    assert tops[0] == {NOTHING_COLLECTED}
    assert NOTHING_COLLECTED not in tops[1]

"""The plan file: what the shipped one holds, and that every fault is told with its line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.office_files.loading import load_plan_file
from models.office_files.problems import OfficeFileError
from tests.models.office_texts import PLAN_PATH, edited

Complain = Callable[[str, str], tuple[list[str], int]]


@pytest.fixture
def complain(tmp_path: Path) -> Complain:
    """Break the shipped plan at one place; give the lines complained of (without the file) and the place's line."""

    def break_plan(old: str, new: str) -> tuple[list[str], int]:
        text, line = edited(PLAN_PATH, old, new)
        path = tmp_path / "ke-hoach.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(OfficeFileError) as caught:
            load_plan_file(path)
        return [row.removeprefix(f"{path}:") for row in str(caught.value).splitlines()], line

    return break_plan


def test_shipped_plan_has_its_seventeen_rows_in_order() -> None:
    """The 2023 plan gives 7 contents, then 10 activities, in the order of the document."""
    plan = load_plan_file(PLAN_PATH)

    codes = [row.code for row in plan.rows]

    assert codes == [f"ND{n:02}" for n in range(1, 8)] + [f"HD{n:02}" for n in range(1, 11)]


def test_shipped_plan_keeps_every_part_of_the_document() -> None:
    """Nothing of the 2023 plan is lost: the number of entries of each part is as in the document."""
    plan = load_plan_file(PLAN_PATH)

    counts = {
        "goals": len(plan.goals),
        "documents": len(plan.documents),
        "deadlines": len(plan.deadlines),
        "responsibilities": len(plan.responsibilities),
        "aliases": len(plan.aliases),
        "term_groups": len(plan.term_groups),
        "fields": len(plan.fields),
        "subthemes": sum(len(row.subthemes) for row in plan.rows),
        "rules": sum(len(row.signals.all_of) for row in plan.rows),
        "relations": len(plan.relations),
        "calendar": len(plan.calendar),
        "columns": len(plan.monthly_plan_template.columns),
    }

    assert counts == {
        "goals": 7,
        "documents": 15,
        "deadlines": 4,
        "responsibilities": 2,
        "aliases": 33,
        "term_groups": 19,
        "fields": 10,
        "subthemes": 42,
        "rules": 32,
        "relations": 12,
        "calendar": 16,
        "columns": 11,
    }


def test_verbatim_text_keeps_the_slips_of_the_document() -> None:
    """The full text of an activity is the document's own, slip included, with the note beside it."""
    plan = load_plan_file(PLAN_PATH)

    activity = plan.rows[-1]

    assert "các nhà nhiệt máy điện" in activity.full_text
    assert activity.full_text_note is not None


def test_dates_and_codes_are_read_as_such() -> None:
    """Dates are dates, while codes that look like numbers stay text."""
    plan = load_plan_file(PLAN_PATH)

    assert plan.plan.period.last_day == date(2023, 12, 31)
    assert plan.documents[0].number == "576/BTNMT-VP"
    assert plan.calendar[0].day == "02-02"


BROKEN_ENTRIES = {
    "unknown parent": (
        "parents: [ND01]",
        "parents: [ND09]",
        "activities[HD01].parents[1]: không có nội dung nào mang mã “ND09”",
    ),
    "unknown term group": (
        '[["@so_tnmt"], ["tổng kết"',
        '[["@so_tnm"], ["tổng kết"',
        "contents[ND01].signals.all_of[ND01.a].groups[1][1]: không có nhóm từ “so_tnm” trong term_groups",
    ),
    "unknown child of a relation": (
        "{child: HD09,",
        "{child: HD19,",
        "relations[3].child: không có hoạt động hoặc mục con của hoạt động nào mang mã “HD19”",
    ),
    "unknown row in the calendar": (
        'name: "Ngày Nước thế giới", rows: [ND06]',
        'name: "Ngày Nước thế giới", rows: [ND66]',
        "calendar[2].rows[1]: không có dòng kế hoạch nào mang mã “ND66”",
    ),
    "unknown field": (
        "fields: [LV.DD, LV.KS]",
        "fields: [LV.DD, LV.KX]",
        "activities[HD02].fields[2]: không có lĩnh vực nào mang mã “LV.KX”",
    ),
    "document number never cited": (
        'documents: ["170/NQ-CP"]',
        'documents: ["171/NQ-CP"]',
        "activities[HD01].signals.documents[1]: không có số văn bản nào mang mã “171/NQ-CP”",
    ),
    "unknown sender": (
        "last_valid_day: 4, sender: phong_don_vi",
        "last_valid_day: 4, sender: phong_ban",
        "deadlines[TH01].sender: không có vai trò nào mang mã “phong_ban”",
    ),
    "term in capitals": (
        'strong: ["nhận chìm"',
        'strong: ["Nhận chìm"',
        "contents[ND05].signals.strong[1]: từ khoá phải viết thường: “nhận chìm”",
    ),
    "term with stray blanks": (
        'strong: ["nhận chìm"',
        'strong: ["nhận  chìm"',
        "contents[ND05].signals.strong[1]: từ khoá “nhận  chìm” thừa dấu cách",
    ),
    "term twice": (
        'strong: ["nhận chìm"',
        'strong: ["giao khu vực biển"',
        "contents[ND05].signals.strong[4]: từ khoá “giao khu vực biển” lặp lại trong danh sách",
    ),
    "term group outside a rule": (
        'strong: ["nhận chìm"',
        'strong: ["@gpmb"',
        "contents[ND05].signals.strong[1]: chỉ dùng nhóm từ “@gpmb” trong all_of",
    ),
    "code of a row taken by a sub-item": (
        '{code: HD06.1, name: "Rác thải nhựa"}',
        '{code: HD06, name: "Rác thải nhựa"}',
        "activities[HD06].subthemes[HD06].code: mục kế hoạch “HD06” đã có ở dòng ",
    ),
    "parent twice": (
        "parents: [ND06, ND03]",
        "parents: [ND06, ND06]",
        "activities[HD03].parents[2]: mã “ND06” lặp lại trong danh sách",
    ),
    "relation twice": (
        "{child: HD09, parent: ND03, kind: implies}",
        "{child: HD04, parent: ND02, kind: suggests}",
        "relations[3]: quan hệ HD04 → ND02 đã có ở trên",
    ),
    "short form of two meanings": (
        'short: ["cntt"]',
        'short: ["csdl"]',
        "aliases[16].short[1]: chữ viết tắt “csdl” đã có ở dòng ",
    ),
    "code too long": (
        "issuer: STNMT-HT",
        "issuer: STNMT-HT-STNMT-HT-STNMT-HT-STNMT-HT",
        "plan.issuer: dài quá 32 chữ",
    ),
    "span turned round": (
        "period: {from: 2023-01-01, to: 2023-12-31}",
        "period: {from: 2023-12-31, to: 2023-01-01}",
        "plan.period.to: to (2023-01-01) đứng trước from (2023-12-31)",
    ),
    "day not in the calendar": (
        "count_from: 2023-01-01",
        "count_from: 2023-02-30",
        "plan.count_from: không có ngày 2023-02-30 trong lịch",
    ),
    "date the Vietnamese way": (
        "count_from: 2023-01-01",
        "count_from: 01/01/2023",
        "plan.count_from: phải là ngày viết dạng 2023-12-31, không có nháy",
    ),
    "mistyped key": (
        "short_title: ",
        "shorttitle: ",
        "plan.shorttitle: không có mục nào tên như vậy; xem lại chính tả",
    ),
    "number for text": (
        'emulation_theme: "Đoàn kết, đổi mới, sáng tạo, thi đua hoàn thành vượt mức các chỉ tiêu, nhiệm vụ năm 2023"',
        "emulation_theme: 2023",
        "plan.emulation_theme: phải là chữ, đặt trong dấu nháy kép",
    ),
    "number below zero": (
        "weights: {title: 3",
        "weights: {title: -3",
        "matching.weights.title: phải từ 0 trở lên",
    ),
    "kind outside the list": (
        "parent: ND02, kind: implies",
        "parent: ND02, kind: means",
        "relations[1].kind: chỉ nhận 'implies' hoặc 'suggests'",
    ),
    "text for a list": (
        "parents: [ND01]",
        "parents: ND01",
        "activities[HD01].parents: phải là danh sách",
    ),
    "basis without its mark": (
        'cited_in: ["II.5"], basis: "plan (số); web (ngày, tên)"',
        'cited_in: ["II.5"], basis: "theo trí nhớ"',
        r"documents[VB10].basis: viết không đúng dạng (mẫu ^(plan|web|kt|sl)\b)",
    ),
    "deadline neither once nor monthly": (
        "recurrence: monthly, before_day: 5, ",
        "before_day: 5, ",
        "deadlines[TH01]: ghi đủ recurrence, before_day, last_valid_day (hằng tháng) hoặc before, last_valid (một lần)",
    ),
}


@pytest.mark.parametrize(("old", "new", "complaint"), BROKEN_ENTRIES.values(), ids=BROKEN_ENTRIES.keys())
def test_broken_entry_is_told_with_its_line(complain: Complain, old: str, new: str, complaint: str) -> None:
    """A fault in one entry is told with file, line, path and what is wrong."""
    complaints, line = complain(old, new)

    assert [told for told in complaints if told.startswith(f"{line}: {complaint}")]


def test_code_given_twice_names_the_earlier_line(complain: Complain) -> None:
    """A code used for two rows is told once, with the line of the first."""
    complaints, line = complain("- code: HD02", "- code: HD01")

    doubled = [words for words in complaints if "đã có ở dòng" in words]

    assert len(doubled) == 1
    assert doubled[0].startswith(f"{line}: activities[HD01].code: mục kế hoạch “HD01” đã có ở dòng ")


def test_missing_entry_is_told_at_its_parent(complain: Complain) -> None:
    """An entry that is not there is told at the line of the entry that should hold it."""
    complaints, line = complain("  title: ", "  note_on_title: ")

    assert f"{line - 2}: plan.title: thiếu mục này" in complaints


def test_all_faults_come_in_one_message_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Faults of every kind are listed together, by line, so that the person mends the file in one go."""
    text = PLAN_PATH.read_text(encoding="utf-8")
    text = text.replace("schema_version: 1", "schema_version: 2", 1)
    text = text.replace('strong: ["nhận chìm"', 'strong: ["Nhận chìm"', 1).replace("child: HD09", "child: HD19", 1)
    path = tmp_path / "ke-hoach.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(OfficeFileError) as caught:
        load_plan_file(path)

    assert [problem.path for problem in caught.value.problems] == [
        "schema_version",
        "contents[ND05].signals.strong[1]",
        "relations[3].child",
    ]

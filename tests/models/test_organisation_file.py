"""The organisation file: what the shipped one holds, and that dated lines and codes are checked."""

from datetime import date
from pathlib import Path

import pytest

from models.office_files.checks import Definitions
from models.office_files.loading import check_outside_codes, load_office_file, load_organisation_file
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from models.office_files.problems import OfficeFileError, UnreadableOfficeFileError
from models.vocabulary import Verification
from tests.models.office_texts import ORGANISATION_PATH, PLAN_PATH, edited


def complaints_about(path: Path) -> list[str]:
    """Load a broken organisation file; give the lines complained of, without the file's name."""
    with pytest.raises(OfficeFileError) as caught:
        load_organisation_file(path)
    return [row.removeprefix(f"{path}:") for row in str(caught.value).splitlines()]


def write_edited(folder: Path, old: str, new: str) -> tuple[Path, int]:
    """Write the shipped organisation with one change; give the file and the changed line."""
    text, line = edited(ORGANISATION_PATH, old, new)
    path = folder / "to-chuc.yaml"
    path.write_text(text, encoding="utf-8")
    return path, line


def test_shipped_organisation_keeps_every_part() -> None:
    """Nothing of the organisation is lost: the number of entries of each part is as collected."""
    organisation = load_organisation_file(ORGANISATION_PATH)

    counts = {
        "functions": len(organisation.functions),
        "agencies": len(organisation.agencies),
        "departments": len(organisation.departments),
        "positions": len(organisation.positions),
        "districts": len(organisation.districts),
        "district_offices": len(organisation.district_offices),
        "external_bodies": len(organisation.external_bodies),
        "press_agencies": len(organisation.press_agencies),
        "republishers": len(organisation.republishers),
        "events": len(organisation.events),
    }

    assert counts == {
        "functions": 20,
        "agencies": 2,
        "departments": 15,
        "positions": 4,
        "districts": 13,
        "district_offices": 2,
        "external_bodies": 9,
        "press_agencies": 3,
        "republishers": 7,
        "events": 5,
    }


def test_verification_levels_are_kept() -> None:
    """A name that nobody has confirmed is marked so, and can be told from a confirmed one."""
    organisation = load_organisation_file(ORGANISATION_PATH)

    levels = {department.code: department.verification for department in organisation.departments}

    assert levels["VP"] is Verification.PLAN
    assert levels["P-KS"] is Verification.CONFIRMED
    assert levels["P-QLDD"] is Verification.UNVERIFIED


def test_both_ends_of_a_period_count() -> None:
    """An agency closed on a day still holds on that day, and not on the next."""
    organisation = load_organisation_file(ORGANISATION_PATH)

    agency = organisation.agencies[0]

    assert agency.holds_on(date(2025, 2, 28))
    assert not agency.holds_on(date(2025, 3, 1))


def test_statistics_code_stays_text() -> None:
    """A quoted number is a code, not a quantity."""
    organisation = load_organisation_file(ORGANISATION_PATH)

    assert organisation.province.statistics_code == "42"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "functions: [CN.THANHTRA]",
            "functions: [CN.THANTRA]",
            "departments[TT].functions[1]: không có chức năng nào mang mã “CN.THANTRA”",
        ),
        (
            "successor: SNNMT-HT",
            "successor: SNNMT",
            "agencies[STNMT-HT].successor: không có cơ quan nào mang mã “SNNMT”",
        ),
        ("department: P-KS", "department: P-KX", "positions[3].department: không có phòng, đơn vị nào mang mã “P-KX”"),
        (
            "verification: inferred\n",
            "verification: guessed\n",
            "departments[P-TNN].verification: chỉ nhận 'plan', 'confirmed', 'inferred' hoặc 'unverified'",
        ),
        (
            "valid_from: 2025-03-01\n    valid_to: null",
            "valid_from: 2025-03-01\n    valid_to: 2025-02-01",
            "agencies[SNNMT-HT].valid_to: valid_to (2025-02-01) đứng trước valid_from (2025-03-01)",
        ),
    ],
    ids=["function", "successor", "department", "verification", "period"],
)
def test_broken_entry_is_told_with_its_line(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    """A fault in one entry is told with line, path and what is wrong."""
    path, line = write_edited(tmp_path, old, new)

    complaints = complaints_about(path)

    assert f"{line + new.count(chr(10), 0, -1)}: {complaint}" in complaints


def test_department_may_return_under_its_code_once_closed(tmp_path: Path) -> None:
    """A renamed department is two lines of one code, the old one closed before the new one opens."""
    path, _ = write_edited(tmp_path, "departments:\n", RENAMED.format(valid_from="2025-03-01"))

    organisation = load_organisation_file(path)

    assert [line.name for line in organisation.departments if line.code == "TT"] == ["Phòng Thanh tra", "Thanh tra Sở"]


def test_two_lines_of_one_code_on_the_same_day_are_refused(tmp_path: Path) -> None:
    """Two lines of one code that hold on the same day cannot both be right."""
    path, _ = write_edited(tmp_path, "departments:\n", RENAMED.format(valid_from="2025-02-28"))

    complaints = complaints_about(path)

    assert len(complaints) == 1
    assert "đổi tên thì đóng dòng cũ (valid_to) trước" in complaints[0]


RENAMED = """departments:
  - code: TT
    name: "Phòng Thanh tra"
    kind: phong
    agency: SNNMT-HT
    functions: [CN.THANHTRA]
    fields: []
    sends_monthly_plan: true
    valid_from: {valid_from}
    verification: unverified
    evidence: []

"""


def test_kind_of_a_file_is_told_by_its_entries() -> None:
    """A file says by its entries whether it is a plan or an organisation."""
    plan, organisation = load_office_file(PLAN_PATH), load_office_file(ORGANISATION_PATH)

    assert isinstance(plan, PlanFile)
    assert isinstance(organisation, OrganisationFile)


def test_file_that_is_neither_is_refused(tmp_path: Path) -> None:
    """A YAML file of another kind is refused with what it should hold."""
    path = tmp_path / "khac.yaml"
    path.write_text("outlets: []\n", encoding="utf-8")

    with pytest.raises(UnreadableOfficeFileError, match="không nhận ra loại tệp"):
        load_office_file(path)


def test_codes_of_the_other_file_are_checked_with_their_lines() -> None:
    """A function that no organisation knows is told where the plan names it."""
    known = Definitions({"chức năng": frozenset({"CN.BIEN"}), "cơ quan": frozenset({"STNMT-HT"})})

    with pytest.raises(OfficeFileError) as caught:
        check_outside_codes(PLAN_PATH, known)

    told = {problem.path for problem in caught.value.problems}
    assert "contents[ND02].lead_functions[1]" in told
    assert "contents[ND05].lead_functions[1]" not in told
    assert "plan.issuer" not in told

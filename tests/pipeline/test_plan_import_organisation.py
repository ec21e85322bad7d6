"""Importing the organisation: dated lines, corrections in place, renames by date, closed lines kept."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import as_record
from models.office_files.loading import load_organisation_file
from models.office_files.stored import restore_organisation
from models.organisation import Agency, Department, District, Function, OfficeFile, PressAgency
from models.vocabulary import Verification
from pipeline.plan_import.changes import ChangeKind, RowChange
from pipeline.plan_import.importing import EarlierOrganisationError, UnknownFunctionsError, import_office_file
from tests.models.office_texts import ORGANISATION_PATH, PLAN_PATH

INSPECTORATE = '  - code: TT\n    name: "Thanh tra Sở"\n'
NEW_INSPECTORATE = """  - code: TT
    name: "Phòng Thanh tra"
    kind: phong
    agency: SNNMT-HT
    functions: [CN.THANHTRA]
    fields: []
    sends_monthly_plan: true
    valid_from: 2025-03-01
    verification: unverified
    evidence: []

"""


def write_organisation(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the shipped organisation with some entries changed."""
    text = ORGANISATION_PATH.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "to-chuc.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def inspectorate_entry() -> str:
    """Give the shipped entry of one department, as text."""
    text = ORGANISATION_PATH.read_text(encoding="utf-8")
    start = text.index(INSPECTORATE)
    return text[start : text.index("  - code: P-KHTC", start)]


def lines_of(session: Session, code: str) -> list[tuple[str, date | None, date | None]]:
    """Give name and dates of every line of a department, oldest first."""
    rows = session.scalars(select(Department).where(Department.code == code).order_by(Department.id))
    return [(row.name, row.valid_from, row.valid_to) for row in rows]


def test_first_import_holds_every_table(session: Session, now: datetime) -> None:
    """The first import opens functions, agencies, departments, districts and the press."""
    summary = import_office_file(session, ORGANISATION_PATH, now=now)

    held = [len(session.scalars(select(t)).all()) for t in (Function, Agency, Department, District, PressAgency)]
    assert held == [20, 2, 15, 13, 3]
    assert (summary.code, summary.count(ChangeKind.ADDED)) == ("STNMT-HT", 53)


def test_second_import_changes_nothing(session: Session, now: datetime) -> None:
    """The same file again leaves every row as it was and says so."""
    tables = (Function, Agency, Department, District, PressAgency, OfficeFile)
    import_office_file(session, ORGANISATION_PATH, now=now)
    before = [as_record(row) for table in tables for row in session.scalars(select(table))]

    summary = import_office_file(session, ORGANISATION_PATH, now=now.replace(year=2024))

    session.expire_all()
    assert [as_record(row) for table in tables for row in session.scalars(select(table))] == before
    assert (summary.changes, summary.unchanged, summary.is_new_version) == ((), 53, False)


def test_stored_file_gives_the_same_organisation_back(session: Session, now: datetime) -> None:
    """What has no table of its own (positions, events, communes …) is held in the stored file."""
    import_office_file(session, ORGANISATION_PATH, now=now)
    session.expire_all()

    restored = restore_organisation(session.scalars(select(OfficeFile)).one().content)

    assert restored == load_organisation_file(ORGANISATION_PATH)


def test_verification_and_evidence_are_held(session: Session, now: datetime) -> None:
    """How well a department's name is known, and from where, stays beside it."""
    import_office_file(session, ORGANISATION_PATH, now=now)

    department = session.scalars(select(Department).where(Department.code == "P-TNN")).one()

    assert department.verification is Verification.INFERRED
    assert len(department.evidence) == 1
    assert {link.function_code for link in department.functions} == {"CN.NUOC", "CN.KTTV", "CN.BDKH"}


def test_correction_without_dates_changes_the_line_in_place(session: Session, now: datetime, tmp_path: Path) -> None:
    """A corrected name under the same dates is a correction, not a rename."""
    import_office_file(session, ORGANISATION_PATH, now=now)
    path = write_organisation(tmp_path, (INSPECTORATE, INSPECTORATE.replace("Thanh tra Sở", "Thanh tra Sở TN&MT")))

    summary = import_office_file(session, path, now=now)

    assert lines_of(session, "TT") == [("Thanh tra Sở TN&MT", None, date(2025, 2, 28))]
    assert summary.changes == (RowChange(ChangeKind.CHANGED, "phòng, đơn vị", "TT", ("name",)),)


def test_opening_day_found_later_is_a_correction(session: Session, now: datetime, tmp_path: Path) -> None:
    """A line whose opening day becomes known stays the same line."""
    import_office_file(session, ORGANISATION_PATH, now=now)
    entry = inspectorate_entry()
    path = write_organisation(tmp_path, (entry, entry.replace("valid_from: null", "valid_from: 2003-07-01")))

    import_office_file(session, path, now=now)

    assert lines_of(session, "TT") == [("Thanh tra Sở", date(2003, 7, 1), date(2025, 2, 28))]


def test_rename_written_as_two_lines_keeps_both(session: Session, now: datetime, tmp_path: Path) -> None:
    """The new line opens beside the old one, which stays as it was."""
    import_office_file(session, ORGANISATION_PATH, now=now)
    path = write_organisation(tmp_path, (INSPECTORATE, NEW_INSPECTORATE + INSPECTORATE))

    summary = import_office_file(session, path, now=now)

    assert lines_of(session, "TT") == [
        ("Thanh tra Sở", None, date(2025, 2, 28)),
        ("Phòng Thanh tra", date(2025, 3, 1), None),
    ]
    assert summary.lines() == (
        "Thêm phòng, đơn vị (1): TT",
        "STNMT-HT: thêm 1, sửa 0, đóng 0, bỏ 0, không đổi 53.",
    )


def test_new_name_with_its_opening_day_closes_the_old_line(session: Session, now: datetime, tmp_path: Path) -> None:
    """A new name that begins on a later day closes the old line the day before, even if the file dropped it."""
    entry = inspectorate_entry()
    open_ended = entry.replace("valid_to: 2025-02-28", "valid_to: null")
    import_office_file(session, write_organisation(tmp_path, (entry, open_ended)), now=now)
    path = write_organisation(tmp_path, (entry, NEW_INSPECTORATE))

    summary = import_office_file(session, path, now=now)

    assert lines_of(session, "TT") == [
        ("Thanh tra Sở", None, date(2025, 2, 28)),
        ("Phòng Thanh tra", date(2025, 3, 1), None),
    ]
    assert [change.kind for change in summary.changes] == [ChangeKind.CLOSED, ChangeKind.ADDED]


def test_rename_imported_twice_changes_nothing_more(session: Session, now: datetime, tmp_path: Path) -> None:
    """After a rename the same file again finds both lines as they should be."""
    entry = inspectorate_entry()
    import_office_file(session, ORGANISATION_PATH, now=now)
    path = write_organisation(tmp_path, (entry, NEW_INSPECTORATE))
    import_office_file(session, path, now=now)

    summary = import_office_file(session, path, now=now)

    assert summary.changes == ()
    assert len(lines_of(session, "TT")) == 2


def test_department_that_left_the_file_is_closed(session: Session, now: datetime, tmp_path: Path) -> None:
    """A department dropped from the file is closed on the day before the import, never deleted."""
    import_office_file(session, ORGANISATION_PATH, now=now)
    position = '  - {title: "Chánh Thanh tra Sở", department: TT,'
    path = write_organisation(tmp_path, (inspectorate_entry(), ""), (position, position.replace("TT,", "null,")))

    summary = import_office_file(session, path, now=now)

    assert lines_of(session, "TT") == [("Thanh tra Sở", None, date(2023, 12, 31))]
    assert summary.changes == (RowChange(ChangeKind.CLOSED, "phòng, đơn vị", "TT", ("valid_to",)),)


def test_function_given_to_another_department_moves(session: Session, now: datetime, tmp_path: Path) -> None:
    """Claims of functions follow the file and are noted on the lines they changed."""
    import_office_file(session, ORGANISATION_PATH, now=now)
    path = write_organisation(
        tmp_path,
        ("functions: [CN.KHOANGSAN, CN.DIACHAT]", "functions: [CN.KHOANGSAN]"),
        ("functions: [CN.DDBD]", "functions: [CN.DDBD, CN.DIACHAT]"),
    )

    summary = import_office_file(session, path, now=now)

    assert {(change.code, change.columns) for change in summary.changes} == {
        ("P-KS", ("functions",)),
        ("P-DDBD", ("functions",)),
    }


def test_function_a_plan_depends_on_cannot_leave(session: Session, now: datetime, tmp_path: Path) -> None:
    """An organisation that lacks a function named by a plan held is refused with the code."""
    import_office_file(session, PLAN_PATH, now=now)
    path = write_organisation(
        tmp_path,
        ('  - {code: CN.DIACHAT, name: "Địa chất"}\n', ""),
        ("functions: [CN.KHOANGSAN, CN.DIACHAT]", "functions: [CN.KHOANGSAN]"),
    )

    with pytest.raises(UnknownFunctionsError, match=r"CN\.DIACHAT"):
        import_office_file(session, path, now=now)


def test_unknown_field_of_a_department_is_told(session: Session, now: datetime, tmp_path: Path) -> None:
    """Once a plan is held, a field that none knows is named: a slip, or one of the plan still to come."""
    import_office_file(session, PLAN_PATH, now=now)
    path = write_organisation(tmp_path, ("fields: [LV.DVC]", "fields: [LV.DCV]"))

    summary = import_office_file(session, path, now=now)

    assert any("LV.DCV" in note for note in summary.notes)


def test_an_earlier_organisation_never_replaces_a_later_one(session: Session, now: datetime, tmp_path: Path) -> None:
    """A file written for an earlier day would close all that opened since, so it is refused."""
    import_office_file(session, write_organisation(tmp_path, ("as_of: 2023-12-31", "as_of: 2026-01-01")), now=now)

    with pytest.raises(EarlierOrganisationError, match=r"31/12/2023.*01/01/2026"):
        import_office_file(session, ORGANISATION_PATH, now=now)

"""Importing the plan: everything held, twice without change, changed rows updated, nothing deleted that counts."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import as_record
from models.office_files.loading import load_plan_file
from models.office_files.problems import OfficeFileError
from models.office_files.stored import restore_plan
from models.organisation import Function, OfficeFile
from models.plan import Plan, PlanDocument, PlanField, PlanItem, PlanItemKind, PlanRelation
from pipeline.plan_import.changes import ChangeKind, RowChange
from pipeline.plan_import.importing import import_office_file
from tests.models.office_texts import ORGANISATION_PATH, PLAN_PATH, edited


def write_plan(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the shipped plan with some entries changed."""
    text = PLAN_PATH.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "ke-hoach.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def without(first: str, after: str) -> tuple[str, str]:
    """Give the change that cuts the shipped plan from `first` up to `after`."""
    text = PLAN_PATH.read_text(encoding="utf-8")
    start = text.index(first)
    return text[start : text.index(after, start)], ""


def count(session: Session, table: type) -> int:
    """Count the rows of a table."""
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_first_import_holds_the_whole_plan(session: Session, now: datetime) -> None:
    """The first import opens the plan with its rows, sub-items, fields, relations and documents."""
    summary = import_office_file(session, PLAN_PATH, now=now)

    counted = session.execute(select(PlanItem.kind, func.count()).group_by(PlanItem.kind))
    kinds = dict(counted.all())
    assert kinds == {PlanItemKind.CONTENT: 7, PlanItemKind.ACTIVITY: 10, PlanItemKind.SUBTHEME: 42}
    assert (count(session, PlanField), count(session, PlanRelation), count(session, PlanDocument)) == (10, 12, 15)
    assert summary.count(ChangeKind.ADDED) == len(summary.changes) == 101


def test_second_import_changes_nothing(session: Session, now: datetime) -> None:
    """The same file again leaves every row as it was and says so."""
    import_office_file(session, PLAN_PATH, now=now)
    before = [as_record(row) for table in (Plan, PlanItem, OfficeFile) for row in session.scalars(select(table))]

    summary = import_office_file(session, PLAN_PATH, now=now.replace(year=2024))

    session.expire_all()
    after = [as_record(row) for table in (Plan, PlanItem, OfficeFile) for row in session.scalars(select(table))]
    assert after == before
    assert (summary.changes, summary.unchanged, summary.is_new_version) == ((), 101, False)


def test_stored_file_gives_the_same_plan_back(session: Session, now: datetime) -> None:
    """The whole file is held: read back from the database it equals the file, signals and all."""
    import_office_file(session, PLAN_PATH, now=now)
    session.expire_all()

    restored = restore_plan(session.scalars(select(OfficeFile)).one().content)

    assert restored == load_plan_file(PLAN_PATH)


def test_row_keeps_verbatim_text_and_timing(session: Session, now: datetime) -> None:
    """An activity's row carries the words of the plan and its windows."""
    import_office_file(session, PLAN_PATH, now=now)

    item = session.scalars(select(PlanItem).where(PlanItem.code == "HD07")).one()

    assert item.full_text == "Tuyên truyền dịp kỷ niệm 20 năm thành lập Sở Tài nguyên và Môi trường (tháng 7/2023)"
    assert item.timing["windows"][0]["from"] == "2023-07-01"


def test_subitem_hangs_under_its_row_and_after_it(session: Session, now: datetime) -> None:
    """A sub-item knows its row and stands right behind it in the order of the plan."""
    import_office_file(session, PLAN_PATH, now=now)

    part = session.scalars(select(PlanItem).where(PlanItem.code == "HD06.1")).one()
    row = session.scalars(select(PlanItem).where(PlanItem.code == "HD06")).one()

    assert part.parent_id == row.id
    assert part.position == row.position + 1


def test_changed_row_is_updated_and_not_doubled(session: Session, now: datetime, tmp_path: Path) -> None:
    """A new wording replaces the old in the same row, and the account names row and column."""
    import_office_file(session, PLAN_PATH, now=now)
    path = write_plan(tmp_path, ('name: "Rác thải nhựa"', 'name: "Giảm rác thải nhựa"'))

    summary = import_office_file(session, path, now=now)

    assert summary.changes == (RowChange(ChangeKind.CHANGED, "mục kế hoạch", "HD06.1", ("short_name",)),)
    assert summary.is_new_version
    assert count(session, PlanItem) == 59


def test_changed_functions_are_a_change_of_the_row(session: Session, now: datetime, tmp_path: Path) -> None:
    """Another leading function is noted on its row."""
    import_office_file(session, PLAN_PATH, now=now)
    path = write_plan(tmp_path, ("lead_functions: [CN.BIEN]", "lead_functions: [CN.NUOC]"))

    summary = import_office_file(session, path, now=now)

    item = session.scalars(select(PlanItem).where(PlanItem.code == "ND05")).one()
    assert {link.function_code for link in item.functions} == {"CN.NUOC", "CN.MT.QLNN"}
    assert summary.changes == (RowChange(ChangeKind.CHANGED, "mục kế hoạch", "ND05", ("functions",)),)


def test_row_that_left_the_file_is_closed_not_deleted(session: Session, now: datetime, tmp_path: Path) -> None:
    """An activity dropped from the file stays held, closed on the day before the import."""
    import_office_file(session, PLAN_PATH, now=now)
    path = write_plan(
        tmp_path,
        without("  - code: HD10\n", "# Quan hệ bao hàm"),
        ("  - {child: HD10, parent: ND07, kind: suggests}\n", ""),
    )

    summary = import_office_file(session, path, now=now)

    item = session.scalars(select(PlanItem).where(PlanItem.code == "HD10")).one()
    assert item.valid_to == date(2023, 12, 31)
    assert summary.changes == (
        RowChange(ChangeKind.CLOSED, "mục kế hoạch", "HD10"),
        RowChange(ChangeKind.REMOVED, "quan hệ", "HD10 → ND07"),
    )


def test_closed_row_opens_again_when_it_returns(session: Session, now: datetime, tmp_path: Path) -> None:
    """A row put back into the file is the old row again, open."""
    import_office_file(session, PLAN_PATH, now=now)
    cut = without('      - {code: HD06.5, name: "', "    signals:")
    import_office_file(session, write_plan(tmp_path, cut), now=now)

    summary = import_office_file(session, PLAN_PATH, now=now)

    assert summary.changes == (RowChange(ChangeKind.CHANGED, "mục kế hoạch", "HD06.5", ("valid_to",)),)
    assert count(session, PlanItem) == 59


def test_return_to_an_earlier_file_makes_that_version_current(session: Session, now: datetime, tmp_path: Path) -> None:
    """Importing A, B and A again keeps three imports and points the plan at the last one, which is A's words."""
    import_office_file(session, PLAN_PATH, now=now)
    first = session.scalars(select(Plan.office_file_id)).one()
    import_office_file(session, write_plan(tmp_path, ("Đoàn kết, đổi mới", "Đổi mới")), now=now.replace(year=2024))

    summary = import_office_file(session, PLAN_PATH, now=now.replace(year=2025))

    current = session.get_one(OfficeFile, session.scalars(select(Plan.office_file_id)).one())
    assert current.id != first
    assert current.sha256 == session.get_one(OfficeFile, first).sha256
    assert count(session, OfficeFile) == 3
    assert summary.is_new_version


def test_plan_may_come_before_the_organisation(session: Session, now: datetime) -> None:
    """A plan imported first opens its functions under their codes; the organisation then names them."""
    summary = import_office_file(session, PLAN_PATH, now=now)
    placeholder = session.get_one(Function, "CN.BIEN").name

    import_office_file(session, ORGANISATION_PATH, now=now)

    assert placeholder == "CN.BIEN"
    assert summary.notes == ("Chưa có tệp tổ chức: các chức năng tạm mang mã, sẽ có tên khi nhập tệp tổ chức.",)
    assert session.get_one(Function, "CN.BIEN").name.startswith("Quản lý tổng hợp biển")


def test_function_unknown_to_the_organisation_is_told_with_its_line(
    session: Session, now: datetime, tmp_path: Path
) -> None:
    """Once the organisation is held, a mistyped function stops the import at its line."""
    import_office_file(session, ORGANISATION_PATH, now=now)
    text, line = edited(PLAN_PATH, "lead_functions: [CN.BIEN]", "lead_functions: [CN.BEN]")
    path = tmp_path / "ke-hoach.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(OfficeFileError) as caught:
        import_office_file(session, path, now=now)

    complaint = "contents[ND05].lead_functions[1]: không có chức năng nào mang mã “CN.BEN”"
    assert str(caught.value) == f"{path}:{line}: {complaint}"
    assert count(session, Plan) == 0


def test_account_names_every_changed_row_and_the_totals(session: Session, now: datetime, tmp_path: Path) -> None:
    """The account of an import is told line by line in the office's words."""
    import_office_file(session, PLAN_PATH, now=now)
    path = write_plan(tmp_path, ('name: "Rác thải nhựa"', 'name: "Giảm rác thải nhựa"'))

    summary = import_office_file(session, path, now=now)

    assert summary.lines() == (
        "Sửa mục kế hoạch HD06.1: tên ngắn",
        "KH-2023: thêm 0, sửa 1, đóng 0, bỏ 0, không đổi 100.",
    )


def test_next_years_plan_stands_beside_the_old_one(session: Session, now: datetime, tmp_path: Path) -> None:
    """A plan under another code is another plan; the old one keeps its rows."""
    import_office_file(session, PLAN_PATH, now=now)
    path = write_plan(
        tmp_path,
        ("code: KH-2023", "code: KH-2024"),
        ("period: {from: 2023-01-01, to: 2023-12-31}", "period: {from: 2024-01-01, to: 2024-12-31}"),
    )

    summary = import_office_file(session, path, now=now)

    assert summary.count(ChangeKind.ADDED) == 101
    assert set(session.scalars(select(Plan.code))) == {"KH-2023", "KH-2024"}
    assert count(session, PlanItem) == 118

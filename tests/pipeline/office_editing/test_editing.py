"""Lines of departments and of plans closed, opened and put right; the file written anew."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import plans
from models.errors import InputError
from models.office_files.loading import load_organisation_file, load_plan_file
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from models.organisation import Department, OfficeFile
from models.plan import PlanItem
from models.vocabulary import Verification
from pipeline.office_editing.departments import (
    DepartmentWords,
    add_department,
    close_line,
    correct_line,
    list_lines,
    open_new_line,
)
from pipeline.office_editing.rows import NewLine, close_row, correct_short_name, replace_row
from pipeline.office_editing.saving import preview_text, save_office_file, write_yaml
from pipeline.plan_import.importing import import_office_file

CHANGE = date(2023, 7, 1)


@pytest.fixture(scope="module")
def paths() -> dict[str, Path]:
    """The office's own files."""
    return {path.stem: path for path in Path(plans.__file__).parent.glob("*.yaml")}


@pytest.fixture
def organisation(paths: dict[str, Path]) -> OrganisationFile:
    return load_organisation_file(paths["to-chuc-2023"])


@pytest.fixture
def plan(paths: dict[str, Path]) -> PlanFile:
    return load_plan_file(paths["ke-hoach-2023"])


def words_of(file: OrganisationFile, code: str) -> DepartmentWords:
    """Return the words of a department's first line."""
    line = list_lines(file, code)[0]
    return DepartmentWords(
        line.name, line.aliases, line.functions, line.sends_monthly_plan, line.verification, line.evidence
    )


def test_a_file_written_anew_reads_back_equal(organisation: OrganisationFile, plan: PlanFile, tmp_path: Path) -> None:
    """Nothing is lost between the record and the YAML."""
    places = tmp_path / "to-chuc.yaml", tmp_path / "ke-hoach.yaml"
    places[0].write_text(write_yaml(organisation), "utf-8")
    places[1].write_text(write_yaml(plan), "utf-8")

    assert load_organisation_file(places[0]) == organisation
    assert load_plan_file(places[1]) == plan


def test_a_rename_closes_the_line_and_opens_another(organisation: OrganisationFile) -> None:
    """The old name holds until the day before."""
    words = replace(words_of(organisation, "CC-BVMT"), name="Chi cục Môi trường")

    old, new, *_ = list_lines(open_new_line(organisation, "CC-BVMT", CHANGE, words), "CC-BVMT")

    assert (old.valid_to, new.valid_from) == (date(2023, 6, 30), CHANGE)
    assert (old.name, new.name) == (list_lines(organisation, "CC-BVMT")[0].name, "Chi cục Môi trường")


def test_a_correction_keeps_the_dates(organisation: OrganisationFile) -> None:
    """A confirmed name is the same line, better known."""
    words = replace(words_of(organisation, "CC-BVMT"), verification=Verification.CONFIRMED)
    line = list_lines(organisation, "CC-BVMT")[0]

    corrected = list_lines(correct_line(organisation, "CC-BVMT", line.valid_from, words), "CC-BVMT")

    assert [(one.valid_from, one.valid_to) for one in corrected] == [(line.valid_from, line.valid_to)]
    assert corrected[0].verification is Verification.CONFIRMED


def test_what_cannot_be_is_refused(organisation: OrganisationFile, plan: PlanFile) -> None:
    """Unknown codes, codes in use and days outside a line's time are one sentence each."""
    words = words_of(organisation, "TT")
    line = list_lines(organisation, "TT")[0]
    refused = (
        lambda: close_line(organisation, "KHONG-CO", CHANGE),
        lambda: close_line(organisation, "TT", date(2030, 1, 1)),
        lambda: open_new_line(organisation, "TT", date(2030, 1, 1), words),
        lambda: correct_line(organisation, "TT", date(1999, 1, 1), words),
        lambda: add_department(organisation, line),
        lambda: close_row(plan, "ND99", CHANGE),
        lambda: close_row(plan, "ND01", date(2024, 1, 1)),
        lambda: replace_row(plan, "ND01", CHANGE, NewLine("ND02", "Đất đai", "Tuyên truyền về đất đai.")),
    )

    for refuse in refused:
        with pytest.raises(InputError):
            refuse()


def test_a_change_is_a_new_version_and_the_old_one_stays(
    session: Session, paths: dict[str, Path], organisation: OrganisationFile, now: datetime
) -> None:
    """The lines of the department follow, and both versions of the file are kept."""
    import_office_file(session, paths["to-chuc-2023"], now=now)
    words = replace(words_of(organisation, "CC-BVMT"), name="Chi cục Môi trường")

    changed = open_new_line(organisation, "CC-BVMT", CHANGE, words)
    summary = save_office_file(session, changed, by="lan", reason="QĐ 12/QĐ-STNMT", now=now)

    lines = session.execute(
        select(Department.name, Department.valid_to)
        .where(Department.code == "CC-BVMT", Department.valid_from.is_(None) | (Department.valid_from == CHANGE))
        .order_by(Department.id)
    ).all()
    assert [name for name, _ in lines][-1] == "Chi cục Môi trường"
    assert lines[0][1] == date(2023, 6, 30)
    assert summary.is_new_version
    assert session.scalar(select(func.count()).select_from(OfficeFile)) == 2
    newest = session.scalars(select(OfficeFile.text).order_by(OfficeFile.id.desc())).first()
    assert newest is not None
    assert "lan: QĐ 12/QĐ-STNMT" in newest.splitlines()[0]


def test_a_replaced_plan_line_is_closed_and_its_successor_opened(
    session: Session, paths: dict[str, Path], plan: PlanFile, now: datetime
) -> None:
    """The plan's rows in the database follow the change."""
    import_office_file(session, paths["to-chuc-2023"], now=now)
    import_office_file(session, paths["ke-hoach-2023"], now=now)
    line = NewLine("HD11", "Đấu giá đất", "Tuyên truyền về đấu giá quyền sử dụng đất.")

    changed = replace_row(correct_short_name(plan, "ND01", "Chính sách", None), "HD03", CHANGE, line)
    save_office_file(session, changed, by="lan", reason="điều chỉnh kế hoạch", now=now)

    rows = {item.code: item for item in session.scalars(select(PlanItem))}
    assert rows["HD03"].valid_to == date(2023, 6, 30)
    assert (rows["HD11"].valid_from, rows["HD11"].short_name) == (CHANGE, "Đấu giá đất")
    assert rows["ND01"].short_name == "Chính sách"


def test_a_preview_changes_nothing(
    session: Session, paths: dict[str, Path], organisation: OrganisationFile, now: datetime
) -> None:
    """What would change is told, and the database is as before."""
    import_office_file(session, paths["to-chuc-2023"], now=now)
    changed = close_line(organisation, "TT", CHANGE)

    summary = preview_text(session, write_yaml(changed), "to-chuc.yaml", now=now)

    assert any("TT" in line for line in summary.lines())
    assert session.scalar(select(func.count()).select_from(OfficeFile)) == 1


def test_a_change_without_a_reason_is_refused(session: Session, plan: PlanFile, now: datetime) -> None:
    """Whoever changes the plan's data says why."""
    with pytest.raises(InputError, match="lý do"):
        save_office_file(session, plan, by="lan", reason=" ", now=now)

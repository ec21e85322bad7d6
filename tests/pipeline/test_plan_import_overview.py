"""What `plan show` tells of a plan held."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.plan import PlanNotFoundError
from models.vocabulary import Verification
from pipeline.plan_import.importing import import_office_file
from pipeline.plan_import.overview import DepartmentName, describe_plan
from tests.models.office_texts import ORGANISATION_PATH, PLAN_PATH


@pytest.fixture
def held(session: Session, now: datetime) -> Session:
    """A database that holds the shipped plan and organisation."""
    import_office_file(session, PLAN_PATH, now=now)
    import_office_file(session, ORGANISATION_PATH, now=now)
    return session


def test_lines_come_in_the_order_of_the_plan(held: Session) -> None:
    """The seventeen rows stand in their order, sub-items inside their row."""
    overview = describe_plan(held)

    assert [line.code for line in overview.lines][5:9] == ["ND06", "ND07", "HD01", "HD02"]
    assert overview.lines[3].subthemes[0] == ("ND04.1", "Xây dựng Đề án")


def test_departments_are_those_in_charge_on_the_day(held: Session) -> None:
    """Who carries the function on the plan's last day leads the row; how sure the name is stays visible."""
    overview = describe_plan(held, "KH-2023")

    inspection = next(line for line in overview.lines if line.code == "ND03")

    assert inspection.lead_departments == (DepartmentName("TT", "Thanh tra Sở", Verification.CONFIRMED),)


def test_after_the_reorganisation_nobody_is_invented(held: Session) -> None:
    """On a day for which no department is known, the row has none."""
    overview = describe_plan(held, "KH-2023", day=date(2025, 3, 1))

    assert all(line.lead_departments == () for line in overview.lines)


def test_leading_department_is_not_named_again_as_supporting(held: Session) -> None:
    """A department that both leads and supports a row is named once."""
    overview = describe_plan(held)

    anniversary = next(line for line in overview.lines if line.code == "HD07")

    assert [name.code for name in anniversary.lead_departments] == ["VP"]
    assert anniversary.supporting_departments == ()


def test_overview_names_its_file_and_deadlines(held: Session, now: datetime) -> None:
    """The overview says from which file and when it came, and what is due."""
    overview = describe_plan(held)

    assert (overview.file_name, overview.imported_at) == (Path(PLAN_PATH).name, now)
    assert [(line.code, line.last_valid) for line in overview.deadlines][1] == ("TH02", date(2023, 11, 30))


@pytest.mark.parametrize(("code", "words"), [(None, "Chưa có kế hoạch nào"), ("KH-2031", "diembao plan import")])
def test_plan_not_held_is_told(session: Session, code: str | None, words: str) -> None:
    """Asking for a plan that was never imported says what to do."""
    with pytest.raises(PlanNotFoundError, match=words):
        describe_plan(session, code)

"""The sample files of the merged department, imported as the guide says beside those of 2023, on both databases."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import plans
from models.obligation import Obligation
from models.office_files.loading import load_organisation_file, load_plan_file
from models.organisation import Department
from models.plan import find_plan
from pipeline.monthly_plans.importing import import_monthly_plan
from pipeline.monthly_plans.reading import ReadingWishes
from pipeline.monthly_plans.storing import Arrival
from pipeline.obligations.office import read_office
from pipeline.plan_import.bundled import list_bundled_files
from pipeline.plan_import.importing import import_office_file
from pipeline.plan_import.overview import describe_plan
from tests import factories as make
from tests.pipeline.monthly_plans.making import Sheet, make_workbook

PLANS = Path(plans.__file__).parent
INSPECTION = "CN.THANHTRA"
JULY_PLAN = Sheet(
    {
        1: ["CHI CỤC THỦY LỢI VÀ NƯỚC SẠCH"],
        2: ["KẾ HOẠCH TUYÊN TRUYỀN THÁNG 7/2026"],
        4: ["TT", "Nội dung tuyên truyền", "Hình thức", "Số lượng", "Báo/Đài", "Thời gian", "Chủ trì", "Mục KH"],
        5: [
            1,
            "Bàn giao công trình nước sạch nông thôn",
            "tin",
            1,
            "Đài PT-TH Hà Tĩnh",
            "tuần 2",
            "CC TL&NS",
            "nhiệm vụ 6",
        ],
        6: [2, "Tích nước hồ chứa trước mùa hạn", "bài", 1, "Báo Hà Tĩnh", "tháng 7", "Chi cục Thủy lợi", "II.5"],
    }
)


@pytest.fixture
def held(session: Session, now: datetime) -> Session:
    """The office with the plan and the organisation of 2023."""
    import_year(session, 2023, now)
    return session


def import_year(session: Session, year: int, now: datetime) -> tuple[str, ...]:
    """Import the organisation, then the plan of a year; return what was noted."""
    summaries = [
        import_office_file(session, PLANS / f"{name}-{year}.yaml", now=now) for name in ("to-chuc", "ke-hoach")
    ]
    return tuple(note for summary in summaries for note in summary.notes)


def carriers(session: Session, function: str, day: date) -> set[str]:
    """Return who claims a function on a day."""
    lines = session.scalars(select(Department).where(Department.valid_on(day)))
    return {line.code for line in lines if function in {link.function_code for link in line.functions}}


def test_a_fresh_office_gets_no_sample() -> None:
    """Of the files that ship, those of 2023 are in force; the samples of 2026 wait to be copied from."""
    assert [path.name for path in list_bundled_files(PLANS)] == ["to-chuc-2023.yaml", "ke-hoach-2023.yaml"]


def test_next_years_files_are_taken_in_the_order_of_the_guide(held: Session, now: datetime) -> None:
    """Fields of the plan to come are noted with the organisation, and both files say that they are samples."""
    notes = import_year(held, 2026, now)

    assert any("LV.KTTH, LV.NSNT" in note for note in notes)
    assert sum("bản mẫu" in note for note in notes) == 2


def test_each_row_of_the_new_plan_has_a_leading_department(held: Session, now: datetime) -> None:
    """Six contents and eight activities lead to departments of the merged agency."""
    import_year(held, 2026, now)

    overview = describe_plan(held, "KH-2026")

    assert len(overview.lines) == 14
    assert [line.code for line in overview.lines if not line.lead_departments] == []


def test_the_plan_of_2023_stays_as_it_was(held: Session, now: datetime) -> None:
    """Rows, departments and deadlines of 2023 are the same before and after."""
    before = describe_plan(held, "KH-2023")

    import_year(held, 2026, now)

    held.expire_all()
    assert describe_plan(held, "KH-2023") == replace(before)


def test_functions_move_on_the_days_of_the_changes(held: Session, now: datetime) -> None:
    """The inspectorate of the old agency, that of the new one, and who took over when inspectorates ended."""
    import_year(held, 2026, now)

    claimed = [carriers(held, INSPECTION, day) for day in (date(2025, 6, 30), date(2025, 7, 1))]
    names = held.scalars(select(Department.agency_code).where(Department.code == "TT").order_by(Department.id)).all()

    assert claimed == [{"TT"}, {"P-TCPC"}]
    assert names == ["STNMT-HT", "SNNMT-HT"]


@pytest.mark.parametrize("day", [date(2025, 2, 28), date(2025, 3, 1), date(2025, 7, 1), date(2026, 12, 31)])
def test_what_was_claimed_in_2023_is_claimed_on_every_day(held: Session, now: datetime, day: date) -> None:
    """No function is left without a department by the reorganisation."""
    import_year(held, 2026, now)
    leading = {link.function_code for item in find_plan(held, "KH-2023").items for link in item.functions}

    assert [code for code in sorted(leading) if not carriers(held, code, day)] == []


def test_a_monthly_plan_of_a_new_department_is_read(held: Session, now: datetime) -> None:
    """The new department, its short name and former name, and the one press body under both old names."""
    import_year(held, 2026, now)

    imported = import_monthly_plan(
        held,
        "ke-hoach-thang-7.xlsx",
        Arrival(make_workbook(JULY_PLAN), now, "VP"),
        ReadingWishes(),
        plan_code=None,
        department=None,
    )

    kept = held.scalars(select(Obligation).order_by(Obligation.row)).all()
    assert imported.plan_code == "KH-2026"
    assert [(one.department_code, one.outlets) for one in kept] == [("CC-TLNS", ["baohatinh"])] * 2
    assert [one.plan_rows for one in kept] == [["NV06"], ["CD05"]]


def test_the_present_plan_is_the_latest_that_has_begun(session: Session) -> None:
    """A plan imported before its first day does not take over yet; named, it is found."""
    make.make_plan(session, "KH-2023")
    make.make_plan(session, "KH-2999").count_from = date(2999, 1, 1)
    session.flush()

    assert find_plan(session, None).code == "KH-2023"
    assert find_plan(session, "KH-2999").code == "KH-2999"


@pytest.mark.parametrize(("year", "name"), [(2023, "Văn phòng Sở TN&MT"), (2026, "Văn phòng Sở NN&MT")])
def test_the_ledger_knows_a_department_as_it_is_in_the_plans_year(year: int, name: str) -> None:
    """Two lines of one code: what is written of the department in the ledger is that of the plan's own time."""
    organisation = load_organisation_file(PLANS / "to-chuc-2026.yaml")
    lines = [line for line in organisation.departments if line.code == "VP"]
    renamed = tuple(line.model_copy(update={"name": line.aliases[0]}) for line in lines)
    plan = load_plan_file(PLANS / f"ke-hoach-{year}.yaml")

    office = read_office(plan, organisation.model_copy(update={"departments": renamed}), {})

    assert office.department_names == {"VP": name}

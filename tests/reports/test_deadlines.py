"""Who owes which paper by when: days, senders, states, as known at an instant."""

from dataclasses import replace
from datetime import date

import pytest

from reports.deadlines.judging import judge_dues, list_dues
from reports.deadlines.record import Paper, PaperState
from reports.office.forms import DEFAULT_FORMS
from reports.office.record import Office, OfficeDeadline, OfficeDepartment
from reports.record import PlanHead

MONTHLY = OfficeDeadline("TH01", "gửi kế hoạch tháng", "trước ngày 05", "phong_don_vi", "VP", None, 4)
YEARLY = OfficeDeadline("TH02", "gửi báo cáo năm", "trước 01/12", "phong_don_vi", "VP", date(2023, 11, 30), None)
OFFICE_ONLY = OfficeDeadline("TH03", "báo cáo Bộ", "trước 15/12", "van_phong", "Bộ", date(2023, 12, 14), None)


def make_line(code: str, **changes: object) -> OfficeDepartment:
    """Make a department that has to send monthly plans."""
    values: dict[str, object] = {
        "name": f"Phòng {code}",
        "kind": "phong",
        "agency_code": "SO",
        "aliases": (),
        "is_confirmed": True,
        "sends_monthly_plan": True,
        "valid_from": None,
        "valid_to": None,
    }
    return OfficeDepartment(code=code, **(values | changes))


@pytest.fixture
def office() -> Office:
    """An office of two departments that send plans and one that gathers them."""
    return Office(
        plan=PlanHead("KH", "Kế hoạch", "KH", "a" * 64),
        agency_code="SO",
        issued_on=date(2023, 2, 28),
        document_number=None,
        period=(date(2023, 1, 1), date(2023, 12, 31)),
        items=(),
        departments=(
            make_line("A"),
            make_line("B"),
            make_line("VP", kind="van_phong", sends_monthly_plan=False),
        ),
        agencies=(),
        deadlines=(MONTHLY, YEARLY, OFFICE_ONLY),
        documents=(),
        recipients=(),
        signer_position="GIÁM ĐỐC",
        forms=DEFAULT_FORMS,
        outlet_order=(),
    )


def paper(department: str, month: date | None, sent_on: date, deadline: str = "TH01") -> Paper:
    """Make a paper that came in."""
    return Paper(1, deadline, department, month, sent_on, None)


def test_a_monthly_paper_is_owed_for_each_month_by_each_sender(office: Office) -> None:
    """Twelve months of two departments, one yearly paper each, one of the gathering office."""
    dues = list_dues(office)

    monthly = [due for due in dues if due.deadline_code == "TH01"]
    assert len(monthly) == 24
    assert {due.department_code for due in monthly} == {"A", "B"}
    assert [due.department_code for due in dues if due.deadline_code == "TH03"] == ["VP"]
    assert [due.last_valid for due in dues] == sorted(due.last_valid for due in dues)


def test_the_day_before_the_named_one_is_the_last_in_time(office: Office) -> None:
    """Of "trước ngày 05" the fourth is in time, the fifth a day late."""
    july = date(2023, 7, 1)
    papers = [paper("A", july, date(2023, 7, 4)), paper("B", july, date(2023, 7, 5))]

    lines = judge_dues(list_dues(office), papers, date(2023, 7, 10))

    told = {line.due.department_code: (line.state, line.told) for line in lines if line.due.month == july}
    assert told == {"A": (PaperState.ON_TIME, "đúng hạn"), "B": (PaperState.LATE, "muộn 1 ngày")}


@pytest.mark.parametrize(
    ("today", "state", "told"),
    [
        (date(2023, 6, 20), PaperState.OPEN, "chưa gửi, còn 14 ngày"),
        (date(2023, 6, 27), PaperState.SOON, "chưa gửi, còn 7 ngày"),
        (date(2023, 7, 4), PaperState.SOON, "chưa gửi, hôm nay là ngày cuối"),
        (date(2023, 7, 5), PaperState.MISSING, "chưa gửi, quá hạn 1 ngày"),
    ],
)
def test_a_paper_not_sent_is_told_by_the_days_left(office: Office, today: date, state: PaperState, told: str) -> None:
    """Far off, soon, today, overdue."""
    lines = judge_dues(list_dues(office), [], today)

    first = next(line for line in lines if line.due.month == date(2023, 7, 1))
    assert (first.state, first.told) == (state, told)


def test_a_day_before_the_plan_was_issued_binds_nobody(office: Office) -> None:
    """The plan is of 28/02: January's and February's papers are not missing, but count if they came."""
    papers = [paper("A", date(2023, 1, 1), date(2023, 1, 3))]

    lines = judge_dues(list_dues(office), papers, date(2023, 4, 1))

    states = {
        (line.due.department_code, line.due.month.month): line.state
        for line in lines
        if line.due.month is not None and line.due.month.month <= 3
    }
    assert states[("A", 1)] is PaperState.ON_TIME
    assert states[("B", 1)] is states[("A", 2)] is PaperState.EXEMPT
    assert states[("A", 3)] is PaperState.MISSING


def test_the_first_of_several_papers_counts(office: Office) -> None:
    """A corrected plan sent later does not make the first one late."""
    july = date(2023, 7, 1)
    papers = [paper("A", july, date(2023, 7, 20)), paper("A", july, date(2023, 7, 2))]

    lines = judge_dues(list_dues(office), papers, date(2023, 8, 1))

    assert next(line.sent_on for line in lines if line.due.month == july) == date(2023, 7, 2)


def test_a_department_owes_only_while_it_holds(office: Office) -> None:
    """One that ended in June owes no paper in July; its successor does."""
    ended, heir = make_line("A", valid_to=date(2023, 6, 30)), make_line("C", valid_from=date(2023, 7, 1))
    changed = replace(office, departments=(ended, heir))

    dues = [due for due in list_dues(changed) if due.deadline_code == "TH01"]

    assert [due.department_code for due in dues] == ["A"] * 6 + ["C"] * 6


def test_a_day_beyond_a_short_month_is_its_last(office: Office) -> None:
    """The 31st of February is the 28th."""
    late = replace(office, deadlines=(replace(MONTHLY, last_valid_day=31),), departments=(make_line("A"),))

    assert list_dues(late)[1].last_valid == date(2023, 2, 28)

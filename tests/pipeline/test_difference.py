"""What became different between two instants is named with its cause."""

from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from reports.difference import Cause, Comparison, Subject, compare
from reports.difference.telling import describe_comparison, tell_comparison
from tests.pipeline.history import Year

CAUSES = {
    "articles_come": {Cause.NEW_ARTICLE},
    "a_month_is_promised": {Cause.OBLIGATION_CHANGE, Cause.PAPER},
    "people_answer": {Cause.DECISION},
    "words_change": {Cause.EDITED_PAGE},
    "a_date_moves": {Cause.MOVED_DATE, Cause.EDITED_PAGE},
    "a_page_is_removed": {Cause.REMOVED_PAGE},
    "the_page_comes_back": {Cause.RETURNED_PAGE},
    "an_article_lacks_its_date": {Cause.NEW_ARTICLE},
    "the_waiting_article_is_freed": {Cause.NEW_ARTICLE},
    "another_outlet_reports": {Cause.NEW_ARTICLE},
    "another_classifier_tags": {Cause.NEW_CLASSIFIER, Cause.RETAGGED},
    "the_first_classifier_returns": {Cause.NEW_CLASSIFIER},
    "a_reprint_is_found": {Cause.MERGED},
    "the_reprint_is_none": {Cause.MERGED},
    "the_ledger_moves": {Cause.DECISION, Cause.RECONCILED},
    "a_promise_changes": {Cause.OBLIGATION_CHANGE},
    "a_paper_is_taken_back": {Cause.PAPER},
    "the_plan_changes": {Cause.PLAN_CHANGE},
    "the_plan_returns": {Cause.PLAN_CHANGE},
    "the_organisation_changes": {Cause.PLAN_CHANGE},
    "people_answer_again": {Cause.DECISION},
}


@pytest.fixture
def year(session: Session, tmp_path: Path) -> Year:
    """The year before its first step."""
    return Year(session, tmp_path)


def compare_steps(year: Year) -> dict[str, Comparison]:
    """Compare what is known before and after each step but the first."""
    steps = pairwise(year.walk())
    return {name: compare(year.session, year.plan, before, after) for (_, before), (name, after) in steps}


def test_each_change_is_named_with_its_cause(year: Year) -> None:
    """Whatever happened in a step is the only cause told of it, besides time that passed."""
    compared = compare_steps(year)

    causes = {name: {one.cause for one in step.differences} - {Cause.TIME} for name, step in compared.items()}
    assert causes == CAUSES


def test_figures_change_by_what_the_differences_tell(year: Year) -> None:
    """An acceptance moves one work from proposed to confirmed, a refusal another one out of the plan."""
    step = compare_steps(year)["people_answer"]

    figures = {one.name: (one.before, one.after) for one in step.figures}
    assert figures["HD06, đã duyệt"] == (0, 1)
    assert figures["HD06, đề xuất"] == (3, 1)
    assert figures["Ngoài kế hoạch, đề xuất"] == (0, 1)
    works = {one.name: (one.before, one.after) for one in step.differences if one.subject is Subject.WORK}
    assert works == {
        "Thu gom rác số 101": ("HD06 đề xuất", "HD06 đã duyệt"),
        "Thu gom rác số 102": ("HD06 đề xuất", "ngoài kế hoạch đề xuất"),
    }


def test_papers_that_became_overdue_together_are_told_as_one(year: Year) -> None:
    """Between 3 and 6 July the day of the fourteen monthly plans passed."""
    step = compare_steps(year)["articles_come"]

    papers = [one for one in step.differences if one.subject is Subject.PAPER]
    assert [(one.cause, one.before, one.after) for one in papers] == [
        (Cause.TIME, "chưa gửi, còn 1 ngày", "chưa gửi, quá hạn 2 ngày")
    ]
    assert papers[0].name.startswith("14 đơn vị, tháng 7/2023")


def test_two_equal_instants_differ_in_nothing(year: Year) -> None:
    """Nothing is told of a moment compared with itself."""
    *_, (_, last) = year.walk()

    compared = compare(year.session, year.plan, last, last)

    assert (compared.figures, compared.differences) == ((), ())
    assert list(tell_comparison(compared))[1:] == ["Không có gì thay đổi."]


def test_a_machine_reads_the_same(year: Year) -> None:
    """The plain data hold every figure and difference with its cause."""
    step = compare_steps(year)["a_date_moves"]

    described = describe_comparison(step)

    moved = next(one for one in described["differences"] if one["cause"] == "moved_date")
    assert (moved["subject"], moved["before"], moved["after"]) == ("work", "tháng 7/2023", "tháng 6/2023")
    assert moved["detail"] == "từ 03/07/2023 sang 20/06/2023"
    assert len(described["figures"]) == len(step.figures)

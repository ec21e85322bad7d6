"""Findings about a plan's signals: what never matters, what always does, and which articles a change touches."""

from typing import Any

import pytest

from classify.plan_check.changes import ChangeFinder
from classify.plan_check.counting import check_counts, count_signals
from classify.plan_check.findings import FindingKind
from classify.plan_check.wording import check_wording
from models.office_files.plan import PlanFile
from models.office_files.signals import AllOf, Examples
from models.records import ArticleText


def _change(plan: PlanFile, code: str, *, examples: Examples | None = None, **signals: Any) -> PlanFile:
    """Return the plan with some signals of one row replaced."""

    def changed(row: Any) -> Any:
        if row.code != code:
            return row
        update: dict[str, Any] = {"signals": row.signals.model_copy(update=signals)}
        return row.model_copy(update=update | ({"examples": examples} if examples else {}))

    contents = tuple(changed(row) for row in plan.contents)
    activities = tuple(changed(row) for row in plan.activities)
    return plan.model_copy(update={"contents": contents, "activities": activities})


def _kinds(plan: PlanFile, code: str) -> set[FindingKind]:
    return {finding.kind for finding in check_wording(plan) if finding.code == code}


def test_the_plan_that_ships_has_no_error(plan: PlanFile) -> None:
    """Nothing in it contradicts itself, excludes a right example or can never match."""
    assert [finding for finding in check_wording(plan) if finding.kind.is_error] == []


def test_a_phrase_without_words_can_never_match(plan: PlanFile) -> None:
    """Punctuation alone is no signal."""
    assert FindingKind.NEVER in _kinds(_change(plan, "ND05", strong=("nhận chìm", "…")), "ND05")


def test_a_phrase_that_is_both_sign_and_exclusion_contradicts_itself(plan: PlanFile) -> None:
    """The same words cannot speak for a row and against it."""
    changed = _change(plan, "ND05", strong=("nhận chìm",), exclude=("nhận chìm",))

    assert FindingKind.CONTRADICTS in _kinds(changed, "ND05")


def test_an_exclusion_that_covers_a_right_example_is_told(plan: PlanFile) -> None:
    """The office's own example must stay recognisable."""
    examples = Examples(positive=("Nhận chìm bùn nạo vét ở Vũng Áng",))
    changed = _change(plan, "ND05", strong=("nhận chìm",), all_of=(), exclude=("nhận chìm bùn",), examples=examples)

    assert FindingKind.EXCLUDES_EXAMPLE in _kinds(changed, "ND05")


def test_a_right_example_without_any_sign_is_told(plan: PlanFile) -> None:
    """No strong phrase stands in the example."""
    changed = _change(plan, "ND05", strong=("xyz",), all_of=(), examples=Examples(positive=("Chuyện trên bờ",)))

    assert FindingKind.EXAMPLE_UNMET in _kinds(changed, "ND05")


def test_a_wrong_example_that_matches_is_told(plan: PlanFile) -> None:
    """The example of what does not belong is met by a strong phrase."""
    changed = _change(plan, "ND05", strong=("tàu",), exclude=(), examples=Examples(negative=("Tàu ra khơi",)))

    assert FindingKind.EXAMPLE_WRONGLY_MET in _kinds(changed, "ND05")


@pytest.mark.parametrize(
    "signals",
    [
        {"strong": ("tro xỉ", "tro, xỉ")},
        {"strong": ("tro xỉ",), "support": ("kho tro xỉ ven biển",)},
        {"strong": ("tro", "xỉ"), "all_of": (AllOf(code="HD10.x", scope="lead", groups=(("tro", "xỉ"), ("bãi",))),)},
    ],
)
def test_signals_that_another_covers_are_told(plan: PlanFile, signals: dict[str, Any]) -> None:
    """Equal readings, a supporting phrase around a strong one, a rule with a group of strong phrases."""
    assert FindingKind.SHADOWED in _kinds(_change(plan, "HD10", **signals), "HD10")


def test_a_phrase_of_nearly_every_article_is_told_and_unseen_ones_are_gathered(plan: PlanFile) -> None:
    """Counts come from the articles themselves."""
    articles = [ArticleText(f"Tin tức ngày {number}") for number in range(200)]
    changed = _change(plan, "ND05", strong=("tin tức", "nhận chìm"))

    findings = list(check_counts(*count_signals(changed, articles)))

    everything = [finding for finding in findings if finding.kind is FindingKind.EVERYTHING]
    unseen = {finding.code: finding.phrases for finding in findings if finding.kind is FindingKind.UNSEEN}
    assert [(one.code, one.told) for one in everything] == [
        ("ND05", "«tin tức» có ở tiêu đề hoặc sapo của 200/200 bài")
    ]
    assert unseen["ND05"] == ("nhận chìm",)


def test_few_articles_prove_nothing_about_counts(plan: PlanFile) -> None:
    """Ten articles say neither that a phrase is everywhere nor that it is nowhere."""
    articles = [ArticleText("Tin tức")] * 10

    assert list(check_counts(*count_signals(_change(plan, "ND05", strong=("tin tức",)), articles))) == []


def test_only_articles_with_a_changed_phrase_may_differ(plan: PlanFile) -> None:
    """A new word touches the articles that have it; a plan unlike in its aliases touches all."""
    finder = ChangeFinder(plan, _change(plan, "ND05", strong=("bãi tắm",)))

    assert finder.may_differ(ArticleText("Khai trương bãi tắm"))
    assert not finder.may_differ(ArticleText("Khai giảng năm học"))
    assert ChangeFinder(plan, plan).changes_nothing
    assert ChangeFinder(plan, plan.model_copy(update={"aliases": ()})).may_differ(ArticleText("Khai giảng"))

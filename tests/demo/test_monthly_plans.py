"""The monthly plans of the miniature year: complete, varied, in step with the articles, and true to their files."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from demo import DemoArticle, demo_articles
from demo.monthly_plans import (
    GoldAnswer,
    MonthlyPlan,
    PlanGold,
    PlannedObligation,
    monthly_plans,
    plan_gold,
    render_plans,
)
from demo.monthly_plans.records import STATES
from tests.demo.test_content import BRANCHES, OFFICES, ROWS

DEPARTMENTS = {"P-QLDD", "VPDK", "TT", "P-KS", "P-TNN", "CC-BVMT"}
GENRES = {"tin", "bai", "phong_su", "phong_van", "anh", "video", "emagazine", "phat_thanh"}
LENGTH = {"tin": 1, "anh": 1, "video": 1, "bai": 2, "phong_van": 2, "phong_su": 3}
ONLY_A_PART_OF_THE_SUBJECT = {"qldd-04-4", "bvmt-01-2"}


@pytest.fixture(scope="module")
def plans() -> tuple[MonthlyPlan, ...]:
    """All monthly plans of 2023."""
    return monthly_plans()


@pytest.fixture(scope="module")
def gold() -> PlanGold:
    """What was decided by hand."""
    return plan_gold()


@pytest.fixture(scope="module")
def obligations(plans: tuple[MonthlyPlan, ...]) -> dict[str, PlannedObligation]:
    """Every obligation by its key."""
    return {each.key: each for plan in plans for each in plan.obligations}


@pytest.fixture(scope="module")
def articles() -> dict[str, DemoArticle]:
    """Every article of both sites by its key."""
    return {article.key: article for article in demo_articles()}


@pytest.fixture(scope="module")
def files(plans: tuple[MonthlyPlan, ...], tmp_path_factory: pytest.TempPathFactory) -> dict[Path, MonthlyPlan]:
    """The plans as files."""
    return render_plans(plans, tmp_path_factory.mktemp("plans"))


def test_six_departments_plan_every_month(plans: tuple[MonthlyPlan, ...]) -> None:
    """There is one plan for each of six departments and twelve months, none of them empty."""
    held = Counter((plan.department, plan.month) for plan in plans)

    assert held == {(department, month): 1 for department in DEPARTMENTS for month in range(1, 13)}
    assert all(plan.rows for plan in plans)


def test_plans_hold_many_obligations_of_known_kinds(plans: tuple[MonthlyPlan, ...]) -> None:
    """At least 120 obligations, each key once, with codes of the plan and windows that touch the plan's month."""
    obligations = [each for plan in plans for each in plan.obligations]
    unknown = [
        each.key
        for each in obligations
        if set(each.plan_rows) - set(ROWS)
        or set(each.supporting_departments) - OFFICES - BRANCHES
        or each.genre not in GENRES
        or set(each.outlets) - {"baohatinh", "hatinhtv"}
        or each.status not in {"active", "cancelled", "moved"}
        or not each.opens_on.month <= each.month <= each.due_on.month
        or each.opens_on > each.due_on
    ]

    assert len(obligations) >= 120
    assert len({each.key for each in obligations}) == len(obligations)
    assert unknown == []


def test_every_row_holds_an_obligation(plans: tuple[MonthlyPlan, ...]) -> None:
    """No row is without an obligation; several subjects or genres in one row give several."""
    counts = [len(row.obligations) for plan in plans for row in plan.rows]

    assert min(counts) == 1
    assert max(counts) == 10


def test_some_plans_come_late(plans: tuple[MonthlyPlan, ...]) -> None:
    """Most plans are sent by the 4th of their month, some after it."""
    late = [plan for plan in plans if plan.sent_on > date(2023, plan.month, 4)]

    assert 5 <= len(late) <= len(plans) // 4


def test_every_obligation_is_answered(obligations: dict[str, PlannedObligation], gold: PlanGold) -> None:
    """The gold answers exactly the obligations of the plans."""
    assert set(gold.answers) == set(obligations)


def test_gold_names_existing_articles(gold: PlanGold, articles: dict[str, DemoArticle]) -> None:
    """Each article key of the gold is a key of the content files, and no article is right and wrong at once."""
    unknown = {key for answer in gold.answers.values() for key in all_articles(answer)} - set(articles)
    doubled = [each.key for each in gold.answers.values() if len(set(all_articles(each))) != len(all_articles(each))]

    assert unknown == set()
    assert doubled == []


def all_articles(answer: GoldAnswer) -> tuple[str, ...]:
    return answer.articles + answer.questions + answer.near + answer.may_link


@pytest.mark.parametrize("state", STATES)
def test_every_state_occurs_three_times(gold: PlanGold, state: str) -> None:
    """Each state is the answer of at least three obligations."""
    assert sum(answer.state == state for answer in gold.answers.values()) >= 3


def test_states_fit_what_is_linked(gold: PlanGold) -> None:
    """Published obligations name articles, questions name what to ask, the others name neither."""
    for answer in gold.answers.values():
        assert answer.state in STATES, answer.key
        assert set(answer.also_acceptable) <= set(STATES) - {answer.state}, answer.key
        assert bool(answer.articles) == (answer.state in {"du", "mot_phan", "muon", "khac_ky"}), answer.key
        assert bool(answer.questions) == (answer.state == "goi_y"), answer.key


def test_cancelled_and_moved_obligations_say_why(obligations: dict[str, PlannedObligation], gold: PlanGold) -> None:
    """An obligation is hủy exactly when its row says so, and the row gives the reason."""
    struck = {key for key, each in obligations.items() if each.status != "active"}

    assert {key for key, answer in gold.answers.items() if answer.state == "huy"} == struck
    assert all(obligations[key].note for key in struck)


def test_states_follow_from_dates(
    obligations: dict[str, PlannedObligation], gold: PlanGold, articles: dict[str, DemoArticle]
) -> None:
    """In its window: đủ or một phần; after it within its months: muộn; in other months only: khác kỳ."""
    expected = {"in": {"du", "mot_phan"}, "late": {"muon"}, "other": {"khac_ky"}}
    wrong = [
        (answer.key, key)
        for answer in gold.answers.values()
        for key in answer.articles
        if answer.state not in expected[when(obligations[answer.key], articles[key])]
    ]

    assert wrong == []


def when(obligation: PlannedObligation, article: DemoArticle) -> str:
    day = article.published_at.date()
    if obligation.opens_on <= day <= obligation.due_on:
        return "in"
    return "late" if obligation.due_on < day and day.month == obligation.due_on.month else "other"


def test_partial_states_lack_something_countable(
    obligations: dict[str, PlannedObligation], gold: PlanGold, articles: dict[str, DemoArticle]
) -> None:
    """Một phần means too few works, too short a genre or a missing outlet, but for the named parts of a subject."""
    published = {answer.key: [articles[key] for key in answer.articles] for answer in gold.answers.values()}

    lacking = {key for key, found in published.items() if found and lacks(obligations[key], found)}

    assert lacking | ONLY_A_PART_OF_THE_SUBJECT == {
        answer.key for answer in gold.answers.values() if answer.state == "mot_phan"
    }


def lacks(obligation: PlannedObligation, found: list[DemoArticle]) -> bool:
    works = [article for article in found if not article.duplicate_of]
    return (
        len(works) < obligation.quantity
        or any(LENGTH[work.genre] < LENGTH[obligation.genre] for work in works)
        or bool(set(obligation.outlets) - {article.outlet for article in found})
    )


def test_an_article_answers_one_obligation_unless_two_departments_planned_it(
    obligations: dict[str, PlannedObligation], gold: PlanGold
) -> None:
    """Only the named shared articles are counted twice, each for two departments."""
    answered = Counter(key for answer in gold.answers.values() for key in answer.articles)
    shared = {key for key, count in answered.items() if count > 1}
    takers = {
        key: [obligations[answer.key].department for answer in gold.answers.values() if key in answer.articles]
        for key in shared
    }

    assert shared == set(gold.shared_articles)
    assert all(len(set(departments)) == len(departments) == 2 for departments in takers.values())


def test_external_articles_answer_open_obligations(gold: PlanGold) -> None:
    """A piece added by hand answers an obligation that has nothing, and changes its state."""
    before = [gold.answers[external.answers].state for external in gold.external_articles]

    assert before == ["chua_co"] * len(gold.external_articles)
    assert {external.state for external in gold.external_articles} == {"du", "mot_phan"}


def test_the_ledger_counted_by_hand_equals_the_answers(
    obligations: dict[str, PlannedObligation], gold: PlanGold
) -> None:
    """The totals by department and month, counted apart, are those of the single answers."""
    counted = Counter(
        (obligations[answer.key].department, obligations[answer.key].month, answer.state)
        for answer in gold.answers.values()
    )
    ledger = {
        (*place, state): count for place, counts in gold.ledger.items() for state, count in counts.items() if count
    }

    assert ledger == counted


def test_files_open_and_hold_every_word(files: dict[Path, MonthlyPlan]) -> None:
    """Each file opens and holds the words of every cell of its plan, but for the contacts of Word plans."""
    for path, plan in files.items():
        words = squeeze(words_of(path))
        for row in plan.rows:
            subjects = re.split(r"(?:: |; )- ", row.content)
            missing = [
                each for each in (*subjects, row.form, row.outlet, row.time, row.note) if squeeze(each) not in words
            ]
            assert missing == [], path.name


def squeeze(words: str) -> str:
    return " ".join(words.split())


def words_of(path: Path) -> str:
    if path.suffix == ".docx":
        tables = Document(str(path)).tables
        return " ".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return " ".join(f"{cell:g}" if isinstance(cell, float) else str(cell) for row in rows for cell in row)


def test_layouts_are_mixed(files: dict[Path, MonthlyPlan]) -> None:
    """Workbooks of three looks and some Word files, every department with more than one look."""
    looks = {(plan.department, plan.layout) for plan in files.values()}

    assert Counter(path.suffix for path in files) == {".xlsx": 56, ".docx": 16}
    assert {layout for _, layout in looks} == {"plain", "two_line", "merged", "word"}
    assert min(Counter(department for department, _ in looks).values()) >= 3


def test_the_same_plans_give_the_same_bytes(
    plans: tuple[MonthlyPlan, ...], files: dict[Path, MonthlyPlan], tmp_path: Path
) -> None:
    """Rendering again gives identical files."""
    again = render_plans(plans, tmp_path)

    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in files]

"""Deciding on sector and rows: people over proposals, the calendar over both, and every reason told."""

from datetime import date

import pytest

from models.answers import Answer
from models.deciding import ArticleFacts, ItemTerms, MatchDecision, Proposal, decide_matches, decide_sector
from models.records import RELEVANT
from models.vocabulary import Certainty, ReviewDecision, TagAxis

YEAR = (date(2023, 1, 1), date(2023, 12, 31))
ITEMS = {
    "HD06": ItemTerms(6, "HD06", YEAR),
    "HD07": ItemTerms(7, "HD07", YEAR, ((date(2023, 6, 15), date(2023, 8, 15)),)),
}


def facts(
    code: str = "HD06",
    *,
    day: date | None = date(2023, 7, 12),
    certainty: Certainty = Certainty.PROPOSED,
    answer: Answer | None = None,
) -> ArticleFacts:
    """An article with one proposal and at most one answer on it."""
    proposal = Proposal(code, 0.9, certainty, ("tiêu đề: rác thải nhựa",))
    return ArticleFacts(day, [proposal], {code: answer} if answer else {})


def only(article: ArticleFacts) -> MatchDecision:
    """The one match of an article."""
    [match] = decide_matches(article, ITEMS)
    return match


def test_a_proposal_in_time_stays_a_proposal_with_its_reasons() -> None:
    """Words of the article and the day both stand among the reasons."""
    match = only(facts())

    assert match.certainty is Certainty.PROPOSED
    assert match.reasons == ("tiêu đề: rác thải nhựa", "đăng 12/07/2023, trong kỳ kế hoạch")


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2024, 1, 1)])
def test_an_article_outside_the_plans_period_never_counts(day: date) -> None:
    """Neither the day before the year nor the day after belongs to the plan, confirmed or not."""
    accepted = Answer(ReviewDecision.ACCEPT, day, is_current=True)

    assert decide_matches(facts(day=day), ITEMS) == []
    assert decide_matches(facts(day=day, answer=accepted), ITEMS) == []


@pytest.mark.parametrize("day", [date(2023, 1, 1), date(2023, 12, 31)])
def test_both_ends_of_the_year_count(day: date) -> None:
    """The first and the last day belong to the plan."""
    assert only(facts(day=day)).certainty is Certainty.PROPOSED


def test_an_undated_article_is_doubtful_and_says_so() -> None:
    """Without a day nothing can be more than doubtful."""
    match = only(facts(day=None))

    assert match.certainty is Certainty.DOUBTFUL
    assert match.reasons[-1] == "không rõ ngày đăng"


def test_outside_an_activitys_own_time_a_proposal_is_doubtful_but_a_confirmation_stands() -> None:
    """The anniversary in December is doubted by the machine; a person may still confirm it."""
    late = date(2023, 12, 1)
    accepted = Answer(ReviewDecision.ACCEPT, date(2023, 12, 5), is_current=True)

    assert only(facts("HD07", day=late)).certainty is Certainty.DOUBTFUL
    assert only(facts("HD07", day=late, answer=accepted)).certainty is Certainty.CONFIRMED


def test_a_person_confirms_refuses_and_adds() -> None:
    """An acceptance confirms, a refusal removes, an accepted row nobody proposed is added."""
    accepted = Answer(ReviewDecision.ACCEPT, date(2023, 7, 20), is_current=True)
    refused = Answer(ReviewDecision.REJECT, date(2023, 7, 20), is_current=True)
    added = ArticleFacts(date(2023, 7, 12), [], {"HD06": accepted})

    assert only(facts(answer=accepted)).certainty is Certainty.CONFIRMED
    assert decide_matches(facts(answer=refused), ITEMS) == []
    assert only(added).reasons[0] == "đã duyệt ngày 20/07/2023"


@pytest.mark.parametrize(
    ("decision", "certainty"),
    [(ReviewDecision.ACCEPT, Certainty.PROPOSED), (ReviewDecision.REJECT, Certainty.DOUBTFUL)],
)
def test_a_changed_text_opens_the_question_again_beside_the_old_answer(
    decision: ReviewDecision, certainty: Certainty
) -> None:
    """An answer given for an earlier text is told, and no longer decides."""
    match = only(facts(answer=Answer(decision, date(2023, 7, 20), is_current=False)))

    assert match.certainty is certainty
    assert "bài đã sửa sau khi trả lời" in match.reasons[0]


def test_a_row_the_plan_does_not_have_is_an_error() -> None:
    """Tags of another plan's classifier stop the work instead of vanishing."""
    with pytest.raises(KeyError):
        decide_matches(facts("HD99"), ITEMS)


SECTOR = (TagAxis.RELEVANT, RELEVANT)
ROW = (TagAxis.ROW, "HD06")
YES, NO = ReviewDecision.ACCEPT, ReviewDecision.REJECT
PROPOSED = Proposal(RELEVANT, 0.9, Certainty.PROPOSED, ("tiêu đề: rác thải nhựa",))


@pytest.mark.parametrize(
    ("proposed", "given", "certainty"),
    [
        (PROPOSED, {}, Certainty.PROPOSED),
        (None, {}, None),
        (PROPOSED, {SECTOR: (YES, True)}, Certainty.CONFIRMED),
        (None, {SECTOR: (YES, True)}, Certainty.CONFIRMED),
        (PROPOSED, {SECTOR: (NO, True)}, None),
        (PROPOSED, {SECTOR: (NO, True), ROW: (YES, True)}, None),
        (PROPOSED, {SECTOR: (NO, False)}, Certainty.DOUBTFUL),
        (None, {SECTOR: (YES, False)}, Certainty.DOUBTFUL),
        (None, {SECTOR: (NO, False)}, None),
        (None, {SECTOR: (NO, False), ROW: (YES, True)}, Certainty.CONFIRMED),
        (None, {ROW: (YES, True)}, Certainty.CONFIRMED),
        (None, {ROW: (YES, False)}, Certainty.DOUBTFUL),
        (None, {ROW: (NO, True)}, None),
        (PROPOSED, {ROW: (NO, True)}, Certainty.PROPOSED),
    ],
)
def test_the_sector_is_decided_by_people_first(
    proposed: Proposal | None, given: dict[tuple[TagAxis, str], tuple[ReviewDecision, bool]], certainty: object
) -> None:
    """A no for the present text is final, an accepted row is a yes, an answer for an earlier text only a doubt."""
    answers = {
        key: Answer(decision, date(2023, 7, 20), is_current=current) for key, (decision, current) in given.items()
    }

    decided = decide_sector(proposed, answers)

    assert (decided.certainty if decided else None) == certainty

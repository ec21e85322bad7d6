"""What was edited or removed after it was counted is asked about, and the answer holds."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import read_answers
from models.deciding import decide_sector
from models.desk import CountStanding
from models.plan import Plan
from models.records import RELEVANT
from models.tag import Review
from models.vocabulary import CountCause, ReviewDecision, TagAxis
from pipeline.custody.questions import CountQuestion, describe_open, list_count_questions
from pipeline.custody.standing import CountAnswer, QuestionClosedError, answer_count_question
from tests import factories as make
from tests.pipeline.custody.looks import FIRST, NIGHT, Looked

COUNTED = FIRST + 3 * NIGHT
CHANGED = FIRST + 10 * NIGHT
ANSWERED = FIRST + 12 * NIGHT
LATER = FIRST + 60 * NIGHT
STANDS = CountAnswer(stands=True, by="lan")
FALLS = CountAnswer(stands=False, by="lan", note="Bài đã gỡ.")


@pytest.fixture
def plan(session: Session) -> Plan:
    """A plan of 2023."""
    make.make_agency(session)
    return make.make_plan(session)


def confirm(looked: Looked, plan: Plan, code: str = "ND01", at: datetime = COUNTED) -> Review:
    """Count the article under a row."""
    return make.make_review(
        looked.session, looked.article, plan, TagAxis.ROW, code, decision=ReviewDecision.ACCEPT, decided_at=at
    )


def ask(session: Session, plan: Plan, at: datetime = LATER) -> list[tuple[int, CountCause, datetime]]:
    """Return what is asked."""
    return [(one.article_id, one.cause, one.cause_at) for one in list_count_questions(session, plan, at)]


def counts(session: Session, plan: Plan, looked: Looked) -> bool:
    """Say whether a person's answers put the article in the sector, for its present words."""
    answers = read_answers(session, plan.id).get(looked.article.id, {})
    standing = decide_sector(None, answers)
    return standing is not None and standing.score == 1.0


def test_an_edit_after_counting_is_asked_about(session: Session, plan: Plan) -> None:
    """Words other than those counted open the question, with when they were seen."""
    looked = Looked(session)
    confirm(looked, plan)
    looked.see_edit(CHANGED, "Nội dung khác.")

    (question,) = list_count_questions(session, plan, LATER)

    assert (question.cause, question.cause_at, question.counted_at) == (CountCause.EDITED, CHANGED, COUNTED)
    assert question.outlet == "Báo Thử"
    assert question.sentence == "Đã sửa sau khi tính: duyệt ngày 09/03/2023, thấy ngày 16/03/2023"


def test_another_byline_after_counting_is_asked_about(session: Session, plan: Plan) -> None:
    """A changed signature moves a work to another author: a person should know."""
    looked = Looked(session)
    confirm(looked, plan)
    looked.see_edit(CHANGED, looked.article.text, byline="Minh Đức")

    assert ask(session, plan) == [(looked.article.id, CountCause.EDITED, CHANGED)]


def test_a_removal_after_counting_is_asked_about(session: Session, plan: Plan) -> None:
    """A page taken down opens the question."""
    looked = Looked(session)
    confirm(looked, plan)
    looked.see_gone(CHANGED)

    assert ask(session, plan) == [(looked.article.id, CountCause.REMOVED, CHANGED)]


def test_what_happened_before_counting_is_no_question(session: Session, plan: Plan) -> None:
    """Whoever confirmed an edited or removed article saw that it was."""
    edited, removed = Looked(session, "bai-1"), Looked(session, "bai-2")
    edited.see_edit(FIRST + NIGHT, "Nội dung khác.")
    removed.see_gone(FIRST + NIGHT)
    for looked in (edited, removed):
        confirm(looked, plan)

    assert ask(session, plan) == []


def test_boxes_around_the_words_are_no_question(session: Session, plan: Plan) -> None:
    """Other bytes with the same words change nothing that was counted."""
    looked = Looked(session)
    confirm(looked, plan)
    looked.see_other_boxes(CHANGED)

    assert ask(session, plan) == []


def test_an_edit_taken_back_is_no_question(session: Session, plan: Plan) -> None:
    """The words counted stand again."""
    looked = Looked(session)
    words = looked.article.text
    confirm(looked, plan)
    looked.see_edit(CHANGED, "Nội dung khác.")
    looked.see_edit(CHANGED + NIGHT, words)

    assert ask(session, plan, CHANGED) != []
    assert ask(session, plan) == []


def test_a_page_that_came_back_is_no_question(session: Session, plan: Plan) -> None:
    """A removal that does not hold needs no word."""
    looked = Looked(session)
    confirm(looked, plan)
    looked.see_gone(CHANGED)
    looked.see_return(CHANGED + NIGHT)

    assert ask(session, plan) == []


def test_what_is_not_counted_is_not_asked_about(session: Session, plan: Plan) -> None:
    """Without a person's yes, or outside the plan's period, nothing counted."""
    proposed, outside = Looked(session, "bai-1"), Looked(session, "bai-2")
    outside.article.published_at = FIRST - timedelta(days=400)
    outside.article.revisions[0].published_at = outside.article.published_at
    make.make_tag(session, proposed.article, plan, TagAxis.RELEVANT, RELEVANT)
    confirm(outside, plan)
    for looked in (proposed, outside):
        looked.see_edit(CHANGED, "Nội dung khác.")

    assert ask(session, plan) == []


def test_as_of_an_earlier_day_nothing_had_happened(session: Session, plan: Plan) -> None:
    """The questions of an instant are those of what was known then."""
    looked = Looked(session)
    confirm(looked, plan)
    looked.see_gone(CHANGED)

    assert ask(session, plan, CHANGED - NIGHT) == []


def test_an_edited_article_that_stands_is_affirmed_on_its_present_words(session: Session, plan: Plan) -> None:
    """Every code that counted gets an answer on the new words, in one batch that names the earlier answer."""
    looked = Looked(session)
    first = [confirm(looked, plan, code) for code in ("ND01", "ND02")]
    looked.see_edit(CHANGED, "Nội dung khác.")
    counted_before = counts(session, plan, looked)

    answer_count_question(session, plan, looked.article.id, CountCause.EDITED, STANDS, now=ANSWERED)

    new = session.scalars(select(Review).where(Review.decided_at == ANSWERED).order_by(Review.code)).all()
    assert [(r.code, r.decision, r.text_sha256, r.earlier_id) for r in new] == [
        (old.code, ReviewDecision.ACCEPT, looked.article.text_sha256, old.id) for old in first
    ]
    assert len({review.batch for review in new}) == 1
    assert (counted_before, counts(session, plan, looked)) == (False, True)
    assert ask(session, plan) == []


def test_a_removed_article_that_stands_keeps_its_answers(session: Session, plan: Plan) -> None:
    """The word is written down with when the removal was seen; no answer on a code is added."""
    looked = Looked(session)
    confirm(looked, plan)
    looked.see_gone(CHANGED)

    answer_count_question(session, plan, looked.article.id, CountCause.REMOVED, STANDS, now=ANSWERED)

    word = session.scalars(select(CountStanding)).one()
    assert (word.cause, word.cause_at, word.stands, word.decided_by) == (CountCause.REMOVED, CHANGED, True, "lan")
    assert len(session.scalars(select(Review)).all()) == 1
    assert counts(session, plan, looked)
    assert ask(session, plan) == []


@pytest.mark.parametrize("cause", list(CountCause))
def test_a_count_that_falls_is_a_no(session: Session, plan: Plan, cause: CountCause) -> None:
    """The article leaves the sector by a person's answer, with the note, and is asked about no more."""
    looked = Looked(session)
    confirm(looked, plan)
    if cause is CountCause.EDITED:
        looked.see_edit(CHANGED, "Nội dung khác.")
    else:
        looked.see_gone(CHANGED)

    answer_count_question(session, plan, looked.article.id, cause, FALLS, now=ANSWERED)

    no = session.scalars(select(Review).where(Review.decided_at == ANSWERED)).one()
    assert (no.axis, no.code, no.decision, no.note) == (
        TagAxis.RELEVANT,
        RELEVANT,
        ReviewDecision.REJECT,
        "Bài đã gỡ.",
    )
    assert not counts(session, plan, looked)
    assert ask(session, plan) == []


def test_edited_then_removed_is_asked_twice(session: Session, plan: Plan) -> None:
    """First about the removal; if it stands, about the words that were last seen."""
    looked = Looked(session)
    confirm(looked, plan)
    looked.see_edit(CHANGED, "Nội dung khác.")
    looked.see_gone(CHANGED + NIGHT)
    asked = ask(session, plan)

    answer_count_question(session, plan, looked.article.id, CountCause.REMOVED, STANDS, now=ANSWERED + NIGHT)

    assert asked == [(looked.article.id, CountCause.REMOVED, CHANGED + NIGHT)]
    assert ask(session, plan) == [(looked.article.id, CountCause.EDITED, CHANGED)]


def test_a_second_removal_is_asked_again(session: Session, plan: Plan) -> None:
    """The word was on the first removal only."""
    looked = Looked(session)
    confirm(looked, plan)
    looked.see_gone(CHANGED)
    answer_count_question(session, plan, looked.article.id, CountCause.REMOVED, STANDS, now=ANSWERED)
    looked.see_return(ANSWERED + NIGHT)
    looked.see_gone(ANSWERED + 2 * NIGHT)

    assert ask(session, plan) == [(looked.article.id, CountCause.REMOVED, ANSWERED + 2 * NIGHT)]


def test_counted_anew_after_falling_is_asked_again(session: Session, plan: Plan) -> None:
    """Taking the no back does not count as a word that the removed article stands."""
    looked = Looked(session)
    confirm(looked, plan)
    looked.see_gone(CHANGED)
    answer_count_question(session, plan, looked.article.id, CountCause.REMOVED, FALLS, now=ANSWERED)
    make.make_review(
        session,
        looked.article,
        plan,
        TagAxis.RELEVANT,
        RELEVANT,
        decision=ReviewDecision.WITHDRAW,
        decided_at=ANSWERED + NIGHT,
    )

    assert ask(session, plan) == [(looked.article.id, CountCause.REMOVED, CHANGED)]


def test_a_question_is_answered_once(session: Session, plan: Plan) -> None:
    """Two people with the same list: the second is told, and nothing is written."""
    looked = Looked(session)
    confirm(looked, plan)
    looked.see_gone(CHANGED)
    answer_count_question(session, plan, looked.article.id, CountCause.REMOVED, STANDS, now=ANSWERED)

    with pytest.raises(QuestionClosedError, match="đã có người trả lời"):
        answer_count_question(session, plan, looked.article.id, CountCause.REMOVED, FALLS, now=ANSWERED + NIGHT)

    assert len(session.scalars(select(CountStanding)).all()) == 1


def test_other_publications_that_fall_with_it_are_named(session: Session, plan: Plan) -> None:
    """A reprint of the same words counts by the same answers."""
    first, reprint = Looked(session, "bai-1"), Looked(session, "bai-2")
    reprint.article.duplicate_of_id, reprint.article.text_key = first.article.id, first.article.text_key
    confirm(first, plan)
    reprint.see_gone(CHANGED)

    (question,) = list_count_questions(session, plan, LATER)

    assert (question.article_id, question.shared_with) == (reprint.article.id, (first.article.id,))


def test_the_sentence_of_the_night_counts_each_cause() -> None:
    """What the morning's summary says."""
    one = CountQuestion(1, "Bài", None, "Báo Thử", None, CountCause.EDITED, CHANGED, COUNTED, ())
    two = CountQuestion(2, "Bài", None, "Báo Thử", None, CountCause.REMOVED, CHANGED, COUNTED, ())

    said = describe_open([one, two, two])

    assert said == "3 tin, bài đã tính cần trả lời còn tính hay không: 1 đã sửa sau khi tính, 2 đã gỡ sau khi tính."

"""The newest answer on each question, and answers taken back."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from models.answers import read_answers
from models.records import RELEVANT
from models.vocabulary import ReviewDecision, TagAxis
from tests.factories import make_article, make_plan, make_review

FIRST, LATER = datetime(2023, 6, 1, tzinfo=UTC), datetime(2023, 6, 2, tzinfo=UTC)
QUESTION = (TagAxis.RELEVANT, RELEVANT)


def test_an_answer_taken_back_leaves_its_question_open(session: Session) -> None:
    """After a withdrawal neither the answer nor an earlier one stands; at the instant before it did."""
    article, plan = make_article(session), make_plan(session)
    make_review(session, article, plan, *QUESTION, decision=ReviewDecision.ACCEPT, decided_at=FIRST)
    make_review(session, article, plan, *QUESTION, decision=ReviewDecision.WITHDRAW, decided_at=LATER)

    now, before = read_answers(session, plan.id), read_answers(session, plan.id, until=FIRST)

    assert now == {}
    assert before[article.id][QUESTION].decision is ReviewDecision.ACCEPT

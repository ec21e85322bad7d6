"""Write down a person's word on whether an article still counts after it was edited or removed. The caller commits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.desk import CountStanding
from models.errors import InputError
from models.plan import Plan
from models.records import RELEVANT
from models.tag import Review, Tag
from models.vocabulary import CountCause, ReviewDecision, TagAxis
from pipeline.custody.questions import CountQuestion, list_count_questions
from pipeline.reviews.locking import lock_answers


class QuestionClosedError(InputError):
    """The question is not open (any more): somebody answered it, or the article changed again."""


@dataclass(frozen=True, slots=True)
class CountAnswer:
    """What a person says: whether the count stands, who says so, and why if they say."""

    stands: bool
    by: str
    note: str | None = None


def answer_count_question(
    session: Session, plan: Plan, article_id: int, cause: CountCause, answer: CountAnswer, *, now: datetime
) -> CountStanding:
    """Write the answer down and return it.

    A count that stands after an edit is affirmed on the present words, code by code; after a removal the word itself
    is enough. One that does not stand becomes a "not of the sector". Raises QuestionClosedError.
    """
    lock_answers(session, plan)
    question = _require_open(session, plan, article_id, cause, now)
    standing = CountStanding(plan_id=plan.id, article_id=article_id, cause=cause, cause_at=question.cause_at)
    standing.stands, standing.decided_at, standing.decided_by = answer.stands, now, answer.by
    standing.note = answer.note
    session.add(standing)
    session.add_all(_write_reviews(session, plan, question, answer, now))
    session.flush()
    return standing


def _require_open(session: Session, plan: Plan, article_id: int, cause: CountCause, now: datetime) -> CountQuestion:
    for question in list_count_questions(session, plan, now):
        if (question.article_id, question.cause) == (article_id, cause):
            return question
    raise QuestionClosedError("Câu hỏi này đã có người trả lời hoặc không còn mở; hãy tải lại danh sách.")


def _write_reviews(
    session: Session, plan: Plan, question: CountQuestion, answer: CountAnswer, now: datetime
) -> list[Review]:
    """Return the answers on codes that go with the word, as one batch."""
    article = session.get_one(Article, question.article_id)
    batch = uuid4().hex
    if not answer.stands:
        decided = [(TagAxis.RELEVANT, RELEVANT, ReviewDecision.REJECT)]
    elif question.cause is CountCause.EDITED:
        decided = [(given.axis, given.code, ReviewDecision.ACCEPT) for given in question.answers]
    else:
        decided = []
    earlier = _read_earlier(session, plan, question)
    tags = _read_tags(session, plan, article)
    reviews = []
    for axis, code, decision in decided:
        tag = tags.get((axis, code))
        review = Review(article_id=article.id, plan_id=plan.id, axis=axis, code=code, decision=decision)
        review.decided_at, review.decided_by, review.note = now, answer.by, answer.note
        review.text_sha256, review.batch = article.text_sha256, batch
        review.earlier_id = earlier.get((axis, code))
        review.tag_id, review.classifier_version = (tag.id, tag.classifier_version) if tag else (None, None)
        reviews.append(review)
    return reviews


def _read_earlier(session: Session, plan: Plan, question: CountQuestion) -> dict[tuple[TagAxis, str], int]:
    """Return the newest answer on each code, given on the article or on another publication of its words."""
    about = [question.article_id, *question.shared_with]
    given = (
        select(Review.axis, Review.code, Review.id)
        .where(Review.plan_id == plan.id, Review.article_id.in_(about))
        .order_by(Review.decided_at, Review.id)
    )
    return {(axis, code): id_ for axis, code, id_ in session.execute(given)}


def _read_tags(session: Session, plan: Plan, article: Article) -> dict[tuple[TagAxis, str], Tag]:
    current = select(Tag).where(Tag.article_id == article.id, Tag.plan_id == plan.id, Tag.is_current)
    return {(tag.axis, tag.code): tag for tag in session.scalars(current)}

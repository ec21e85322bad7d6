"""What people answered on articles under a plan: the newest answer on each question, for each article it is about.

An answer is about the work that was read: publications with the same first publication and
equal words (`Article.text_key`) share their answers. An answer taken back leaves its question open.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from models.article import Article, Revision
from models.clock import local_day
from models.tag import Review
from models.vocabulary import ReviewDecision, TagAxis


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's newest answer on one code; `is_current` says that the words read are still those of the article."""

    decision: ReviewDecision
    decided_on: date
    is_current: bool


COUNTING_AXES = (TagAxis.ROW, TagAxis.RELEVANT)
Answers = Mapping[tuple[TagAxis, str], Answer]


def is_answered(plan_id: int, axes: Iterable[TagAxis]) -> ColumnElement[bool]:
    """Say that an article, or one of the same words, was ever answered on under the plan, on one of some axes."""
    asked = select(Article.text_key).join(Review, Review.article_id == Article.id)
    return Article.text_key.in_(asked.where(Review.plan_id == plan_id, Review.axis.in_(tuple(axes))))


def read_answers(session: Session, plan_id: int, *, until: datetime | None = None) -> dict[int, Answers]:
    """Return the answers of each article that has any under the plan, of those given up to `until`.

    Whether an answer is on the current words is said of the words of that instant.
    """
    work = Article.work_id()
    query = (
        select(Review, work, Article.text_key, Article.text_sha256)
        .join(Article, Article.id == Review.article_id)
        .where(Review.plan_id == plan_id)
        .order_by(Review.decided_at, Review.id)
    )
    earlier: dict[int, str] = {}
    if until is not None:
        query = query.where(Review.decided_at <= until)
        earlier = _read_earlier_words(session, plan_id, until)
    given: defaultdict[tuple[int, str], dict[tuple[TagAxis, str], Answer]] = defaultdict(dict)
    for review, first, text_key, text_sha256 in session.execute(query):
        key = (review.axis, review.code)
        if review.decision is ReviewDecision.WITHDRAW:
            given[first, text_key].pop(key, None)
            continue
        words = earlier.get(review.article_id, text_sha256)
        answer = Answer(review.decision, local_day(review.decided_at), review.text_sha256 == words)
        given[first, text_key][key] = answer
    members = select(Article.id, work, Article.text_key).where(is_answered(plan_id, TagAxis)).order_by(Article.id)
    return {id_: given[first, key] for id_, first, key in session.execute(members) if given.get((first, key))}


def _read_earlier_words(session: Session, plan_id: int, until: datetime) -> dict[int, str]:
    """Return the `text_sha256` at `until` of the articles answered on that were seen with other words since."""
    answered = select(Review.article_id).where(Review.plan_id == plan_id)
    changed = select(Revision.article_id).where(Revision.seen_at > until)
    query = (
        select(Revision.article_id, Revision.text_sha256)
        .where(Revision.article_id.in_(answered), Revision.article_id.in_(changed), Revision.seen_at <= until)
        .order_by(Revision.article_id, Revision.number)
    )
    return dict(session.execute(query).all())


def answers_on(answers: Answers, axis: TagAxis) -> dict[str, Answer]:
    """Return the answers on one axis by code."""
    return {code: answer for (one, code), answer in answers.items() if one is axis}

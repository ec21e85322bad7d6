"""Taking a step back: the answers of one batch give way to what stood before them, by new rows; nothing is deleted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session, aliased

from models.answers import find_same_words
from models.errors import InputError
from models.plan import Plan
from models.tag import Review
from models.vocabulary import ReviewDecision
from pipeline.reviews.answering import settle
from pipeline.reviews.locking import lock_answers

UNDO = "hoan-"
# Of a batch's name only so much goes into that of its undoing: together they fit the column.
NAMED = 27


@dataclass(frozen=True, slots=True)
class Undone:
    """What a step back did: `articles` that stand as before, and how many were answered again since and stay."""

    articles: tuple[int, ...]
    kept: int


def find_last_batch(session: Session, plan: Plan, *, by: str, since: datetime) -> str | None:
    """Return the newest batch of a person, given at `since` or later, that was not undone yet."""
    undone = aliased(Review)
    was_undone = select(undone.id).where(undone.batch == UNDO + func.substr(Review.batch, 1, NAMED)).exists()
    query = (
        select(Review.batch)
        .where(Review.plan_id == plan.id, Review.decided_by == by, Review.decided_at >= since)
        .where(Review.batch.is_not(None), Review.batch.not_like(f"{UNDO}%"), ~was_undone)
    )
    return session.scalar(query.order_by(Review.id.desc()).limit(1))


def undo_batch(session: Session, plan: Plan, batch: str, *, by: str, now: datetime) -> Undone:
    """Put back what stood before the answers of a batch; those answered again since are left alone.

    Raises InputError where the batch is another person's or unknown, or nothing of it stands any more.
    """
    lock_answers(session, plan)
    given = session.scalars(select(Review).where(Review.batch == batch, Review.plan_id == plan.id)).all()
    if not given or batch.startswith(UNDO) or any(review.decided_by != by for review in given):
        raise InputError("Chỉ hoàn tác được lần trả lời của chính mình.")
    newest = [review for review in given if _is_newest(session, review)]
    if not newest:
        raise InputError("Lần trả lời này đã được hoàn tác, hoặc đã có câu trả lời mới hơn.")
    session.execute(insert(Review), [_put_back(session, review, by, now) for review in newest])
    articles = tuple(dict.fromkeys(review.article_id for review in newest))
    settle(session, plan, articles, now=now)
    return Undone(articles, len({review.article_id for review in given}) - len(articles))


def _is_newest(session: Session, review: Review) -> bool:
    same = find_same_words(session, review.article_id)
    asked = (Review.axis == review.axis) & (Review.code == review.code) & (Review.plan_id == review.plan_id)
    return session.scalar(select(func.max(Review.id)).where(Review.article_id.in_(same), asked)) == review.id


def _put_back(session: Session, review: Review, by: str, now: datetime) -> dict[str, Any]:
    """Return the row that says again what stood before an answer, for the words it was said of."""
    before = session.get(Review, review.earlier_id) if review.earlier_id else None
    return {
        "article_id": review.article_id,
        "plan_id": review.plan_id,
        "axis": review.axis,
        "code": review.code,
        "decision": before.decision if before else ReviewDecision.WITHDRAW,
        "decided_at": now,
        "decided_by": by,
        "note": before.note if before else None,
        "tag_id": before.tag_id if before else review.tag_id,
        "text_sha256": before.text_sha256 if before else review.text_sha256,
        "earlier_id": review.id,
        "batch": f"{UNDO}{(review.batch or '')[:NAMED]}",
        "classifier_version": before.classifier_version if before else review.classifier_version,
    }

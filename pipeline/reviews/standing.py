"""The answers that stand on an article, with who gave them and when: what a page shows and a conflict compares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tag import Review
from models.vocabulary import ReviewDecision, TagAxis


@dataclass(frozen=True, slots=True)
class Standing:
    """One row of a person's answer. `text_sha256` are the words that were read."""

    review_id: int
    axis: TagAxis
    code: str
    decision: ReviewDecision
    decided_at: datetime
    decided_by: str
    note: str | None
    text_sha256: str

    @classmethod
    def of(cls, review: Review) -> "Standing":
        """Return the row of a stored answer."""
        return cls(
            review_id=review.id,
            axis=review.axis,
            code=review.code,
            decision=review.decision,
            decided_at=review.decided_at,
            decided_by=review.decided_by,
            note=review.note,
            text_sha256=review.text_sha256,
        )


def read_standing(session: Session, plan_id: int, same: Sequence[int]) -> dict[tuple[TagAxis, str], Standing]:
    """Return the newest answer on each question of the publications of some words; one taken back is none."""
    query = select(Review).where(Review.plan_id == plan_id, Review.article_id.in_(same))
    standing: dict[tuple[TagAxis, str], Standing] = {}
    for review in session.scalars(query.order_by(Review.decided_at, Review.id)):
        if review.decision is ReviewDecision.WITHDRAW:
            standing.pop((review.axis, review.code), None)
        else:
            standing[review.axis, review.code] = Standing.of(review)
    return standing

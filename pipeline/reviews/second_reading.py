"""A sample of articles read again by another person, who does not see the first answers. The caller commits.

Which articles are in the sample is drawn by their words and never changes; the share is the office's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.answers import find_same_words
from models.article import Article
from models.desk import QueueRank, SecondReading
from models.errors import InputError
from models.plan import Plan
from models.records import RELEVANT
from models.vocabulary import ReadingState, ReviewDecision, TagAxis
from pipeline.reviews.answering import CodeAnswer
from pipeline.reviews.locking import lock_answers
from pipeline.reviews.standing import Standing, read_standing

# One article in ten is read twice where the office set nothing else.
SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Compared:
    """One question answered by both readers."""

    axis: TagAxis
    code: str
    first: ReviewDecision
    second: ReviewDecision


def find_unread(session: Session, plan: Plan, *, by: str, share: float = SHARE) -> int | None:
    """Return the next article of the sample that somebody else read first and nobody read twice; None at the end."""
    query = _select_sample(plan, by, share).order_by(QueueRank.answered_at, QueueRank.article_id)
    return session.scalar(query.limit(1))


def count_unread(session: Session, plan: Plan, *, by: str, share: float = SHARE) -> int:
    """Return how many articles of the sample wait for this reader."""
    return session.scalar(select(func.count()).select_from(_select_sample(plan, by, share).subquery())) or 0


def keep_second_reading(
    session: Session, plan: Plan, article_id: int, answers: Sequence[CodeAnswer], *, by: str, now: datetime
) -> list[Compared]:
    """Write the second reader's answers beside the first ones; returns both. They decide nothing.

    Raises InputError where the article is not read, was read by the same person, or was read twice already.
    """
    lock_answers(session, plan)
    standing = read_standing(session, plan.id, find_same_words(session, article_id))
    first = standing.get((TagAxis.RELEVANT, RELEVANT))
    if first is None:
        raise InputError("Bài này chưa có ai duyệt lần đầu.")
    if first.decided_by == by:
        raise InputError("Đọc lần hai phải do người khác làm.")
    words = session.get_one(Article, article_id).text_sha256
    if session.scalar(_find_reading(plan.id, article_id, words)) is not None:
        raise InputError("Bài này đã được đọc lần hai.")
    compared = compare_answers(standing.values(), answers)
    reading = SecondReading(
        plan_id=plan.id,
        article_id=article_id,
        text_sha256=words,
        first_by=first.decided_by,
        read_by=by,
        read_at=now,
        answers=[_as_plain(one) for one in compared],
    )
    session.add(reading)
    session.flush()
    return compared


def compare_answers(first: Iterable[Standing], second: Iterable[CodeAnswer]) -> list[Compared]:
    """Return every question that either reader answered; what one did not say yes to is a no of theirs. Pure.

    Where either says that the article is not of the sector, only that question is compared.
    """
    said = {(one.axis, one.code): one.decision for one in first}
    says = {(one.axis, one.code): one.decision for one in second}
    sector = (TagAxis.RELEVANT, RELEVANT)
    questions = [key for key in dict.fromkeys([*says, *said]) if key != sector]
    if ReviewDecision.REJECT in (said.get(sector), says.get(sector)):
        questions = []
    no = ReviewDecision.REJECT
    return [
        Compared(axis, code, said.get((axis, code), no), says.get((axis, code), no))
        for axis, code in [sector, *questions]
    ]


def read_compared(session: Session, plan: Plan) -> list[list[Compared]]:
    """Return the questions of every second reading under the plan, an article each, in their order."""
    query = select(SecondReading.answers).where(SecondReading.plan_id == plan.id).order_by(SecondReading.id)
    return [[_read_plain(one) for one in answers] for answers in session.scalars(query)]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An article that two readers answered differently."""

    article_id: int
    title: str
    first_by: str
    read_by: str
    differing: tuple[Compared, ...]


def list_disagreements(session: Session, plan: Plan, *, limit: int = 100) -> list[Disagreement]:
    """Return the newest second readings that differ from the first."""
    query = (
        select(SecondReading, Article.title)
        .join(Article, Article.id == SecondReading.article_id)
        .where(SecondReading.plan_id == plan.id)
        .order_by(SecondReading.id.desc())
    )
    found: list[Disagreement] = []
    for reading, title in session.execute(query):
        compared = [_read_plain(one) for one in reading.answers]
        differing = tuple(one for one in compared if one.first is not one.second)
        if differing:
            found.append(Disagreement(reading.article_id, title or "", reading.first_by, reading.read_by, differing))
        if len(found) == limit:
            break
    return found


def _select_sample(plan: Plan, by: str, share: float) -> Select[int]:
    was_read = _find_reading(plan.id, QueueRank.article_id, Article.text_sha256).exists()
    return (
        select(QueueRank.article_id)
        .join(Article, Article.id == QueueRank.article_id)
        .where(QueueRank.plan_id == plan.id, QueueRank.state == ReadingState.ANSWERED, QueueRank.lot < share)
        .where(QueueRank.answered_by != by, ~was_read)
    )


def _find_reading(plan_id: int, article_id: Any, words: Any) -> Select[int]:
    of_article = (SecondReading.article_id == article_id) & (SecondReading.text_sha256 == words)
    return select(SecondReading.id).where(SecondReading.plan_id == plan_id, of_article)


def _as_plain(one: Compared) -> dict[str, str]:
    return {"axis": one.axis.value, "code": one.code, "first": one.first.value, "second": one.second.value}


def _read_plain(one: dict[str, str]) -> Compared:
    decisions = ReviewDecision(one["first"]), ReviewDecision(one["second"])
    return Compared(TagAxis(one["axis"]), one["code"], *decisions)

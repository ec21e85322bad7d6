"""A person's answers on an article: written beside the proposals, never over them; what follows stands at once.

Answers belong to the words that were read and hold for all publications of these words. One step is one batch. The
caller commits.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from models.answers import find_same_words
from models.article import Article
from models.errors import DiembaoError, InputError
from models.organisation import Department
from models.plan import Plan
from models.records import RELEVANT
from models.tag import Review, Tag
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.reconcile.matching import reconcile_articles
from pipeline.reviews.locking import lock_answers
from pipeline.reviews.queue import rank_again
from pipeline.reviews.standing import Standing, read_standing

Question = tuple[TagAxis, str]
ASKED_AXES = (TagAxis.ROW, TagAxis.FIELD, TagAxis.DEPARTMENT)


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """A person's word on one code. `tag_id` is the proposal that was seen, None where nothing was proposed."""

    axis: TagAxis
    code: str
    decision: ReviewDecision
    tag_id: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page was made from: the newest answer there was then (0 for none), and the words of the article."""

    review_id: int
    text_sha256: str


class ConflictError(DiembaoError):
    """Somebody else answered since the page was made: nothing was written; both answers are here."""

    def __init__(self, theirs: Sequence[Standing], yours: Sequence[CodeAnswer]) -> None:
        people = ", ".join(dict.fromkeys(one.decided_by for one in theirs))
        super().__init__(f"Trong lúc anh/chị đọc, {people} đã trả lời bài này. Câu trả lời của anh/chị chưa được ghi.")
        self.theirs = tuple(theirs)
        self.yours = tuple(yours)


class ChangedWordsError(DiembaoError):
    """The article is no longer what was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__("Nội dung bài vừa thay đổi: hãy đọc lại rồi trả lời.")


def look_at(session: Session, plan: Plan, article_id: int) -> Seen:
    """Return what a page on the article is made from at present."""
    return Seen(_find_newest(session, plan, find_same_words(session, article_id)), _read_words(session, article_id))


def look_at_many(session: Session, plan: Plan, article_ids: Sequence[int]) -> dict[int, Seen]:
    """Return what a list of articles is made from at present, of each its own answers and those on equal words."""
    asked = select(Article.id, Article.work_id(), Article.text_key, Article.text_sha256)
    shown = session.execute(asked.where(Article.id.in_(article_ids))).all()
    newest = (
        select(Article.work_id(), Article.text_key, func.max(Review.id))
        .join(Review, Review.article_id == Article.id)
        .where(Review.plan_id == plan.id, Article.text_key.in_([key for _, _, key, _ in shown]))
        .group_by(Article.work_id(), Article.text_key)
    )
    known = {(work, key): id_ for work, key, id_ in session.execute(newest)}
    return {id_: Seen(known.get((work, key), 0), words) for id_, work, key, words in shown}


def answer_article(
    session: Session, plan: Plan, article_id: int, answers: Sequence[CodeAnswer], *, by: str, now: datetime, seen: Seen
) -> str | None:
    """Write a person's answers on an article; returns the batch, None where all of it stood there already.

    Matches and the place in the queue are brought up to date. Raises ConflictError, ChangedWordsError, InputError.
    """
    lock_answers(session, plan)
    batch = make_batch()
    written = write_answers(session, plan, article_id, answers, by=by, now=now, seen=seen, batch=batch)
    if not written:
        return None
    settle(session, plan, [article_id], now=now)
    return batch


def reopen_article(session: Session, plan: Plan, article_id: int, *, by: str, now: datetime, seen: Seen) -> str | None:
    """Take back every standing answer on an article: it waits for a person again. Raises as `answer_article`."""
    standing = read_standing(session, plan.id, find_same_words(session, article_id))
    answers = [CodeAnswer(one.axis, one.code, ReviewDecision.WITHDRAW) for one in standing.values()]
    return answer_article(session, plan, article_id, answers, by=by, now=now, seen=seen)


def write_answers(
    session: Session,
    plan: Plan,
    article_id: int,
    answers: Sequence[CodeAnswer],
    *,
    by: str,
    now: datetime,
    seen: Seen,
    batch: str,
) -> int:
    """Write the answers of one article that do not stand there already; returns their number. The lock is held."""
    _check_codes(session, plan, answers)
    words = _read_words(session, article_id)
    if words != seen.text_sha256:
        raise ChangedWordsError
    same = find_same_words(session, article_id)
    standing = read_standing(session, plan.id, same)
    fresh = [one for one in answers if not _stands(standing.get((one.axis, one.code)), one, words)]
    others = [one for one in read_since(session, plan, same, seen.review_id) if one.decided_by != by]
    if others and fresh:
        raise ConflictError(others, answers)
    if fresh:
        common = {"article_id": article_id, "plan_id": plan.id, "decided_at": now, "decided_by": by, "batch": batch}
        links = _link_proposals(session, plan, article_id, fresh)
        earlier = _read_earlier(session, plan, same)
        rows: list[dict[str, Any]] = [
            common
            | links[one.axis, one.code]
            | {
                "axis": one.axis,
                "code": one.code,
                "decision": one.decision,
                "note": one.note,
                "text_sha256": words,
                "earlier_id": earlier.get((one.axis, one.code)),
            }
            for one in fresh
        ]
        session.execute(insert(Review), rows)
    return len(fresh)


def settle(session: Session, plan: Plan, article_ids: Iterable[int], *, now: datetime) -> None:
    """Bring matches and ranks of articles, and of all publications of their words, up to date."""
    about = sorted({same for id_ in article_ids for same in find_same_words(session, id_)})
    reconcile_articles(session, plan, about, now=now)
    rank_again(session, plan, about, now=now)


def make_batch() -> str:
    """Return a new name for answers given in one step."""
    return secrets.token_hex(12)


def read_since(session: Session, plan: Plan, same: Sequence[int], review_id: int) -> list[Standing]:
    """Return the answers written after a review on the publications of some words, in their order."""
    query = select(Review).where(Review.plan_id == plan.id, Review.article_id.in_(same), Review.id > review_id)
    return [Standing.of(review) for review in session.scalars(query.order_by(Review.id))]


def _stands(known: Standing | None, one: CodeAnswer, words: str) -> bool:
    """Say whether an answer is there already, for these words."""
    if known is None:
        return one.decision is ReviewDecision.WITHDRAW
    return known.decision is one.decision and known.text_sha256 == words and one.note is None


def _read_words(session: Session, article_id: int) -> str:
    words = session.scalar(select(Article.text_sha256).where(Article.id == article_id))
    if words is None:
        raise InputError(f"Không có bài số {article_id}.")
    return words


def _find_newest(session: Session, plan: Plan, same: Sequence[int]) -> int:
    query = select(func.max(Review.id)).where(Review.plan_id == plan.id, Review.article_id.in_(same))
    return session.scalar(query) or 0


def _read_earlier(session: Session, plan: Plan, same: Sequence[int]) -> dict[Question, int]:
    """Return the newest row on each question, a withdrawal too."""
    query = select(Review.axis, Review.code, func.max(Review.id)).where(Review.article_id.in_(same))
    query = query.where(Review.plan_id == plan.id).group_by(Review.axis, Review.code)
    return {(axis, code): id_ for axis, code, id_ in session.execute(query)}


def _link_proposals(
    session: Session, plan: Plan, article_id: int, answers: Iterable[CodeAnswer]
) -> dict[Question, dict[str, Any]]:
    """Return for each question the proposal that was seen and the classifier it is of; any other tag is ignored."""
    query = select(Tag.id, Tag.axis, Tag.code, Tag.classifier_version, Tag.is_current)
    tags = session.execute(query.where(Tag.article_id == article_id, Tag.plan_id == plan.id).order_by(Tag.id)).all()
    known = {tag.id: tag for tag in tags}
    current = next((tag.classifier_version for tag in tags if tag.is_current), None)
    links: dict[Question, dict[str, Any]] = {}
    for one in answers:
        tag = known.get(one.tag_id or 0)
        is_seen = tag is not None and (tag.axis, tag.code) == (one.axis, one.code)
        links[one.axis, one.code] = {
            "tag_id": tag.id if tag is not None and is_seen else None,
            "classifier_version": tag.classifier_version if tag is not None and is_seen else current,
        }
    return links


def _check_codes(session: Session, plan: Plan, answers: Iterable[CodeAnswer]) -> None:
    rows, fields = {item.code for item in plan.items}, {one.code for one in plan.fields}
    given = {one.code for one in answers if one.axis is TagAxis.DEPARTMENT}
    departments = set(session.scalars(select(Department.code).where(Department.code.in_(given)))) if given else set()
    allowed = {
        TagAxis.RELEVANT: {RELEVANT},
        TagAxis.ROW: rows,
        TagAxis.FIELD: fields,
        TagAxis.DEPARTMENT: departments,
    }
    unknown = sorted(one.code for one in answers if one.code not in allowed.get(one.axis, set()))
    if unknown:
        raise InputError(f"Kế hoạch {plan.code} không có mã: {', '.join(unknown)}. Chưa ghi gì.")

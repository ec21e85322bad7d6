"""How each article stands in the review: what it waits for and what an answer is worth, from what is stored.

Nothing is decided by hand here: the same answers, tags and states of articles give the same ranks.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from models.answers import Answer, Answers, answers_on, read_answers
from models.article import Article
from models.desk import CountStanding
from models.plan import Plan, PlanItem
from models.records import RELEVANT
from models.tag import Match, Review, Tag
from models.vocabulary import ArticleStatus, Certainty, ReadingState, ReviewDecision, TagAxis
from pipeline.reviews.weighing import LOWEST_ASKED, Open, weigh_article

OPEN_STATES = frozenset({ReadingState.WAITING, ReadingState.CHANGED, ReadingState.RECOUNT})
SECTOR = (TagAxis.RELEVANT, RELEVANT)


@dataclass(frozen=True, slots=True)
class Rank:
    """How one article stands. `answered` says when and by whom its place in the sector was answered last."""

    article_id: int
    state: ReadingState
    weight: float
    why: str
    lot: float
    answered: tuple[datetime, str] | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """The classifier's present word on an article: on the sector where it is no sure no, and on its rows."""

    sector: Open | None
    rows: Sequence[Open]


def draw_lot(text_key: str) -> float:
    """Return the lot (0 ≤ lot < 1) of an article's words: whether they are read twice never changes."""
    return int(hashlib.sha256(f"second reading {text_key}".encode()).hexdigest()[:8], 16) / 2**32


def rank_articles(session: Session, plan: Plan, about: Collection[int] | None = None) -> list[Rank]:
    """Return how each article of the plan, or each of those named, stands, the weightiest first, then the newest.

    Articles outside the sector by the classifier's sure word are left out unless a person answered; reprints are asked
    about once, at their first publication.
    """
    answers = read_answers(session, plan.id, about=about)
    asked = _read_asked(session, plan, about)
    confirmed = _count_confirmed(session, plan, {row.code for one in asked.values() for row in one.rows})
    signed = _read_signatures(session, plan, answers)
    settled = _read_settled(session, plan, about)
    ranks: list[Rank] = []
    for article in _read_articles(session, about, asked, answers):
        given = answers.get(article.id, {})
        answer = given.get(SECTOR)
        answered = signed.get(answer.review_id) if answer else None
        is_settled = settled.get(article.id, article.first_seen_at) >= article.status_since
        state = decide_reading(answer, article.status, article.status_since, answered, is_settled=is_settled)
        one = asked.get(article.id, _Asked(None, ()))
        rows = [row for row in one.rows if row.code not in answers_on(given, TagAxis.ROW)]
        if state is ReadingState.WAITING and one.sector is None and not rows:
            continue
        weight, why = weigh_article(one.rows if answered else rows, one.sector, confirmed)
        ranks.append(
            Rank(article.id, state, weight, _say_why(state, article, why), draw_lot(article.text_key), answered)
        )
    return sorted(ranks, key=lambda rank: (rank.weight, rank.article_id), reverse=True)


def tell_why(session: Session, plan: Plan, article_ids: Collection[int]) -> dict[int, str]:
    """Return what an answer on each article would do now; the words kept in the queue are those of its ranking."""
    return {rank.article_id: rank.why for rank in rank_articles(session, plan, article_ids)}


def decide_reading(
    answer: Answer | None,
    status: ArticleStatus,
    status_since: datetime,
    answered: tuple[datetime, str] | None,
    *,
    is_settled: bool,
) -> ReadingState:
    """Say how far an article is read; `is_settled` says that a person knows of its latest state at the outlet."""
    if status is ArticleStatus.QUARANTINED:
        return ReadingState.QUARANTINED
    if answer is None or answered is None:
        return ReadingState.WAITING
    if not answer.is_current:
        return ReadingState.CHANGED
    was_removed = status is ArticleStatus.REMOVED and status_since > answered[0]
    if was_removed and answer.decision is ReviewDecision.ACCEPT and not is_settled:
        return ReadingState.RECOUNT
    return ReadingState.ANSWERED


def _say_why(state: ReadingState, article: Row[*tuple[Any, ...]], why: str) -> str:
    if state is ReadingState.CHANGED:
        return "bài đã sửa sau khi duyệt"
    if state is ReadingState.RECOUNT:
        return "báo đã gỡ bài sau khi tính"
    if state is ReadingState.QUARANTINED:
        return article.status_reason or "thiếu thông tin"
    return why


def _read_articles(
    session: Session, about: Collection[int] | None, asked: Iterable[int], answered: Iterable[int]
) -> list[Row[*tuple[Any, ...]]]:
    """Return the articles that may stand in the review: asked about, answered on, or waiting to be looked at."""
    columns = (Article.id, Article.status, Article.status_since, Article.status_reason)
    query = select(*columns, Article.first_seen_at, Article.text_key).order_by(Article.id)
    query = query.where(or_(Article.duplicate_of_id.is_(None), Article.status == ArticleStatus.QUARANTINED))
    if about is not None:
        query = query.where(Article.id.in_(about))
    chosen = {*asked, *answered}
    return [row for row in session.execute(query) if row.id in chosen or row.status is ArticleStatus.QUARANTINED]


def _read_signatures(session: Session, plan: Plan, answers: dict[int, Answers]) -> dict[int, tuple[datetime, str]]:
    """Return when and by whom the standing answers on the sector were given, by review."""
    query = select(Review.id, Review.decided_at, Review.decided_by).where(Review.plan_id == plan.id)
    query = query.where(Review.axis == TagAxis.RELEVANT)
    standing = {given[SECTOR].review_id for given in answers.values() if SECTOR in given}
    if len(standing) <= 500:
        query = query.where(Review.id.in_(standing))
    return {id_: (at, by) for id_, at, by in session.execute(query) if id_ in standing}


def _read_settled(session: Session, plan: Plan, about: Collection[int] | None) -> dict[int, datetime]:
    """Return when a person last said whether an article still counts, by article."""
    query = select(CountStanding.article_id, func.max(CountStanding.decided_at)).where(CountStanding.plan_id == plan.id)
    if about is not None:
        query = query.where(CountStanding.article_id.in_(about))
    return dict(session.execute(query.group_by(CountStanding.article_id)).all())


def _count_confirmed(session: Session, plan: Plan, codes: Collection[str]) -> Counter[str]:
    query = (
        select(PlanItem.code, func.count())
        .join(Match, Match.plan_item_id == PlanItem.id)
        .where(PlanItem.plan_id == plan.id, PlanItem.code.in_(codes), Match.certainty == Certainty.CONFIRMED)
        .group_by(PlanItem.code)
    )
    return Counter(dict(session.execute(query).all()))


def _read_asked(session: Session, plan: Plan, about: Collection[int] | None) -> dict[int, _Asked]:
    query = select(Tag.article_id, Tag.axis, Tag.code, Tag.score, Tag.is_auto, Tag.is_candidate).where(
        Tag.plan_id == plan.id, Tag.is_current, Tag.axis.in_((TagAxis.RELEVANT, TagAxis.ROW))
    )
    if about is not None:
        query = query.where(Tag.article_id.in_(about))
    sector: dict[int, Open] = {}
    rows: defaultdict[int, list[Open]] = defaultdict(list)
    for article_id, axis, code, score, is_auto, is_candidate in session.execute(query.order_by(Tag.id)):
        if is_candidate and score < LOWEST_ASKED:
            continue
        if axis is TagAxis.ROW:
            rows[article_id].append(Open(code, score, is_auto))
        else:
            sector[article_id] = Open(code, score, is_auto)
    return {id_: _Asked(sector.get(id_), rows[id_]) for id_ in sector}

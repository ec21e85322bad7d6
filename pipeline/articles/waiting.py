"""The pages that wait because something an article needs was not found on them, and sending one back to wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.article import Article
from models.errors import InputError
from models.plan import Plan
from models.vocabulary import ArticleStatus
from pipeline.articles.states import note_states
from pipeline.reviews.answering import settle
from pipeline.reviews.correcting import RELEASED
from pipeline.reviews.locking import lock_answers

HELD_AGAIN = "người duyệt trả về chờ xem lại"


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """A page in quarantine: what it lacks, since when it waits, what is known of it."""

    id: int
    outlet_key: str
    title: str | None
    url: str | None
    published_at: datetime | None
    reason: str | None
    first_seen_at: datetime
    since: datetime


def list_waiting(session: Session, *, limit: int, after: int | None = None) -> Sequence[WaitingPage]:
    """Return waiting pages, the newest first; `after` is the last one of the page of the list before."""
    columns = (
        Article.id,
        Article.outlet_key,
        Article.title,
        Article.url,
        Article.published_at,
        Article.status_reason,
        Article.first_seen_at,
        Article.status_since,
    )
    query = select(*columns).where(Article.status == ArticleStatus.QUARANTINED)
    last = session.get(Article, after) if after is not None else None
    if last is not None:
        is_older = Article.first_seen_at < last.first_seen_at
        query = query.where(is_older | ((Article.first_seen_at == last.first_seen_at) & (Article.id < last.id)))
    order = Article.first_seen_at.desc(), Article.id.desc()
    return [WaitingPage(*row) for row in session.execute(query.order_by(*order).limit(limit))]


def count_waiting(session: Session) -> list[tuple[str | None, int]]:
    """Return how many pages wait for each reason, the most frequent first."""
    number = func.count()
    query = select(Article.status_reason, number).where(Article.status == ArticleStatus.QUARANTINED)
    order = number.desc(), Article.status_reason
    grouped = session.execute(query.group_by(Article.status_reason).order_by(*order))
    return [(reason, count) for reason, count in grouped]


def is_released_by_hand(article: Article) -> bool:
    """Say that a person let the article count, and nothing has happened to it since."""
    return article.status is ArticleStatus.LIVE and article.status_reason == RELEASED


def hold_article(session: Session, plan: Plan, article: Article, *, now: datetime) -> None:
    """Send an article that a person released back to wait; raises InputError for any other. The caller commits."""
    lock_answers(session, plan)
    if not is_released_by_hand(article):
        raise InputError("Chỉ trả về chờ xem lại được bài do người duyệt cho vào tính.")
    note_states(session, now, about=[article.id])
    article.status, article.status_reason, article.status_since = ArticleStatus.QUARANTINED, HELD_AGAIN, now
    session.flush()
    settle(session, plan, [article.id], now=now)
    note_states(session, now, about=[article.id])

"""Which articles a person should read first: where one answer changes the plan most, then where doubt is greatest."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.answers import Answers, answers_on, read_answers
from models.article import Article
from models.clock import local_day
from models.plan import Plan, PlanItem
from models.records import RELEVANT
from models.tag import Match, Tag
from models.vocabulary import ArticleStatus, Certainty, TagAxis

# A near miss that scores less than this is not worth a person's minute.
LOWEST_ASKED = 0.2


@dataclass(frozen=True, slots=True)
class Open:
    """An unanswered code of an article, with its score; `is_auto` says that it may be accepted unread."""

    code: str
    score: float
    is_auto: bool

    @property
    def doubt(self) -> float:
        """Return 1 where yes and no are as likely, 0 where the score is sure."""
        return 1.0 - abs(2.0 * self.score - 1.0)


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """An article to read. `weight` orders the queue; `why` says in plain words what an answer would do."""

    article_id: int
    title: str
    url: str | None
    published_on: date | None
    weight: float
    why: str


def weigh_article(rows: Sequence[Open], sector: Open | None, confirmed: Mapping[str, int]) -> tuple[float, str]:
    """Return how much an answer is worth, and why.

    A code counts by need, 1 / (1 + confirmed works of its row), and by doubt. Codes that may be accepted unread
    count for a tenth. Doubt about the sector counts by itself.
    """
    worth = {
        one.code: (0.25 + one.doubt) / (1 + confirmed.get(one.code, 0)) * (0.1 if one.is_auto else 1.0) for one in rows
    }
    sector_doubt = 0.0 if sector is None or sector.is_auto else sector.doubt
    total = sum(worth.values()) + 0.5 * sector_doubt
    if not worth:
        return total, "chưa chắc có thuộc ngành không" if sector_doubt > 0.2 else "chưa ai đọc"
    best = max(worth, key=lambda code: (worth[code], code))
    if not confirmed.get(best):
        return total, f"{best} chưa có bài nào được duyệt"
    doubtful = [one.code for one in rows if one.doubt > 0.5]
    return total, f"còn nghi ở {', '.join(sorted(doubtful))}" if doubtful else f"thêm bài cho {best}"


def order_queue(session: Session, plan: Plan, *, since: datetime | None = None) -> list[QueueEntry]:
    """Return the articles of the plan's period that nobody has answered for, the weightiest first.

    Articles outside the sector by the classifier's sure word are left out; reprints are asked about once.
    """
    answers = read_answers(session, plan.id)
    confirmed = _count_confirmed(session, plan)
    open_codes = _read_open(session, plan)
    entries: list[QueueEntry] = []
    for article in _read_waiting(session, plan, since):
        given = answers.get(article.id, {})
        sector, rows = open_codes.get(article.id, (None, []))
        rows = [one for one in rows if one.code not in answers_on(given, TagAxis.ROW)]
        if _is_read(given) or (sector is None and not rows):
            continue
        weight, why = weigh_article(rows, sector, confirmed)
        day = local_day(article.published_at) if article.published_at else None
        entries.append(QueueEntry(article.id, article.title or "", article.url, day, weight, why))
    return sorted(entries, key=lambda entry: (-entry.weight, entry.article_id))


def _is_read(given: Answers) -> bool:
    answer = given.get((TagAxis.RELEVANT, RELEVANT))
    return answer is not None and answer.is_current


def _read_waiting(session: Session, plan: Plan, since: datetime | None) -> Sequence[Article]:
    query = select(Article).where(Article.status != ArticleStatus.QUARANTINED, Article.duplicate_of_id.is_(None))
    tagged = select(Tag.article_id).where(Tag.plan_id == plan.id, Tag.is_current)
    query = query.where(Article.id.in_(tagged)).order_by(Article.id)
    if since is not None:
        query = query.where(Article.first_seen_at >= since)
    return session.scalars(query).all()


def _count_confirmed(session: Session, plan: Plan) -> Counter[str]:
    query = (
        select(PlanItem.code, func.count())
        .join(Match, Match.plan_item_id == PlanItem.id)
        .where(PlanItem.plan_id == plan.id, Match.certainty == Certainty.CONFIRMED)
        .group_by(PlanItem.code)
    )
    confirmed: Counter[str] = Counter()
    for code, number in session.execute(query):
        confirmed[code] = number
    return confirmed


def _read_open(session: Session, plan: Plan) -> dict[int, tuple[Open | None, list[Open]]]:
    """Return per article the classifier's present word on the sector, where it is not a sure no, and on its rows."""
    query = select(Tag.article_id, Tag.axis, Tag.code, Tag.score, Tag.is_auto, Tag.is_candidate).where(
        Tag.plan_id == plan.id, Tag.is_current, Tag.axis.in_((TagAxis.RELEVANT, TagAxis.ROW))
    )
    sector: dict[int, Open] = {}
    rows: defaultdict[int, list[Open]] = defaultdict(list)
    for article_id, axis, code, score, is_auto, is_candidate in session.execute(query.order_by(Tag.id)):
        one = Open(code, score, is_auto)
        if axis is TagAxis.ROW and (score >= LOWEST_ASKED or not is_candidate):
            rows[article_id].append(one)
        elif axis is TagAxis.RELEVANT and (score >= LOWEST_ASKED or not is_candidate):
            sector[article_id] = one
    return {id_: (sector.get(id_), rows[id_]) for id_ in sector}

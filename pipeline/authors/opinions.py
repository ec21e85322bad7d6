"""What people say of works and rewards: ratings from 1 to 5, the ledger of rewards given. The caller commits."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article, Author
from models.errors import InputError
from models.person import Person, RewardGiven, WorkRating
from models.plan import Plan
from models.text import clean_text

LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class RewardEntry:
    """A reward as it is to be recorded: of a work, or of an author or person."""

    award_code: str
    edition: str
    level: str
    given_on: date
    work_id: int | None = None
    author_id: int | None = None
    person_id: int | None = None
    document: str | None = None


def rate_work(
    session: Session,
    plan: Plan,
    article_id: int,
    *,
    quality: int,
    impact: int,
    note: str | None,
    by: str,
    now: datetime,
) -> WorkRating:
    """Record what `by` thinks of the work of an article; an earlier word of theirs stays in the history."""
    if not all(LOWEST <= value <= HIGHEST for value in (quality, impact)):
        raise InputError(f"Điểm chất lượng và tác động là số từ {LOWEST} đến {HIGHEST}.")
    rating = WorkRating(
        plan_id=plan.id,
        work_id=find_work(session, article_id),
        quality=quality,
        impact=impact,
        note=clean_text(note or "") or None,
        rated_at=now,
        rated_by=by,
    )
    session.add(rating)
    session.flush()
    return rating


def find_work(session: Session, article_id: int) -> int:
    """Return the first publication of an article's work; raises InputError for an unknown article."""
    work = session.scalar(select(Article.work_id()).where(Article.id == article_id))
    if work is None:
        raise InputError(f"Không có tin, bài mang số {article_id}.")
    return work


def record_reward(session: Session, entry: RewardEntry, *, by: str, now: datetime) -> RewardGiven:
    """Record a reward given; raises InputError where it names nothing known, or stands in the ledger already."""
    if not all(clean_text(words) for words in (entry.award_code, entry.edition, entry.level)):
        raise InputError("Hãy ghi mã giải, lần trao và mức.")
    if entry.work_id is None and entry.author_id is None and entry.person_id is None:
        raise InputError("Khen thưởng phải ghi cho một tác phẩm, một bút danh hoặc một người.")
    if entry.author_id is not None and session.get(Author, entry.author_id) is None:
        raise InputError(f"Không có bút danh mang số {entry.author_id}.")
    if entry.person_id is not None and session.get(Person, entry.person_id) is None:
        raise InputError(f"Không có người mang số {entry.person_id}.")
    work_id = find_work(session, entry.work_id) if entry.work_id is not None else None
    _refuse_double(session, entry, work_id)
    reward = RewardGiven(
        award_code=clean_text(entry.award_code),
        edition=clean_text(entry.edition),
        level=clean_text(entry.level),
        work_id=work_id,
        author_id=entry.author_id,
        person_id=entry.person_id,
        given_on=entry.given_on,
        document=clean_text(entry.document or "") or None,
        recorded_at=now,
        recorded_by=by,
    )
    session.add(reward)
    session.flush()
    return reward


def _refuse_double(session: Session, entry: RewardEntry, work_id: int | None) -> None:
    known = select(RewardGiven.id).where(
        RewardGiven.retracted_at.is_(None),
        RewardGiven.award_code == clean_text(entry.award_code),
        RewardGiven.edition == clean_text(entry.edition),
        RewardGiven.work_id.is_not_distinct_from(work_id),
        RewardGiven.author_id.is_not_distinct_from(entry.author_id),
        RewardGiven.person_id.is_not_distinct_from(entry.person_id),
    )
    if session.scalar(known.limit(1)) is not None:
        raise InputError("Sổ khen thưởng đã ghi giải này, lần này cho tác phẩm hoặc người đó.")


def list_other_rewards(session: Session, work_id: int) -> list[RewardGiven]:
    """Return the rewards that a work has in the ledger: to be told before another one is recorded."""
    standing = select(RewardGiven).where(RewardGiven.work_id == work_id, RewardGiven.retracted_at.is_(None))
    return list(session.scalars(standing.order_by(RewardGiven.given_on, RewardGiven.id)))


def retract_reward(session: Session, reward_id: int, *, now: datetime) -> RewardGiven:
    """Take a wrong entry out of the ledger; it stays as history. Raises InputError if there is none that stands."""
    reward = session.get(RewardGiven, reward_id)
    if reward is None or reward.retracted_at is not None:
        raise InputError(f"Sổ khen thưởng không có dòng số {reward_id}, hoặc dòng ấy đã rút.")
    reward.retracted_at = now
    return reward

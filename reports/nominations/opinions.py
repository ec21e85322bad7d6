"""What people think of works, and which rewards were given: read as of an instant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.article import Article
from models.person import Person, RewardGiven, WorkRating
from models.registry import read_registry
from reports.formats import shorten
from reports.record import Work
from reports.works import NO_TITLE


@dataclass(frozen=True, slots=True)
class Opinion:
    """One person's newest word on a work: quality and impact from 1 to 5."""

    rated_by: str
    quality: int
    impact: int
    note: str


@dataclass(frozen=True, slots=True)
class Rating:
    """What several people think of a work; apart, never one figure without the other."""

    opinions: tuple[Opinion, ...]

    @property
    def quality(self) -> float:
        """The mean of quality."""
        return sum(one.quality for one in self.opinions) / len(self.opinions)

    @property
    def impact(self) -> float:
        """The mean of impact."""
        return sum(one.impact for one in self.opinions) / len(self.opinions)

    @property
    def mean(self) -> float:
        """The mean of both, by which works are ordered."""
        return (self.quality + self.impact) / 2

    @property
    def quality_span(self) -> tuple[int, int]:
        """The lowest and the highest quality given."""
        return min(one.quality for one in self.opinions), max(one.quality for one in self.opinions)

    @property
    def impact_span(self) -> tuple[int, int]:
        """The lowest and the highest impact given."""
        return min(one.impact for one in self.opinions), max(one.impact for one in self.opinions)


@dataclass(frozen=True, slots=True)
class Reward:
    """A reward given, as the ledger tells it; `work_id` is an article of the work, None for a reward to a person."""

    id: int
    award_code: str
    edition: str
    level: str
    work_id: int | None
    title: str
    recipient: str
    given_on: date
    document: str
    author_id: int | None
    person_id: int | None


def read_ratings(session: Session, plan_id: int, as_of: datetime) -> dict[int, tuple[Opinion, ...]]:
    """Return the newest word of each person on each work by the article rated."""
    query = (
        select(WorkRating)
        .where(WorkRating.plan_id == plan_id, WorkRating.rated_at <= as_of)
        .order_by(WorkRating.rated_at, WorkRating.id)
    )
    newest: dict[int, dict[str, Opinion]] = defaultdict(dict)
    for one in session.scalars(query):
        opinion = Opinion(one.rated_by, one.quality, one.impact, one.note or "")
        newest[one.work_id][one.rated_by] = opinion
    return {work_id: tuple(by[name] for name in sorted(by)) for work_id, by in newest.items()}


def rate_works(works: Iterable[Work], given: Mapping[int, tuple[Opinion, ...]]) -> dict[int, Rating]:
    """Return the rating of each rated work by its number; a word on any of its publications is a word on the work."""
    found = {}
    for work in works:
        by_rater = {one.rated_by: one for article in work.publications for one in given.get(article.article_id, ())}
        if by_rater:
            found[work.number] = Rating(tuple(by_rater[name] for name in sorted(by_rater)))
    return found


def read_rewards(session: Session, as_of: datetime) -> tuple[Reward, ...]:
    """Return the rewards recorded by `as_of` and not retracted by then, by day."""
    holds = or_(RewardGiven.retracted_at.is_(None), RewardGiven.retracted_at > as_of)
    query = (
        select(RewardGiven, Article.title, Person.shown_name)
        .outerjoin(Article, Article.id == RewardGiven.work_id)
        .outerjoin(Person, Person.id == RewardGiven.person_id)
        .where(RewardGiven.recorded_at <= as_of, holds)
        .order_by(RewardGiven.given_on, RewardGiven.id)
    )
    authors = read_registry(session, as_of).authors
    return tuple(
        Reward(
            id=row.id,
            award_code=row.award_code,
            edition=row.edition,
            level=row.level,
            work_id=row.work_id,
            title=shorten(title or "") or (NO_TITLE if row.work_id else ""),
            recipient=name or (authors[row.author_id].name if row.author_id else ""),
            given_on=row.given_on,
            document=row.document or "",
            author_id=row.author_id,
            person_id=row.person_id,
        )
        for row, title, name in session.execute(query)
    )

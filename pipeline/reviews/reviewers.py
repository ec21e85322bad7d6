"""Who reviewed what, by person and day: articles read, answers given, steps taken back."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import day_end, day_start, local_day
from models.plan import Plan
from models.tag import Review
from models.vocabulary import ReviewDecision, TagAxis


@dataclass(frozen=True, slots=True)
class ReviewerDay:
    """A person's work of one Vietnamese day. `refused` counts articles found not to be of the sector."""

    day: date
    person: str
    articles: int
    accepted: int
    rejected: int
    withdrawn: int
    refused: int


@dataclass(slots=True)
class _Tally:
    articles: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    decisions: defaultdict[ReviewDecision, int] = field(default_factory=lambda: defaultdict(int))


def count_reviewers(session: Session, plan: Plan, start: date, end: date) -> list[ReviewerDay]:
    """Return the work from `start` to `end`, both counted, the newest day first."""
    query = (
        select(Review.decided_at, Review.decided_by, Review.article_id, Review.axis, Review.decision)
        .where(Review.plan_id == plan.id, Review.decided_at >= day_start(start), Review.decided_at < day_end(end))
        .order_by(Review.id)
    )
    tallies: defaultdict[tuple[date, str], _Tally] = defaultdict(_Tally)
    for at, by, article_id, axis, decision in session.execute(query):
        tally = tallies[local_day(at), by]
        tally.articles.add(article_id)
        tally.decisions[decision] += 1
        if axis is TagAxis.RELEVANT:
            (tally.refused.add if decision is ReviewDecision.REJECT else tally.refused.discard)(article_id)
    days = [
        ReviewerDay(
            day=day,
            person=person,
            articles=len(tally.articles),
            accepted=tally.decisions[ReviewDecision.ACCEPT],
            rejected=tally.decisions[ReviewDecision.REJECT],
            withdrawn=tally.decisions[ReviewDecision.WITHDRAW],
            refused=len(tally.refused),
        )
        for (day, person), tally in tallies.items()
    ]
    return sorted(days, key=lambda one: (-one.day.toordinal(), one.person))

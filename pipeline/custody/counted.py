"""Which articles a person has counted: the answers that stand for them, and those linked to a promise by hand.

The rules of `models.answers` hold: the newest answer on a code counts, publications of the same words share their
answers, an answer taken back is none. A "not of the sector" outweighs every row.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import COUNTING_AXES, is_answered
from models.article import Article
from models.ledger import ObligationLink
from models.plan import Plan
from models.records import RELEVANT
from models.tag import Review
from models.vocabulary import LinkDecision, ReviewDecision, TagAxis

Code = tuple[TagAxis, str]


@dataclass(frozen=True, slots=True)
class StandingAnswer:
    """A person's yes on one code that no later answer has replaced: when it was given, on which words."""

    review_id: int
    axis: TagAxis
    code: str
    decided_at: datetime
    text_sha256: str


def read_counted(session: Session, plan_id: int, as_of: datetime) -> dict[int, tuple[StandingAnswer, ...]]:
    """Return the standing answers by which each article was counted under the plan at `as_of`, the earliest first."""
    work = Article.work_id()
    given = (
        select(Review, work, Article.text_key)
        .join(Article, Article.id == Review.article_id)
        .where(Review.plan_id == plan_id, Review.axis.in_(COUNTING_AXES), Review.decided_at <= as_of)
        .order_by(Review.decided_at, Review.id)
    )
    newest: defaultdict[tuple[int, str], dict[Code, Review]] = defaultdict(dict)
    for review, first, text_key in session.execute(given):
        newest[first, text_key][review.axis, review.code] = review
    members = select(Article.id, work, Article.text_key).where(is_answered(plan_id, COUNTING_AXES))
    found = {id_: _list_standing(newest.get((first, key), {})) for id_, first, key in session.execute(members)}
    return {id_: standing for id_, standing in sorted(found.items()) if standing}


def _list_standing(newest: Mapping[Code, Review]) -> tuple[StandingAnswer, ...]:
    of_sector = newest.get((TagAxis.RELEVANT, RELEVANT))
    if of_sector is not None and of_sector.decision is ReviewDecision.REJECT:
        return ()
    accepted = [review for review in newest.values() if review.decision is ReviewDecision.ACCEPT]
    accepted.sort(key=lambda review: (review.decided_at, review.id))
    return tuple(StandingAnswer(r.id, r.axis, r.code, r.decided_at, r.text_sha256) for r in accepted)


def find_counted(session: Session, as_of: datetime) -> frozenset[int]:
    """Return the articles that a person counted by `as_of` under any plan, or linked to a department's promise."""
    counted: set[int] = set()
    for plan_id in session.scalars(select(Plan.id)):
        counted |= read_counted(session, plan_id, as_of).keys()
    links = select(ObligationLink.obligation_id, ObligationLink.article_id, ObligationLink.decision)
    newest = {
        (obligation_id, article_id): decision
        for obligation_id, article_id, decision in session.execute(
            links.where(ObligationLink.decided_at <= as_of).order_by(ObligationLink.decided_at, ObligationLink.id)
        )
    }
    return frozenset(counted | {id_ for (_, id_), decision in newest.items() if decision is LinkDecision.LINK})

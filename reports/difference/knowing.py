"""What was known at an instant beyond what reports print: who tagged articles, from which files, what people said."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import Answers, read_answers
from models.ledger import ObligationLink
from models.obligation import Obligation
from models.plan import Plan
from models.tag import Tag
from models.vocabulary import LinkDecision, TagAxis
from reports.gathering import Gathered, gather
from reports.reading import ArticleFact, read_facts_of


@dataclass(frozen=True, slots=True)
class Known:
    """A plan's state at one instant. `tagged` gives per article the classifier and the digest of the office files."""

    gathered: Gathered
    answers: dict[int, Answers]
    tagged: dict[int, tuple[str, str]]
    links: dict[tuple[int, int], LinkDecision]

    @property
    def as_of(self) -> datetime:
        """The instant."""
        return self.gathered.as_of


def read_known(session: Session, plan: Plan, as_of: datetime) -> Known:
    """Read what was known at `as_of`, over the plan's whole period."""
    tags = select(Tag.article_id, Tag.classifier_version, Tag.office_sha256).where(
        Tag.plan_id == plan.id, Tag.proposed_at <= as_of, Tag.is_current | (Tag.retired_at > as_of)
    )
    relevance = tags.where(Tag.axis == TagAxis.RELEVANT).order_by(Tag.id)
    return Known(
        gathered=gather(session, plan, plan.count_from, plan.period_to, as_of),
        answers=read_answers(session, plan.id, until=as_of),
        tagged={id_: (version, office) for id_, version, office in session.execute(relevance)},
        links=_read_links(session, plan.id, as_of),
    )


def _read_links(session: Session, plan_id: int, as_of: datetime) -> dict[tuple[int, int], LinkDecision]:
    query = (
        select(ObligationLink.obligation_id, ObligationLink.article_id, ObligationLink.decision)
        .join(Obligation, Obligation.id == ObligationLink.obligation_id)
        .where(Obligation.plan_id == plan_id, ObligationLink.decided_at <= as_of)
        .order_by(ObligationLink.decided_at, ObligationLink.id)
    )
    return {(obligation, article): decision for obligation, article, decision in session.execute(query)}


def read_both_facts(
    session: Session, ids: set[int], before: datetime, after: datetime
) -> dict[int, tuple[ArticleFact | None, ArticleFact | None]]:
    """Return each article as it stood at both instants, None where it was not known yet."""
    earlier, later = read_facts_of(session, ids, before), read_facts_of(session, ids, after)
    return {id_: (earlier.get(id_), later.get(id_)) for id_ in ids}

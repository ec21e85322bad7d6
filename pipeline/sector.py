"""Which articles belong to the sector under a plan at present: a person's answer outranks the classifier."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import read_answers
from models.deciding import Proposal, decide_sector
from models.records import RELEVANT
from models.tag import Tag
from models.vocabulary import TagAxis


def find_sector(session: Session, plan_id: int) -> frozenset[int]:
    """Return the ids of the articles of the sector."""
    query = select(Tag.article_id, Tag.score, Tag.certainty, Tag.reasons).where(
        Tag.plan_id == plan_id, Tag.axis == TagAxis.RELEVANT, Tag.is_current, Tag.is_candidate.is_(False)
    )
    proposed = {
        id_: Proposal(RELEVANT, score, certainty, tuple(reasons))
        for id_, score, certainty, reasons in session.execute(query)
    }
    answers = read_answers(session, plan_id)
    return frozenset(
        id_ for id_ in {*proposed, *answers} if decide_sector(proposed.get(id_), answers.get(id_, {})) is not None
    )

"""Which articles the digest and the recheck are about: people's answers outrank the classifier."""

from sqlalchemy.orm import Session

from models.records import RELEVANT
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.sector import find_sector
from tests import factories as make


def test_an_answer_outranks_the_classifier(session: Session) -> None:
    """A refused article leaves the sector, an accepted one enters it; without an answer the classifier's word holds."""
    plan = make.make_plan(session)
    proposed, refused, accepted, neither = (make.make_article(session, title) for title in ("A", "B", "C", "D"))
    for article in (proposed, refused):
        make.make_tag(session, article, plan, TagAxis.RELEVANT, RELEVANT)
    make.make_review(session, refused, plan, TagAxis.RELEVANT, RELEVANT, decision=ReviewDecision.REJECT)
    make.make_review(session, accepted, plan, TagAxis.ROW, "ND01", decision=ReviewDecision.ACCEPT)

    found = find_sector(session, plan.id)

    assert found == {proposed.id, accepted.id}
    assert neither.id not in found

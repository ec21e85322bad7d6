"""What a night asks again so that every counted article is captured twice."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from models.ledger import ObligationLink
from models.plan import Plan
from models.records import RELEVANT
from models.vocabulary import LinkDecision, ReviewDecision, TagAxis
from pipeline.custody.recapture import MOST_MONTHLY, list_rechecks
from tests import factories as make
from tests.pipeline.custody.looks import FIRST, NIGHT, Looked
from tests.promises import make_monthly_plan_file, make_obligation

LONG_AFTER = FIRST + 200 * NIGHT


@pytest.fixture
def plan(session: Session) -> Plan:
    """A plan of 2023."""
    make.make_agency(session)
    return make.make_plan(session)


def confirm(looked: Looked, plan: Plan, at: datetime = FIRST + 100 * NIGHT) -> None:
    """Count the article under the first row."""
    make.make_review(
        looked.session, looked.article, plan, TagAxis.ROW, "ND01", decision=ReviewDecision.ACCEPT, decided_at=at
    )


def asked(session: Session, plan: Plan, now: datetime = LONG_AFTER) -> tuple[int, ...]:
    """Return the addresses of a night that asks for the sector's articles of two weeks."""
    return list_rechecks(session, plan.id, now, recheck_days=14)


def test_an_article_confirmed_long_after_publishing_is_asked_again(session: Session, plan: Plan) -> None:
    """Seen once and confirmed when the usual days are over, it is asked tonight."""
    looked = Looked(session)
    confirm(looked, plan)

    assert asked(session, plan) == (looked.address.id,)


def test_two_separate_captures_are_enough(session: Session, plan: Plan) -> None:
    """What was seen on two nights is left in peace."""
    looked = Looked(session)
    looked.see_same_bytes(FIRST + NIGHT)
    confirm(looked, plan, at=FIRST + 2 * NIGHT)

    assert asked(session, plan, FIRST + 29 * NIGHT) == ()


def test_what_is_counted_is_looked_at_once_a_month(session: Session, plan: Plan) -> None:
    """A removal in autumn of what was counted in spring must be seen; one seen lately can wait."""
    unseen, seen = Looked(session, "bai-1"), Looked(session, "bai-2")
    for looked in (unseen, seen):
        looked.see_same_bytes(FIRST + NIGHT)
        confirm(looked, plan)
    seen.see_same_bytes(LONG_AFTER - 20 * NIGHT)

    assert asked(session, plan) == (unseen.address.id,)


def test_a_night_takes_only_so_many_of_those_unseen_the_longest_first(session: Session, plan: Plan) -> None:
    """Back-filled and confirmed at one go, they are spread over the nights."""
    counted = [Looked(session, f"bai-{number}") for number in range(MOST_MONTHLY + 5)]
    for number, looked in enumerate(counted):
        looked.see_same_bytes(FIRST + (100 - number) * NIGHT)
        confirm(looked, plan)

    found = asked(session, plan)

    assert found == tuple(looked.address.id for looked in reversed(counted))[:MOST_MONTHLY]


def test_a_page_that_is_gone_at_the_second_look_has_been_looked_at_twice(session: Session, plan: Plan) -> None:
    """A removal is a second look."""
    looked = Looked(session)
    looked.see_gone(FIRST + NIGHT)
    confirm(looked, plan, at=FIRST + 2 * NIGHT)

    assert asked(session, plan, FIRST + 29 * NIGHT) == ()


def test_a_second_look_without_the_text_is_not_enough(session: Session, plan: Plan) -> None:
    """A page whose body could not be read does not confirm the first, so it is asked for once more."""
    looked = Looked(session)
    looked.see_nothing_readable(FIRST + NIGHT)
    confirm(looked, plan)

    assert asked(session, plan) == (looked.address.id,)


@pytest.mark.parametrize(
    ("axis", "code", "decision"),
    [
        (TagAxis.RELEVANT, RELEVANT, ReviewDecision.REJECT),
        (TagAxis.ROW, "ND01", ReviewDecision.WITHDRAW),
        (TagAxis.ROW, "ND01", ReviewDecision.REJECT),
    ],
)
def test_what_is_counted_no_more_is_not_asked(
    session: Session, plan: Plan, axis: TagAxis, code: str, decision: ReviewDecision
) -> None:
    """After a no, or an answer taken back, nothing is owed."""
    looked = Looked(session)
    confirm(looked, plan)
    make.make_review(session, looked.article, plan, axis, code, decision=decision, decided_at=FIRST + 101 * NIGHT)

    assert asked(session, plan) == ()


def test_articles_linked_to_a_promise_by_a_person_are_captured_twice_too(session: Session, plan: Plan) -> None:
    """The ledger counts them as confirmed; the newest word on a link holds."""
    linked, unlinked = Looked(session, "bai-1"), Looked(session, "bai-2")
    obligation = make_obligation(session, make_monthly_plan_file(session, plan), "Một tin về thu gom rác")
    for looked, decision, days in (
        (linked, LinkDecision.LINK, 1),
        (unlinked, LinkDecision.LINK, 1),
        (unlinked, LinkDecision.UNLINK, 2),
    ):
        link = ObligationLink(obligation_id=obligation.id, article_id=looked.article.id, decision=decision)
        link.decided_at, link.decided_by = FIRST + days * NIGHT, "lan"
        session.add(link)
    session.flush()

    assert asked(session, plan) == (linked.address.id,)


def test_the_other_publication_of_the_same_words_is_asked_too(session: Session, plan: Plan) -> None:
    """An answer on a work counts its reprint of the same words, so that must be captured twice as well."""
    first, reprint = Looked(session, "bai-1"), Looked(session, "bai-2")
    reprint.article.duplicate_of_id, reprint.article.text_key = first.article.id, first.article.text_key
    confirm(first, plan)

    assert asked(session, plan) == (first.address.id, reprint.address.id)


def test_counted_articles_of_another_plan_are_asked_as_well(session: Session, plan: Plan) -> None:
    """In January the year before is still being confirmed."""
    other = make.make_plan(session, "KH-KHAC", rows=())
    looked = Looked(session)
    confirm(looked, plan)

    assert asked(session, other) == (looked.address.id,)


def test_recent_articles_of_the_sector_follow_those_that_lack_a_capture(session: Session, plan: Plan) -> None:
    """The usual re-checks go on, after what is owed."""
    recent, owed = Looked(session, "bai-1"), Looked(session, "bai-2")
    recent.article.published_at = LONG_AFTER - timedelta(days=3)
    make.make_tag(session, recent.article, plan, TagAxis.RELEVANT, RELEVANT)
    confirm(owed, plan)

    assert asked(session, plan) == (owed.address.id, recent.address.id)


def test_an_article_added_by_hand_is_not_asked(session: Session, plan: Plan) -> None:
    """It has no address to ask."""
    article = make.make_article(session)
    make.make_review(session, article, plan, TagAxis.ROW, "ND01", decision=ReviewDecision.ACCEPT)

    assert asked(session, plan) == ()

"""The office's one number: limits proven by reviews, none without proof, and never an article of unsure sector."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.plan import Plan
from models.records import RELEVANT
from models.tag import RiskSetting, Tag
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.plan_import.importing import import_office_file
from pipeline.training.acceptance import read_auto_limits, read_setting, renew_limits, set_risk
from tests import factories as make

PLANS = Path(__file__).parents[2] / "plans"
NOW = datetime(2023, 7, 1, tzinfo=UTC)
ACCEPT, REJECT = ReviewDecision.ACCEPT, ReviewDecision.REJECT
FIVE_PERCENT = 0.05


@pytest.fixture
def plan(session: Session, now: datetime) -> Plan:
    """The shipped plan with its organisation."""
    import_office_file(session, PLANS / "to-chuc-2023.yaml", now=now)
    import_office_file(session, PLANS / "ke-hoach-2023.yaml", now=now)
    return session.scalars(select(Plan)).one()


def _review_many(session: Session, plan: Plan, count: int, *, wrong: int = 0) -> None:
    """Make `count` reviewed articles of the sector with one row each, `wrong` of whose rows were refused."""
    for number in range(count):
        article = make.make_article(session)
        make.make_tag(session, article, plan, TagAxis.RELEVANT, RELEVANT, score=0.99)
        make.make_tag(session, article, plan, TagAxis.ROW, "HD06", score=0.97)
        at = NOW + timedelta(minutes=number)
        make.make_review(session, article, plan, TagAxis.RELEVANT, RELEVANT, decision=ACCEPT, decided_at=at)
        answer = REJECT if wrong and number % (count // wrong) == 0 else ACCEPT
        make.make_review(session, article, plan, TagAxis.ROW, "HD06", decision=answer, decided_at=at)


def _version(session: Session) -> str:
    return make.make_classifier(session).version


def test_without_a_number_the_shipped_limits_hold(session: Session, plan: Plan) -> None:
    """Nothing set, nothing changed."""
    assert read_auto_limits(session, plan.id, _version(session)) is None


def test_reviews_without_an_error_prove_a_limit_and_mark_the_waiting_tags(session: Session, plan: Plan) -> None:
    """A hundred and twenty right rows bear five per cent; a waiting row as sure is then accepted unread."""
    _review_many(session, plan, 120)
    waiting = make.make_article(session)
    make.make_tag(session, waiting, plan, TagAxis.RELEVANT, RELEVANT, score=0.99)
    row = make.make_tag(session, waiting, plan, TagAxis.ROW, "HD06", score=0.98)

    found = set_risk(session, plan, _version(session), FIVE_PERCENT, by="thu", now=NOW)
    session.refresh(row)

    assert found[TagAxis.ROW].limit is not None
    assert found[TagAxis.ROW].bound is not None
    assert found[TagAxis.ROW].bound <= FIVE_PERCENT
    assert row.is_auto


def test_too_few_reviews_accept_nothing(session: Session, plan: Plan) -> None:
    """Ten right answers prove nothing; tags that were accepted unread before are not any more."""
    _review_many(session, plan, 10)
    make.make_tag(session, make.make_article(session), plan, TagAxis.RELEVANT, RELEVANT, score=0.99, is_auto=True)

    found = set_risk(session, plan, _version(session), FIVE_PERCENT, by="thu", now=NOW)

    assert [one.limit for one in found.values()] == [None, None, None]
    assert "cần ít nhất" in found[TagAxis.RELEVANT].reason
    assert session.scalar(select(func.count()).select_from(Tag).where(Tag.is_auto)) == 0


def test_rows_of_articles_whose_sector_is_unsure_are_never_accepted_unread(session: Session, plan: Plan) -> None:
    """The row is sure, the sector is not."""
    _review_many(session, plan, 120)
    waiting = make.make_article(session)
    make.make_tag(session, waiting, plan, TagAxis.RELEVANT, RELEVANT, score=0.45)
    row = make.make_tag(session, waiting, plan, TagAxis.ROW, "HD06", score=0.99)

    set_risk(session, plan, _version(session), FIVE_PERCENT, by="thu", now=NOW)
    session.refresh(row)

    assert not row.is_auto


def test_many_errors_give_no_limit_for_rows(session: Session, plan: Plan) -> None:
    """A quarter of the rows was refused: the sector may be accepted, rows may not."""
    _review_many(session, plan, 120, wrong=30)

    found = set_risk(session, plan, _version(session), FIVE_PERCENT, by="thu", now=NOW)

    assert found[TagAxis.RELEVANT].limit is not None
    assert found[TagAxis.ROW].limit is None


def test_a_setting_proven_for_another_classifier_accepts_nothing(session: Session, plan: Plan) -> None:
    """After a new classifier came the proof must be made anew."""
    _review_many(session, plan, 120)
    set_risk(session, plan, _version(session), FIVE_PERCENT, by="thu", now=NOW)

    limits = read_auto_limits(session, plan.id, "another")

    assert limits is not None
    assert (limits.relevant, limits.fields, limits.rows) == (None, None, None)


def test_the_number_is_proven_anew_and_written_only_when_it_changes(session: Session, plan: Plan) -> None:
    """A second look without new reviews writes nothing; errors coming in take the limit away."""
    _review_many(session, plan, 120)
    version = _version(session)
    set_risk(session, plan, version, FIVE_PERCENT, by="thu", now=NOW)

    renew_limits(session, plan, version, by="diembao", now=NOW)
    session.flush()
    once = session.scalar(select(func.count()).select_from(RiskSetting))
    _review_many(session, plan, 40, wrong=40)
    renew_limits(session, plan, version, by="diembao", now=NOW)
    session.flush()

    setting = read_setting(session, plan.id)
    assert once == 1
    assert setting is not None
    assert (setting.limits["row"], setting.decided_by) == (None, "diembao")

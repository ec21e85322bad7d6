"""A person's word on an article beside an obligation, and on the obligation itself: followed at once, undone whole."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.base import as_record
from models.errors import InputError
from models.ledger import ObligationLink
from models.obligation import MonthlyPlanFile, Obligation, ObligationChange
from models.plan import Plan
from models.vocabulary import (
    LinkDecision,
    MatchOrigin,
    ObligationChangeKind,
    ObligationState,
    ObligationStatus,
)
from pipeline.obligations.linking import link_article, take_word_back, unlink_article
from pipeline.obligations.present import PresentLine, read_lines
from pipeline.obligations.setting_aside import (
    cancel_obligation,
    move_obligation,
    restore_obligation,
    take_setting_back,
)
from pipeline.obligations.stage import reconcile_obligations
from tests import factories as make
from tests.pipeline.obligations.test_stage import add, office, plan_for_july

__all__ = ["office"]
STEP = timedelta(minutes=1)
OTHER = "Quan trắc nước biển ở bãi tắm"


def settle(engine: Engine, now: datetime) -> None:
    """Match everything, as a night does."""
    with Session(engine) as session:
        plan_id = session.scalars(select(Plan.id)).one()
    reconcile_obligations(engine, plan_id, now=now)


def see(session: Session, obligation: int) -> PresentLine:
    """Read how an obligation stands."""
    session.flush()
    session.expire_all()
    return read_lines(session, [session.get_one(Obligation, obligation)])[0]


def told(line: PresentLine) -> tuple[ObligationState, dict[int, MatchOrigin]]:
    """Return the state and who put which article beside."""
    return line.state, {one.id: one.origin for one in line.articles}


def test_a_link_meets_the_obligation_at_once_and_as_the_night_will_say(office: Engine, now: datetime) -> None:
    """What a person links stands before the next matching, which then changes nothing about it."""
    obligation, article = plan_for_july(office), add(office, OTHER)
    settle(office, now)

    with Session(office) as session, session.begin():
        link_article(session, session.get_one(Obligation, obligation), article, reason="đúng", by="lan", now=now + STEP)
        at_once = told(see(session, obligation))
    settle(office, now + 2 * STEP)

    with Session(office) as session:
        assert at_once == told(see(session, obligation)) == (ObligationState.MET, {article: MatchOrigin.PERSON})


def test_taking_a_link_back_brings_back_what_stood_before(office: Engine, now: datetime) -> None:
    """The match that the link had turned into a question is a match again."""
    obligation, matched, other = plan_for_july(office), add(office), add(office, OTHER)
    settle(office, now)

    with Session(office) as session, session.begin():
        one = session.get_one(Obligation, obligation)
        before = told(see(session, obligation))
        word = link_article(session, one, other, reason="đúng hơn", by="lan", now=now + STEP)
        between = told(see(session, obligation))
        take_word_back(session, one, word.id, by="lan", now=now + 2 * STEP)
        after = told(see(session, obligation))

    assert before == after == (ObligationState.MET, {matched: MatchOrigin.AUTO})
    assert between[1] == {other: MatchOrigin.PERSON, matched: MatchOrigin.QUESTION}


def test_who_unlinks_a_first_publication_unlinks_its_copies(office: Engine, now: datetime) -> None:
    """The work is gone, and the obligation is unmet again."""
    obligation, first = plan_for_july(office), add(office)
    copy = add(office, outlet="hatinhtv", duplicate_of_id=first)
    settle(office, now)

    with Session(office) as session, session.begin():
        one = session.get_one(Obligation, obligation)
        had = {article.id for article in see(session, obligation).articles}
        unlink_article(session, one, first, reason="nhầm", by="lan", now=now + STEP)
        state, articles = told(see(session, obligation))

    assert had == {first, copy}
    assert (state, articles) == (ObligationState.UNMET, {})


def test_a_linked_work_counts_once_within_its_department(office: Engine, now: datetime) -> None:
    """Another obligation of the department loses the article that a person gave to this one."""
    with_match, article = plan_for_july(office), add(office)
    settle(office, now)

    with Session(office) as session, session.begin():
        known = session.get_one(Obligation, with_match)
        values = {name: value for name, value in as_record(known).items() if name != "id"}
        second = Obligation(**values | {"content": "Quan trắc nước biển", "row": 9})
        session.add(second)
        session.flush()
        link_article(session, second, article, reason="của mục này", by="lan", now=now + STEP)
        states = [see(session, one).state for one in (second.id, with_match)]

    assert states == [ObligationState.MET, ObligationState.UNMET]


def test_a_link_of_a_taken_back_word_leaves_matching_free(office: Engine, now: datetime) -> None:
    """After a word is taken back, the night decides as if nothing had been said."""
    obligation, article = plan_for_july(office), add(office)
    settle(office, now)

    with Session(office) as session, session.begin():
        one = session.get_one(Obligation, obligation)
        word = unlink_article(session, one, article, reason="nhầm", by="lan", now=now + STEP)
        take_word_back(session, one, word.id, by="lan", now=now + 2 * STEP)
    settle(office, now + 3 * STEP)

    with Session(office) as session:
        assert told(see(session, obligation)) == (ObligationState.MET, {article: MatchOrigin.AUTO})
        words = session.scalars(select(ObligationLink.decision).order_by(ObligationLink.id)).all()
    assert words == [LinkDecision.UNLINK, LinkDecision.WITHDRAW]


def test_what_was_said_already_and_what_no_longer_counts_is_refused(office: Engine, now: datetime) -> None:
    """The same word twice, and an undo after a newer word, each get one sentence."""
    obligation, article = plan_for_july(office), add(office)

    with Session(office) as session, session.begin():
        one = session.get_one(Obligation, obligation)
        word = link_article(session, one, article, reason="đúng", by="lan", now=now)
        with pytest.raises(InputError, match="đã được gắn"):
            link_article(session, one, article, reason="đúng", by="mai", now=now + STEP)
        unlink_article(session, one, article, reason="thôi", by="mai", now=now + STEP)
        with pytest.raises(InputError, match="không hoàn tác được"):
            take_word_back(session, one, word.id, by="lan", now=now + 2 * STEP)


def test_a_cancelled_obligation_drops_its_matches_and_gets_them_back(office: Engine, now: datetime) -> None:
    """Cancelling and undoing leave the ledger as it was, and three lines of history."""
    obligation, article = plan_for_july(office), add(office)
    settle(office, now)

    with Session(office) as session, session.begin():
        one = session.get_one(Obligation, obligation)
        session.add(_created(one, now))
        session.flush()
        session.refresh(one)
        cancel_obligation(session, one, reason="trùng tháng 6", by="lan", now=now + STEP)
        dropped = told(see(session, obligation))
        take_setting_back(session, one, by="lan", now=now + 2 * STEP)
        after = told(see(session, obligation))
        kinds = [change.kind for change in one.changes]

    assert dropped == (ObligationState.DROPPED, {})
    assert after == (ObligationState.MET, {article: MatchOrigin.AUTO})
    assert kinds == [ObligationChangeKind.CREATED, ObligationChangeKind.CANCELLED, ObligationChangeKind.RESTORED]


def test_a_moved_obligation_can_be_restored_and_an_empty_reason_is_refused(office: Engine, now: datetime) -> None:
    """A reason is needed each time; the month moved to must be another."""
    obligation = plan_for_july(office)

    with Session(office) as session, session.begin():
        one = session.get_one(Obligation, obligation)
        with pytest.raises(InputError, match="lý do"):
            move_obligation(session, one, to=date(2023, 8, 1), reason="  ", by="lan", now=now)
        with pytest.raises(InputError, match="phải khác"):
            move_obligation(session, one, to=date(2023, 7, 9), reason="mưa", by="lan", now=now)
        move_obligation(session, one, to=date(2023, 8, 9), reason="mưa", by="lan", now=now)
        moved = one.status, one.moved_to
        restore_obligation(session, one, reason="vẫn làm", by="lan", now=now + STEP)
        restored = one.status, one.moved_to, one.status_reason

    assert moved == (ObligationStatus.MOVED, date(2023, 8, 1))
    assert restored == (ObligationStatus.ACTIVE, None, None)


def _created(one: Obligation, now: datetime) -> ObligationChange:
    values = {"status": one.status.value, "status_reason": None, "moved_to": None}
    return ObligationChange(
        obligation_id=one.id,
        kind=ObligationChangeKind.CREATED,
        changed_at=now,
        changed_by="lan",
        file_id=one.file_id,
        values=values,
    )


def test_both_databases_follow_a_word_and_its_withdrawal(session: Session, now: datetime) -> None:
    """Link, cancel, undo, take back: the states say so on SQLite and on PostgreSQL."""
    make.make_agency(session)
    one = _register(session, make.make_plan(session))
    article = make.make_article(session, published_at=datetime(2023, 7, 5, tzinfo=UTC))
    session.add(_created(one, now))
    session.flush()

    word = link_article(session, one, article.id, reason="đúng", by="lan", now=now + STEP)
    states = [see(session, one.id).state]
    cancel_obligation(session, one, reason="trùng", by="lan", now=now + 2 * STEP)
    states.append(see(session, one.id).state)
    take_setting_back(session, one, by="lan", now=now + 3 * STEP)
    states.append(see(session, one.id).state)
    take_word_back(session, one, word.id, by="lan", now=now + 4 * STEP)
    states.append(see(session, one.id).state)

    assert states == [ObligationState.MET, ObligationState.DROPPED, ObligationState.MET, ObligationState.UNMET]


def _register(session: Session, plan: Plan) -> Obligation:
    file = MonthlyPlanFile(
        plan_id=plan.id,
        sha256="0" * 64,
        file_name="thang7.xlsx",
        original=b"",
        reading={},
        received_at=make.IMPORTED_AT,
        received_by="lan",
    )
    session.add(file)
    session.flush()
    one = Obligation(
        plan_id=plan.id,
        department_code="MT",
        month=date(2023, 7, 1),
        file_id=file.id,
        sheet="T7",
        row=5,
        ordinal=1,
        content="Thu gom rác",
        plan_rows=[],
        outlets=[],
        supporting=[],
        status=ObligationStatus.ACTIVE,
        unreadable=[],
        cells={},
    )
    session.add(one)
    session.flush()
    return one

"""Decisions on pen names as they are written down, on SQLite and PostgreSQL."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import InputError
from models.person import PenNameLink, Person
from models.registry import Pair, Tenure, read_registry
from pipeline.authors.deciding import Act, Order, StaleDecisionError, decide, newest_decision, plan_change
from tests import factories as make
from tests.pipeline.authors.making import DECIDED_AT, confirm, later, make_author

MARCH = date(2023, 3, 5)


def test_a_link_says_who_when_and_why(session: Session) -> None:
    """Every row of a decision carries the person who took it, the instant, the reason and one batch."""
    one, two = make_author(session, "Đình Nhất"), make_author(session, "Nhất Đình")
    order = Order(Act.LINK, (one.id, two.id), new_name="Đình Nhất")

    rows = decide(session, order, reason="ông Nhất xác nhận", by="lan", now=DECIDED_AT)

    assert {(row.decided_by, row.decided_at, row.reason) for row in rows} == {("lan", DECIDED_AT, "ông Nhất xác nhận")}
    assert len({row.batch for row in rows}) == 1
    assert len({row.person_id for row in rows}) == 1


def test_the_same_name_at_two_outlets_stays_two_people_until_confirmed(session: Session) -> None:
    """Confirming one of them says nothing of the other."""
    paper, station = make_author(session, "Quốc Thịnh"), make_author(session, "Quốc Thịnh", "dai")

    confirm(session, paper)

    registry = read_registry(session)
    assert registry.find_bearer(paper.id, MARCH) is not None
    assert registry.find_bearer(station.id, MARCH) is None


def test_a_reason_is_asked_for(session: Session) -> None:
    """A decision without grounds is refused and nothing is written."""
    author = make_author(session, "Lam Giang")

    with pytest.raises(InputError, match="lý do"):
        decide(session, Order(Act.LINK, (author.id,), new_name="Lam Giang"), reason=" ", by="lan", now=DECIDED_AT)

    assert session.scalars(select(Person)).all() == []


def test_a_merge_can_be_undone_and_the_undoing_too(session: Session) -> None:
    """Rows only grow; who bears the name follows the newest batch."""
    one, two = make_author(session, "Hữu Tài"), make_author(session, "H. Tài")
    first, second = confirm(session, one).person_id, confirm(session, two).person_id
    merged = decide(
        session, Order(Act.MERGE, person_id=second, into_id=first), reason="cùng người", by="lan", now=later(1)
    )

    undone = decide(session, Order(Act.UNDO, batch=merged[0].batch), reason="gộp nhầm", by="minh", now=later(2))
    after_undo = read_registry(session).find_bearer(two.id, MARCH)
    decide(session, Order(Act.UNDO, batch=undone[0].batch), reason="đúng là một", by="minh", now=later(3))
    after_redo = read_registry(session).find_bearer(two.id, MARCH)

    assert after_undo is not None
    assert after_redo is not None
    assert (after_undo.person_id, after_redo.person_id) == (second, first)
    assert len(session.scalars(select(PenNameLink)).all()) == 2 + 2 + 2 + 2


def test_only_the_newest_decision_on_a_pen_name_can_be_undone(session: Session) -> None:
    """Taking back a step under a later one would leave what nobody decided."""
    author = make_author(session, "Lam Sơn")
    first = confirm(session, author)
    order = Order(Act.UNLINK, (author.id,), person_id=first.person_id)
    decide(session, order, reason="nhầm", by="lan", now=later(1))

    with pytest.raises(InputError, match="hoàn tác quyết định sau trước"):
        decide(session, Order(Act.UNDO, batch=first.batch), reason="x", by="lan", now=later(2))


def test_decisions_are_taken_back_one_after_the_other(session: Session) -> None:
    """A later decision that was itself taken back stands no longer in the way of the one before it."""
    one, two = make_author(session, "Hữu Tài"), make_author(session, "H. Tài")
    order = Order(Act.LINK, (one.id, two.id), new_name="Hữu Tài")
    linked = decide(session, order, reason="tòa soạn báo", by="lan", now=later(0))
    order = Order(Act.SPLIT, (two.id,), person_id=linked[0].person_id, new_name="H. Tài")
    parted = decide(session, order, reason="hai người", by="lan", now=later(1))

    decide(session, Order(Act.UNDO, batch=parted[0].batch), reason="tách nhầm", by="lan", now=later(2))
    decide(session, Order(Act.UNDO, batch=linked[0].batch), reason="gắn nhầm", by="lan", now=later(3))

    registry = read_registry(session)
    assert [registry.find_bearer(author.id, MARCH) for author in (one, two)] == [None, None]


def test_the_registry_of_an_earlier_instant_knows_only_what_was_decided_then(session: Session) -> None:
    """A report as of yesterday says again what it said."""
    author = make_author(session, "Ngọc Bích")
    person = confirm(session, author).person_id
    decide(session, Order(Act.UNLINK, (author.id,), person_id=person), reason="nhầm", by="lan", now=later(5))

    bearers = [read_registry(session, instant).find_bearer(author.id, MARCH) for instant in (later(-1), later(2), None)]

    assert [one.person_id if one else None for one in bearers] == [None, person, None]


def test_a_decision_on_what_was_shown_before_another_one_is_refused(session: Session) -> None:
    """Two people at the desk: the second sees the first one's decision before confirming."""
    one, two = make_author(session, "Thanh Mai", "dai"), make_author(session, "Thanh Mai")
    seen = plan_change(session, Order(Act.LINK, (two.id,), new_name="Thanh Mai")).seen
    confirm(session, one)

    with pytest.raises(StaleDecisionError, match="đã có người quyết định"):
        decide(session, Order(Act.LINK, (two.id,), new_name="Mai"), reason="x", by="minh", now=later(1), seen=seen)

    assert len(session.scalars(select(Person)).all()) == 1


def test_planning_a_change_writes_nothing(session: Session) -> None:
    """What a decision would do can be looked at for nothing."""
    author = make_author(session, "Văn Quế")

    prospect = plan_change(session, Order(Act.LINK, (author.id,), new_name="Văn Quế"))

    assert prospect.after.find_bearer(author.id, MARCH) is not None
    assert newest_decision(session) == 0
    assert session.scalars(select(Person)).all() == []


def test_part_of_a_year_is_split_off_to_a_new_person(session: Session) -> None:
    """Works from September on belong to the successor who took over the pen name."""
    author = make_author(session, "Trọng Lân")
    first = confirm(session, author).person_id
    order = Order(Act.SPLIT, (author.id,), person_id=first, new_name="Trọng Lân (mới)", since=date(2023, 9, 1))

    decide(session, order, reason="tòa soạn báo", by="lan", now=later(1))

    registry = read_registry(session)
    found = [registry.find_bearer(author.id, day) for day in (date(2023, 8, 31), date(2023, 9, 1))]
    assert [one.name if one else None for one in found] == ["Trọng Lân", "Trọng Lân (mới)"]


@pytest.mark.parametrize(
    "order",
    [
        Order(Act.LINK, (99,), new_name="A"),
        Order(Act.LINK, (), new_name="A"),
        Order(Act.LINK, (1,)),
        Order(Act.MERGE, person_id=98, into_id=99),
        Order(Act.MERGE),
        Order(Act.SPLIT, (1,), person_id=1),
        Order(Act.UNDO, batch="khong-co"),
    ],
)
def test_a_decision_that_lacks_its_parts_is_refused(session: Session, order: Order) -> None:
    """Unknown pen names, persons and batches are named to the one who asked."""
    with pytest.raises(InputError):
        plan_change(session, order)


def test_a_department_must_be_one_of_the_organisation(session: Session) -> None:
    """A mistyped code is not kept."""
    make.make_department(session, "VP", "Văn phòng", make.make_agency(session))
    author = make_author(session, "Mai Hạ")

    linked = confirm(session, author, tenure=Tenure(is_insider=True, department_code="VP"))

    assert read_registry(session).holdings[Pair(author.id, linked.person_id)][0].department_code == "VP"
    with pytest.raises(InputError, match="VPX"):
        confirm(session, author, name="X", tenure=Tenure(is_insider=True, department_code="VPX"))

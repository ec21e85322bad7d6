"""Decisions on pen names as people take them: asked for, checked, written down, taken back. The caller commits.

A decision is asked for as an `Order`; `plan_change` says what it would make of the registry, so that a page can show
it before anything is written, and `decide` writes it.
"""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.article import Author
from models.errors import InputError
from models.organisation import Department
from models.person import PenNameLink, Person
from models.registry import Pair, Registry, Tenure, read_links, read_registry, sum_up
from models.text import clean_text
from models.vocabulary import LinkDecision
from pipeline.authors import changing
from pipeline.authors.changing import Change

NEW_PERSON = 0  # stands for the person who is made when the decision is written


class Act(StrEnum):
    """What is decided."""

    LINK = "link"
    UNLINK = "unlink"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Order:
    """A decision asked for.

    LINK and UNLINK name pen names and a person, MERGE two persons, SPLIT pen names and the person they leave, UNDO
    a batch. `new_name` makes a person under that name in place of `person_id`, or for what is split off.
    """

    act: Act
    author_ids: tuple[int, ...] = ()
    person_id: int | None = None
    into_id: int | None = None
    new_name: str | None = None
    tenure: Tenure = field(default_factory=Tenure)
    since: date | None = None
    batch: str | None = None


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a decision would change: the registry before and after. `seen` is the newest decision it was made on."""

    before: Registry
    after: Registry
    change: Change
    seen: int


class StaleDecisionError(InputError):
    """Somebody decided on pen names in the meantime."""


def plan_change(session: Session, order: Order) -> Prospect:
    """Return what `order` would make of the registry; writes nothing. Raises InputError where it makes no sense."""
    registry = read_registry(session)
    _check(session, registry, order)
    if order.new_name is not None:
        persons = {**registry.persons, NEW_PERSON: _clean_name(order.new_name)}
        registry = Registry(registry.authors, persons, registry.holdings)
    change = _change(session, registry, order)
    return Prospect(registry, changing.apply(registry, change), change, newest_decision(session))


def decide(
    session: Session, order: Order, *, reason: str, by: str, now: datetime, seen: int | None = None
) -> list[PenNameLink]:
    """Write a decision down and return its rows.

    With `seen`, raises StaleDecisionError if anybody decided since that one: what was shown is no longer true.
    """
    told = clean_text(reason)
    if not told:
        raise InputError("Hãy ghi lý do (căn cứ nào cho thấy như vậy).")
    _queue_up(session)
    prospect = plan_change(session, order)
    if seen is not None and seen != prospect.seen:
        raise StaleDecisionError("Trong lúc xem đã có người quyết định về bút danh; hãy xem lại rồi xác nhận.")
    new_id = None
    if order.new_name is not None:
        person = Person(shown_name=_clean_name(order.new_name), created_at=now, created_by=by)
        session.add(person)
        session.flush()
        new_id = person.id
    links = _make_rows(prospect.change, new_id, reason=told, by=by, now=now)
    session.add_all(links)
    session.flush()
    return links


def newest_decision(session: Session) -> int:
    """Return the id of the newest decision, 0 before the first."""
    return session.scalar(select(func.max(PenNameLink.id))) or 0


def _queue_up(session: Session) -> None:
    """Let one decision at a time through: writing the first pen name's row as it is makes the others wait."""
    first = select(func.min(Author.id)).scalar_subquery()
    same = update(Author).where(Author.id == first).values(name=Author.name)
    session.execute(same, execution_options={"synchronize_session": False})


def _clean_name(name: str) -> str:
    cleaned = clean_text(name)
    if not cleaned:
        raise InputError("Hãy ghi tên dùng để gọi người này trong hệ thống (thường là bút danh).")
    return cleaned


def _check(session: Session, registry: Registry, order: Order) -> None:
    if any(id_ not in registry.authors for id_ in order.author_ids):
        raise InputError("Không có bút danh mang số này; xem «diembao authors list».")
    for person_id in (order.person_id, order.into_id):
        if person_id is not None and person_id not in registry.persons:
            raise InputError(f"Không có người mang số {person_id}; xem «diembao authors list».")
    if order.act is Act.LINK and (order.person_id is None) is (order.new_name is None):
        raise InputError("Gắn bút danh cần một người đã có hoặc tên của một người mới, không phải cả hai.")
    if order.act is Act.SPLIT and (order.into_id is None) is (order.new_name is None):
        raise InputError("Tách bút danh cần một người nhận đã có hoặc tên của một người mới, không phải cả hai.")
    if order.act in (Act.LINK, Act.UNLINK, Act.SPLIT) and not order.author_ids:
        raise InputError("Hãy chọn ít nhất một bút danh.")
    first, last = order.tenure.valid_from, order.tenure.valid_to
    if first and last and last < first:
        raise InputError(f"Ngày cuối {last:%d/%m/%Y} đứng trước ngày đầu {first:%d/%m/%Y}.")
    code = order.tenure.department_code
    if code is not None and session.scalar(select(Department.id).where(Department.code == code).limit(1)) is None:
        raise InputError(f"Không có phòng, đơn vị mang mã «{code}» trong tổ chức.")


def _change(session: Session, registry: Registry, order: Order) -> Change:
    holdings = registry.holdings
    if order.act is Act.LINK:
        person = NEW_PERSON if order.person_id is None else order.person_id
        return changing.link(holdings, (Pair(id_, person) for id_ in order.author_ids), order.tenure)
    if order.act is Act.UNLINK and order.person_id is not None:
        return changing.unlink(holdings, (Pair(id_, order.person_id) for id_ in order.author_ids))
    if order.act is Act.MERGE and order.person_id is not None and order.into_id is not None:
        return changing.merge(holdings, order.person_id, order.into_id)
    if order.act is Act.SPLIT and order.person_id is not None:
        into = NEW_PERSON if order.into_id is None else order.into_id
        away = [Pair(id_, order.person_id) for id_ in order.author_ids]
        return changing.split(holdings, away, into, since=order.since)
    if order.act is Act.UNDO and order.batch is not None:
        return _undo(session, order.batch)
    raise InputError("Quyết định này còn thiếu người hoặc bút danh.")


def _undo(session: Session, batch: str) -> Change:
    links = read_links(session)
    places = [place for place, one in enumerate(links) if one.batch == batch]
    if not places:
        raise InputError(f"Không có quyết định «{batch}»; xem «diembao authors history».")
    pairs = {Pair(links[place].author_id, links[place].person_id) for place in places}
    then, now = sum_up(links[: places[-1] + 1]), sum_up(links)
    if any(then.get(pair) != now.get(pair) for pair in pairs):
        raise InputError("Sau bước này đã có quyết định khác về cùng bút danh; hãy hoàn tác quyết định sau trước.")
    return changing.turn_back(sum_up(links[: places[0]]), pairs)


def _make_rows(change: Change, new_id: int | None, *, reason: str, by: str, now: datetime) -> list[PenNameLink]:
    batch = secrets.token_hex(8)
    rows = []
    for pair, tenures in sorted(change.items()):
        decision = LinkDecision.LINK if tenures else LinkDecision.UNLINK
        rows += [
            PenNameLink(
                author_id=pair.author_id,
                person_id=new_id if pair.person_id == NEW_PERSON else pair.person_id,
                decision=decision,
                valid_from=one.valid_from,
                valid_to=one.valid_to,
                is_insider=one.is_insider,
                department_code=one.department_code,
                reason=reason,
                batch=batch,
                decided_at=now,
                decided_by=by,
            )
            for one in tenures or (Tenure(),)
        ]
    return rows

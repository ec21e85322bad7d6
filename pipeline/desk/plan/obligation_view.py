"""Everything the page of one registered subject shows, read for its plan and the eyes of its reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.ledger import ObligationLink
from models.obligation import Obligation, ObligationChange, ObligationContact
from models.plan import Plan, PlanItem
from models.vocabulary import LinkDecision
from pipeline.desk.plan.naming import NO_DEPARTMENT, name_departments, tell_wanted
from pipeline.monthly_plans.sheets import FIELD_NAMES
from pipeline.obligations.linking import read_words
from pipeline.obligations.present import PresentLine, read_lines, read_outlet_names
from pipeline.obligations.setting_aside import can_take_back
from reports.office import read_office
from reports.works import NO_TITLE


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A value with the cell it was read from; `why` says why it stayed unread."""

    field: str
    place: str
    words: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history. `undo` is the id of a word that can still be taken back, or None."""

    at: datetime
    by: str
    told: str
    reason: str | None
    article_id: int | None = None
    title: str | None = None
    undo: int | None = None


@dataclass(frozen=True, slots=True)
class ObligationView:
    """A registered subject with its source, its state and its history; `contact` only for whom it is meant."""

    obligation: Obligation
    plan: Plan
    department: str
    supporting: tuple[str, ...]
    wanted: str
    rows: tuple[tuple[str, str], ...]
    line: PresentLine
    cells: tuple[ReadCell, ...]
    remarks: tuple[str, ...]
    history: tuple[Event, ...]
    linked: frozenset[int]
    can_undo_setting: bool
    contact: str | None


def read_obligation(session: Session, obligation: Obligation, *, now: datetime, with_contact: bool) -> ObligationView:
    """Return what the page shows; `with_contact` is for accounts that keep the plans."""
    plan = session.get_one(Plan, obligation.plan_id)
    names = name_departments(read_office(session, plan, now))
    code = obligation.department_code
    words = read_words(session, obligation.id)
    contact = session.get(ObligationContact, obligation.id) if with_contact else None
    return ObligationView(
        obligation=obligation,
        plan=plan,
        department=names.get(code, code) if code else NO_DEPARTMENT,
        supporting=tuple(names.get(one, one) for one in obligation.supporting),
        wanted=tell_wanted(obligation, read_outlet_names(session)),
        rows=_name_rows(session, obligation),
        line=read_lines(session, [obligation])[0],
        cells=_list_cells(obligation),
        remarks=tuple(obligation.cells.get("remarks", ())),
        history=_list_history(session, obligation),
        linked=frozenset(article for article, word in words.items() if word is LinkDecision.LINK),
        can_undo_setting=can_take_back(obligation),
        contact=contact.contact if contact else None,
    )


def _name_rows(session: Session, obligation: Obligation) -> tuple[tuple[str, str], ...]:
    chosen = select(PlanItem.code, PlanItem.short_name).where(
        PlanItem.plan_id == obligation.plan_id, PlanItem.code.in_(obligation.plan_rows)
    )
    names: Mapping[str, str] = dict(session.execute(chosen).all())
    return tuple((code, names.get(code, "")) for code in obligation.plan_rows)


def _list_cells(obligation: Obligation) -> tuple[ReadCell, ...]:
    why = {one["field"]: one["why"] for one in obligation.cells.get("unread", ())}
    places = obligation.cells.get("places", {})
    fields = [field for field in dict.fromkeys([*places, *why]) if field != "contact"]
    return tuple(
        ReadCell(
            FIELD_NAMES.get(field, field),
            places.get(field, {}).get("cell", ""),
            places.get(field, {}).get("words", ""),
            why.get(field),
        )
        for field in fields
    )


def _list_history(session: Session, obligation: Obligation) -> tuple[Event, ...]:
    """Return words and changes, the newest first."""
    said = (
        select(ObligationLink, Article.title)
        .join(Article, Article.id == ObligationLink.article_id)
        .where(ObligationLink.obligation_id == obligation.id)
        .order_by(ObligationLink.decided_at, ObligationLink.id)
    )
    words = [(word, title) for word, title in session.execute(said)]
    newest = {word.article_id: word.id for word, _ in words}
    events = [_tell_word(word, title, is_newest=newest[word.article_id] == word.id) for word, title in words]
    events += [_tell_change(change) for change in obligation.changes]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


def _tell_word(word: ObligationLink, title: str | None, *, is_newest: bool) -> Event:
    told = {
        LinkDecision.LINK: "gắn tin, bài",
        LinkDecision.UNLINK: "gỡ tin, bài",
        LinkDecision.WITHDRAW: "hoàn tác với tin, bài",
    }[word.decision]
    can_undo = is_newest and word.decision is not LinkDecision.WITHDRAW
    return Event(
        word.decided_at,
        word.decided_by,
        told,
        word.note,
        word.article_id,
        title or NO_TITLE,
        word.id if can_undo else None,
    )


def _tell_change(change: ObligationChange) -> Event:
    told = change.kind.label.lower()
    moved_to = change.values.get("moved_to")
    if moved_to and change.values.get("status") == "moved":
        month = date.fromisoformat(moved_to)
        told = f"{told} sang tháng {month.month}/{month.year}"
    return Event(change.changed_at, change.changed_by, told, change.reason)

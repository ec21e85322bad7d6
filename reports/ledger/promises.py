"""Read the obligations of a plan as they stood at an instant, from their changes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import as_record
from models.obligation import MonthlyPlanFile, Obligation, ObligationChange
from models.vocabulary import Genre, ObligationStatus
from reports.formats import single_line
from reports.ledger.record import Promise

DAYS = ("month", "window_from", "window_to", "moved_to")


def read_promises(session: Session, plan_id: int, as_of: datetime) -> dict[int, Promise]:
    """Return the obligations known at `as_of` by id, in the order of month, department and entry."""
    promises = [_make_promise(id_, values) for id_, values in _read_values(session, plan_id, as_of).items()]
    promises.sort(key=lambda one: (one.month, one.department or "", one.id))
    return {promise.id: promise for promise in promises}


def _read_values(session: Session, plan_id: int, as_of: datetime) -> dict[int, dict[str, Any]]:
    """Return the column values of each obligation at `as_of`: the present ones unless it changed since."""
    query = (
        select(Obligation, MonthlyPlanFile.received_at)
        .join(MonthlyPlanFile, MonthlyPlanFile.id == Obligation.file_id)
        .where(Obligation.plan_id == plan_id)
        .order_by(Obligation.id)
    )
    changes = _read_changes(session, plan_id, as_of)
    known: dict[int, dict[str, Any]] = {}
    for obligation, received_at in session.execute(query):
        earlier, is_changed_later = changes.get(obligation.id, (None, received_at > as_of))
        present = as_record(obligation)
        if not is_changed_later:
            known[obligation.id] = present
        elif earlier is not None:
            known[obligation.id] = present | _restore(earlier)
    return known


def _read_changes(session: Session, plan_id: int, as_of: datetime) -> dict[int, tuple[Mapping[str, Any] | None, bool]]:
    """Return for each changed obligation the values after its last change up to `as_of`, and whether more followed."""
    query = (
        select(ObligationChange.obligation_id, ObligationChange.changed_at, ObligationChange.values)
        .join(Obligation, Obligation.id == ObligationChange.obligation_id)
        .where(Obligation.plan_id == plan_id)
        .order_by(ObligationChange.id)
    )
    found: dict[int, tuple[Mapping[str, Any] | None, bool]] = {}
    for id_, changed_at, values in session.execute(query):
        if changed_at <= as_of:
            found[id_] = (values, False)
        else:
            found[id_] = (found.get(id_, (None, True))[0], True)
    return found


def _restore(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored values as those of the columns: days and vocabulary keys come back from their texts."""
    restored = {name: value for name, value in values.items() if name in Obligation.__mapper__.column_attrs}
    for name in DAYS:
        if isinstance(restored.get(name), str):
            restored[name] = date.fromisoformat(restored[name])
    if restored.get("genre") is not None:
        restored["genre"] = Genre(restored["genre"])
    if "status" in restored:
        restored["status"] = ObligationStatus(restored["status"])
    return restored


def _make_promise(id_: int, values: Mapping[str, Any]) -> Promise:
    return Promise(
        id=id_,
        department=values["department_code"],
        month=values["month"],
        content=single_line(values["content"]),
        plan_rows=tuple(values["plan_rows"]),
        genre=values["genre"],
        quantity=values["quantity"],
        outlets=tuple(values["outlets"]),
        window_from=values["window_from"],
        window_to=values["window_to"],
        supporting=tuple(values["supporting"]),
        status=values["status"],
        status_reason=values["status_reason"],
        moved_to=values["moved_to"],
        note=values["note"],
        unreadable=tuple(values["unreadable"]),
    )

"""Obligations out: one line each with the keys of the command's contract, as JSON lines, CSV or a workbook.

Contacts are in a table that is not read here. What a corrected file withdrew is not exported: it was never owed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.obligation import Obligation
from models.plan import Plan
from models.vocabulary import ObligationState, ObligationStatus
from pipeline.monthly_plans.words import folded_key

DROPPED = (ObligationStatus.CANCELLED, ObligationStatus.MOVED)


@dataclass(frozen=True, slots=True)
class LedgerWords:
    """What the ledger says of one obligation: its state, its articles and the nearest misses, ready for export."""

    state: ObligationState
    articles: tuple[dict[str, Any], ...] = ()
    gap: tuple[dict[str, Any], ...] = ()


def export_obligations(session: Session, plan: Plan, ledger: Mapping[int, LedgerWords]) -> Iterator[dict[str, Any]]:
    """Yield the obligations of `plan` by month, department, file, row; one that `ledger` lacks has no article yet."""
    query = (
        select(Obligation)
        .where(Obligation.plan_id == plan.id, Obligation.status != ObligationStatus.WITHDRAWN)
        .options(joinedload(Obligation.file))
    )
    for obligation in sorted(session.scalars(query), key=_order):
        yield as_line(obligation, ledger.get(obligation.id))


def _order(obligation: Obligation) -> tuple[object, ...]:
    return (
        obligation.month,
        obligation.department_code or "~",
        folded_key(obligation.file.file_name),
        obligation.file_id,
        obligation.sheet,
        obligation.row,
        obligation.ordinal,
        obligation.id,
    )


def as_line(obligation: Obligation, ledger: LedgerWords | None) -> dict[str, Any]:
    """Return one exported obligation. What could not be read is None and named in `unreadable`."""
    start, end = obligation.window_from, obligation.window_to
    resting = ObligationState.DROPPED if obligation.status in DROPPED else ObligationState.UNMET
    return {
        "file": obligation.file.file_name,
        "sheet": obligation.sheet,
        "row": obligation.row,
        "department": obligation.department_code,
        "month": f"{obligation.month:%Y-%m}",
        "content": obligation.content,
        "plan_rows": _listed(obligation, "plan_rows", obligation.plan_rows),
        "genre": obligation.genre.value if obligation.genre else None,
        "quantity": obligation.quantity,
        "outlets": _listed(obligation, "outlets", obligation.outlets),
        "window": {"from": start.isoformat(), "to": end.isoformat()} if start and end else None,
        "status": obligation.status.value,
        "status_reason": obligation.status_reason,
        "moved_to": f"{obligation.moved_to:%Y-%m}" if obligation.moved_to else None,
        "supporting": list(obligation.supporting),
        "unreadable": list(obligation.unreadable),
        "note": obligation.note,
        "state": (ledger.state if ledger else resting).value,
        "articles": list(ledger.articles) if ledger else [],
        "gap": list(ledger.gap) if ledger else [],
    }


def _listed(obligation: Obligation, field: str, codes: Iterable[str]) -> list[str] | None:
    """Return the codes read; None where something stands in the file and nothing of it could be read."""
    known = list(codes)
    return None if not known and field in obligation.unreadable else known

"""A person cancels, moves or restores an obligation with a reason, or takes that back; history only grows.

A standing set here is not undone by a file that comes in later, unless it is taken back.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models.errors import InputError
from models.obligation import Obligation, ObligationChange
from models.vocabulary import ObligationChangeKind, ObligationStatus
from pipeline.monthly_plans.reading_values import plain_values, present_values
from pipeline.obligations.following import follow_words

LONGEST_REASON = 500
_TOLD = (ObligationChangeKind.CREATED, ObligationChangeKind.CHANGED)
_KINDS = {
    ObligationStatus.ACTIVE: ObligationChangeKind.RESTORED,
    ObligationStatus.CANCELLED: ObligationChangeKind.CANCELLED,
    ObligationStatus.MOVED: ObligationChangeKind.MOVED,
    ObligationStatus.WITHDRAWN: ObligationChangeKind.WITHDRAWN,
}


def cancel_obligation(session: Session, obligation: Obligation, *, reason: str, by: str, now: datetime) -> None:
    """Cancel an obligation; raises InputError without a reason or where it stands no more."""
    _require_active(obligation)
    _set(session, obligation, ObligationStatus.CANCELLED, _read_reason(reason), None, by=by, now=now)


def move_obligation(session: Session, obligation: Obligation, *, to: date, reason: str, by: str, now: datetime) -> None:
    """Move an obligation to the month of `to`; raises InputError without a reason or for its own month."""
    _require_active(obligation)
    month = to.replace(day=1)
    if month == obligation.month:
        raise InputError("Tháng chuyển đến phải khác tháng đăng ký.")
    _set(session, obligation, ObligationStatus.MOVED, _read_reason(reason), month, by=by, now=now)


def restore_obligation(session: Session, obligation: Obligation, *, reason: str, by: str, now: datetime) -> None:
    """Let an obligation that was set aside count again; raises InputError without a reason or where it counts."""
    if obligation.status is ObligationStatus.ACTIVE:
        raise InputError("Nội dung đăng ký này vẫn còn hiệu lực.")
    _read_reason(reason)
    earlier = find_last_setting(obligation)
    _set(session, obligation, ObligationStatus.ACTIVE, None, None, by=by, now=now, told=reason, earlier=earlier)


def find_last_setting(obligation: Obligation) -> ObligationChange | None:
    """Return the last change of the standing, by a file or a person; None where it is as first read."""
    return next((one for one in reversed(obligation.changes) if one.kind not in _TOLD), None)


def can_take_back(obligation: Obligation) -> bool:
    """Say whether the last change of all was a person's, so that it can be undone."""
    return len(obligation.changes) > 1 and obligation.changes[-1].file_id is None


def take_setting_back(session: Session, obligation: Obligation, *, by: str, now: datetime) -> None:
    """Undo the last cancelling, moving or restoring; raises InputError where a file or nobody changed it last."""
    if not can_take_back(obligation):
        raise InputError("Không còn thay đổi nào để hoàn tác: kế hoạch đã được gửi lại sau đó.")
    undone, before = obligation.changes[-1], obligation.changes[-2]
    moved_to = before.values["moved_to"]
    _set(
        session,
        obligation,
        ObligationStatus(before.values["status"]),
        before.values["status_reason"],
        date.fromisoformat(moved_to) if moved_to else None,
        by=by,
        now=now,
        told="hoàn tác",
        earlier=undone,
        file_id=_find_standing_file(obligation),
    )


def _find_standing_file(obligation: Obligation) -> int | None:
    """Return whose word stands after the last change is undone: a file's id, or None for a person's."""
    telling = [one for one in obligation.changes[:-1] if one.kind not in _TOLD]
    return telling[-1].file_id if telling else obligation.file_id


def _require_active(obligation: Obligation) -> None:
    if obligation.status is not ObligationStatus.ACTIVE:
        raise InputError(f"Nội dung đăng ký này {obligation.status.label.lower()} từ trước.")


def _read_reason(reason: str) -> str:
    told = " ".join(reason.split())[:LONGEST_REASON]
    if not told:
        raise InputError("Hãy ghi lý do.")
    return told


def _set(
    session: Session,
    obligation: Obligation,
    status: ObligationStatus,
    reason: str | None,
    moved_to: date | None,
    *,
    by: str,
    now: datetime,
    told: str | None = None,
    earlier: ObligationChange | None = None,
    file_id: int | None = None,
) -> None:
    """Write the standing and its history, and let the ledger follow; `earlier` is the change that is turned back."""
    obligation.status, obligation.status_reason, obligation.moved_to = status, reason, moved_to
    values = plain_values(present_values(obligation))
    obligation.changes.append(
        ObligationChange(
            kind=_KINDS[status],
            changed_at=now,
            changed_by=by,
            reason=told.strip()[:LONGEST_REASON] if told else reason,
            file_id=file_id,
            values=values,
        )
    )
    session.flush()
    follow_words(session, [obligation], now=now, earlier=earlier.changed_at if earlier else None)

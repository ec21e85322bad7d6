"""A read plan kept: the original with its digest, obligations added, changed, cancelled, withdrawn, each with history.

A corrected file changes what is known and doubles nothing: obligations are paired within department and month. What a
corrected file no longer holds is withdrawn; a file that shares little with what is known is a supplement and withdraws
nothing. A standing that a person set by hand is not undone by a file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.obligation import MonthlyPlanFile, Obligation, ObligationChange, ObligationContact
from models.plan import Plan
from models.vocabulary import ObligationChangeKind, ObligationStatus
from pipeline.monthly_plans.likeness import pair_obligations
from pipeline.monthly_plans.reading_values import (
    PLACE_COLUMNS,
    PROMISE_COLUMNS,
    STATUS_COLUMNS,
    likeness_of_read,
    likeness_of_stored,
    obligation_values,
    plain_values,
    present_values,
    reading_as_plain,
)
from pipeline.monthly_plans.records import ReadObligation, ReadPlan

# A file that brings at least this share of what is known is a correction of it; one that brings less, a supplement.
CORRECTION_SHARE = 0.5
NO_LONGER_THERE = "không còn trong bản gửi lại"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it came in: its bytes, when and by whose hand."""

    content: bytes
    received_at: datetime
    received_by: str


@dataclass(slots=True)
class StoringSummary:
    """What an import did; `lines` tell it to a person."""

    file_id: int
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    cancelled: int = 0
    moved: int = 0
    withdrawn: int = 0
    restored: int = 0
    without_month: int = 0
    left_alone: int = 0
    changes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the counts and each change in plain sentences."""
        counts = (
            f"Nghĩa vụ: thêm {self.added}, sửa {self.changed}, giữ nguyên {self.unchanged}, hủy {self.cancelled},"
            f" chuyển {self.moved}, rút {self.withdrawn}, khôi phục {self.restored}."
        )
        told = [counts, *self.changes]
        if self.without_month:
            told.append(
                f"{self.without_month} nghĩa vụ không rõ tháng nên chưa lưu; hãy nhập lại với --month NĂM-THÁNG."
            )
        if self.left_alone:
            told.append(
                f"{self.left_alone} nghĩa vụ đã có từ tệp khác không nằm trong tệp này: giữ nguyên (coi tệp này"
                f" là bổ sung)."
            )
        return told


Scope = tuple[str | None, date]


def store_plan(session: Session, plan: Plan, read: ReadPlan, arrival: Arrival) -> StoringSummary:
    """Keep what was read for `plan`; the caller commits."""
    file = _keep_file(session, plan, read, arrival)
    summary = StoringSummary(file_id=file.id)
    scopes: dict[Scope, list[ReadObligation]] = {}
    for obligation in read.obligations:
        if obligation.month is None:
            summary.without_month += 1
        else:
            scopes.setdefault((obligation.department, obligation.month.first_day), []).append(obligation)
    for table in read.tables:
        if table.department is not None and table.month is not None and table.obligations:
            scopes.setdefault((table.department, table.month.first_day), [])
    for scope, obligations in scopes.items():
        known = _known_in(session, plan, scope, file)
        _ScopeWriter(session, plan, file, arrival, summary).write(known, obligations)
    session.flush()
    return summary


def _keep_file(session: Session, plan: Plan, read: ReadPlan, arrival: Arrival) -> MonthlyPlanFile:
    digest = sha256(arrival.content).hexdigest()
    found = session.scalar(
        select(MonthlyPlanFile).where(MonthlyPlanFile.plan_id == plan.id, MonthlyPlanFile.sha256 == digest)
    )
    if found is not None:
        found.reading = reading_as_plain(read)
        return found
    file = MonthlyPlanFile(
        plan_id=plan.id,
        sha256=digest,
        file_name=read.file_name,
        original=arrival.content,
        reading=reading_as_plain(read),
        received_at=arrival.received_at,
        received_by=arrival.received_by,
    )
    session.add(file)
    session.flush()
    return file


def _known_in(session: Session, plan: Plan, scope: Scope, file: MonthlyPlanFile) -> list[Obligation]:
    """Return the obligations of a department and month; without a department only those of a file of this name."""
    department, month = scope
    query = select(Obligation).where(Obligation.plan_id == plan.id, Obligation.month == month).order_by(Obligation.id)
    if department is not None:
        return list(session.scalars(query.where(Obligation.department_code == department)))
    query = query.where(Obligation.department_code.is_(None)).join(Obligation.file)
    return list(session.scalars(query.where(MonthlyPlanFile.file_name == file.file_name)))


class _ScopeWriter:
    """Writes the obligations of one department and month."""

    def __init__(
        self, session: Session, plan: Plan, file: MonthlyPlanFile, arrival: Arrival, summary: StoringSummary
    ) -> None:
        self._session = session
        self._plan = plan
        self._file = file
        self._arrival = arrival
        self._summary = summary

    def write(self, known: Sequence[Obligation], read: Sequence[ReadObligation]) -> None:
        """Pair what is read with what is known; add, change, withdraw."""
        pairs = pair_obligations(
            [likeness_of_stored(obligation) for obligation in known],
            [likeness_of_read(obligation) for obligation in read],
        )
        for at, obligation in enumerate(read):
            if at in pairs:
                self._renew(known[pairs[at]], obligation)
            else:
                self._add(obligation)
        missing = [obligation for at, obligation in enumerate(known) if at not in pairs.values()]
        self._withdraw(
            [entry for entry in missing if entry.status is not ObligationStatus.WITHDRAWN], len(pairs), known
        )

    def _add(self, read: ReadObligation) -> None:
        assert read.month is not None  # those without a month were set apart
        values = obligation_values(read, read.month)
        obligation = Obligation(plan_id=self._plan.id, file_id=self._file.id, **values)
        self._session.add(obligation)
        self._session.flush()
        self._note(obligation, ObligationChangeKind.CREATED, values["status_reason"])
        self._keep_contact(obligation, read.contact)
        self._summary.added += 1
        self._count_status(read.status)

    def _renew(self, stored: Obligation, read: ReadObligation) -> None:
        assert read.month is not None  # those without a month were set apart
        before = present_values(stored)
        values = obligation_values(read, read.month)
        if self._is_set_by_person(stored):
            values |= {name: before[name] for name in STATUS_COLUMNS}
        changed = [name for name in PROMISE_COLUMNS if before[name] != values[name]]
        for name in (*changed, *PLACE_COLUMNS):
            setattr(stored, name, values[name])
        stored.file_id = self._file.id
        self._keep_contact(stored, read.contact)
        if not changed:
            self._summary.unchanged += 1
            return
        kind = _kind_of_change(before["status"], values["status"])
        self._note(stored, kind, values["status_reason"])
        if kind is ObligationChangeKind.RESTORED:
            self._summary.restored += 1
        elif kind is ObligationChangeKind.CHANGED:
            self._summary.changed += 1
        else:
            self._count_status(values["status"])
        self._summary.changes.append(
            f"Dòng {read.row} «{read.content[:60]}»: {kind.label.lower()} ({_name_columns(changed)})."
        )

    def _withdraw(self, missing: Sequence[Obligation], paired: int, known: Sequence[Obligation]) -> None:
        standing = [obligation for obligation in known if obligation.status is not ObligationStatus.WITHDRAWN]
        is_correction = paired >= CORRECTION_SHARE * len(standing)
        for obligation in missing:
            if not (is_correction or obligation.file.file_name == self._file.file_name):
                self._summary.left_alone += 1
            elif not self._is_set_by_person(obligation):
                obligation.status = ObligationStatus.WITHDRAWN
                obligation.status_reason = NO_LONGER_THERE
                self._note(obligation, ObligationChangeKind.WITHDRAWN, NO_LONGER_THERE)
                self._summary.withdrawn += 1
                self._summary.changes.append(f"«{obligation.content[:60]}»: {NO_LONGER_THERE}.")

    def _is_set_by_person(self, obligation: Obligation) -> bool:
        """Say whether the last word on its standing was a person's: a change that came from no file."""
        telling = [
            change
            for change in obligation.changes
            if change.kind not in (ObligationChangeKind.CREATED, ObligationChangeKind.CHANGED)
        ]
        return bool(telling) and telling[-1].file_id is None

    def _note(self, obligation: Obligation, kind: ObligationChangeKind, reason: str | None) -> None:
        obligation.changes.append(
            ObligationChange(
                kind=kind,
                changed_at=self._arrival.received_at,
                changed_by=self._arrival.received_by,
                reason=reason,
                file_id=self._file.id,
                values=plain_values(present_values(obligation)),
            )
        )

    def _keep_contact(self, obligation: Obligation, contact: str | None) -> None:
        kept = self._session.get(ObligationContact, obligation.id)
        if contact is None:
            if kept is not None:
                self._session.delete(kept)
        elif kept is None:
            self._session.add(ObligationContact(obligation_id=obligation.id, contact=contact))
        else:
            kept.contact = contact

    def _count_status(self, status: ObligationStatus) -> None:
        self._summary.cancelled += status is ObligationStatus.CANCELLED
        self._summary.moved += status is ObligationStatus.MOVED


def _kind_of_change(before: ObligationStatus, after: ObligationStatus) -> ObligationChangeKind:
    if before is after:
        return ObligationChangeKind.CHANGED
    kinds = {
        ObligationStatus.ACTIVE: ObligationChangeKind.RESTORED,
        ObligationStatus.CANCELLED: ObligationChangeKind.CANCELLED,
        ObligationStatus.MOVED: ObligationChangeKind.MOVED,
        ObligationStatus.WITHDRAWN: ObligationChangeKind.WITHDRAWN,
    }
    return kinds[after]


_COLUMN_NAMES = {
    "department_code": "đơn vị",
    "month": "tháng",
    "content": "nội dung",
    "plan_rows": "mục kế hoạch",
    "genre": "thể loại",
    "quantity": "số lượng",
    "outlets": "cơ quan báo chí",
    "window_from": "từ ngày",
    "window_to": "đến ngày",
    "supporting": "đơn vị phối hợp",
    "status": "tình trạng",
    "status_reason": "lý do",
    "moved_to": "chuyển sang",
    "note": "ghi chú",
    "unreadable": "phần không đọc được",
}


def _name_columns(names: Iterable[str]) -> str:
    return ", ".join(_COLUMN_NAMES[name] for name in names)

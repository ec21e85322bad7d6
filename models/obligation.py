"""What departments promised: monthly plan files as received, the obligations read from them, their history.

A row of a monthly plan becomes counted obligations, one for each subject in one genre. The original
file is kept with its digest. `Obligation` is the present reading; `ObligationChange` only grows and
restores any earlier one. Contacts stand in a table of their own, which no export reads.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key
from models.vocabulary import Genre, ObligationChangeKind, ObligationStatus


class MonthlyPlanFile(Base):
    """A monthly plan as it was received; `reading` tells how its columns were understood and what stayed unread."""

    __tablename__ = "monthly_plan_files"
    __table_args__ = (UniqueConstraint("plan_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(Text)
    original: Mapped[bytes] = mapped_column(LargeBinary)
    reading: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    received_by: Mapped[str] = mapped_column(String(64))


class Obligation(Base):
    """One subject in one genre that a department promised for a month; several outlets may be wanted.

    `row` is the 1-based row of the source sheet or Word table, `ordinal` the place among the obligations of that
    row. Codes in `plan_rows`, `outlets` and `supporting` are those of the plan and organisation files. What could
    not be read is None and named in `unreadable`. `status_reason` says why it was cancelled, moved or withdrawn.
    """

    __tablename__ = "obligations"
    __table_args__ = (Index("ix_obligations_plan_id_month", "plan_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    department_code: Mapped[str | None] = mapped_column(String(64))
    month: Mapped[date]
    file_id: Mapped[int] = mapped_column(ForeignKey("monthly_plan_files.id"))
    sheet: Mapped[str] = mapped_column(Text)
    row: Mapped[int]
    ordinal: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    plan_rows: Mapped[list[str]]
    genre: Mapped[Genre | None] = mapped_column(Key(Genre))
    quantity: Mapped[int | None]
    outlets: Mapped[list[str]]
    window_from: Mapped[date | None]
    window_to: Mapped[date | None]
    supporting: Mapped[list[str]]
    status: Mapped[ObligationStatus] = mapped_column(Key(ObligationStatus))
    status_reason: Mapped[str | None] = mapped_column(Text)
    moved_to: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)
    unreadable: Mapped[list[str]]
    cells: Mapped[dict[str, Any]]
    file: Mapped[MonthlyPlanFile] = relationship()
    changes: Mapped[list["ObligationChange"]] = relationship(order_by="ObligationChange.id")


class ObligationChange(Base):
    """What became of an obligation, when, by whom and why; `values` is the whole reading after the change."""

    __tablename__ = "obligation_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligations.id"), index=True)
    kind: Mapped[ObligationChangeKind] = mapped_column(Key(ObligationChangeKind))
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(Text)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("monthly_plan_files.id"))
    values: Mapped[dict[str, Any]]


class ObligationContact(Base):
    """Whom to ask about an obligation, as printed. Personal data: shown to the office only, never exported."""

    __tablename__ = "obligation_contacts"

    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligations.id", ondelete="CASCADE"), primary_key=True)
    contact: Mapped[str] = mapped_column(Text)


class Submission(Base):
    """A paper that a deadline of the plan asks for, as it came in: who sent what on which day.

    `month` is the first day of the month that a monthly paper is for, None for a yearly one. A wrong entry is
    retracted, not deleted.
    """

    __tablename__ = "submissions"
    __table_args__ = (Index("ix_submissions_plan_id_deadline_code", "plan_id", "deadline_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    deadline_code: Mapped[str] = mapped_column(String(32))
    department_code: Mapped[str] = mapped_column(String(64))
    month: Mapped[date | None]
    sent_on: Mapped[date]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("monthly_plan_files.id"))
    note: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(64))
    retracted_at: Mapped[datetime | None]

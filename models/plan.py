"""The annual plan as rows: its items (contents, activities, sub-items), fields, relations, documents, deadlines.

What only a tagger reads (signals, term groups, confusers) stays whole in the plan's
`OfficeFile`; these tables hold what reports and matches point at.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, Key
from models.clock import local_day, utc_now
from models.errors import InputError


class PlanItemKind(StrEnum):
    """What a line of the plan is; only contents and activities are rows of the coverage table."""

    CONTENT = "content"
    ACTIVITY = "activity"
    SUBTHEME = "subtheme"


class FunctionPart(StrEnum):
    """Whether the carrier of a function leads an item or supports it."""

    LEAD = "lead"
    SUPPORT = "support"


class Plan(Base):
    """A year's communications plan. It sets no numeric targets, and none is invented."""

    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    title: Mapped[str] = mapped_column(Text)
    short_title: Mapped[str] = mapped_column(Text)
    agency_code: Mapped[str] = mapped_column(String(32))
    document_number: Mapped[str | None] = mapped_column(String(64))
    issued_on: Mapped[date | None]
    period_from: Mapped[date]
    period_to: Mapped[date]
    count_from: Mapped[date]
    office_file_id: Mapped[int] = mapped_column(ForeignKey("office_files.id"))
    imported_at: Mapped[datetime]
    items: Mapped[list["PlanItem"]] = relationship(back_populates="plan", order_by="PlanItem.position")
    fields: Mapped[list["PlanField"]] = relationship(order_by="PlanField.position")


class PlanItem(Base):
    """A content, an activity or a sub-item of a plan, with its verbatim text."""

    __tablename__ = "plan_items"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("plan_items.id"))
    code: Mapped[str] = mapped_column(String(32))
    kind: Mapped[PlanItemKind] = mapped_column(Key(PlanItemKind))
    position: Mapped[int]
    plan_reference: Mapped[str | None] = mapped_column(String(32))
    short_name: Mapped[str] = mapped_column(Text)
    full_text: Mapped[str | None] = mapped_column(Text)
    field_codes: Mapped[list[str]]
    timing: Mapped[dict[str, Any]]
    note: Mapped[str | None] = mapped_column(Text)
    same_as_code: Mapped[str | None] = mapped_column(String(64))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    plan: Mapped[Plan] = relationship(back_populates="items")
    functions: Mapped[list["PlanItemFunction"]] = relationship(cascade="all, delete-orphan")


class PlanItemFunction(Base):
    """A function that leads or supports a plan item."""

    __tablename__ = "plan_item_functions"

    item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id", ondelete="CASCADE"), primary_key=True)
    function_code: Mapped[str] = mapped_column(ForeignKey("functions.code"), primary_key=True)
    part: Mapped[FunctionPart] = mapped_column(Key(FunctionPart), primary_key=True)


class PlanField(Base):
    """A field of the sector (lĩnh vực) as a plan names it."""

    __tablename__ = "plan_fields"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    code: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    function_codes: Mapped[list[str]]


class PlanRelation(Base):
    """A relation between items: `implies` may be applied, `suggests` only proposed."""

    __tablename__ = "plan_relations"
    __table_args__ = (UniqueConstraint("plan_id", "child_code", "parent_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    child_code: Mapped[str] = mapped_column(String(32))
    parent_code: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))


class PlanDocument(Base):
    """A document the plan cites, or one that helps to know its articles."""

    __tablename__ = "plan_documents"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    code: Mapped[str] = mapped_column(String(32))
    number: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    issuer: Mapped[str] = mapped_column(Text)
    issued_on: Mapped[date | None]
    subject: Mapped[str] = mapped_column(Text)
    cited_in: Mapped[list[str]]


class PlanDeadline(Base):
    """A deadline the plan sets; `last_valid` is the last day in time ("trước ngày X" ends on X-1)."""

    __tablename__ = "plan_deadlines"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    code: Mapped[str] = mapped_column(String(32))
    what: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(Text)
    recurrence: Mapped[str | None] = mapped_column(String(16))
    last_valid: Mapped[date | None]
    last_valid_day: Mapped[int | None]
    sender_role: Mapped[str] = mapped_column(String(32))
    recipient: Mapped[str] = mapped_column(Text)


class PlanNotFoundError(InputError):
    """No such plan was imported; the message names those that were, or the next step."""


def find_plan(session: Session, code: str | None) -> Plan:
    """Return the plan called `code`, or the present one; raises PlanNotFoundError saying which there are.

    The present one is the latest that has begun: next year's may be imported before its first day.
    """
    plans = session.scalars(select(Plan).order_by(Plan.period_to.desc(), Plan.code)).all()
    if not plans:
        raise PlanNotFoundError("Chưa có kế hoạch nào: hãy nhập tệp kế hoạch bằng «diembao plan import TỆP».")
    if code is None:
        today = local_day(utc_now())
        return next((plan for plan in plans if plan.count_from <= today), plans[-1])
    chosen = next((plan for plan in plans if plan.code == code), None)
    if chosen is None:
        raise PlanNotFoundError(f"Không có kế hoạch «{code}»; đang có: {', '.join(plan.code for plan in plans)}.")
    return chosen

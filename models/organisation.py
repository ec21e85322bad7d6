"""Who the office is, dated: agencies, departments and the functions they claim, districts, press agencies and outlets.

Plan rows point at functions; departments claim functions for a period. A reorganisation
closes lines and opens new ones; nothing here is overwritten by a rename.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.sql.elements import ColumnElement

from models.base import Base, Key
from models.vocabulary import Verification


class Function(Base):
    """A stable function of the sector ("CN.DAT.DKDD"), whoever carries it out."""

    __tablename__ = "functions"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class Agency(Base):
    """A department-level agency with its letterhead, for a period."""

    __tablename__ = "agencies"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    letterhead_parent: Mapped[str] = mapped_column(Text)
    letterhead_name: Mapped[str] = mapped_column(Text)
    document_code: Mapped[str] = mapped_column(String(32))
    place_name: Mapped[str] = mapped_column(String(64))
    aliases: Mapped[list[str]]
    website: Mapped[str | None] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_from_precision: Mapped[str | None] = mapped_column(String(16))
    valid_to: Mapped[date | None]
    successor_code: Mapped[str | None] = mapped_column(String(32))
    predecessor_codes: Mapped[list[str]]
    verification: Mapped[Verification] = mapped_column(Key(Verification))
    evidence: Mapped[list[str]]


class Department(Base):
    """A department or unit of an agency, for a period; a renamed one is a new line with the same code."""

    __tablename__ = "departments"
    __table_args__ = (Index("ix_departments_code", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(32))
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    name_candidates: Mapped[list[str]]
    aliases: Mapped[list[str]]
    mention_patterns: Mapped[list[str]]
    not_to_confuse: Mapped[list[str]]
    field_codes: Mapped[list[str]]
    sends_monthly_plan: Mapped[bool]
    has_branches: Mapped[bool]
    note: Mapped[str | None] = mapped_column(Text)
    successor_code: Mapped[str | None] = mapped_column(String(64))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    verification: Mapped[Verification] = mapped_column(Key(Verification))
    evidence: Mapped[list[str]]
    functions: Mapped[list["DepartmentFunction"]] = relationship(
        back_populates="department", cascade="all, delete-orphan"
    )

    @classmethod
    def valid_on(cls, day: date) -> ColumnElement[bool]:
        """Say that a line holds on `day`; both ends count, an open end has no limit."""
        starts = or_(cls.valid_from.is_(None), cls.valid_from <= day)
        ends = or_(cls.valid_to.is_(None), cls.valid_to >= day)
        return starts & ends


class DepartmentFunction(Base):
    """A function that a department line claims."""

    __tablename__ = "department_functions"

    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id", ondelete="CASCADE"), primary_key=True)
    function_code: Mapped[str] = mapped_column(ForeignKey("functions.code"), primary_key=True)
    department: Mapped[Department] = relationship(back_populates="functions")


class District(Base):
    """A district, town or city of the province, for a period."""

    __tablename__ = "districts"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(32))
    aliases: Mapped[list[str]]
    gso_code: Mapped[str | None] = mapped_column(String(8))
    is_coastal: Mapped[bool]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)


class PressAgency(Base):
    """A newspaper or broadcaster as a body, for a period, with its successor."""

    __tablename__ = "press_agencies"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kinds: Mapped[list[str]]
    governing_body: Mapped[str | None] = mapped_column(Text)
    domains: Mapped[list[str]]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    successor_code: Mapped[str | None] = mapped_column(String(32))
    verification: Mapped[Verification] = mapped_column(Key(Verification))
    details: Mapped[dict[str, Any]]


class Outlet(Base):
    """A site that is read ("baohatinh"), or the place of articles added by hand ("nhap-tay")."""

    __tablename__ = "outlets"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    hosts: Mapped[list[str]]
    is_crawled: Mapped[bool]


class OfficeFile(Base):
    """One import of a plan or organisation file, whole; a file that comes back is a version of its own.

    `content` is the validated file as plain data; `text` the file as it was given.
    """

    __tablename__ = "office_files"
    __table_args__ = (Index("ix_office_files_kind_imported_at", "kind", "imported_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    code: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]]
    imported_at: Mapped[datetime]

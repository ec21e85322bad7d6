"""Who may use the desk: accounts, their sessions, what was done there, and the filters people keep."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key
from models.vocabulary import AccountRole


class Account(Base):
    """A person's entry to the desk. Never deleted: decisions name it; a disabled one cannot enter.

    `name` is what is typed and what decisions record. `department_code` belongs to the role of a department only.
    `password_hash` (argon2id) is None for one who enters by single sign-on, known there as `oidc_subject`.
    A temporary password, made by the program, opens nothing but the page where its owner chooses another.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    full_name: Mapped[str] = mapped_column(Text)
    role: Mapped[AccountRole] = mapped_column(Key(AccountRole))
    department_code: Mapped[str | None] = mapped_column(String(64))
    password_hash: Mapped[str | None] = mapped_column(Text)
    has_temporary_password: Mapped[bool] = mapped_column(default=False, server_default=false())
    oidc_subject: Mapped[str | None] = mapped_column(Text, unique=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(64))
    disabled_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0, server_default="0")
    locked_until: Mapped[datetime | None]


class DeskSession(Base):
    """A signed-in browser. The cookie holds a random token, the row its SHA-256; ending the row ends the session."""

    __tablename__ = "desk_sessions"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(String(64))
    account: Mapped[Account] = relationship()


class AuditEntry(Base):
    """One thing done at the desk or refused there. Append-only; `details` never hold passwords or article texts."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    account_name: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]]
    address: Mapped[str] = mapped_column(String(64))


class SavedFilter(Base):
    """A search kept under a name; `feed_token` opens it as RSS without a session, and only it."""

    __tablename__ = "saved_filters"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    name: Mapped[str] = mapped_column(Text)
    query: Mapped[dict[str, Any]]
    feed_token: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]

"""What the tests of the door share: a reviewer with a password, attempts to sign in, what the log says."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import Account, AuditEntry
from models.vocabulary import AccountRole
from pipeline.accounts.directory import By
from pipeline.desk.app import make_desk
from pipeline.desk.state import Desk
from tests.conftest import NOW
from tests.desk.visiting import Visit, open_visit

PASSWORD = "sông Lam mùa nước nổi"
BY = By("kiểm thử", NOW)
FIRST = {"name": "lan", "full_name": "Trần Thị Lan", "password": PASSWORD, "again": PASSWORD}


def add_lan(desk: Desk, password_hash: str) -> None:
    """Give the desk the reviewer "lan"."""
    with Session(desk.engine) as db, db.begin():
        db.add(
            Account(
                name="lan",
                full_name="Trần Thị Lan",
                role=AccountRole.REVIEWER,
                password_hash=password_hash,
                created_at=NOW,
                created_by="kiểm thử",
            )
        )


def at(desk: Desk, later: timedelta) -> Visit:
    """A browser that comes `later`."""
    return open_visit(make_desk(replace(desk, clock=lambda: NOW + later)))


def enter(visit: Visit, password: str = PASSWORD, name: str = "lan", **fields: str) -> tuple[int, str]:
    """The status and text, or target, of an attempt to sign in."""
    answer = visit.post("/dang-nhap", {"name": name, "password": password, **fields})
    return answer.status_code, answer.headers.get("location", answer.text)


def list_actions(desk: Desk) -> list[tuple[str, str, str]]:
    """Who did what to whom, in order."""
    with Session(desk.engine) as db:
        entries = db.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        return [(entry.account_name, entry.action, entry.subject) for entry in entries]

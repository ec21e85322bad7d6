"""A visitor of the desk for tests: a signed-in client that sends forms with their token, as a browser does."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.account import Account
from models.vocabulary import AccountRole
from pipeline.accounts.sessions import start_session
from pipeline.desk.access.sessions import COOKIE
from pipeline.desk.app import make_desk
from pipeline.desk.state import Desk

TOKEN = re.compile(r'name="csrftoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Visit:
    """One browser at the desk."""

    client: TestClient

    def get(self, path: str, **options: Any) -> Response:
        """Ask for a page, without following where it leads."""
        return self.client.get(path, follow_redirects=False, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> Response:
        """Send a form with the token of this browser, without following where the answer leads."""
        if "csrftoken" not in self.client.cookies:
            self.client.get("/dang-nhap")
        fields = {"csrftoken": self.client.cookies["csrftoken"], **(data or {})}
        return self.client.post(path, data=fields, follow_redirects=False, **options)


def make_account(
    session: Session, role: AccountRole, *, name: str, now: datetime, department: str | None = None
) -> Account:
    """Make an account without a password, or return the one of that name."""
    known = session.scalars(select(Account).where(Account.name == name)).one_or_none()
    if known is not None:
        return known
    account = Account(
        name=name,
        full_name=f"Người {name}",
        role=role,
        department_code=department,
        created_at=now,
        created_by="kiểm thử",
    )
    session.add(account)
    session.flush()
    return account


SignIn = Callable[..., Visit]


def sign_in(desk: Desk, role: AccountRole, *, name: str | None = None, department: str | None = None) -> Visit:
    """Return a browser signed in with an account of `role`."""
    with Session(desk.engine) as session, session.begin():
        account = make_account(session, role, name=name or role.value, now=desk.clock(), department=department)
        token = start_session(session, account, address="127.0.0.1", now=desk.clock())
    visit = open_visit(make_desk(desk))
    visit.client.cookies.set(COOKIE, token)
    return visit


def open_visit(app: FastAPI) -> Visit:
    """Return a browser where nobody is signed in."""
    return Visit(TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=True))

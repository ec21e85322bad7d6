"""What a route asks for: the database for one request, the person at the other end, the right to be there.

A route is declared as `@router.get("/duyet", dependencies=[allow(Right.REVIEW)])` and takes `db: Db` and
`visitor: Signed`. What it wrote is committed when it returns, before the answer leaves, and rolled back if it raises.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from models.vocabulary import AccountRole
from pipeline.accounts.sessions import find_account
from pipeline.desk.access.forgery import require_token
from pipeline.desk.access.rights import Right, has_right
from pipeline.desk.access.sessions import COOKIE
from pipeline.desk.state import TheDesk


class SignInNeededError(Exception):
    """Nobody is signed in; the answer leads to the sign-in page and back."""


class PasswordNeededError(Exception):
    """Somebody signed in with a temporary password; the answer leads to choosing another."""


class NotAllowedError(Exception):
    """The person's role does not have the right that the route needs."""

    def __init__(self, right: Right) -> None:
        super().__init__(right.value)
        self.right = right


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at the other end. `department_code` is set for the role of a department only.

    One with a temporary password may do nothing but choose another.
    """

    account_id: int
    name: str
    full_name: str
    role: AccountRole
    department_code: str | None
    has_temporary_password: bool = False

    def may(self, right: Right) -> bool:
        """Say whether the visitor has a right; templates ask it too."""
        return has_right(self.role, right) and (right is Right.OWN_ACCOUNT or not self.has_temporary_password)


def open_session(desk: TheDesk) -> Iterator[Session]:
    """Yield the request's database session, committed where the route succeeds."""
    with Session(desk.engine, expire_on_commit=False) as session:
        yield session
        session.commit()


# scope="function": the commit comes before the answer leaves, so that the next page sees what was done.
Db = Annotated[Session, Depends(open_session, scope="function")]


def ask_instant(desk: TheDesk) -> datetime:
    """Return the instant of the request."""
    return desk.clock()


Now = Annotated[datetime, Depends(ask_instant)]


def read_address(request: Request) -> str:
    """Return the address that a request came from, as told by a trusted proxy if there is one."""
    return request.client.host[:64] if request.client else ""


Address = Annotated[str, Depends(read_address)]


def find_visitor(request: Request, db: Db, now: Now) -> Visitor | None:
    """Return who is signed in, or None; kept on the request for the page's frame."""
    token = request.cookies.get(COOKIE)
    account = find_account(db, token, now=now) if token else None
    visitor = None
    if account is not None:
        visitor = Visitor(
            account.id,
            account.name,
            account.full_name,
            account.role,
            account.department_code,
            account.has_temporary_password,
        )
    request.state.visitor = visitor
    return visitor


MaybeSigned = Annotated[Visitor | None, Depends(find_visitor)]


def require_visitor(visitor: MaybeSigned) -> Visitor:
    """Return who is signed in; raises SignInNeededError."""
    if visitor is None:
        raise SignInNeededError
    return visitor


Signed = Annotated[Visitor, Depends(require_visitor)]


class Gate:
    """A dependency that lets through those who have a right; `right` is what a sweep over the routes reads."""

    def __init__(self, right: Right) -> None:
        self.right = right

    def __call__(self, _genuine: Annotated[None, Depends(require_token)], visitor: MaybeSigned) -> None:
        """Raise ForgedError, SignInNeededError, PasswordNeededError or NotAllowedError."""
        if self.right is Right.ENTER:
            return
        if visitor is None:
            raise SignInNeededError
        if visitor.has_temporary_password and self.right is not Right.OWN_ACCOUNT:
            raise PasswordNeededError
        if not visitor.may(self.right):
            raise NotAllowedError(self.right)


def allow(right: Right) -> Any:
    """Return what a route lists in `dependencies` to declare the right it needs."""
    return Depends(Gate(right))

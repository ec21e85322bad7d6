"""Server-side sessions: the cookie holds a random token, the table its SHA-256."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.account import Account, DeskSession

IDLE = timedelta(hours=10)
LONGEST = timedelta(days=7)
# A page a minute must not be a write a page.
SEEN_STEP = timedelta(minutes=5)


def start_session(session: Session, account: Account, *, address: str, now: datetime) -> str:
    """Open a session for `account` and return its token, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    session.add(
        DeskSession(
            token_sha256=digest_token(token),
            account_id=account.id,
            started_at=now,
            seen_at=now,
            ended_at=None,
            address=address,
        )
    )
    return token


def find_account(session: Session, token: str, *, now: datetime) -> Account | None:
    """Return whose session `token` opens, or None where it is unknown, ended, too old, or the account disabled."""
    row = session.get(DeskSession, digest_token(token))
    if row is None or row.ended_at is not None or row.account.disabled_at is not None:
        return None
    if now - row.seen_at > IDLE or now - row.started_at > LONGEST:
        return None
    if now - row.seen_at > SEEN_STEP:
        row.seen_at = now
    return row.account


def list_open_sessions(session: Session, account_id: int, *, now: datetime) -> Sequence[DeskSession]:
    """Return the sessions of an account that still open the desk, the last used first."""
    query = select(DeskSession).where(
        DeskSession.account_id == account_id,
        DeskSession.ended_at.is_(None),
        DeskSession.seen_at >= now - IDLE,
        DeskSession.started_at >= now - LONGEST,
    )
    return session.scalars(query.order_by(DeskSession.seen_at.desc())).all()


def end_session(session: Session, token: str, *, now: datetime) -> None:
    """End the session of `token`; harmless where there is none."""
    row = session.get(DeskSession, digest_token(token))
    if row is not None and row.ended_at is None:
        row.ended_at = now


def end_all_sessions(session: Session, account_id: int, *, now: datetime, but: str | None = None) -> None:
    """End every open session of an account, save the one of the token `but`."""
    ending = update(DeskSession).where(DeskSession.account_id == account_id, DeskSession.ended_at.is_(None))
    if but is not None:
        ending = ending.where(DeskSession.token_sha256 != digest_token(but))
    session.execute(ending.values(ended_at=now))


def digest_token(token: str) -> str:
    """Return what the table keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()

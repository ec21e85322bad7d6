"""Server-side sessions: the cookie holds a random token, the table its SHA-256."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.account import Account, DeskSession

COOKIE = "diembao"
IDLE = timedelta(hours=10)
LONGEST = timedelta(days=7)
# A page a minute must not be a write a page.
SEEN_STEP = timedelta(minutes=5)


def start_session(session: Session, account: Account, *, address: str, now: datetime) -> str:
    """Open a session for `account` and return its token, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    session.add(
        DeskSession(
            token_sha256=_digest(token),
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
    row = session.get(DeskSession, _digest(token))
    if row is None or row.ended_at is not None or row.account.disabled_at is not None:
        return None
    if now - row.seen_at > IDLE or now - row.started_at > LONGEST:
        return None
    if now - row.seen_at > SEEN_STEP:
        row.seen_at = now
    return row.account


def end_session(session: Session, token: str, *, now: datetime) -> None:
    """End the session of `token`; harmless where there is none."""
    row = session.get(DeskSession, _digest(token))
    if row is not None and row.ended_at is None:
        row.ended_at = now


def end_all_sessions(session: Session, account_id: int, *, now: datetime) -> None:
    """End every open session of an account."""
    is_open = (DeskSession.account_id == account_id) & DeskSession.ended_at.is_(None)
    session.execute(update(DeskSession).where(is_open).values(ended_at=now))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

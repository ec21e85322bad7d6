"""Searches people keep under a name, and the address by which each can be followed without signing in."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import Account, SavedFilter
from models.errors import InputError
from models.text import clean_text, collation_key
from pipeline.searching.question import SearchQuestion, read_question, write_question

LONGEST_NAME = 80
MOST = 100  # filters of one account
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """A kept search. `feed_token` opens its feed, and nothing else."""

    id: int
    name: str
    question: SearchQuestion
    feed_token: str


class FilterNotFoundError(InputError):
    """The account has no such filter; it may have been deleted meanwhile."""


def list_filters(session: Session, account_id: int) -> list[KeptFilter]:
    """Return the filters of an account in the order of their names."""
    rows = session.scalars(select(SavedFilter).where(SavedFilter.account_id == account_id)).all()
    return [_describe(row) for row in sorted(rows, key=lambda row: collation_key(row.name))]


def keep_filter(session: Session, account_id: int, name: str, question: SearchQuestion, *, now: datetime) -> KeptFilter:
    """Keep a search; raises InputError for a name that is missing, too long or taken, and for a search for nothing."""
    if question.is_empty:
        raise InputError("Chưa có điều kiện nào để lưu: hãy tìm trước, rồi lưu bộ lọc.")
    known = list_filters(session, account_id)
    if len(known) >= MOST:
        raise InputError(f"Đã có {MOST} bộ lọc: hãy xóa bớt trước khi lưu thêm.")
    row = SavedFilter(
        account_id=account_id,
        name=_read_name(name, known),
        query=write_question(question),
        feed_token=secrets.token_urlsafe(TOKEN_BYTES),
        created_at=now,
    )
    session.add(row)
    session.flush()
    return _describe(row)


def rename_filter(session: Session, account_id: int, filter_id: int, name: str) -> KeptFilter:
    """Give a filter another name; raises InputError as `keep_filter` does, FilterNotFoundError."""
    row = _find(session, account_id, filter_id)
    others = [one for one in list_filters(session, account_id) if one.id != filter_id]
    row.name = _read_name(name, others)
    return _describe(row)


def renew_token(session: Session, account_id: int, filter_id: int) -> KeptFilter:
    """Give a filter another feed address; the earlier one leads nowhere from now on. Raises FilterNotFoundError."""
    row = _find(session, account_id, filter_id)
    row.feed_token = secrets.token_urlsafe(TOKEN_BYTES)
    return _describe(row)


def delete_filter(session: Session, account_id: int, filter_id: int) -> KeptFilter:
    """Delete a filter with its feed; returns what it was. Raises FilterNotFoundError."""
    row = _find(session, account_id, filter_id)
    gone = _describe(row)
    session.delete(row)
    return gone


def find_followed(session: Session, token: str) -> tuple[KeptFilter, Account] | None:
    """Return the filter that a token opens, with whose it is; None for a token that opens nothing."""
    chosen = select(SavedFilter, Account).join(Account, Account.id == SavedFilter.account_id)
    found = session.execute(chosen.where(SavedFilter.feed_token == token)).one_or_none()
    if found is None or found[1].disabled_at is not None:
        return None
    return _describe(found[0]), found[1]


def _find(session: Session, account_id: int, filter_id: int) -> SavedFilter:
    mine = select(SavedFilter).where(SavedFilter.id == filter_id, SavedFilter.account_id == account_id)
    row = session.scalars(mine).one_or_none()
    if row is None:
        raise FilterNotFoundError("Không còn bộ lọc này: có thể đã bị xóa ở cửa sổ khác.")
    return row


def _read_name(typed: str, others: list[KeptFilter]) -> str:
    name = clean_text(typed).replace("\n", " ")
    if not name:
        raise InputError("Hãy đặt tên cho bộ lọc, ví dụ «Rác thải nhựa 2023».")
    if len(name) > LONGEST_NAME:
        raise InputError(f"Tên bộ lọc dài quá {LONGEST_NAME} chữ: hãy viết ngắn lại.")
    if name in {one.name for one in others}:
        raise InputError(f"Đã có bộ lọc tên «{name}»: hãy đặt tên khác.")
    return name


def _describe(row: SavedFilter) -> KeptFilter:
    return KeptFilter(row.id, row.name, read_question(row.query), row.feed_token)

"""The way in: a name and a password, or the first account's code, against what the door remembers.

Each attempt takes its turn and is committed before the next begins, so that many at once get no more guesses than one.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.account import Account
from models.clock import VIETNAM
from models.errors import InputError
from models.vocabulary import AccountRole
from pipeline.accounts.audit import record
from pipeline.accounts.directory import By, NewAccount, add_account, clean_name, has_accounts
from pipeline.accounts.passwords import hash_password, is_outdated, is_right_password, require_good_password
from pipeline.accounts.sessions import end_all_sessions, start_session
from pipeline.accounts.standing import LOCKED, MOST_FAILURES, Door, Standing, count_failure

FIRST = "tài khoản đầu tiên"
_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
MINUTES = int(LOCKED.total_seconds() // 60)
TOO_MANY = f"Đã thử quá nhiều lần từ máy này: hãy đợi {MINUTES} phút rồi thử lại."


class RefusedError(InputError):
    """Nobody was let in; the message says why without saying which names exist."""


class TooManyAttemptsError(RefusedError):
    """An address has failed too often to be heard."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who stands at the door: from which address, at what instant."""

    address: str
    at: datetime


def make_first_code() -> str:
    """Return a code of 40 random bits that is easy to type: ABCD-EFGH."""
    letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def sign_in(engine: Engine, door: Door, name: str, password: str, caller: Caller) -> str:
    """Return the token of a new session; raises RefusedError, after the failure has been counted and logged."""
    if not door.addresses.may_try(caller.address, caller.at):
        raise TooManyAttemptsError(TOO_MANY)
    with _taking_a_turn(engine, door) as db:
        account = db.scalar(select(Account).where(Account.name == clean_name(name)))
        standing = _read_standing(door, account, clean_name(name))
        if standing.is_locked(caller.at):
            refusal = _tell_locked(standing)
        elif is_right_password(password, _find_hash(account)):
            assert account is not None
            return _let_in(db, account, password, caller)
        else:
            refusal = _count_failure(db, door, _Failed(account, clean_name(name), standing), caller)
    raise RefusedError(refusal)


def change_own_password(engine: Engine, door: Door, account_id: int, caller: Caller, *, old: str, new: str) -> str:
    """Change a password for one who knows the old one; every session ends, a new one's token is returned.

    Raises RefusedError for a wrong old password, counted as at the door, and WeakPasswordError.
    """
    with _taking_a_turn(engine, door) as db:
        account = db.get_one(Account, account_id)
        standing = _read_standing(door, account, account.name)
        if standing.is_locked(caller.at):
            refusal = _tell_locked(standing)
        elif is_right_password(old, account.password_hash):
            require_good_password(new, account.name)
            if old == new:
                raise RefusedError("Mật khẩu mới phải khác mật khẩu đang dùng.")
            account.password_hash, account.has_temporary_password = hash_password(new), False
            end_all_sessions(db, account.id, now=caller.at)
            record(
                db, by=account.name, action="Đổi mật khẩu", subject=account.name, at=caller.at, address=caller.address
            )
            return start_session(db, account, address=caller.address, now=caller.at)
        else:
            _count_failure(db, door, _Failed(account, account.name, standing), caller)
            refusal = "Mật khẩu đang dùng không đúng: mật khẩu chưa được đổi."
    raise RefusedError(refusal)


def make_first_account(engine: Engine, door: Door, code: str, new: NewAccount, caller: Caller) -> str:
    """Make the first account, an administrator's, for one who has the code; returns the token of a session.

    Raises RefusedError for a wrong code or where there is an account already, AccountError as `add_account` does.
    """
    if not door.codes.may_try(FIRST, caller.at):
        raise TooManyAttemptsError(TOO_MANY)
    with _taking_a_turn(engine, door) as db:
        if door.first_code is None or has_accounts(db):
            raise RefusedError("Đã có tài khoản: hãy đăng nhập, hoặc nhờ người quản trị thêm tài khoản.")
        if not secrets.compare_digest(_squeeze(code), _squeeze(door.first_code)):
            door.codes.count_failure(FIRST, caller.at)
            raise RefusedError("Mã không đúng: hãy xem lại mã mà lệnh «diembao desk» đã in ra.")
        administrator = replace(new, role=AccountRole.ADMIN, department_code=None)
        account, _ = add_account(db, administrator, by=By(clean_name(new.name), caller.at, caller.address))
        token = start_session(db, account, address=caller.address, now=caller.at)
    door.first_code = None
    return token


def let_in_by_subject(engine: Engine, subject: str, caller: Caller) -> str | None:
    """Return the token of a session for the account linked to a subject of single sign-on; None if there is none."""
    with Session(engine) as db, db.begin():
        account = db.scalar(select(Account).where(Account.oidc_subject == subject, Account.disabled_at.is_(None)))
        if account is None:
            record(
                db, by="", action="Đăng nhập một lần bị từ chối", subject=subject, at=caller.at, address=caller.address
            )
            return None
        record(
            db, by=account.name, action="Đăng nhập một lần", subject=account.name, at=caller.at, address=caller.address
        )
        return start_session(db, account, address=caller.address, now=caller.at)


@contextmanager
def _taking_a_turn(engine: Engine, door: Door) -> Iterator[Session]:
    with door.turn, Session(engine) as db, db.begin():
        yield db


def _read_standing(door: Door, account: Account | None, name: str) -> Standing:
    if account is None:
        return door.strangers.get(name, Standing())
    return Standing(account.failures, account.locked_until)


def _find_hash(account: Account | None) -> str | None:
    return None if account is None or account.disabled_at is not None else account.password_hash


def _let_in(db: Session, account: Account, password: str, caller: Caller) -> str:
    account.failures, account.locked_until = 0, None
    if account.password_hash is not None and is_outdated(account.password_hash):
        account.password_hash = hash_password(password)
    record(db, by=account.name, action="Đăng nhập", subject=account.name, at=caller.at, address=caller.address)
    return start_session(db, account, address=caller.address, now=caller.at)


@dataclass(frozen=True, slots=True)
class _Failed:
    account: Account | None
    name: str
    before: Standing


def _count_failure(db: Session, door: Door, failed: _Failed, caller: Caller) -> str:
    account, standing = failed.account, count_failure(failed.before, caller.at)
    door.addresses.count_failure(caller.address, caller.at)
    if account is None:
        door.remember_stranger(failed.name, standing)
    else:
        account.failures, account.locked_until = standing.failures, standing.locked_until
    # What was typed as the name of nobody may be somebody's password: it is not kept.
    whose = "tên không có" if account is None else account.name
    action = "Tạm khóa vì sai mật khẩu" if standing.is_locked(caller.at) else "Sai mật khẩu"
    record(db, by="", action=action, subject=whose, at=caller.at, address=caller.address)
    if standing.is_locked(caller.at):
        return _tell_locked(standing)
    return (
        "Tên đăng nhập hoặc mật khẩu không đúng. "
        f"Còn {MOST_FAILURES - standing.failures} lần thử trước khi tên này bị tạm khóa {MINUTES} phút."
    )


def _tell_locked(standing: Standing) -> str:
    assert standing.locked_until is not None
    until = f"{standing.locked_until.astimezone(VIETNAM):%H:%M}"
    return f"Tên này đã nhập sai {MOST_FAILURES} lần nên bị tạm khóa: hãy thử lại sau {until}, hoặc nhờ người quản trị."


def _squeeze(code: str) -> bytes:
    return code.replace("-", "").replace(" ", "").upper().encode()

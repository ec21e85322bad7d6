"""The accounts there are, and the changes an administrator makes to them; each change is logged and ends what it must.

Nothing here checks who asks: the desk's rights and the operating system do.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.account import Account
from models.errors import InputError
from models.organisation import Department
from models.text import collation_key
from models.vocabulary import AccountRole
from pipeline.accounts.audit import record
from pipeline.accounts.passwords import hash_password, make_password, require_good_password
from pipeline.accounts.sessions import end_all_sessions

NAME_FORM = re.compile(r"[a-z][a-z0-9._-]{1,31}")
LONGEST_FULL_NAME = 100


class AccountError(InputError):
    """An account cannot be made or changed as asked; nothing was changed."""


@dataclass(frozen=True, slots=True)
class By:
    """Who makes a change, when, and from which address."""

    name: str
    at: datetime
    address: str = ""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What an account starts with. Without a password a temporary one is made; `department_code` as the role asks."""

    name: str
    full_name: str
    role: AccountRole
    department_code: str | None = None
    password: str | None = None


def has_accounts(db: Session) -> bool:
    """Say whether anybody can be let in at all."""
    return db.scalar(select(Account.id).limit(1)) is not None


def list_accounts(db: Session) -> list[Account]:
    """Return every account by full name, disabled ones last."""
    accounts = db.scalars(select(Account)).all()
    return sorted(accounts, key=lambda one: (one.disabled_at is not None, collation_key(one.full_name), one.name))


def find_account_named(db: Session, name: str) -> Account:
    """Return the account of `name`; raises AccountError."""
    account = db.scalar(select(Account).where(Account.name == clean_name(name)))
    if account is None:
        raise AccountError(f"Không có tài khoản «{name[:40]}»: xem danh sách bằng «diembao user list».")
    return account


def clean_name(name: str) -> str:
    """Return a name as kept and compared: without spaces around it, in small letters."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def add_account(db: Session, new: NewAccount, *, by: By) -> tuple[Account, str | None]:
    """Make an account; returns it with its temporary password if one was made. Raises AccountError."""
    name, full_name = clean_name(new.name), _clean_full_name(new.full_name)
    if not NAME_FORM.fullmatch(name):
        raise AccountError(
            "Tên đăng nhập gồm 2 đến 32 chữ cái không dấu, chữ số, dấu chấm hoặc gạch, bắt đầu bằng chữ cái."
        )
    if db.scalar(select(Account.id).where(Account.name == name)) is not None:
        raise AccountError(f"Đã có tài khoản «{name}»: hãy chọn tên đăng nhập khác.")
    if new.password is not None:
        require_good_password(new.password, name)
    temporary = make_password() if new.password is None else None
    account = Account(
        name=name,
        full_name=full_name,
        role=new.role,
        department_code=_check_department(db, new.role, new.department_code),
        password_hash=hash_password(new.password or temporary or ""),
        has_temporary_password=temporary is not None,
        created_at=by.at,
        created_by=by.name,
    )
    db.add(account)
    _flush(db, f"Đã có tài khoản «{name}»: hãy chọn tên đăng nhập khác.")
    _log(db, account, "Thêm tài khoản", by, vai_trò=new.role.label, đơn_vị=account.department_code)
    return account, temporary


def change_role(db: Session, account: Account, role: AccountRole, department_code: str | None, *, by: By) -> None:
    """Give an account another role; its sessions end, so that none goes on with the old one. Raises AccountError."""
    department = _check_department(db, role, department_code)
    if (account.role, account.department_code) == (role, department):
        return
    if role is not AccountRole.ADMIN:
        _keep_an_administrator(db, account)
    before = account.role.label
    account.role, account.department_code = role, department
    end_all_sessions(db, account.id, now=by.at)
    _log(db, account, "Đổi vai trò", by, từ=before, thành=role.label, đơn_vị=department)


def disable_account(db: Session, account: Account, *, by: By) -> None:
    """Shut an account out at once; raises AccountError for the last administrator."""
    if account.disabled_at is not None:
        return
    _keep_an_administrator(db, account)
    account.disabled_at = by.at
    end_all_sessions(db, account.id, now=by.at)
    _log(db, account, "Ngừng tài khoản", by)


def enable_account(db: Session, account: Account, *, by: By) -> None:
    """Let an account in again, also one that wrong passwords have locked."""
    account.disabled_at, account.locked_until, account.failures = None, None, 0
    _log(db, account, "Mở lại tài khoản", by)


def set_password(db: Session, account: Account, password: str | None, *, by: By) -> str | None:
    """Give an account a password, or a temporary one, which is returned; sessions end. Raises WeakPasswordError."""
    if password is not None:
        require_good_password(password, account.name)
    temporary = make_password() if password is None else None
    account.password_hash = hash_password(password or temporary or "")
    account.has_temporary_password = temporary is not None
    account.locked_until, account.failures = None, 0
    end_all_sessions(db, account.id, now=by.at)
    _log(db, account, "Đặt lại mật khẩu", by)
    return temporary


def end_sessions(db: Session, account: Account, *, by: By) -> None:
    """Sign an account out everywhere."""
    end_all_sessions(db, account.id, now=by.at)
    _log(db, account, "Đăng xuất mọi máy", by)


def link_subject(db: Session, account: Account, subject: str, *, by: By) -> None:
    """Let an account enter by single sign-on as `subject`; an empty one undoes it. Raises AccountError."""
    account.oidc_subject = subject.strip() or None
    _flush(db, "Mã đăng nhập một lần này đã gắn với tài khoản khác.")
    _log(db, account, "Gắn đăng nhập một lần" if account.oidc_subject else "Gỡ đăng nhập một lần", by)


def list_department_codes(db: Session) -> list[tuple[str, str]]:
    """Return code and name of every department of the organisation, by name; of a renamed one the last name."""
    lines = db.execute(
        select(Department.code, Department.name).order_by(Department.valid_to.nulls_last(), Department.id)
    )
    return sorted(dict(lines.all()).items(), key=lambda line: collation_key(line[1]))


def _check_department(db: Session, role: AccountRole, code: str | None) -> str | None:
    wanted = (code or "").strip() or None
    if role is not AccountRole.DEPARTMENT:
        if wanted is not None:
            raise AccountError(f"Vai trò «{role.label}» không gắn với đơn vị nào: hãy bỏ mã đơn vị.")
        return None
    if wanted is None:
        raise AccountError("Tài khoản của đơn vị cần mã đơn vị, ví dụ P-KHTC.")
    known = [one for one, _ in list_department_codes(db)]
    if wanted not in known:
        listed = ", ".join(known) or "chưa có: hãy nhập tệp tổ chức bằng «diembao plan import TỆP»"
        raise AccountError(f"Không có đơn vị mang mã «{wanted[:40]}» (có: {listed}).")
    return wanted


def _keep_an_administrator(db: Session, leaving: Account) -> None:
    if leaving.role is not AccountRole.ADMIN or leaving.disabled_at is not None:
        return
    # On PostgreSQL two administrators who shut each other out at once wait for one another.
    administrators = (Account.role == AccountRole.ADMIN) & Account.disabled_at.is_(None)
    ids = db.scalars(select(Account.id).where(administrators).order_by(Account.id).with_for_update()).all()
    if not set(ids) - {leaving.id}:
        raise AccountError("Đây là tài khoản quản trị cuối cùng: hãy giao quyền quản trị cho người khác trước.")


def _clean_full_name(full_name: str) -> str:
    cleaned = " ".join(unicodedata.normalize("NFC", full_name).split())
    if not cleaned or len(cleaned) > LONGEST_FULL_NAME or not cleaned.isprintable():
        raise AccountError(f"Hãy ghi họ và tên của người dùng, dài nhất {LONGEST_FULL_NAME} ký tự.")
    return cleaned


def _flush(db: Session, sentence: str) -> None:
    try:
        db.flush()
    except IntegrityError:
        raise AccountError(sentence) from None


def _log(db: Session, account: Account, action: str, by: By, **details: str | None) -> None:
    record(db, by=by.name, action=action, subject=account.name, at=by.at, address=by.address, **details)

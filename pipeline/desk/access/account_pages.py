"""The administrator's pages of accounts: who there is, adding, changing roles, shutting out, new passwords."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from models.account import Account, DeskSession
from models.errors import InputError
from models.vocabulary import AccountRole
from pipeline.accounts.directory import (
    By,
    NewAccount,
    add_account,
    change_role,
    disable_account,
    enable_account,
    end_sessions,
    link_subject,
    list_accounts,
    list_department_codes,
    set_password,
)
from pipeline.desk.access.pages import Typed
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Address, Db, Now, Signed, allow

ACCOUNTS = "/quan-tri/tai-khoan"
ONE = f"{ACCOUNTS}/{{account_id}}"

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """An account in the list, with the instant it was last seen at the desk."""

    account: Account
    seen_at: datetime | None
    is_locked: bool


def note_who(visitor: Signed, now: Now, address: Address) -> By:
    """Return who makes a change."""
    return By(visitor.name, now, address)


Who = Annotated[By, Depends(note_who)]


def find_account(account_id: int, db: Db) -> Account:
    """Return the account that a page is about; raises 404."""
    account = db.get(Account, account_id)
    if account is None:
        raise HTTPException(404)
    return account


TheAccount = Annotated[Account, Depends(find_account)]


@router.get(ACCOUNTS, dependencies=[allow(Right.ADMINISTER)])
def accounts_page(request: Request, db: Db, now: Now) -> Response:
    """List the accounts, with a form for another."""
    return _show_accounts(request, db, now)


@router.post(ACCOUNTS, dependencies=[allow(Right.ADMINISTER)])
def add(
    request: Request,
    db: Db,
    who: Who,
    *,
    name: Typed = "",
    full_name: Typed = "",
    role: Typed = "",
    department: Typed = "",
) -> Response:
    """Add an account with a temporary password, which is shown once."""
    try:
        new = NewAccount(name, full_name, read_role(role), department or None)
        account, temporary = add_account(db, new, by=who)
    except InputError as error:
        typed = {"name": name, "full_name": full_name, "role": role, "department": department}
        return _show_accounts(request, db, who.at, status=400, refusal=str(error), typed=typed)
    return _show_password(request, account, temporary)


@router.get(ONE, dependencies=[allow(Right.ADMINISTER)])
def account_page(request: Request, desk: TheDesk, db: Db, now: Now, account: TheAccount) -> Response:
    """Show one account and what may be changed of it."""
    return show(
        request,
        "access/account.html",
        one=_describe(db, [account], now)[0],
        has_single_sign_on=bool(desk.config.oidc.issuer),
        roles=list(AccountRole),
        departments=list_department_codes(db),
    )


@router.post(f"{ONE}/vai-tro", dependencies=[allow(Right.ADMINISTER)])
def give_role(
    request: Request, db: Db, who: Who, account: TheAccount, *, role: Typed = "", department: Typed = ""
) -> Response:
    """Give the account another role."""
    wanted = read_role(role)
    change_role(db, account, wanted, department if wanted is AccountRole.DEPARTMENT else None, by=who)
    return _back(request, account, f"Vai trò của {account.full_name} là {account.role.label}.")


@router.post(f"{ONE}/ngung", dependencies=[allow(Right.ADMINISTER)])
def disable(request: Request, db: Db, who: Who, account: TheAccount) -> Response:
    """Shut the account out."""
    disable_account(db, account, by=who)
    return _back(request, account, f"Đã ngừng tài khoản của {account.full_name}; mọi máy đã được đăng xuất.")


@router.post(f"{ONE}/mo-lai", dependencies=[allow(Right.ADMINISTER)])
def enable(request: Request, db: Db, who: Who, account: TheAccount) -> Response:
    """Let the account in again."""
    enable_account(db, account, by=who)
    return _back(request, account, f"Đã mở lại tài khoản của {account.full_name}.")


@router.post(f"{ONE}/mat-khau", dependencies=[allow(Right.ADMINISTER)])
def reset_password(request: Request, db: Db, who: Who, account: TheAccount) -> Response:
    """Give the account a temporary password, which is shown once."""
    return _show_password(request, account, set_password(db, account, None, by=who))


@router.post(f"{ONE}/dang-xuat", dependencies=[allow(Right.ADMINISTER)])
def sign_out_everywhere(request: Request, db: Db, who: Who, account: TheAccount) -> Response:
    """End the account's sessions."""
    end_sessions(db, account, by=who)
    return _back(request, account, f"Đã đăng xuất {account.full_name} khỏi mọi máy.")


@router.post(f"{ONE}/mot-lan", dependencies=[allow(Right.ADMINISTER)])
def link_single_sign_on(
    request: Request, desk: TheDesk, db: Db, who: Who, account: TheAccount, *, subject: Typed = ""
) -> Response:
    """Link the account with a subject of single sign-on, or undo that."""
    if not desk.config.oidc.issuer:
        raise InputError("Bàn duyệt chưa dùng đăng nhập một lần: hãy đặt mục [oidc] trong cấu hình.")
    link_subject(db, account, subject, by=who)
    return _back(request, account, "Đã ghi mã đăng nhập một lần.")


def read_role(text: str) -> AccountRole:
    """Read a role from a form; raises InputError."""
    try:
        return AccountRole(text)
    except ValueError:
        raise InputError("Hãy chọn vai trò của tài khoản.") from None


def _describe(db: Session, accounts: list[Account], now: datetime) -> list[ListedAccount]:
    query = select(DeskSession.account_id, func.max(DeskSession.seen_at)).group_by(DeskSession.account_id)
    seen = dict(db.execute(query.where(DeskSession.account_id.in_([one.id for one in accounts]))).all())
    return [
        ListedAccount(one, seen.get(one.id), one.locked_until is not None and now < one.locked_until)
        for one in accounts
    ]


def _show_accounts(
    request: Request,
    db: Session,
    now: datetime,
    *,
    status: int = 200,
    refusal: str | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    return show(
        request,
        "access/accounts.html",
        status=status,
        accounts=_describe(db, list_accounts(db), now),
        roles=list(AccountRole),
        departments=list_department_codes(db),
        refusal=refusal,
        typed=typed or {"name": "", "full_name": "", "role": AccountRole.VIEWER.value, "department": ""},
    )


def _show_password(request: Request, account: Account, temporary: str | None) -> Response:
    return show(request, "access/temporary_password.html", account=account, temporary=temporary)


def _back(request: Request, account: Account, notice: str) -> Response:
    return go_to(f"{ACCOUNTS}/{account.id}", request=request, notice=notice)

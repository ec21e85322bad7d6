"""diembao user: the accounts of the review desk, for whoever runs the machine."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from models.account import Account
from models.clock import utc_now
from models.errors import UsageError
from models.vocabulary import AccountRole
from pipeline.accounts.directory import (
    By,
    NewAccount,
    add_account,
    change_role,
    disable_account,
    enable_account,
    find_account_named,
    link_subject,
    list_accounts,
    set_password,
)
from pipeline.accounts.passwords import RULE
from pipeline.cli.options import Json
from pipeline.cli.output import console, table, write_json
from pipeline.config import load_config
from pipeline.store import open_store

Name = Annotated[str, typer.Argument(help="Name typed at sign-in.")]
RoleKey = Annotated[str, typer.Option("--role", help="xem, duyet, don_vi or quan_tri.")]
Department = Annotated[str | None, typer.Option("--department", help="Department code; for the role don_vi only.")]
Temporary = Annotated[bool, typer.Option("--temporary", help="Make a temporary password and print it once.")]


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    group = typer.Typer(no_args_is_help=True, help="Accounts of the review desk. Example: diembao user list")
    group.command("add")(add)
    group.command("list")(list_all)
    group.command("disable")(disable)
    group.command("enable")(enable)
    group.command("password")(password)
    group.command("role")(role)
    group.command("link")(link)
    app.add_typer(group, name="user")


def add(
    name: Name,
    *,
    full_name: Annotated[str, typer.Option("--full-name", help="Name as the office writes it.")],
    role: RoleKey,
    department: Department = None,
    temporary: Temporary = False,
) -> None:
    """Add an account; its password is asked for. Example: diembao user add lan --full-name "Trần Lan" --role duyet."""
    wanted = _read_role(role)
    with _working() as (db, by):
        typed = None if temporary else _ask_password()
        account, made = add_account(db, NewAccount(name, full_name, wanted, department, typed), by=by)
        said = f"Đã thêm tài khoản {account.name} ({account.role.label})."
    _tell(said, made)


def list_all(*, as_json: Json = False) -> None:
    """List the accounts. Example: diembao user list."""
    with _working() as (db, by):
        accounts = [_describe(account, by) for account in list_accounts(db)]
    if as_json:
        write_json(accounts)
        return
    columns = [(heading, False) for heading in ("Tên", "Họ và tên", "Vai trò", "Đơn vị", "Tình trạng")]
    rows = [[one[key] or "" for key in ("name", "full_name", "role", "department", "state")] for one in accounts]
    console().print(table("Tài khoản của bàn duyệt", columns, rows))


def disable(name: Name) -> None:
    """Shut an account out at once. Example: diembao user disable lan."""
    with _working() as (db, by):
        disable_account(db, find_account_named(db, name), by=by)
    _tell(f"Đã ngừng tài khoản {name}; mọi máy đã được đăng xuất.")


def enable(name: Name) -> None:
    """Let an account in again, also one locked by wrong passwords. Example: diembao user enable lan."""
    with _working() as (db, by):
        enable_account(db, find_account_named(db, name), by=by)
    _tell(f"Đã mở lại tài khoản {name}.")


def password(name: Name, *, temporary: Temporary = False) -> None:
    """Give an account another password; it is asked for. Example: diembao user password lan --temporary."""
    with _working() as (db, by):
        account = find_account_named(db, name)
        made = set_password(db, account, None if temporary else _ask_password(), by=by)
    _tell(f"Đã đặt lại mật khẩu của {name}; mọi máy đã được đăng xuất.", made)


def role(
    name: Name,
    role: Annotated[str, typer.Argument(help="xem, duyet, don_vi or quan_tri.")],
    *,
    department: Department = None,
) -> None:
    """Give an account another role. Example: diembao user role lan don_vi --department P-KHTC."""
    with _working() as (db, by):
        account = find_account_named(db, name)
        change_role(db, account, _read_role(role), department, by=by)
        said = f"Vai trò của {account.name} là {account.role.label}."
    _tell(said)


def link(
    name: Name, subject: Annotated[str, typer.Argument(help="The person's `sub` there; empty undoes it.")]
) -> None:
    """Let an account enter by single sign-on. Example: diembao user link lan 8c1f-77a2."""
    with _working() as (db, by):
        link_subject(db, find_account_named(db, name), subject, by=by)
    _tell(f"Đã ghi mã đăng nhập một lần của {name}.")


@contextmanager
def _working() -> Iterator[tuple[Session, By]]:
    with open_store(load_config()) as engine, Session(engine) as db, db.begin():
        yield db, By(f"lệnh ({getpass.getuser()})", utc_now())


def _read_role(text: str) -> AccountRole:
    try:
        return AccountRole(text)
    except ValueError:
        raise UsageError(f"Không có vai trò «{text}» (có: {', '.join(AccountRole)}).") from None


def _ask_password() -> str:
    """Return a password typed twice at a terminal, or the line given on standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    console().print(RULE, soft_wrap=True)
    typed = getpass.getpass("Mật khẩu: ")
    if typed != getpass.getpass("Gõ lại mật khẩu: "):
        raise UsageError("Hai lần gõ mật khẩu không giống nhau: chưa đổi gì.")
    return typed


def _describe(account: Account, by: By) -> dict[str, str | None]:
    state = "đang dùng"
    if account.disabled_at is not None:
        state = "đã ngừng"
    elif account.locked_until is not None and by.at < account.locked_until:
        state = "tạm khóa"
    elif account.has_temporary_password:
        state = "mật khẩu tạm"
    return {
        "name": account.name,
        "full_name": account.full_name,
        "role": account.role.value,
        "department": account.department_code,
        "state": state,
    }


def _tell(sentence: str, made: str | None = None) -> None:
    console().print(sentence, soft_wrap=True, markup=False)
    if made is not None:
        console().print(f"Mật khẩu tạm, chỉ hiện một lần: {made}", soft_wrap=True, markup=False)

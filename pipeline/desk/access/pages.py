"""Signing in and out, and the first account."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from models.errors import InputError
from models.vocabulary import AccountRole
from pipeline.accounts.directory import NewAccount, has_accounts
from pipeline.accounts.passwords import RULE
from pipeline.accounts.sessions import end_session
from pipeline.accounts.signing_in import Caller, RefusedError, TooManyAttemptsError, make_first_account, sign_in
from pipeline.desk.access.audit import record
from pipeline.desk.access.rights import Right
from pipeline.desk.access.sessions import COOKIE, give_session, take_session
from pipeline.desk.access.signing_in import FIRST_ACCOUNT, SIGN_IN
from pipeline.desk.answering import go_to, keep_local, show
from pipeline.desk.state import Desk, TheDesk
from pipeline.desk.visit import Address, Db, MaybeSigned, Now, Signed, allow

router = APIRouter()

Typed = Annotated[str, Form()]


@router.get(SIGN_IN, dependencies=[allow(Right.ENTER)])
def sign_in_page(request: Request, desk: TheDesk, db: Db, visitor: MaybeSigned, ve: str = "/") -> Response:
    """Show the sign-in form; before the first account there is nobody to sign in."""
    if visitor is not None:
        return go_to(ve, request=request)
    if not has_accounts(db):
        return go_to(FIRST_ACCOUNT, request=request)
    return _show_sign_in(request, desk, ve=ve)


@router.post(SIGN_IN, dependencies=[allow(Right.ENTER)])
def sign_in_with_password(
    request: Request,
    desk: TheDesk,
    db: Db,
    now: Now,
    address: Address,
    *,
    name: Typed = "",
    password: Typed = "",
    ve: Typed = "/",
) -> Response:
    """Let in who knows the password with a new session; the one that the browser held before ends."""
    try:
        token = sign_in(desk.engine, desk.door, name, password, Caller(address, now))
    except RefusedError as error:
        status = 429 if isinstance(error, TooManyAttemptsError) else 400
        return _show_sign_in(request, desk, ve=ve, status=status, name=name, refusal=str(error))
    end_session(db, request.cookies.get(COOKIE, ""), now=now)
    response = go_to(ve, request=request)
    give_session(response, request, token)
    return response


@router.post("/dang-xuat", dependencies=[allow(Right.OWN_ACCOUNT)])
def sign_out(request: Request, db: Db, visitor: Signed, now: Now, address: Address) -> Response:
    """End this browser's session."""
    end_session(db, request.cookies[COOKIE], now=now)
    record(db, by=visitor.name, action="Đăng xuất", subject=visitor.name, at=now, address=address)
    response = go_to(SIGN_IN, request=request, notice="Đã đăng xuất.")
    take_session(response, request)
    return response


@router.get(FIRST_ACCOUNT, dependencies=[allow(Right.ENTER)])
def first_account_page(request: Request, desk: TheDesk, db: Db) -> Response:
    """Ask for the code and the first account; gone once there is one."""
    if has_accounts(db):
        return go_to(SIGN_IN, request=request)
    return _show_first_account(request, desk)


@router.post(FIRST_ACCOUNT, dependencies=[allow(Right.ENTER)])
def add_first_account(
    request: Request,
    desk: TheDesk,
    now: Now,
    address: Address,
    *,
    code: Typed = "",
    name: Typed = "",
    full_name: Typed = "",
    password: Typed = "",
    again: Typed = "",
) -> Response:
    """Make the first account, an administrator's, and let its owner in."""
    try:
        require_same(password, again)
        new = NewAccount(name, full_name, AccountRole.ADMIN, password=password)
        token = make_first_account(desk.engine, desk.door, code, new, Caller(address, now))
    except InputError as error:
        status = 429 if isinstance(error, TooManyAttemptsError) else 400
        typed = {"code": code, "name": name, "full_name": full_name}
        return _show_first_account(request, desk, status=status, refusal=str(error), **typed)
    response = go_to("/", request=request, notice="Đã tạo tài khoản quản trị đầu tiên và đăng nhập.")
    give_session(response, request, token)
    return response


def require_same(password: str, again: str) -> None:
    """Raise InputError unless a new password was typed the same twice."""
    if password != again:
        raise InputError("Hai lần gõ mật khẩu không giống nhau: hãy gõ lại cả hai.")


def _show_sign_in(
    request: Request, desk: Desk, *, ve: str, status: int = 200, name: str = "", refusal: str | None = None
) -> Response:
    has_single_sign_on = bool(desk.config.oidc.issuer)
    values = {"ve": keep_local(ve), "name": name, "refusal": refusal, "has_single_sign_on": has_single_sign_on}
    return show(request, "access/sign_in.html", status=status, **values)


def _show_first_account(
    request: Request,
    desk: Desk,
    *,
    status: int = 200,
    refusal: str | None = None,
    code: str = "",
    name: str = "",
    full_name: str = "",
) -> Response:
    typed = {"code": code, "name": name, "full_name": full_name}
    values = {"refusal": refusal, "rule": RULE, "is_open": desk.door.first_code is not None}
    return show(request, "access/first_account.html", status=status, **values, **typed)

"""One's own account: password, open sessions, light or dark."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from models.errors import InputError
from pipeline.accounts.passwords import RULE
from pipeline.accounts.sessions import digest_token, end_all_sessions, list_open_sessions
from pipeline.accounts.signing_in import Caller, change_own_password
from pipeline.desk.access.audit import record
from pipeline.desk.access.pages import Typed, require_same
from pipeline.desk.access.rights import Right
from pipeline.desk.access.sessions import COOKIE, give_session, is_secure
from pipeline.desk.access.signing_in import NEW_PASSWORD
from pipeline.desk.answering import THEME, THEMES, go_to, show
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Address, Db, Now, Signed, allow

OWN_ACCOUNT = "/tai-khoan"
YEAR_SECONDS = 365 * 24 * 3600

router = APIRouter()


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser where the account is signed in."""

    started_at: datetime
    seen_at: datetime
    address: str
    is_this: bool


@router.get(OWN_ACCOUNT, dependencies=[allow(Right.OWN_ACCOUNT)])
def own_account_page(request: Request, db: Db, visitor: Signed, now: Now) -> Response:
    """Show what a person may see and change of the own account."""
    own = digest_token(request.cookies[COOKIE])
    sessions = [
        OpenSession(one.started_at, one.seen_at, one.address, one.token_sha256 == own)
        for one in list_open_sessions(db, visitor.account_id, now=now)
    ]
    return show(request, "access/own_account.html", sessions=sessions)


@router.get(NEW_PASSWORD, dependencies=[allow(Right.OWN_ACCOUNT)])
def password_page(request: Request, visitor: Signed) -> Response:
    """Show the form for another password."""
    return _show_password_form(request, is_temporary=visitor.has_temporary_password)


@router.post(NEW_PASSWORD, dependencies=[allow(Right.OWN_ACCOUNT)])
def change_password(
    request: Request,
    desk: TheDesk,
    visitor: Signed,
    now: Now,
    address: Address,
    *,
    old: Typed = "",
    password: Typed = "",
    again: Typed = "",
) -> Response:
    """Change the own password; every other browser is signed out."""
    try:
        require_same(password, again)
        caller = Caller(address, now)
        token = change_own_password(desk.engine, desk.door, visitor.account_id, caller, old=old, new=password)
    except InputError as error:
        return _show_password_form(request, is_temporary=visitor.has_temporary_password, status=400, refusal=str(error))
    response = go_to(
        "/" if visitor.has_temporary_password else OWN_ACCOUNT,
        request=request,
        notice="Đã đổi mật khẩu. Những máy khác đã được đăng xuất.",
    )
    give_session(response, request, token)
    return response


@router.post("/tai-khoan/may-khac", dependencies=[allow(Right.OWN_ACCOUNT)])
def sign_out_elsewhere(request: Request, db: Db, visitor: Signed, now: Now, address: Address) -> Response:
    """End the own sessions on every other machine."""
    end_all_sessions(db, visitor.account_id, now=now, but=request.cookies[COOKIE])
    record(db, by=visitor.name, action="Đăng xuất máy khác", subject=visitor.name, at=now, address=address)
    return go_to(OWN_ACCOUNT, request=request, notice="Đã đăng xuất khỏi mọi máy khác.")


@router.post("/tai-khoan/giao-dien", dependencies=[allow(Right.OWN_ACCOUNT)])
def choose_theme(request: Request, theme: Typed = "") -> Response:
    """Keep light or dark for this browser; anything else follows the machine."""
    response = go_to(OWN_ACCOUNT, request=request, notice="Đã đổi giao diện trên máy này.")
    if theme in THEMES:
        secure = is_secure(request)
        response.set_cookie(THEME, theme, max_age=YEAR_SECONDS, httponly=True, samesite="lax", secure=secure)
    else:
        response.delete_cookie(THEME)
    return response


def _show_password_form(
    request: Request, *, is_temporary: bool, status: int = 200, refusal: str | None = None
) -> Response:
    values = {"is_temporary": is_temporary, "refusal": refusal, "rule": RULE}
    return show(request, "access/password.html", status=status, **values)

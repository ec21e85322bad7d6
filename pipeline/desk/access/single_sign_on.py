"""The pages of single sign-on: to the provider and back, for accounts that an administrator has linked."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from models.errors import InputError
from pipeline.accounts.signing_in import TOO_MANY, Caller, TooManyAttemptsError, let_in_by_subject
from pipeline.desk.access.oidc import (
    WRONG_ANSWER,
    Question,
    SingleSignOnError,
    find_provider,
    make_question,
    read_subject,
    write_address,
)
from pipeline.desk.access.rights import Right
from pipeline.desk.access.sessions import give_session, is_secure
from pipeline.desk.answering import keep_local, show
from pipeline.desk.state import Desk, TheDesk
from pipeline.desk.visit import Address, Now, allow

START = "/dang-nhap/mot-lan"
RETURN = "/dang-nhap/mot-lan/ve"
QUESTION = "diembao-hoi"
QUESTION_SECONDS = 600

router = APIRouter()


@router.post(START, dependencies=[allow(Right.ENTER)])
def go_to_provider(request: Request, desk: TheDesk, ve: Annotated[str, Form()] = "/") -> Response:
    """Send the browser to the provider with a question of its own."""
    _require_settings(desk)
    question = make_question(keep_local(ve))
    settings = desk.config.oidc
    address = write_address(find_provider(settings), settings, question, _name_return(request, desk))
    # Through a page of ours: the policy lets forms lead to this desk only, also when they are led on.
    response = show(request, "access/to_provider.html", address=address)
    response.set_cookie(
        QUESTION,
        _signer(desk).dumps(asdict(question)),
        max_age=QUESTION_SECONDS,
        path=START,
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
    )
    return response


@router.get(RETURN, dependencies=[allow(Right.ENTER)])
def come_back(
    request: Request, desk: TheDesk, now: Now, address: Address, *, code: str = "", state: str = ""
) -> Response:
    """Let in whom the provider names, if an administrator linked the account; a question is answered once."""
    _require_settings(desk)
    caller = Caller(address, now)
    if not desk.door.addresses.may_try(address, now):
        raise TooManyAttemptsError(TOO_MANY)
    try:
        question = _read_question(request, desk, state)
        settings = desk.config.oidc
        where = _name_return(request, desk)
        subject = read_subject(find_provider(settings), settings, question, code=code, come_back=where, now=now)
    except SingleSignOnError:
        desk.door.addresses.count_failure(address, now)
        raise
    token = let_in_by_subject(desk.engine, subject, caller)
    if token is None:
        response: Response = show(request, "access/not_linked.html", status=403, subject=subject)
    else:
        response = RedirectResponse(keep_local(question.back_to), status_code=303)
        give_session(response, request, token)
    response.delete_cookie(QUESTION, path=START)
    return response


def _require_settings(desk: Desk) -> None:
    if not desk.config.oidc.issuer:
        raise InputError("Bàn duyệt chưa dùng đăng nhập một lần: hãy đăng nhập bằng mật khẩu.")


def _read_question(request: Request, desk: Desk, state: str) -> Question:
    try:
        question = Question(**_signer(desk).loads(request.cookies.get(QUESTION, ""), max_age=QUESTION_SECONDS))
    except (BadSignature, TypeError):
        raise SingleSignOnError(WRONG_ANSWER) from None
    if state != question.state:
        raise SingleSignOnError(WRONG_ANSWER)
    return question


def _name_return(request: Request, desk: Desk) -> str:
    """Return the address that the provider sends the browser back to, as registered there."""
    scheme = "https" if is_secure(request) else "http"
    host = desk.config.desk.names[0] if desk.config.desk.names else request.headers["host"]
    return f"{scheme}://{host}{RETURN}"


def _signer(desk: Desk) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(desk.secret, salt="single sign-on")

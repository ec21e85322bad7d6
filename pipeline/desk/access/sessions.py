"""The cookie that opens a session: what browsers may do with it, and for how long."""

from fastapi import Request
from fastapi.responses import Response

from pipeline.accounts.sessions import LONGEST
from pipeline.desk.state import find_desk

COOKIE = "diembao"


def give_session(response: Response, request: Request, token: str) -> None:
    """Hand a session's token to the browser: no script reads it, no other site sends it along."""
    seconds = int(LONGEST.total_seconds())
    secure = is_secure(request)
    response.set_cookie(COOKIE, token, max_age=seconds, path="/", httponly=True, samesite="lax", secure=secure)


def take_session(response: Response, request: Request) -> None:
    """Take the token away from the browser."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=is_secure(request))


def is_secure(request: Request) -> bool:
    """Say whether cookies may travel encrypted only."""
    return find_desk(request).config.desk.https or request.url.scheme == "https"

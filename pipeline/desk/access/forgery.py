"""The token against forged requests: a signed cookie whose value each change repeats, in a field or in a header.

Another site can make a browser send the cookie but cannot read it. The library that was tried for this (asgi-csrf 0.11)
cannot read forms that carry files with the present python-multipart.
"""

import secrets
from http.cookies import CookieError, SimpleCookie

from fastapi import Request
from itsdangerous import BadSignature, URLSafeSerializer
from starlette.datastructures import Headers, UploadFile

NAME = "csrftoken"
HEADER = "x-csrftoken"
CHANGING = "POST"


class ForgedError(Exception):
    """A change that does not repeat the token of this browser."""


def find_token(headers: Headers, secret: str) -> str | None:
    """Return the token of the browser that sent `headers`, or None where it has none of ours."""
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(NAME)
    except CookieError:
        return None
    if morsel is None:
        return None
    try:
        _serializer(secret).loads(morsel.value)
    except BadSignature:
        return None
    return str(morsel.value)


def make_token(secret: str) -> str:
    """Return a new token."""
    return str(_serializer(secret).dumps(secrets.token_urlsafe(16)))


def write_cookie(token: str, *, https: bool) -> str:
    """Return the Set-Cookie line that gives a browser its token."""
    return f"{NAME}={token}; Path=/; SameSite=Lax; HttpOnly{'; Secure' if https else ''}"


async def require_token(request: Request) -> None:
    """Raise ForgedError for a change that does not repeat the token."""
    if request.method != CHANGING:
        return
    sent = request.headers.get(HEADER) or (await request.form()).get(NAME) or ""
    expected = request.scope[NAME]()
    if isinstance(sent, UploadFile) or not secrets.compare_digest(sent.encode(), expected.encode()):
        raise ForgedError


def _serializer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=NAME)

"""What stands around every route: the token against forged requests, and the headers that browsers obey."""

from typing import Any

from asgi_csrf import asgi_csrf
from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.middleware.base import RequestResponseEndpoint

from pipeline.desk.state import Desk

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
ALWAYS_PROTECTED = {"/dang-nhap", "/lan-dau"}


def guard(app: FastAPI, desk: Desk) -> None:
    """Put the guards around `app`; the last added stands outermost."""
    app.add_middleware(_wrap_csrf, secret=desk.secret)
    app.middleware("http")(_add_headers)


def _wrap_csrf(app: Any, secret: str) -> Any:
    return asgi_csrf(app, signing_secret=secret, always_set_cookie=True, always_protect=ALWAYS_PROTECTED)


async def _add_headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not request.url.path.startswith("/tinh/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response

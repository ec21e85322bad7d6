"""What stands around every route: checks before anything is read, the token against forged requests, and headers.

Errors that nobody foresaw are logged and told in one sentence; what they say stays in the log.
"""

from typing import Any

import structlog
from asgi_csrf import asgi_csrf
from fastapi import FastAPI, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.desk.access.requests import Refusal, find_refusal, tidy_headers
from pipeline.desk.answering import tell_error
from pipeline.desk.state import Desk
from pipeline.desk.static_files import PATH

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
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
ENCRYPTED_ONLY = "max-age=31536000"
FORGED = Refusal(403, "Trang đã để lâu nên chưa nhận phần gửi lên. Hãy tải lại trang rồi gửi lại.")
UNREADABLE = Refusal(400, "Phần gửi lên không đọc được. Hãy tải lại trang rồi gửi lại.")
BROKEN = Refusal(500, "Có lỗi ngoài dự kiến; việc vừa làm chưa được ghi. Người quản trị xem nhật ký chương trình.")
# What is left of a body that is too large is read and dropped, so that the browser shows the refusal and not a reset.
MOST_DROPPED_BYTES = 100_000_000

log = structlog.get_logger()


def guard(app: FastAPI, desk: Desk) -> None:
    """Put the guard around `app`."""
    app.add_middleware(Guard, desk=desk)


class Guard:
    """Let through what comes from this desk's own pages; give every answer its headers."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app = app
        self._desk = desk.config.desk
        self._checked = asgi_csrf(
            self._enter,
            signing_secret=desk.secret,
            always_set_cookie=True,
            always_protect=_EveryPath(),
            cookie_secure=desk.config.desk.https,
            send_csrf_failed=_refuse_forged,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        tidy = tidy_headers(scope)
        answer = _Answer(send, is_head=scope["method"] == "HEAD", encrypted_only=self._desk.https)
        if refusal := find_refusal(tidy, self._desk.names):
            await _drop_body(scope, receive)
            await _refuse(refusal, tidy, receive, answer)
            return
        tidy["method"] = "GET" if answer.is_head else scope["method"]
        tidy["desk.passage"] = answer
        # What may be kept for a year must not carry anybody's cookie.
        inner = self._enter if scope["path"].startswith(f"{PATH}/") else self._checked
        try:
            await inner(tidy, receive, answer)
        except Exception:
            if answer.is_started:
                raise
            if not answer.is_entered:  # the library that looks for the token stumbled over the body
                await _refuse(UNREADABLE, tidy, receive, answer)
                return
            log.exception("a request failed", method=scope["method"], path=scope["path"])
            await _refuse(BROKEN, tidy, receive, answer)
            raise

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["desk.passage"].is_entered = True
        await self._app(scope, receive, send)


class _EveryPath:
    """The paths that need the token even where no cookie came: all."""

    def __contains__(self, path: object) -> bool:
        return True


class _Answer:
    """The answer on its way out: its headers added, its body left out for HEAD."""

    def __init__(self, send: Send, *, is_head: bool, encrypted_only: bool) -> None:
        self._send = send
        self._encrypted_only = encrypted_only
        self.is_head = is_head
        self.is_started = False
        self.is_entered = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.is_started = True
            self._add_headers(MutableHeaders(scope=message))
        elif self.is_head:
            message = {**message, "body": b""}
        await self._send(message)

    def _add_headers(self, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if self._encrypted_only:
            headers.setdefault("Strict-Transport-Security", ENCRYPTED_ONLY)


async def _refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    response = tell_error(Request(scope), refusal.status, refusal.sentence)
    await response(scope, receive, send)


async def _refuse_forged(scope: Scope, send: Send, _reason: Any) -> None:
    response = tell_error(Request(scope), FORGED.status, FORGED.sentence)
    await response(scope, _receive_nothing, send)


async def _receive_nothing() -> Message:
    return {"type": "http.disconnect"}


async def _drop_body(scope: Scope, receive: Receive) -> None:
    left = MOST_DROPPED_BYTES
    while scope["method"] == "POST" and left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if not message.get("more_body", False):
            return

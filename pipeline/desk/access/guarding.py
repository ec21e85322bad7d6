"""What stands around every route: checks before anything is read, the token against forged requests, and headers.

Errors that nobody foresaw are logged and told in one sentence; what they say stays in the log.
"""

import structlog
from fastapi import FastAPI, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.desk.access.forgery import NAME, find_token, make_token, write_cookie
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
        self._secret = desk.secret

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
        # What may be kept for a year must not carry anybody's cookie.
        if not scope["path"].startswith(f"{PATH}/"):
            self._give_token(tidy, answer)
        try:
            await self._app(tidy, receive, answer)
        except Exception:
            if answer.is_started:
                raise
            log.exception("a request failed", method=scope["method"], path=scope["path"])
            await _refuse(BROKEN, tidy, receive, answer)
            raise

    def _give_token(self, scope: Scope, answer: "_Answer") -> None:
        """Let pages and gates know the browser's token, and give it one if it has none."""
        token = find_token(Headers(scope=scope), self._secret)
        if token is None:
            token = make_token(self._secret)
            answer.cookie = write_cookie(token, https=self._desk.https)
        scope[NAME] = lambda: token


class _Answer:
    """The answer on its way out: its headers added, its body left out for HEAD."""

    def __init__(self, send: Send, *, is_head: bool, encrypted_only: bool) -> None:
        self._send = send
        self._encrypted_only = encrypted_only
        self.is_head = is_head
        self.is_started = False
        self.cookie: str | None = None

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
        if self.cookie is not None:
            headers.append("Set-Cookie", self.cookie)
        if self._encrypted_only:
            headers.setdefault("Strict-Transport-Security", ENCRYPTED_ONLY)


async def _refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    response = tell_error(Request(scope), refusal.status, refusal.sentence)
    await response(scope, receive, send)


async def _drop_body(scope: Scope, receive: Receive) -> None:
    left = MOST_DROPPED_BYTES
    while scope["method"] == "POST" and left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        if not message.get("more_body", False):
            return

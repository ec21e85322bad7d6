"""The desk as one application: its rooms joined, every request guarded, every error a page in plain Vietnamese."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from models.errors import DiembaoError
from pipeline.desk.access.guarding import guard
from pipeline.desk.access.signing_in import lead_to_sign_in
from pipeline.desk.answering import show
from pipeline.desk.rooms import ROUTERS
from pipeline.desk.state import Desk
from pipeline.desk.visit import Gate, NotAllowedError, SignInNeededError

STATIC = Path(__file__).parent / "static"
SENTENCES = {
    404: "Không có trang này. Có thể địa chỉ đã gõ sai, hoặc mục này đã được chuyển chỗ.",
    405: "Trang này không nhận cách gửi đó. Hãy quay lại trang trước và bấm nút trên trang.",
}


class UnguardedRouteError(RuntimeError):
    """A route does not declare the right it needs."""


def make_desk(desk: Desk) -> FastAPI:
    """Return the application that serves `desk`; raises UnguardedRouteError for a route that declares no right."""
    app = FastAPI(title="diembao", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    app.mount("/tinh", StaticFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        app.include_router(router)
    for route in app.routes:
        if isinstance(route, APIRoute):
            find_gate(route)
    _add_answers_to_errors(app)
    guard(app, desk)
    return app


def find_gate(route: APIRoute) -> Gate:
    """Return the gate of a route; raises UnguardedRouteError unless there is exactly one."""
    gates = [one.dependency for one in route.dependencies if isinstance(one.dependency, Gate)]
    if len(gates) != 1:
        raise UnguardedRouteError(f"{route.path} declares {len(gates)} rights, not one")
    return gates[0]


def _add_answers_to_errors(app: FastAPI) -> None:
    answers: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response] | Response]] = {
        SignInNeededError: lambda request, _: lead_to_sign_in(request),
        NotAllowedError: lambda request, _: tell_error(request, 403, "Tài khoản này không có quyền làm việc đó."),
        DiembaoError: lambda request, error: tell_error(request, 400, str(error)),
        RequestValidationError: lambda request, _: tell_error(request, 422, "Biểu mẫu thiếu hoặc sai một ô."),
        HTTPException: _tell_http_error,
    }
    for kind, answer in answers.items():
        app.add_exception_handler(kind, answer)


def _tell_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return tell_error(request, error.status_code, SENTENCES.get(error.status_code, "Không làm được việc này."))


def tell_error(request: Request, status: int, sentence: str) -> Response:
    """Answer with one clear sentence and ways on."""
    return show(request, "parts/error.html", status=status, sentence=sentence)

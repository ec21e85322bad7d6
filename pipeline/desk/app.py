"""The desk as one application: its rooms joined, every request guarded, every error a page in plain Vietnamese."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeGuard

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import Mount

from models.errors import DiembaoError
from pipeline.accounts.signing_in import TooManyAttemptsError
from pipeline.desk.access.forgery import ForgedError
from pipeline.desk.access.guarding import guard
from pipeline.desk.access.requests import NO_PAGE
from pipeline.desk.access.signing_in import lead_to_new_password, lead_to_sign_in
from pipeline.desk.answering import tell_error
from pipeline.desk.rooms import ROUTERS
from pipeline.desk.state import Desk
from pipeline.desk.static_files import PATH, VersionedFiles
from pipeline.desk.visit import Gate, NotAllowedError, PasswordNeededError, SignInNeededError

FORGED = "Trang đã để lâu nên chưa nhận phần gửi lên. Hãy tải lại trang rồi gửi lại."
SENTENCES = {
    400: "Phần gửi lên không đọc được. Hãy tải lại trang rồi gửi lại.",
    404: NO_PAGE.sentence,
    405: "Trang này không nhận cách gửi đó. Hãy quay lại trang trước và bấm nút trên trang.",
}


class UnguardedRouteError(RuntimeError):
    """A route does not declare the right it needs."""


def make_desk(desk: Desk, routers: Sequence[APIRouter] = ROUTERS) -> FastAPI:
    """Return the application that serves `desk`; raises UnguardedRouteError for a route that declares no right."""
    app = FastAPI(title="diembao", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    app.mount(PATH, VersionedFiles(), name="static")
    for router in routers:
        app.include_router(router)
    list_routes(app)
    _add_answers_to_errors(app)
    guard(app, desk)
    return app


def list_routes(app: FastAPI) -> list[tuple[APIRoute, Gate]]:
    """Return every route of the desk with its gate; raises UnguardedRouteError for one that stands open.

    The static files are the only thing that needs no gate.
    """
    routes = [context.original_route for context in iter_route_contexts(app.routes)]
    guarded = [route for route in routes if not (isinstance(route, Mount) and route.path == PATH)]
    return [(route, find_gate(route)) for route in guarded if _require_plain(route)]


def _require_plain(route: object) -> TypeGuard[APIRoute]:
    if not isinstance(route, APIRoute):
        raise UnguardedRouteError(f"{route} is not a route of a router and cannot declare a right")
    return True


def find_gate(route: APIRoute) -> Gate:
    """Return the gate of a route; raises UnguardedRouteError unless there is exactly one."""
    gates = [one.dependency for one in route.dependencies if isinstance(one.dependency, Gate)]
    if len(gates) != 1:
        raise UnguardedRouteError(f"{route.path} declares {len(gates)} rights, not one")
    return gates[0]


def _add_answers_to_errors(app: FastAPI) -> None:
    answers: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response] | Response]] = {
        SignInNeededError: lambda request, _: lead_to_sign_in(request),
        PasswordNeededError: lambda request, _: lead_to_new_password(request),
        ForgedError: lambda request, _: tell_error(request, 403, FORGED),
        NotAllowedError: lambda request, _: tell_error(request, 403, "Tài khoản này không có quyền làm việc đó."),
        TooManyAttemptsError: lambda request, error: tell_error(request, 429, str(error)),
        DiembaoError: lambda request, error: tell_error(request, 400, str(error)),
        RequestValidationError: lambda request, _: tell_error(request, 422, "Biểu mẫu thiếu hoặc sai một ô."),
        HTTPException: _tell_http_error,
    }
    for kind, answer in answers.items():
        app.add_exception_handler(kind, answer)


def _tell_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return tell_error(request, error.status_code, SENTENCES.get(error.status_code, "Không làm được việc này."))

"""Answers of the desk: pages from templates, ways back after a change, one-line notices on the next page."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.desk.access.sessions import is_secure
from pipeline.desk.menu import list_entries
from pipeline.desk.state import find_desk
from pipeline.desk.static_files import name_version
from pipeline.desk.wording import FILTERS

TEMPLATES = Path(__file__).parent / "templates"
NOTICE = "diembao-loi-nhan"
NOTICE_SECONDS = 120
THEME = "diembao-mau"
THEMES = ("light", "dark")


def _make_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    environment.globals["static"] = name_version
    return environment


_ENVIRONMENT = _make_environment()


def show(request: Request, template: str, /, *, status: int = 200, **values: object) -> HTMLResponse:
    """Answer with the page `template` ("queue/page.html"); the frame's own values are added.

    Templates get `visitor` (or None), `menu`, `here` (the path), `csrf` (the token for forms), `notice`, `theme`
    ("light", "dark" or None), `is_part` (htmx asked for a part of the page).
    """
    visitor = getattr(request.state, "visitor", None)
    notice = _read_notice(request)
    frame = {
        "visitor": visitor,
        "menu": list_entries(visitor),
        "here": request.url.path,
        "csrf": _find_token(request),
        "notice": notice,
        "theme": read_theme(request),
        "is_part": request.headers.get("hx-request") == "true" and "hx-boosted" not in request.headers,
    }
    response = HTMLResponse(_ENVIRONMENT.get_template(template).render(frame | values), status_code=status)
    if notice is not None:
        response.delete_cookie(NOTICE, path="/")
    return response


def tell_error(request: Request, status: int, sentence: str) -> HTMLResponse:
    """Answer with one clear sentence and ways on."""
    return show(request, "parts/error.html", status=status, sentence=sentence)


def read_theme(request: Request) -> str | None:
    """Return the look a person chose for this browser; None leaves it to the machine."""
    chosen = request.cookies.get(THEME)
    return chosen if chosen in THEMES else None


def go_to(path: str, *, request: Request, notice: str | None = None) -> Response:
    """Answer a change by leading to a page of the desk (303); `notice` is one sentence told there once."""
    response = RedirectResponse(keep_local(path), status_code=303)
    if notice is not None:
        value = _signer(request).dumps(notice)
        secure = is_secure(request)
        response.set_cookie(
            NOTICE, value, max_age=NOTICE_SECONDS, path="/", httponly=True, samesite="lax", secure=secure
        )
    return response


def keep_local(path: str) -> str:
    """Return `path` where it leads to a page of this desk, and the front page otherwise: no open redirect."""
    parts = urlsplit(path)
    is_local = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return path if is_local and path.isprintable() and "\\" not in path else "/"


def send_file(content: bytes, *, name: str, media_type: str) -> Response:
    """Answer with a file to be saved under `name`, which may hold ASCII letters, digits, dots and dashes only."""
    disposition = f'attachment; filename="{name}"'
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def _find_token(request: Request) -> str:
    # A request refused at the door has no token yet, and its page no form.
    make: Callable[[], str] | None = request.scope.get("csrftoken")
    return make() if make is not None else ""


def _read_notice(request: Request) -> str | None:
    value = request.cookies.get(NOTICE)
    if value is None:
        return None
    try:
        return str(_signer(request).loads(value, max_age=NOTICE_SECONDS))
    except BadSignature:
        return None


def _signer(request: Request) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(find_desk(request).secret, salt="notice")

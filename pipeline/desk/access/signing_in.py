"""The way to the sign-in page, or to choosing a password, and back to where somebody wanted to go."""

from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

SIGN_IN = "/dang-nhap"
FIRST_ACCOUNT = "/lan-dau"
NEW_PASSWORD = "/tai-khoan/mat-khau"  # noqa: S105  # a page's address


def lead_to_sign_in(request: Request) -> Response:
    """Lead to the sign-in page, which leads back; a part asked for by htmx reloads the whole page."""
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    path = SIGN_IN if request.method != "GET" or wanted == "/" else f"{SIGN_IN}?ve={quote(wanted, safe='')}"
    return _lead(request, path)


def lead_to_new_password(request: Request) -> Response:
    """Lead somebody with a temporary password to choosing another."""
    return _lead(request, NEW_PASSWORD)


def _lead(request: Request, path: str) -> Response:
    if request.headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"HX-Redirect": path})
    return RedirectResponse(path, status_code=303)

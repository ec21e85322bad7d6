"""The way to the sign-in page and back to where somebody wanted to go."""

from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

SIGN_IN = "/dang-nhap"


def lead_to_sign_in(request: Request) -> Response:
    """Lead to the sign-in page, which leads back; a part asked for by htmx reloads the whole page."""
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    path = SIGN_IN if request.method != "GET" or wanted == "/" else f"{SIGN_IN}?ve={quote(wanted, safe='')}"
    if request.headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"HX-Redirect": path})
    return RedirectResponse(path, status_code=303)

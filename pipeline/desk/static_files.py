"""Styles, scripts and fonts of the desk: kept by browsers as long as their content stands.

A template writes `{{ static("desk.css") }}`: the address carries the digest of the content, so that it may be kept for
a year and a new version is asked for at once. Without the digest browsers ask each time whether it has changed.
"""

import hashlib
from functools import cache
from pathlib import Path

from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import QueryParams
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
PATH = "/tinh"
KEPT_FOR_LONG = "public, max-age=31536000, immutable"
# Named in the style sheet without a digest; their names change with their content.
KEPT_FOR_A_MONTH = "public, max-age=2592000"
ASKED_EACH_TIME = "no-cache"


def name_version(name: str) -> str:
    """Return the address of a static file with its content's digest ("/tinh/desk.css?v=1f0c…")."""
    return f"{PATH}/{name}?v={_digest(name)}"


class VersionedFiles(StaticFiles):
    """The static files, each answer saying how long it may be kept."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file at `path`."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = _choose_keeping(path, QueryParams(scope["query_string"]).get("v"))
        return response


def _choose_keeping(path: str, version: str | None) -> str:
    if version is not None and (FOLDER / path).is_file() and version == _digest(path):
        return KEPT_FOR_LONG
    return KEPT_FOR_A_MONTH if path.startswith("fonts/") else ASKED_EACH_TIME


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]

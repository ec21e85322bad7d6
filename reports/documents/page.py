"""Write a document as one HTML file: no scripts, nothing fetched, the look and the charts inside."""

from base64 import b64encode
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.documents.laying import Layer
from reports.documents.record import Document

TEMPLATES = Path(__file__).parents[1] / "templates"
PIECES_AT_ONCE = 2000


def render_document_html(document: Document) -> bytes:
    """Return the whole page in UTF-8."""
    given = Layer(lambda text, _size, _available: text).lay_document(document)
    style = (TEMPLATES / "document.css").read_text(encoding="utf-8")
    stream = _environment().get_template("document.html").stream(given=given, style=style)
    stream.enable_buffering(PIECES_AT_ONCE)
    return b"".join(part.encode("utf-8") for part in stream)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["picture"] = _embed_picture
    return environment


def _embed_picture(svg: str) -> str:
    """Return a chart as an address that holds it."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode("utf-8")).decode("ascii")

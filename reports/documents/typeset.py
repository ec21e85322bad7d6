"""Set a document as PDF with typst and the vendored Tinos: a preview, laid out like the Word master.

The template takes the document as JSON, so that nothing in a text is ever markup; no system
font, package or file outside the template's folder is read. A letter that Tinos lacks (a smiling face) is
drawn as a box: an archive PDF allows no other. The same record gives the same bytes.
"""

import json
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from reports.documents.laying import Layer
from reports.documents.record import Document
from reports.documents.wrapping import break_long
from reports.measure import FONT_FOLDER, mark_missing

TEMPLATES = Path(__file__).parents[1] / "templates"
REMEMBERED = 10


def render_document_pdf(document: Document) -> bytes:
    """Return the whole file."""
    laid = Layer(break_long).lay_document(document)
    content = json.dumps(laid, default=_open_record, ensure_ascii=False)
    made = _open_compiler().compile(
        format="pdf",
        sys_inputs={"document": mark_missing(content)},
        timestamp=int(document.as_of.timestamp()),
        pdf_standards=["a-2u"],
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single PDF")
    _forget_documents()
    return made


def _forget_documents() -> None:
    """Let typst drop what it remembers of earlier documents, a gigabyte after ten long ones.

    It forgets what the last ten compilations did not use, so these are ten of nothing (0.1 s).
    """
    for _ in range(REMEMBERED):
        _open_blank().compile(format="svg")


def _open_record(record: Any) -> dict[str, Any]:
    """Return a laid record's fields for JSON."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


@lru_cache(maxsize=1)
def _open_compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_FOLDER])
    return typst.Compiler(TEMPLATES / "document.typ", root=TEMPLATES, font_paths=fonts)


@lru_cache(maxsize=1)
def _open_blank() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[])
    return typst.Compiler(TEMPLATES / "blank.typ", root=TEMPLATES, font_paths=fonts)

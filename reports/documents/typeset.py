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

TEMPLATE = Path(__file__).parents[1] / "templates" / "document.typ"


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
    return made


def _open_record(record: Any) -> dict[str, Any]:
    """Return a laid record's fields for JSON."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


@lru_cache(maxsize=1)
def _open_compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_FOLDER])
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts)

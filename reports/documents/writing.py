"""Put a document on disk: render first, then write each file whole or not at all.

Libraries of a format are loaded when it is asked for: together they take half a second.
"""

from collections.abc import Sequence
from pathlib import Path

from models.errors import UsageError
from reports.documents.record import Document
from reports.pausing import collector_paused
from reports.writing import replace_file

FORMATS = ("html", "docx", "xlsx", "pdf")


def write_document(document: Document, folder: Path, stem: str, formats: Sequence[str]) -> list[Path]:
    """Write `document` into `folder` as `stem`.format for each of `formats` and return the files in that order.

    The same document gives the same bytes. Every format is rendered before the first file is written.
    An unknown format raises UsageError.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise UsageError(f"Chưa có dạng văn bản «{unknown[0]}»; có: {', '.join(FORMATS)}.")
    with collector_paused():
        rendered = {name: render_document(document, name) for name in dict.fromkeys(formats)}
    folder.mkdir(parents=True, exist_ok=True)
    return [replace_file(folder / f"{stem}.{name}", content) for name, content in rendered.items()]


def render_document(document: Document, form: str) -> bytes:
    """Return the whole file in the format `form`; KeyError for one there is none of."""
    from reports.documents.page import render_document_html  # noqa: PLC0415 - as said above
    from reports.documents.typeset import render_document_pdf  # noqa: PLC0415
    from reports.documents.word import render_document_docx  # noqa: PLC0415
    from reports.documents.workbook import render_document_xlsx  # noqa: PLC0415

    writers = {
        "html": render_document_html,
        "docx": render_document_docx,
        "xlsx": render_document_xlsx,
        "pdf": render_document_pdf,
    }
    return writers[form](document)

"""Read written documents back, for the tests of the writers."""

from io import BytesIO
from xml.etree.ElementTree import Element

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from pypdf import PdfReader

from reports.documents.record import Document
from reports.documents.writing import render_document


def read_docx(document: Document) -> WordDocument:
    """Render as Word and open again."""
    return docx.Document(BytesIO(render_document(document, "docx")))


def read_pdf(document: Document) -> PdfReader:
    """Render as PDF and open again."""
    return PdfReader(BytesIO(render_document(document, "pdf")))


def pdf_text(document: Document) -> str:
    """Return the letters of the PDF, pages one after another, without the invisible places to break."""
    return "\n".join(page.extract_text() for page in read_pdf(document).pages).replace("\u200b", "")


def paragraph_text(paragraph: Element) -> str:
    """Return the letters of a paragraph's XML, fields included."""
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def docx_text(word: WordDocument) -> str:
    """Return every letter of the body, a paragraph a line."""
    return "\n".join(paragraph_text(one) for one in word.element.iter(qn("w:p")))


def find_paragraph(word: WordDocument, start: str) -> Element:
    """Return the XML of the first paragraph that begins with `start`; StopIteration if there is none."""
    return next(one for one in word.element.iter(qn("w:p")) if paragraph_text(one).startswith(start))


def look_of(paragraph: Element, *, run: int = 0) -> tuple[float | None, bool, bool]:
    """Return size in points (None: that of the text), bold and italic of one run of a paragraph."""
    properties = list(paragraph.iter(qn("w:r")))[run].find(qn("w:rPr"))
    size = properties.find(qn("w:sz"))
    points = None if size is None else int(size.get(qn("w:val"))) / 2
    bold, italic = (properties.find(qn(f"w:{name}")) for name in ("b", "i"))
    return points, *(one is not None and one.get(qn("w:val")) != "0" for one in (bold, italic))


def shape_of(paragraph: Element, name: str, attribute: str) -> str | None:
    """Return an attribute of one of a paragraph's properties, e.g. ("spacing", "before")."""
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:' + name)}")
    return None if found is None else found.get(qn(f"w:{attribute}"))

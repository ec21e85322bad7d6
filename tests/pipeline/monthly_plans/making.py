"""Makers of messy office files: small sheets and Word tables of our own invention, as bytes."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import docx
import xlsxwriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Value = str | int | float | date | None
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@dataclass(frozen=True)
class Rich:
    """A cell of runs; those given as (text, True) are crossed out."""

    runs: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows by 1-based number, merged ranges, and what is hidden, crossed out or set in another font."""

    rows: Mapping[int, Sequence[Any]]
    name: str = "Sheet1"
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    struck_rows: Sequence[int] = ()
    hidden: bool = False
    font: str | None = None
    formulas: Mapping[str, tuple[str, Any]] = field(default_factory=dict)


def make_workbook(*sheets: Sheet) -> bytes:
    """Write the sheets as .xlsx."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for sheet in sheets:
            _write_sheet(book, sheet)
    return stream.getvalue()


def _write_sheet(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    struck = {"font_strikeout": True}
    look = {"font_name": sheet.font} if sheet.font else {}
    plain, crossed = book.add_format(look), book.add_format(look | struck)
    day = book.add_format(look | {"num_format": "dd/mm/yyyy"})
    for area in sheet.merged:
        page.merge_range(area, "")
    for number, values in sheet.rows.items():
        for column, value in enumerate(values):
            kind = crossed if number in sheet.struck_rows else plain
            _write_cell(page, number - 1, column, value, (kind, day, crossed))
        if number in sheet.hidden_rows:
            page.set_row(number - 1, None, None, {"hidden": True})
    for letters in sheet.hidden_columns:
        page.set_column(f"{letters}:{letters}", None, None, {"hidden": True})
    for place, (formula, value) in sheet.formulas.items():
        page.write_formula(place, formula, None, value)
    if sheet.hidden:
        page.hide()


def _write_cell(page: Any, row: int, column: int, value: Any, looks: tuple[Any, Any, Any]) -> None:
    plain, day, crossed = looks
    if value is None or value == "":
        return
    if isinstance(value, Rich):
        runs = [part for text, is_struck in value.runs for part in ((crossed, text) if is_struck else (text,))]
        page.write_rich_string(row, column, *runs)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, day)
    elif isinstance(value, int | float):
        page.write_number(row, column, value, plain)
    else:
        page.write_string(row, column, value, plain)


def fill_document(build: Callable[[Any], None]) -> bytes:
    """Return the .docx that `build` fills."""
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_table(parent: Any, rows: Sequence[Sequence[str]]) -> Any:
    """Add a table with these texts to a document or a cell."""
    table = parent.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    return table


def track_deletion(run: Any) -> None:
    """Mark a run as deleted under tracked changes."""
    element = run._r
    for text in element.findall(qn("w:t")):
        text.tag = qn("w:delText")
    _wrap(element, "w:del")


def track_insertion(run: Any) -> None:
    """Mark a run as inserted under tracked changes."""
    _wrap(run._r, "w:ins")


def _wrap(element: Any, name: str) -> None:
    mark = OxmlElement(name)
    for key, value in (("w:id", "1"), ("w:author", "VP"), ("w:date", "2023-07-01T00:00:00Z")):
        mark.set(qn(key), value)
    element.addprevious(mark)
    mark.append(element)


def delete_row(row: Any) -> None:
    """Mark a table row as deleted under tracked changes."""
    mark = OxmlElement("w:del")
    for key, value in (("w:id", "2"), ("w:author", "VP"), ("w:date", "2023-07-01T00:00:00Z")):
        mark.set(qn(key), value)
    row._tr.get_or_add_trPr().append(mark)


def rewrite_member(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an archive with one member changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry.filename)
            new.writestr(entry.filename, change(part) if entry.filename == name else part)
    return stream.getvalue()

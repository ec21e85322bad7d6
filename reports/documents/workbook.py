"""Write a document's tables as an Excel workbook: what it is and its notes first, then a sheet for each table."""

from collections.abc import Iterator

from reports.documents.outline import annex_places, attached_line, iterate_tables, symbol, write_value
from reports.documents.record import Document, KeyFigures, Note, Table, Value
from reports.documents.sheets import DocumentBook, fit_height, name_sheets
from reports.documents.table_sheet import TableSheet
from reports.formats import format_instant, format_letter_day, single_line

FRONT_NAME = "Thông tin chung"
FRONT_WIDTHS = (36, 110)
UNNAMED = "Bảng"
NUMBER_DOTS = " ……"


def render_document_xlsx(document: Document) -> bytes:
    """Return the whole file."""
    book = DocumentBook(document.subject, document.as_of)
    _write_front(book, document)
    tables = list(_list_tables(document))
    names = name_sheets([title for title, _heading, _table in tables], taken=FRONT_NAME)
    for name, (_title, heading, table) in zip(names, tables, strict=True):
        TableSheet(book, book.start_sheet(name), table).write(heading, NUMBER_DOTS.join(attached_line(document)))
    return book.close()


def _list_tables(document: Document) -> Iterator[tuple[str, str, Table]]:
    """Give every table with the title of its sheet and its heading line; a table in an annex bears its label."""
    for table in iterate_tables(document.blocks):
        title = table.title or UNNAMED
        yield title, title, table
    for label, annex in annex_places(document):
        for table in iterate_tables(annex.blocks):
            title = f"{label}. {annex.title}"
            yield f"{label} {table.title}", f"{title} – {table.title}" if table.title else title, table


def _write_front(book: DocumentBook, document: Document) -> None:
    sheet = book.start_sheet(FRONT_NAME)
    for column, width in enumerate(FRONT_WIDTHS):
        sheet.set_column(column, column, width)
    for row, (name, value) in enumerate(_front_lines(document)):
        book.write_value(sheet, row, 0, name, bold=True, border=1)
        book.write_value(sheet, row, 1, value, align="left", border=1)
        sheet.set_row(row, fit_height((name, write_value(value)), FRONT_WIDTHS))


def _front_lines(document: Document) -> Iterator[tuple[str, Value]]:
    """Give what the document is, and those of its lines without which the tables could be misread."""
    head = document.letterhead
    if document.warning:
        yield "Lưu ý", document.warning
    yield "Cơ quan", f"{single_line(head.parent)} – {single_line(head.name)}"
    yield "Số, ký hiệu", f"Số: ……{symbol(document)}"
    yield "Địa danh, ngày", f"{single_line(head.place_name)}, {format_letter_day(document.day)}"
    yield document.kind, document.subject
    yield "Số liệu tính đến", format_instant(document.as_of)
    for block in document.blocks:
        if isinstance(block, Note):
            yield "Ghi chú", block.text
        elif isinstance(block, KeyFigures):
            for figure in block.figures:
                yield f"{figure.label} ({figure.remark})" if figure.remark else figure.label, figure.value

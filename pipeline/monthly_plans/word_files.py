"""A .docx file as grids: one for each table, nested ones too, with the paragraphs before it.

The XML is walked by hand because python-docx's texts leave out what was inserted under tracked changes. Deleted text
and deleted rows are passed over, a merged cell is one cell, a list's invisible bullet becomes a dash.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from models.text import clean_text
from pipeline.monthly_plans.cell_making import MAX_COLUMNS, MergedPlace, PrintedText, arrange_rows, make_lines
from pipeline.monthly_plans.grid import Cell, Grid, GridKind, OpenedFile
from pipeline.monthly_plans.legacy_fonts import LegacyEncoding, encoding_of_font
from pipeline.monthly_plans.opening import broken_file
from pipeline.monthly_plans.word_text import WordStyles, print_paragraph

MAX_DEPTH = 6
MAX_TABLE_ROWS = 5_000


@dataclass(slots=True)
class _Walk:
    """What is gathered on the way through a document."""

    styles: WordStyles
    grids: list[Grid] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    deleted_rows: int = 0
    deleted_texts: int = 0


def open_word_file(content: bytes, file_name: str) -> OpenedFile:
    """Return the tables of a .docx file as grids; raises MonthlyPlanFileError if it is damaged."""
    try:
        document = docx.Document(BytesIO(content))
        walk = _Walk(WordStyles(document))
        walk.opening.extend(_page_heads(document))
        _walk_blocks(document.element.body, walk, "Bảng ", 0)
    except Exception as error:  # python-docx and lxml raise nearly anything for a damaged file
        raise broken_file(file_name) from error
    if walk.opening:
        walk.grids.append(Grid("Sau bảng cuối", GridKind.WORD_TABLE, (), tuple(walk.opening)))
    if walk.deleted_rows or walk.deleted_texts:
        told = f"{walk.deleted_rows} dòng và {walk.deleted_texts} đoạn chữ"
        walk.notices.append(
            f"Bỏ qua {told} đã xóa ở chế độ theo dõi thay đổi (Track Changes); phần chèn thêm được đọc."
        )
    return OpenedFile(file_name, tuple(walk.grids), tuple(walk.notices))


def _page_heads(document: Any) -> list[str]:
    """Return the lines of the page headers, where some departments put their name."""
    heads = [section.header for section in document.sections if not section.header.is_linked_to_previous]
    return [line for head in heads for paragraph in head.paragraphs if (line := clean_text(paragraph.text))]


def _walk_blocks(parent: Any, walk: _Walk, prefix: str, depth: int) -> None:
    tables = 0
    for block in _blocks_of(parent):
        if block.tag == qn("w:p"):
            walk.deleted_texts += sum(1 for _ in block.iter(qn("w:delText")))
            printed = print_paragraph(block, walk.styles)
            lines, _ = make_lines(printed.pieces)
            walk.opening.extend(line.text for line in lines if not line.struck)
        else:
            tables += 1
            _read_table(block, walk, f"{prefix}{tables}", depth)


def _blocks_of(parent: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in order, also those inside content controls and inserted blocks."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml")):
            yield from _blocks_of(child)


def _read_table(table: Any, walk: _Walk, name: str, depth: int) -> None:
    opening, walk.opening = tuple(walk.opening), []
    cells: dict[tuple[int, int], Cell] = {}
    merged: dict[int, MergedPlace] = {}
    places: list[MergedPlace] = []
    hidden: set[int] = set()
    nested: list[Any] = []
    for number, row in enumerate(_rows_of(table), start=1):
        if number > MAX_TABLE_ROWS:
            walk.notices.append(f"{name} có hơn {MAX_TABLE_ROWS} dòng: phần sau không đọc.")
            break
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            walk.deleted_rows += 1
            continue
        if row.find(f"{qn('w:trPr')}/{qn('w:hidden')}") is not None:
            hidden.add(number)
        for column, span, cell in _cells_of(row):
            if column >= MAX_COLUMNS:
                continue
            nested.extend(cell.iter(qn("w:tbl")) if depth < MAX_DEPTH else ())
            if _continues_above(cell) and column in merged:
                above = merged[column]
                merged[column] = MergedPlace(above.top, above.left, number, above.right)
                continue
            if column in merged:
                places.append(merged.pop(column))
            read = _read_cell(cell, walk, number, column)
            if not read.is_blank:
                cells[number, column] = read
            merged[column] = MergedPlace(number, column, number, column + span - 1)
    places.extend(merged.values())
    rows = arrange_rows(cells, [place for place in places if _is_merged(place)], frozenset(hidden))
    walk.grids.append(Grid(name, GridKind.WORD_TABLE, rows, opening))
    for at, inner in enumerate((table for table in nested if _parent_table(table) is not None), start=1):
        if _parent_table(inner) is table:
            _read_table(inner, walk, f"{name}.{at}", depth + 1)


def _is_merged(place: MergedPlace) -> bool:
    return place.bottom > place.top or place.right > place.left


def _parent_table(table: Any) -> Any:
    return next(table.iterancestors(qn("w:tbl")), None)


def _rows_of(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == qn("w:tr"):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _rows_of(child)


def _cells_of(row: Any) -> Iterator[tuple[int, int, Any]]:
    """Yield (column, number of columns, cell) by the table's grid."""
    column = _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    for cell in _row_children(row):
        span = max(1, _number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1))
        yield column, span, cell
        column += span


def _row_children(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")):
            yield from _row_children(child)


def _number(element: Any, default: int) -> int:
    if element is None:
        return default
    printed = element.get(qn("w:val")) or ""
    return int(printed) if printed.isdigit() else default


def _continues_above(cell: Any) -> bool:
    mark = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return mark is not None and mark.get(qn("w:val")) != "restart"


def _read_cell(cell: Any, walk: _Walk, row: int, column: int) -> Cell:
    pieces: list[PrintedText] = []
    legacy: LegacyEncoding | None = None
    for block in _blocks_of(cell):
        if block.tag != qn("w:p"):
            continue
        walk.deleted_texts += sum(1 for _ in block.iter(qn("w:delText")))
        printed = print_paragraph(block, walk.styles)
        pieces.extend([*printed.pieces, PrintedText("\n")])
        legacy = legacy or encoding_of_font(printed.font)
    lines, partly = make_lines(pieces)
    return Cell((row, column), lines, legacy=legacy, partly_struck=partly)

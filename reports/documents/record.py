"""An official document as frozen records: what it says, in order, and nothing of how it looks.

Queries fill these records; the writers beside this file give them the look of Nghị định 30/2020 as
DOCX, PDF, HTML and XLSX. Texts are plain text in every field: nothing in them is ever markup, and
no writer counts or computes. Numbers of headings and annexes, capitals, brackets, dashes
and full stops of lists are the writers' work; leave them out.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from reports.record import Letterhead

Value: TypeAlias = str | int | float | date | None


class Align(StrEnum):
    """How the texts of a column stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class RowKind(StrEnum):
    """What a table row is: one of many, the name of the rows below it (its first cell, over all columns), or a sum."""

    PLAIN = "plain"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look. `link` is opened when it is a plain http(s) address, and ignored otherwise."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without its number: level 1 is mục (I. IN CAPITALS), 2 is khoản (1.), 3 is điểm (a) b) c) d) đ))."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text.

    `to_write` marks a passage that a person must write; `runs` then say who and what ("Văn phòng bổ sung:
    đánh giá …"), and the writers set it in brackets, on a coloured ground.
    """

    runs: tuple[Run, ...]
    to_write: bool = False


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line of a list, after a dash."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A small line in italics: the as-of instant, how something is counted, what waits for review."""

    text: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure to be seen first, with what it counts and a remark."""

    value: Value
    label: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Two to five figures side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column. `width` is its part of the text width, in proportion to the other columns."""

    heading: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """A heading over `span` neighbouring columns; an empty text joins each of them with its own heading below."""

    heading: str
    span: int


@dataclass(frozen=True, slots=True)
class TableCell:
    """A table cell: a value, and links below it (text, address), each on a line of its own.

    Numbers and days stay what they are in the workbook and are written the Vietnamese way elsewhere.
    A line break in a text begins a new line.
    """

    value: Value = None
    bold: bool = False
    italic: bool = False
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table row with as many cells as the table has columns; one cell in a GROUP row."""

    cells: tuple[TableCell, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `groups`, if any, cover all columns. `title` stands above it and names its sheet in the workbook.

    `size` is the size of the letters in points; a table without rows says `empty_text`.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    title: str = ""
    groups: tuple[ColumnGroup, ...] = ()
    size: float = 12.0
    empty_text: str = "Không có."


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart in the two forms that documents need, and in words for who cannot see it; the caption may be empty.

    `share` is its part of the text width. With `table` and a share below 0.75 the table stands beside it, else below.
    """

    svg: bytes
    png: bytes
    caption: str
    words: str
    share: float = 1.0
    table: Table | None = None


Block: TypeAlias = Heading | Paragraph | Bullet | Note | KeyFigures | Table | Figure


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex; it begins a page, its pages and headings are numbered anew. Several annexes get Roman numbers."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: lines of authority ("KT. GIÁM ĐỐC"), the position, and the name, blank unless given."""

    position: str
    authority: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `kind` and `kind_code` are the type and its letters in the symbol; the number stays blank. `subject` is the
    trích yếu. `warning` stands framed above everything else. `day` is the date of the letter, `as_of` the instant
    of the figures, which is also the time in the file's properties.
    """

    letterhead: Letterhead
    subject: str
    day: date
    as_of: datetime
    blocks: tuple[Block, ...]
    kind: str = "Báo cáo"
    kind_code: str = "BC"
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: Signature | None = None
    annexes: tuple[Annex, ...] = ()
    warning: str = ""


def paragraph(text: str, *, to_write: bool = False) -> Paragraph:
    """Return a paragraph of one look."""
    return Paragraph((Run(text),), to_write=to_write)


def bullet(text: str) -> Bullet:
    """Return a line of a list, of one look."""
    return Bullet((Run(text),))


def table_row(*values: Value | TableCell, kind: RowKind = RowKind.PLAIN) -> TableRow:
    """Return a row of plain values; a value that needs more is given as a cell."""
    return TableRow(tuple(value if isinstance(value, TableCell) else TableCell(value) for value in values), kind)

"""What every writer needs of a document before giving it a look: numbers, symbols, list signs, written values.

Words and forms follow Nghị định 30/2020, Phụ lục I; the letters of điểm stand in Vietnamese order.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import assert_never

from models.text import clean_text
from reports.documents.record import (
    Annex,
    Block,
    Bullet,
    Document,
    Figure,
    Heading,
    Note,
    Paragraph,
    RowKind,
    Run,
    Table,
    TableRow,
    Value,
)
from reports.formats import format_day, format_letter_day, format_number, single_line
from reports.measure import text_width

NUMBER_WORD = "Số:"
ADDRESS_WORD = "Kính gửi:"
RECIPIENTS_WORD = "Nơi nhận:"
ANNEX_WORD = "Phụ lục"
NUMBER_BLANKS = 10
BESIDE_LIMIT = 0.75
HELD_ROWS = 2
WORD_LIMIT = 12
CELL_ROOM = 3.0
"""Millimetres of a table cell that letters do not use, on both sides together."""
RECIPIENTS_WIDTH, SIGNATURE_WIDTH = 70.0, 95.0
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
ROMAN_PARTS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
LIST_DASH = "- "
TO_WRITE_START, TO_WRITE_END = "[… ", " …]"


def write_roman(number: int) -> str:
    """Write a number from 1 on in Roman capitals."""
    written = ""
    for size, sign in ROMAN_PARTS:
        count, number = divmod(number, size)
        written += sign * count
    return written


def number_headings(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """Give each block its number: "I.", "1.", "a)" for headings, starting anew below a higher one; "" for the rest."""
    counts = [0, 0, 0]
    for block in blocks:
        if not isinstance(block, Heading):
            yield "", block
            continue
        place = block.level - 1
        counts[place] += 1
        counts[place + 1 :] = [0] * (len(counts) - place - 1)
        yield _write_number(block.level, counts[place]), block


def _write_number(level: int, count: int) -> str:
    if level == 1:
        return f"{write_roman(count)}."
    if level == 2:
        return f"{count}."
    round_trip, letter = divmod(count - 1, len(POINT_LETTERS))
    return POINT_LETTERS[letter] * (round_trip + 1) + ")"


def heading_text(heading: Heading) -> str:
    """Return the words of a heading as printed: capitals for mục."""
    text = single_line(heading.text)
    return text.upper() if heading.level == 1 else text


def text_runs(block: Paragraph | Bullet | Note) -> tuple[Run, ...]:
    """Return a text's runs with its signs: a dash before a bullet, brackets where a person must write."""
    match block:
        case Bullet():
            return (Run(LIST_DASH), *block.runs)
        case Note():
            return (Run(block.text, italic=True),)
        case Paragraph():
            return (Run(TO_WRITE_START), *block.runs, Run(TO_WRITE_END)) if block.to_write else block.runs
        case _:
            assert_never(block)


def symbol(document: Document) -> str:
    """Return the symbol after the blank number: "/BC-STNMT"."""
    return f"/{single_line(document.kind_code)}-{single_line(document.letterhead.document_code)}"


def place_and_date(document: Document) -> str:
    """Return "Hà Tĩnh, ngày 05 tháng 01 năm 2024"."""
    return f"{single_line(document.letterhead.place_name)}, {format_letter_day(document.day)}"


def addressee_lines(document: Document) -> tuple[str, ...]:
    """Return the lines of Kính gửi: one addressee on the line itself, several in a list below it; none gives none."""
    names = [single_line(name) for name in document.addressees]
    if len(names) < 2:
        return tuple(f"{ADDRESS_WORD} {name}" for name in names)
    return (ADDRESS_WORD, *end_list(names))


def end_list(names: Sequence[str]) -> tuple[str, ...]:
    """Return lines with a dash before, ";" after each and "." after the last."""
    bare = [single_line(name).rstrip(" ;.") for name in names]
    return (*(f"- {name};" for name in bare[:-1]), *(f"- {name}." for name in bare[-1:]))


def annex_label(document: Document, place: int) -> str:
    """Return "Phụ lục I", or "Phụ lục" where there is only one; `place` counts from 0."""
    return ANNEX_WORD if len(document.annexes) == 1 else f"{ANNEX_WORD} {write_roman(place + 1)}"


def attached_line(document: Document) -> tuple[str, str]:
    """Return the line below an annex title that names its document, in two parts: room for the number between them."""
    owner = single_line(document.letterhead.own_name)
    day = format_letter_day(document.day) + (f" của {owner}" if owner else "")
    return f"(Kèm theo {single_line(document.kind)} số", f"{symbol(document)} {day})"


def iterate_tables(blocks: Iterable[Block]) -> Iterator[Table]:
    """Give the tables of a text in order, those beside charts included."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Figure) and block.table is not None:
            yield block.table


def annex_places(document: Document) -> Iterator[tuple[str, Annex]]:
    """Give each annex with its label."""
    return ((annex_label(document, place), annex) for place, annex in enumerate(document.annexes))


def figure_stands_beside(figure: Figure) -> bool:
    """Say whether a chart leaves room for its table beside it."""
    return figure.table is not None and figure.share < BESIDE_LIMIT


def iterate_rows(table: Table) -> Iterator[tuple[TableRow, bool]]:
    """Give each row, and whether it stays on the page of the next one.

    A group's name stays with its first row, and the last rows with one another, so that none stands alone.
    """
    last = len(table.rows) - 1
    for place, row in enumerate(table.rows):
        yield row, place < last and (row.kind is RowKind.GROUP or place >= last - HELD_ROWS)


def share_widths(table: Table, available: float) -> tuple[float, ...]:
    """Return the width of each column, together `available` millimetres, in the proportions that the columns ask for.

    A column too narrow for its days, its numbers or a word of its heading gets what they need, at the cost of
    the others.
    """
    asked = [column.width for column in table.columns]
    needed = _need_widths(table)
    if sum(needed) > available:
        return tuple(available * width / sum(asked) for width in asked)
    fixed = dict[int, float]()
    while True:
        rest = available - sum(fixed.values())
        whole = sum(width for place, width in enumerate(asked) if place not in fixed) or 1.0
        widths = [fixed.get(place, rest * width / whole) for place, width in enumerate(asked)]
        tight = {place: need for place, need in enumerate(needed) if widths[place] < need - 1e-9}
        if not tight:
            return tuple(widths)
        fixed |= tight


def _need_widths(table: Table) -> list[float]:
    """Return how wide each column must be for days, numbers and the usual words of a heading to stay whole."""
    words = (
        [word for word in single_line(column.heading).split(" ") if len(word) <= WORD_LIMIT] for column in table.columns
    )
    longest = [max(of_column, key=len, default="") for of_column in words]
    for row in table.rows:
        for place, cell in enumerate(row.cells if row.kind is not RowKind.GROUP else ()):
            if isinstance(cell.value, date | int | float):
                longest[place] = max(longest[place], write_value(cell.value), key=len)
    return [text_width(text, table.size, bold=True) + CELL_ROOM if text else 0.0 for text in longest]


def write_value(value: Value) -> str:
    """Write a value the Vietnamese way; line breaks of a text stay, nothing else that XML refuses does."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "\n".join(single_line(line) for line in clean_text(value).split("\n"))
    if isinstance(value, date):
        return format_day(value)
    return format_number(value)

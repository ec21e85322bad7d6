"""Printed pieces of text, crossed out or not, made into the lines of a cell; and merged places filled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.text import clean_text
from pipeline.monthly_plans.grid import Cell, GridRow, Line

MAX_COLUMNS = 100
MAX_CELL_LETTERS = 20_000
# A carriage return as Excel escapes it inside a workbook's XML.
_ESCAPED_RETURN = "_x000D_"


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A run of text as it stands in the file."""

    text: str
    struck: bool = False


@dataclass(frozen=True, slots=True)
class MergedPlace:
    """A merged cell: 1-based rows and 0-based columns, both ends counted."""

    top: int
    left: int
    bottom: int
    right: int


def make_lines(printed: Iterable[PrintedText]) -> tuple[tuple[Line, ...], bool]:
    """Return the lines of `printed`, and whether crossed-out words were left out of a line that goes on.

    A line is struck if all its words are; blank lines are dropped.
    """
    lines: list[Line] = []
    partly = False
    for pieces in _split_lines(printed):
        kept = clean_text("".join(piece.text for piece in pieces if not piece.struck)).replace("\n", " ")
        struck = clean_text("".join(piece.text for piece in pieces if piece.struck)).replace("\n", " ")
        if kept:
            lines.append(Line(kept))
            partly = partly or bool(struck)
        elif struck:
            lines.append(Line(struck, struck=True))
    return tuple(lines), partly


def _split_lines(printed: Iterable[PrintedText]) -> list[list[PrintedText]]:
    lines: list[list[PrintedText]] = [[]]
    left = MAX_CELL_LETTERS
    for piece in printed:
        text = piece.text[:left].replace(_ESCAPED_RETURN, "").replace("\r\n", "\n").replace("\r", "\n")
        left -= len(text)
        first, *more = text.split("\n")
        lines[-1].append(PrintedText(first, piece.struck))
        lines.extend([PrintedText(part, piece.struck)] for part in more)
    return lines


def arrange_rows(
    cells: Mapping[tuple[int, int], Cell], merged: Sequence[MergedPlace], hidden_rows: frozenset[int]
) -> tuple[GridRow, ...]:
    """Return the rows that have words, every merged place filled with its first cell; blank rows are left out."""
    if not cells:
        return ()
    filled = dict(cells)
    numbers = sorted({row for row, _ in cells})
    last_column = max(column for _, column in cells)
    for place in merged:
        first = cells.get((place.top, place.left))
        if first is None:
            continue
        right = min(place.right, MAX_COLUMNS - 1)
        last_column = max(last_column, right)
        for row in numbers:
            if place.top <= row <= place.bottom:
                filled |= {(row, column): first for column in range(place.left, right + 1)}
    return tuple(
        GridRow(
            number=row,
            cells=tuple(filled.get((row, column), Cell((row, column))) for column in range(last_column + 1)),
            hidden=row in hidden_rows,
        )
        for row in numbers
    )


def strike_cell(cell: Cell) -> Cell:
    """Return `cell` with all its lines crossed out."""
    return replace(cell, lines=tuple(replace(line, struck=True) for line in cell.lines))

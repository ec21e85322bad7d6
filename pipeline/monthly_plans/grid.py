"""A sheet or a Word table as plain cells, whatever file it came from; nothing here knows what the words mean."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.monthly_plans.legacy_fonts import LegacyEncoding


class GridKind(StrEnum):
    """What a grid was in its file."""

    SHEET = "sheet"
    WORD_TABLE = "word_table"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell as printed, in NFC; `struck` says that all of it is crossed out."""

    text: str
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its lines, and its value where it is a number or a day.

    `fault` is what stands in place of a value (`#REF!`, a formula never reckoned). `legacy` is the encoding that the
    cell's font calls for. `partly_struck` says that crossed-out words were left out of a line that goes on without
    them. `origin` is the (row, column) of the merged cell this place belongs to, its own place otherwise.
    """

    origin: tuple[int, int]
    lines: tuple[Line, ...] = ()
    value: float | date | None = None
    fault: str | None = None
    legacy: LegacyEncoding | None = None
    partly_struck: bool = False

    @property
    def text(self) -> str:
        """Return what is not crossed out, line by line."""
        return "\n".join(line.text for line in self.lines if not line.struck)

    @property
    def whole_text(self) -> str:
        """Return all lines, crossed out or not."""
        return "\n".join(line.text for line in self.lines)

    @property
    def is_struck(self) -> bool:
        """Say whether the cell has words and all of them are crossed out."""
        return bool(self.lines) and all(line.struck for line in self.lines)

    @property
    def is_blank(self) -> bool:
        """Say whether nothing stands here."""
        return not self.lines and self.value is None and self.fault is None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with its 1-based number in the sheet or table."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    def own_cells(self) -> list[tuple[int, Cell]]:
        """Return (column, cell) of what begins in this row and is not blank; a merged cell once."""
        return [
            (column, cell)
            for column, cell in enumerate(self.cells)
            if not cell.is_blank and cell.origin == (self.number, column)
        ]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet or Word table. `opening` are the paragraphs before a Word table, since the table before it."""

    name: str
    kind: GridKind
    rows: tuple[GridRow, ...]
    opening: tuple[str, ...] = ()
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """Return the number of columns of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)

    def place(self, row: int, column: int) -> str:
        """Return how a person finds the cell: "D7" on a sheet, "dòng 7, cột 4" in a Word table."""
        if self.kind is GridKind.WORD_TABLE:
            return f"dòng {row}, cột {column + 1}"
        return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """All grids of a file in order, with what was noticed on opening it, in plain sentences."""

    file_name: str
    grids: tuple[Grid, ...]
    notices: tuple[str, ...] = ()


def column_letters(column: int) -> str:
    """Return the letters of a 0-based column: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

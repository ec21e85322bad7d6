"""The cells of one planned row by meaning, with "như trên" and merged places resolved. Pure."""

from dataclasses import dataclass

from pipeline.monthly_plans.grid import Cell, Grid, GridRow
from pipeline.monthly_plans.layout import Column, Layout
from pipeline.monthly_plans.meanings import Meaning
from pipeline.monthly_plans.records import CellWords
from pipeline.monthly_plans.words import is_ditto


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell of a column, where it stands, and its words; of a row crossed out as a whole the struck words count."""

    column: Column
    cell: Cell
    place: str
    words: str

    @property
    def told(self) -> CellWords:
        """Return words and place for a person to look up."""
        return CellWords(self.place, " ".join(self.words.split()))


class RowCells:
    """Reads one row. `above` is the planned row before it, for cells that repeat it and for merged places."""

    def __init__(self, grid: Grid, layout: Layout, row: GridRow, above: "RowCells | None", *, is_struck: bool) -> None:
        self._grid = grid
        self._layout = layout
        self._above = above
        self.row = row
        self._is_struck = is_struck

    def has(self, *meanings: Meaning) -> bool:
        """Say whether the table has such a column."""
        return self._layout.has(*meanings)

    def heading(self, meaning: Meaning) -> str:
        """Return the heading of the first column of `meaning`."""
        return next((column.heading for column in self._layout.of(meaning)), "")

    def all(self, *meanings: Meaning) -> list[FilledCell]:
        """Return the filled cells of columns of `meanings`."""
        cells = []
        for column in self._layout.of(*meanings):
            filled = self._fill(column)
            if not filled.cell.is_blank and (filled.words or filled.cell.value is not None or filled.cell.fault):
                cells.append(filled)
        return cells

    def one(self, meaning: Meaning) -> FilledCell | None:
        """Return the first filled cell of `meaning`."""
        return next(iter(self.all(meaning)), None)

    def text(self, meaning: Meaning) -> str | None:
        """Return the words of `meaning`: None without such a column, empty where the cell is."""
        if not self.has(meaning):
            return None
        return "\n".join(filled.words for filled in self.all(meaning) if filled.cell.fault is None)

    def _fill(self, column: Column) -> FilledCell:
        cell = self.row.cells[column.index] if column.index < len(self.row.cells) else Cell((self.row.number, column.index))
        if self._above is not None and cell.value is None and is_ditto(cell.whole_text):
            return self._above._fill(column)
        words = cell.whole_text if self._is_struck else cell.text
        return FilledCell(column, cell, self._grid.place(*cell.origin), words)

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
    """Reads one row. `above` is the planned row before it, for cells that repeat it."""

    def __init__(self, grid: Grid, layout: Layout, row: GridRow, above: "RowCells | None", *, is_struck: bool) -> None:
        self._layout = layout
        self.row = row
        self._filled = {column.index: self._fill(grid, column, above, is_struck=is_struck) for column in layout.columns}
        # The last words of each column so far: what "như trên" repeats, blanks between them passed over.
        earlier: dict[int, FilledCell] = above.last_words if above else {}
        self.last_words: dict[int, FilledCell] = earlier | {
            index: filled for index, filled in self._filled.items() if not filled.cell.is_blank
        }

    def _fill(self, grid: Grid, column: Column, above: "RowCells | None", *, is_struck: bool) -> FilledCell:
        number, index = self.row.number, column.index
        cell = self.row.cells[index] if index < len(self.row.cells) else Cell((number, index))
        if above is not None and cell.value is None and is_ditto(cell.whole_text) and index in above.last_words:
            return above.last_words[index]
        return FilledCell(column, cell, grid.place(*cell.origin), cell.whole_text if is_struck else cell.text)

    def has(self, *meanings: Meaning) -> bool:
        """Say whether the table has such a column."""
        return self._layout.has(*meanings)

    def all(self, *meanings: Meaning) -> list[FilledCell]:
        """Return the filled cells of columns of `meanings`."""
        cells = (self._filled[column.index] for column in self._layout.of(*meanings))
        return [filled for filled in cells if filled.words or filled.cell.value is not None or filled.cell.fault]

    def one(self, meaning: Meaning) -> FilledCell | None:
        """Return the first filled cell of `meaning`."""
        return next(iter(self.all(meaning)), None)

    def text(self, meaning: Meaning) -> str | None:
        """Return the words of `meaning`: None without such a column, empty where the cell is."""
        if not self.has(meaning):
            return None
        return "\n".join(filled.words for filled in self.all(meaning) if filled.cell.fault is None)

"""What a person says that columns mean, put over what was understood. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.monthly_plans.grid import Grid, GridKind, column_letters
from pipeline.monthly_plans.layout import Layout
from pipeline.monthly_plans.meanings import Meaning

CHOSEN = "người nhập chọn"


@dataclass(frozen=True, slots=True)
class ColumnWish:
    """The meaning a person gives to a column of a sheet; `column` as the preview names it ("C")."""

    sheet: str
    column: str
    meaning: Meaning


def obey_wishes(layout: Layout, grid: Grid, wishes: Sequence[ColumnWish]) -> Layout:
    """Return `layout` with the meanings that a person gave to columns of the sheet."""
    said = {wish.column: wish.meaning for wish in wishes if wish.sheet == grid.name}
    columns = []
    for column in layout.columns:
        meaning = said.get(name_column(column.index, grid))
        columns.append(column if meaning is None else column.understood(meaning, CHOSEN))
    return replace(layout, columns=tuple(columns))


def name_column(index: int, grid: Grid) -> str:
    """Return how a column is called: by letters on a sheet, by its number in a Word table."""
    return column_letters(index) if grid.kind is GridKind.SHEET else str(index + 1)

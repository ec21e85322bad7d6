"""Where a table's headings stand and what its columns mean, headings of one, two or three lines. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.monthly_plans.grid import Cell, Grid, GridRow
from pipeline.monthly_plans.headings import UNKNOWN, HeadingReading, HeadingWords
from pipeline.monthly_plans.meanings import Meaning

SEARCHED_ROWS = 80
MAX_HEADING_ROWS = 4
_NUMERIC = re.compile(r"[\d\s.,()]+")
# Meanings that tell a plan from a list of people or of things.
PLAN_SIGNS = frozenset(
    {
        Meaning.GENRE,
        Meaning.GENRE_COUNT,
        Meaning.QUANTITY,
        Meaning.OUTLETS,
        Meaning.OUTLET_MARK,
        Meaning.WINDOW,
        Meaning.WINDOW_FROM,
        Meaning.WINDOW_TO,
        Meaning.WINDOW_MARK,
        Meaning.PLAN_ROWS,
        Meaning.DEPARTMENT,
        Meaning.MONTH,
    }
)
_SUB_MEANINGS = frozenset(
    {
        Meaning.GENRE_COUNT,
        Meaning.OUTLET_MARK,
        Meaning.WINDOW_FROM,
        Meaning.WINDOW_TO,
        Meaning.WINDOW_MARK,
        Meaning.DEPARTMENT,
        Meaning.SUPPORTING,
        Meaning.CONTACT,
        Meaning.QUANTITY,
        Meaning.GENRE,
        Meaning.WINDOW,
        Meaning.OUTLETS,
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its printed heading and what was understood."""

    index: int
    heading: str
    reading: HeadingReading

    @property
    def meaning(self) -> Meaning:
        """Return the meaning given to the column."""
        return self.reading.meaning

    def understood(self, meaning: Meaning, why: str) -> "Column":
        """Return the column with another meaning."""
        return replace(self, reading=replace(self.reading, meaning=meaning, why=why))


@dataclass(frozen=True, slots=True)
class Layout:
    """The heading rows (their places in `grid.rows`) and the columns of a table."""

    first: int
    body: int
    columns: tuple[Column, ...]

    def of(self, *meanings: Meaning) -> tuple[Column, ...]:
        """Return the columns of any of `meanings`, in order."""
        return tuple(column for column in self.columns if column.meaning in meanings)

    def has(self, *meanings: Meaning) -> bool:
        """Say whether there is such a column."""
        return bool(self.of(*meanings))


def find_layout(grid: Grid, words: HeadingWords, start: int = 0) -> Layout | None:
    """Return the first layout at or after row `start`, or None if no row reads as headings."""
    for at in range(start, min(len(grid.rows), start + SEARCHED_ROWS)):
        if reads_as_headings(grid.rows[at], words):
            end = _end_of_headings(grid, at, words)
            return Layout(at, end, _read_columns(grid.rows[at:end], words))
    return None


def reads_as_headings(row: GridRow, words: HeadingWords) -> bool:
    """Say whether a row names columns: a content and something of a plan, or a list of people, and no bare number."""
    cells = [cell for _, cell in row.own_cells()]
    texts = [cell.whole_text for cell in cells]
    if len(cells) < 2 or any(
        _NUMERIC.fullmatch(text) or cell.value is not None for text, cell in zip(texts, cells, strict=True)
    ):
        return False
    meanings = [words.read(text).meaning for text in texts]
    known = {meaning for meaning in meanings if meaning is not Meaning.UNKNOWN}
    if len(known) < 2 or 2 * sum(meaning is not Meaning.UNKNOWN for meaning in meanings) < len(meanings):
        return False
    names_content = Meaning.CONTENT in known or (Meaning.THEME in known and len(known) > 2)
    return names_content or {Meaning.NUMBER, Meaning.CONTACT} <= known


def _end_of_headings(grid: Grid, at: int, words: HeadingWords) -> int:
    """Return the place after the last heading row: as far as cells merged down reach, and lines of sub-headings."""
    rows = grid.rows
    origins = {cell.origin for cell in rows[at].cells if not cell.is_blank}
    end = at + 1
    while end < len(rows) and end - at < MAX_HEADING_ROWS:
        row = rows[end]
        copies = [cell for cell in row.cells if cell.origin in origins and not cell.is_blank]
        if not (copies or _is_sub_heading(row, rows[at], words)):
            break
        origins |= {cell.origin for cell in row.cells if not cell.is_blank}
        end += 1
    return end


def _is_sub_heading(row: GridRow, above: GridRow, words: HeadingWords) -> bool:
    """Say whether a row only parts the headings above it: "Từ", "Đến", "Tin", "Bài", names of outlets."""
    cells = row.own_cells()
    if len(cells) < 2 or row.number != above.number + 1:
        return False
    meanings = [words.read(cell.whole_text).meaning for _, cell in cells]
    has_content_below = any(
        words.read(above.cells[column].whole_text).meaning in (Meaning.CONTENT, Meaning.NUMBER)
        for column, _ in cells
        if column < len(above.cells)
    )
    return not has_content_below and all(meaning in _SUB_MEANINGS for meaning in meanings)


def _read_columns(rows: Sequence[GridRow], words: HeadingWords) -> tuple[Column, ...]:
    width = max(len(row.cells) for row in rows)
    columns = []
    for index in range(width):
        parts = _heading_parts(rows, index)
        reading = _read_parts(parts, words) if parts else UNKNOWN
        columns.append(Column(index, " / ".join(parts), reading))
    return tuple(columns)


def _heading_parts(rows: Sequence[GridRow], index: int) -> list[str]:
    parts: list[str] = []
    seen: set[tuple[int, int]] = set()
    for row in rows:
        cell = _heading_cell(row, index, rows)
        if cell is None or cell.is_blank or cell.origin in seen:
            continue
        seen.add(cell.origin)
        parts.append(" ".join(cell.whole_text.split()))
    return parts


def _heading_cell(row: GridRow, index: int, rows: Sequence[GridRow]) -> Cell | None:
    """Return the heading above a column; a group heading written over its first column only reaches to the next one."""
    cell = row.cells[index] if index < len(row.cells) else None
    if (cell is not None and not cell.is_blank) or row is rows[-1]:
        return cell
    below = [later.cells[index] for later in rows[rows.index(row) + 1 :] if index < len(later.cells)]
    if all(lower.is_blank for lower in below):
        return cell
    for left in range(index - 1, -1, -1):
        group = row.cells[left]
        if not group.is_blank:
            under = [later.cells[left] for later in rows[rows.index(row) + 1 :]]
            return group if any(not lower.is_blank and lower.origin != group.origin for lower in under) else cell
    return cell


def _read_parts(parts: list[str], words: HeadingWords) -> HeadingReading:
    """Read a heading of several lines: the lowest line tells most, the group above it the rest."""
    lowest = words.read(parts[-1])
    if len(parts) == 1:
        return lowest
    group = words.read(parts[-2])
    if group.meaning is Meaning.CONTACT:
        return group
    if crossed := _cross(lowest, group):
        return crossed
    if lowest.meaning is not Meaning.UNKNOWN:
        return lowest
    together = words.read(" ".join(parts))
    return together if together.meaning is not Meaning.UNKNOWN else group


def _cross(lowest: HeadingReading, group: HeadingReading) -> HeadingReading | None:
    """Return the meaning of a count by genre and outlet, or of "Số lượng" below a genre or an outlet."""
    if lowest.meaning is Meaning.GENRE_COUNT and group.meaning is Meaning.OUTLET_MARK:
        return replace(lowest, outlet=group.outlet)
    if lowest.meaning is Meaning.OUTLET_MARK and group.meaning is Meaning.GENRE_COUNT:
        return replace(group, outlet=lowest.outlet)
    if lowest.meaning is Meaning.QUANTITY and group.meaning in (Meaning.GENRE_COUNT, Meaning.OUTLET_MARK):
        return group
    return None

"""What an import does to rows: compare, add, change, close; and the account of it.

History only grows: a dated row that left its file is closed, never deleted. `sync_rows`
compares one table with the file; what becomes of rows no longer in the file is the caller's choice.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from models.base import Base
from models.vocabulary import LabelledEnum
from pipeline.plan_import.column_words import write_columns

RowKey = TypeVar("RowKey", bound=Hashable)
Row = TypeVar("Row", bound=Base)


class ChangeKind(LabelledEnum):
    """What became of a row."""

    ADDED = "added", "Thêm"
    CHANGED = "changed", "Sửa"
    CLOSED = "closed", "Đóng"
    REMOVED = "removed", "Bỏ"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that an import touched: `what` in the office's words, and the columns that changed."""

    kind: ChangeKind
    what: str
    code: str
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = f": {write_columns(self.columns)}" if self.columns else ""
        return f"{self.kind.label} {self.what} {self.code}{where}"


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """The account of one import. `is_new_version` says that this very file was not the current one before."""

    kind: str
    code: str
    is_new_version: bool
    changes: tuple[RowChange, ...]
    unchanged: int
    notes: tuple[str, ...] = ()

    def count(self, kind: ChangeKind) -> int:
        """Return how many rows met `kind`."""
        return sum(change.kind is kind for change in self.changes)

    def lines(self) -> tuple[str, ...]:
        """Tell the import in the office's words: new rows by kind, every other changed row, then the totals."""
        added: dict[str, list[str]] = {}
        for change in self.changes:
            if change.kind is ChangeKind.ADDED:
                added.setdefault(change.what, []).append(change.code)
        new = (f"{ChangeKind.ADDED.label} {what} ({len(codes)}): {', '.join(codes)}" for what, codes in added.items())
        other = (str(change) for change in self.changes if change.kind is not ChangeKind.ADDED)
        totals = ", ".join(f"{kind.label.lower()} {self.count(kind)}" for kind in ChangeKind)
        return (*new, *other, f"{self.code}: {totals}, không đổi {self.unchanged}.", *self.notes)


@dataclass(slots=True)
class ChangeLog:
    """The running account while an import goes through the tables."""

    changes: list[RowChange] = field(default_factory=list)
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)

    def note_row(self, what: str, code: str, columns: tuple[str, ...]) -> None:
        """Count an existing row as changed in `columns`, or as unchanged if there are none."""
        if columns:
            self.changes.append(RowChange(ChangeKind.CHANGED, what, code, columns))
        else:
            self.unchanged += 1


class Dated(Protocol):
    """A row with a period."""

    valid_to: Any


def set_values(row: Base, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Set the columns of `row` that differ from `values`; return their names."""
    columns = tuple(name for name, value in values.items() if getattr(row, name) != value)
    for name in columns:
        setattr(row, name, values[name])
    return columns


def close_row(row: Dated, last_day: date) -> bool:
    """Let `row` hold until `last_day` at most; return False where it was closed by then already."""
    if row.valid_to is not None and row.valid_to <= last_day:
        return False
    row.valid_to = last_day
    return True


@dataclass(frozen=True, slots=True)
class TableSync:
    """The comparison of one import with the tables: where to write, what to account to."""

    session: Session
    log: ChangeLog

    def sync_rows(
        self,
        table: type[Row],
        what: str,
        held: Mapping[RowKey, Row],
        wanted: Mapping[RowKey, dict[str, Any]],
        *,
        absent: Callable[[Row], ChangeKind | None],
    ) -> dict[RowKey, Row]:
        """Make the rows `held` equal to `wanted` and return all of `wanted` as rows, flushed.

        `absent` deals with each held row that is not wanted any more and says what it did.
        """
        rows: dict[RowKey, Row] = {}
        for key, values in wanted.items():
            rows[key] = self._sync_row(table, what, key, held.get(key), values)
        for key, row in held.items():
            if key not in wanted and (kind := absent(row)) is not None:
                self.log.changes.append(RowChange(kind, what, written_key(key)))
        self.session.flush()
        return rows

    def _sync_row(self, table: type[Row], what: str, key: Hashable, row: Row | None, values: dict[str, Any]) -> Row:
        if row is None:
            row = table(**values)
            self.session.add(row)
            self.log.changes.append(RowChange(ChangeKind.ADDED, what, written_key(key)))
        else:
            self.log.note_row(what, written_key(key), set_values(row, values))
        return row

    def remove(self, row: Base) -> ChangeKind:
        """Delete a row that nothing points at; the imported file keeps its words."""
        self.session.delete(row)
        return ChangeKind.REMOVED


def written_key(key: Hashable) -> str:
    """Write a key for a person."""
    return " → ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def keep_row(_row: Base) -> None:
    """Leave a row that older rows point at."""

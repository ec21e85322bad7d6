"""What reading a monthly plan gives: frozen records, complete enough to preview, to store and to compare.

Whatever could not be read for certain is None (or left out of its tuple) and named in `unreadable`; why stands in
`Unread` in a plain Vietnamese sentence.
"""

from dataclasses import dataclass, field
from datetime import date

from models.vocabulary import Genre, ObligationStatus
from pipeline.monthly_plans.legacy_fonts import LegacyEncoding
from pipeline.monthly_plans.meanings import Meaning


@dataclass(frozen=True, slots=True, order=True)
class PlanMonth:
    """A calendar month."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def label(self) -> str:
        """Return the month as the office writes it."""
        return f"tháng {self.month}/{self.year}"

    @property
    def first_day(self) -> date:
        """Return its first day."""
        return date(self.year, self.month, 1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days within which a piece is to appear, both counted."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How a column was understood: its letters, its heading as printed, the meaning given to it, and why."""

    column: str
    heading: str
    meaning: Meaning
    why: str


@dataclass(frozen=True, slots=True)
class CellWords:
    """The words a value was read from and where they stand."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A field that could not be read, and why."""

    field: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadObligation:
    """One subject in one genre, as promised in a row.

    `ordinal` counts the obligations of the row from 1. `supporting` holds codes of the organisation file. `contact`
    is personal data: it is kept apart and never exported.
    """

    sheet: str
    row: int
    ordinal: int
    department: str | None
    month: PlanMonth | None
    content: str
    plan_rows: tuple[str, ...] = ()
    genre: Genre | None = None
    quantity: int | None = None
    outlets: tuple[str, ...] = ()
    window: Window | None = None
    supporting: tuple[str, ...] = ()
    status: ObligationStatus = ObligationStatus.ACTIVE
    status_reason: str | None = None
    moved_to: PlanMonth | None = None
    note: str | None = None
    contact: str | None = None
    unread: tuple[Unread, ...] = ()
    remarks: tuple[str, ...] = ()
    cells: dict[str, CellWords] = field(default_factory=dict)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Return the names of the fields that could not be read, each once, in a fixed order."""
        named = {entry.field for entry in self.unread}
        return tuple(name for name in UNREADABLE_FIELDS if name in named)


UNREADABLE_FIELDS = ("department", "month", "plan_rows", "genre", "quantity", "outlets", "window")


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that gave no obligation, and why."""

    row: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A sheet or Word table that holds a plan, with every row accounted for."""

    sheet: str
    department: str | None
    month: PlanMonth | None
    why_department: str
    why_month: str
    heading_rows: tuple[int, ...]
    columns: tuple[ColumnReading, ...]
    obligations: tuple[ReadObligation, ...]
    skipped: tuple[SkippedRow, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassedGrid:
    """A sheet or Word table that is no plan, and why."""

    sheet: str
    why: str


@dataclass(frozen=True, slots=True)
class ConversionOffer:
    """Text written in an old font's encoding; it is read only when a person asks for the conversion."""

    encoding: LegacyEncoding
    cells: int
    preview: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A whole monthly plan file as read."""

    file_name: str
    tables: tuple[ReadTable, ...]
    passed: tuple[PassedGrid, ...] = ()
    warnings: tuple[str, ...] = ()
    conversion: ConversionOffer | None = None

    @property
    def obligations(self) -> tuple[ReadObligation, ...]:
        """Return the obligations of all tables in the order of the file."""
        return tuple(obligation for table in self.tables for obligation in table.obligations)

"""The coverage report as frozen records: all that the writers of HTML, DOCX and XLSX need, nothing they must count.

A figure is kept as the numbers of the works it counts, by certainty, so that every
figure can open its list and none mixes confirmed, proposed and doubtful.
"""

from dataclasses import dataclass
from datetime import date, datetime

from models.records import Credit
from models.vocabulary import ArticleStatus, Certainty, Genre


@dataclass(frozen=True, slots=True)
class Cell:
    """The numbers (STT) of the works counted in one place of a table, apart by certainty, each in rising order."""

    confirmed: tuple[int, ...] = ()
    proposed: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()

    def numbers(self, certainty: Certainty) -> tuple[int, ...]:
        """Return the works counted at one certainty."""
        by_certainty = {
            Certainty.CONFIRMED: self.confirmed,
            Certainty.PROPOSED: self.proposed,
            Certainty.DOUBTFUL: self.doubtful,
        }
        return by_certainty[certainty]

    @property
    def size(self) -> int:
        """How many works at any certainty; for shading and for finding empty rows, never printed as a figure."""
        return len(self.confirmed) + len(self.proposed) + len(self.doubtful)


@dataclass(frozen=True, slots=True)
class Placement:
    """A code (plan row or department) given to a work, how surely and why."""

    code: str
    certainty: Certainty
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """One appearance of a work: the first one, a reprint or a cross-post. `url` is http(s) or None."""

    outlet_key: str
    outlet_name: str
    url: str | None
    published_at: datetime | None
    status: ArticleStatus
    text_sha256: str
    article_id: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """One work with all its publications, first one first. `number` is its STT in the list it stands in.

    `certainty` is the strongest of its placements in plan rows, or of its relevance outside the plan.
    `reasons` say why it stands in its rows, or why it belongs to the sector, each once.
    `note` is what a reader must know of it (taken down, edited, part of a series, why it waits).
    `writers` are the credits that are authorship, `photographers` those of pictures, counted apart; `critical` says how
    surely the work criticises or complains.
    """

    number: int
    title: str
    genre: str
    authors: str
    publications: tuple[Publication, ...]
    rows: tuple[Placement, ...]
    departments: tuple[Placement, ...]
    certainty: Certainty
    reasons: tuple[str, ...]
    series_key: str | None = None
    note: str = ""
    writers: tuple[Credit, ...] = ()
    photographers: tuple[Credit, ...] = ()
    genre_key: Genre | None = None
    critical: Certainty | None = None

    @property
    def first(self) -> Publication:
        """The first publication."""
        return self.publications[0]


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What names the plan. `sha256` is that of the imported file."""

    code: str
    title: str
    short_title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The agency as it signs on the day of the report; `own_name` is how running text names it."""

    parent: str
    name: str
    place_name: str
    document_code: str
    own_name: str = ""


@dataclass(frozen=True, slots=True)
class OutletHead:
    """An outlet that has a column."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class DepartmentHead:
    """A department that has a line; its name is marked until the office has confirmed it."""

    code: str
    name: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month in Việt Nam, or a whole year (`month` None) in a report on many years."""

    year: int
    month: int | None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A row of the plan. `by_outlet`, `by_month`, `by_department` follow the report's own orders.

    A work stands once in `total` although two outlets carried it. `without_department` holds
    the works of the row to which no department is tagged.
    """

    code: str
    kind: str
    reference: str
    short_name: str
    full_text: str
    total: Cell
    by_outlet: tuple[Cell, ...]
    by_month: tuple[Cell, ...]
    by_department: tuple[Cell, ...]
    without_department: Cell


@dataclass(frozen=True, slots=True)
class Totals:
    """Each work of the plan once, at its strongest certainty: over all, by outlet, month and department."""

    total: Cell
    by_outlet: tuple[Cell, ...]
    by_month: tuple[Cell, ...]
    by_outlet_month: tuple[tuple[Cell, ...], ...]
    by_department: tuple[Cell, ...]
    without_department: Cell


@dataclass(frozen=True, slots=True)
class Series:
    """Works of one series: `parts` are their numbers."""

    title: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of every article read in the period.

    read = works of the plan + works outside it + works not of the sector + reprints of all these
    + reprints of works first published before the period. `waiting`, `removed`, `edited` are
    numbers of works of the plan.
    """

    read: int
    not_of_sector: int
    reprints: int
    earlier_reprints: int
    waiting: tuple[int, ...]
    removed: tuple[int, ...]
    edited: tuple[int, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """What the latest run found listed by an outlet, and how much of it is held."""

    outlet_name: str
    listed: int
    held: int
    missing: int
    run_at: datetime


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """Everything a coverage report says, as of one instant."""

    plan: PlanHead
    letterhead: Letterhead
    start: date
    end: date
    as_of: datetime
    outlets: tuple[OutletHead, ...]
    months: tuple[Month, ...]
    departments: tuple[DepartmentHead, ...]
    rows: tuple[CoverageRow, ...]
    totals: Totals
    works: tuple[Work, ...]
    outside: tuple[Work, ...]
    undated: tuple[Work, ...]
    quarantined: tuple[Work, ...]
    standing: Standing
    completeness: tuple[Completeness, ...]
    classifiers: tuple[str, ...]
    program_version: str


@dataclass(frozen=True, slots=True)
class Charts:
    """The one chart in the two forms that documents need."""

    svg: bytes
    png: bytes

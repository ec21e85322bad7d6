"""What a department planned for a month, how a clerk reads it, and what was really published.

Records only; `loading` reads them from the YAML files. Keys of departments, genres, outlets and states are those of
the export of obligations.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

STATES = ("du", "mot_phan", "muon", "khac_ky", "goi_y", "chua_co", "huy")


@dataclass(frozen=True, slots=True)
class PlannedObligation:
    """One counted obligation as a clerk reads it: one topic in one genre. No outlet means any outlet."""

    key: str
    department: str
    month: int
    content: str
    plan_rows: tuple[str, ...]
    genre: str
    quantity: int
    outlets: tuple[str, ...]
    opens_on: date
    due_on: date
    status: str
    supporting_departments: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row in the words of the department, and the obligations it holds."""

    content: str
    plan_ref: str
    form: str
    count: str
    outlet: str
    time: str
    support: str
    contact: str
    note: str
    obligations: tuple[PlannedObligation, ...]


@dataclass(frozen=True, slots=True)
class MonthlyPlan:
    """The plan one department sent for one month of 2023; `layout` names how its file looks (see `rendering`).

    `short_name` is how the department writes itself in a cell.
    """

    department: str
    sender: str
    short_name: str
    month: int
    sent_on: date
    layout: str
    rows: tuple[PlanRow, ...]

    @property
    def file_name(self) -> str:
        """Name of the file as the department sent it."""
        kind = "docx" if self.layout == "word" else "xlsx"
        return f"KH tuyen truyen T{self.month:02d}-2023 {self.department}.{kind}"

    @property
    def obligations(self) -> tuple[PlannedObligation, ...]:
        """All obligations of the plan, in the order of its rows."""
        return tuple(each for row in self.rows for each in row.obligations)


@dataclass(frozen=True, slots=True)
class GoldAnswer:
    """What a careful clerk found for one obligation; articles by their keys in `demo.demo_articles()`.

    `articles` answer it, reprints among them where they tick a wanted outlet. `questions` are to be asked, not linked.
    `near` look alike and must not be linked; linking one of `may_link` is neither right nor wrong.
    """

    key: str
    state: str
    articles: tuple[str, ...]
    questions: tuple[str, ...]
    near: tuple[str, ...]
    may_link: tuple[str, ...]
    also_acceptable: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class GoldExternalArticle:
    """A piece of another outlet that a person adds by hand; `state` is the obligation's once it is linked."""

    url: str
    outlet_name: str
    title: str
    published_on: date
    genre: str
    answers: str
    state: str


@dataclass(frozen=True, slots=True)
class PlanGold:
    """The whole gold: answers by obligation key, and counts by (department, month), then by state.

    `shared_articles` are the only ones that answer more than one obligation: two departments planned them together.
    """

    answers: Mapping[str, GoldAnswer]
    shared_articles: tuple[str, ...]
    external_articles: tuple[GoldExternalArticle, ...]
    ledger: Mapping[tuple[str, int], Mapping[str, int]]

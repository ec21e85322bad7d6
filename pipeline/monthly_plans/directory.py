"""What the reader must know of the office: departments, outlets, rows of the plan, words for columns. Records only.

`directory_loading` fills it from the database; tests fill it by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class DepartmentEntry:
    """A department line: its names, official one first, and names it might also bear (`other_names`).

    `sends_plan` False marks the office that collects the plans of the others.
    """

    code: str
    kind: str
    names: tuple[str, ...]
    other_names: tuple[str, ...] = ()
    not_to_confuse: tuple[str, ...] = ()
    sends_plan: bool = True
    has_branches: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the line holds on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class OutletEntry:
    """A press body with the key of the outlet that carries its pieces; `kinds` are those of the organisation file."""

    key: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the body exists on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class PlanRowEntry:
    """A row of the annual plan: code, place in the plan ("II.3"), number among the activities, short name.

    `children` are the codes of its sub-items, which stand for the row itself.
    """

    code: str
    reference: str | None
    order: int | None
    short_name: str
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """All of it, for one plan. `abbreviations` maps short forms to full ones, both in lower case."""

    plan_code: str
    period_from: date
    period_to: date
    place_name: str
    departments: tuple[DepartmentEntry, ...]
    outlets: tuple[OutletEntry, ...]
    plan_rows: tuple[PlanRowEntry, ...]
    column_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    agency_names: tuple[str, ...] = ()

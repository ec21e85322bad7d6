"""What a report needs of the plan and the organisation, as frozen records, whichever version was in force."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.deciding import ItemTerms
from models.office_files.organisation import PressAgency
from models.plan import PlanItemKind
from reports.record import Letterhead, PlanHead

BLANK_LETTERHEAD = Letterhead("…………………………", "…………………………", "……………", "……", "…………………………")


@dataclass(frozen=True, slots=True)
class OfficeItem:
    """A line of the plan; `row` is the code of the row of the coverage table that it counts for (often its own)."""

    code: str
    row: str
    kind: PlanItemKind
    position: int
    reference: str
    short_name: str
    full_text: str
    windows: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class OfficeDepartment:
    """A department under one name, with the days on which it held; an open end is None."""

    code: str
    name: str
    kind: str
    agency_code: str
    aliases: tuple[str, ...]
    is_confirmed: bool
    sends_monthly_plan: bool
    valid_from: date | None
    valid_to: date | None

    def holds_in(self, start: date, end: date) -> bool:
        """Say whether the line holds on a day from `start` to `end`."""
        return (self.valid_from or start) <= end and (self.valid_to or end) >= start


@dataclass(frozen=True, slots=True)
class OfficeAgency:
    """The office under one name and letterhead."""

    code: str
    name: str
    letterhead: Letterhead
    aliases: tuple[str, ...]
    valid_to: date | None
    successor_code: str | None


@dataclass(frozen=True, slots=True)
class OfficeDeadline:
    """A deadline of the plan: once, on `last_valid`, or every month, on `last_valid_day`. Both are days in time."""

    code: str
    what: str
    rule: str
    sender_role: str
    recipient: str
    last_valid: date | None
    last_valid_day: int | None


@dataclass(frozen=True, slots=True)
class OfficeDocument:
    """A document that the plan cites; `cited_in` names the parts of the plan that do ("mở đầu", "II.1")."""

    number: str | None
    kind: str
    issuer: str
    issued_on: date | None
    subject: str
    cited_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The title and the column headings of a table of the yearly report."""

    title: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """The tables that the plan file asks for."""

    article_list: Form
    by_row: Form
    by_department: Form
    nominations: Form


@dataclass(frozen=True, slots=True)
class Office:
    """The plan and the organisation at one instant.

    `issued_on` is the day before which the plan did not exist, None if unknown. `outlet_order` gives the
    press agencies of the plan as the hosts of their sites, in the plan's order; `press` holds all press agencies.
    """

    plan: PlanHead
    agency_code: str
    issued_on: date | None
    document_number: str | None
    period: tuple[date, date]
    items: tuple[OfficeItem, ...]
    departments: tuple[OfficeDepartment, ...]
    agencies: tuple[OfficeAgency, ...]
    deadlines: tuple[OfficeDeadline, ...]
    documents: tuple[OfficeDocument, ...]
    recipients: tuple[str, ...]
    signer_position: str
    forms: Forms
    outlet_order: tuple[frozenset[str], ...]
    press: tuple[PressAgency, ...] = ()

    @property
    def rows(self) -> tuple[OfficeItem, ...]:
        """The rows of the coverage table, in the plan's order."""
        return tuple(item for item in self.items if item.kind is not PlanItemKind.SUBTHEME)

    @property
    def terms(self) -> dict[str, ItemTerms]:
        """When each item counts, by code; an item is known by its place among `items`."""
        return {
            item.code: ItemTerms(place, item.code, self.period, item.windows) for place, item in enumerate(self.items)
        }

    def list_departments(self, start: date, end: date) -> dict[str, OfficeDepartment]:
        """Return the departments that held on a day of the period by code, under the latest of their names."""
        return {line.code: line for line in self.departments if line.holds_in(start, end)}

    def agencies_on(self, day: date) -> Iterator[OfficeAgency]:
        """Yield the plan's agency and its successors, up to the one that holds on `day`."""
        by_code = {agency.code: agency for agency in self.agencies}
        agency = by_code.get(self.agency_code)
        passed = set[str]()
        while agency is not None and agency.code not in passed:
            yield agency
            passed.add(agency.code)
            is_over = agency.valid_to is not None and agency.valid_to < day
            agency = by_code.get(agency.successor_code or "") if is_over else None

    def find_agency(self, day: date) -> OfficeAgency | None:
        """Return the agency that signs on `day`: the plan's own or the successor in force; None if none is known."""
        return next(reversed(list(self.agencies_on(day))), None)

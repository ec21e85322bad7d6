"""Count works into the tables of the report: plan rows and totals, by outlet, month and department. Pure.

Works are counted where they were published first in time, under every outlet that carried them,
and once in a total. A work stands in several rows, so rows do not add up to the number of works.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from models.clock import VIETNAM
from models.vocabulary import Certainty
from reports.record import Cell, CoverageRow, DepartmentHead, Month, OutletHead, Placement, Series, Totals, Work
from reports.works import weakest

MOST_MONTHS = 24


def list_months(start: date, end: date) -> tuple[Month, ...]:
    """Return every month that has a day in the period, or every year where there are more than two years of months."""
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    if last - first >= MOST_MONTHS:
        return tuple(Month(year, None) for year in range(start.year, end.year + 1))
    return tuple(Month(number // 12, number % 12 + 1) for number in range(first, last + 1))


def month_of(work: Work) -> Month | None:
    """Return the Vietnamese month of the first publication."""
    if work.first.published_at is None:
        return None
    local = work.first.published_at.astimezone(VIETNAM)
    return Month(local.year, local.month)


def make_cell(counted: Iterable[tuple[int, Certainty]]) -> Cell:
    """Return a cell of works given with their certainty."""
    numbers: dict[Certainty, list[int]] = defaultdict(list)
    for number, certainty in counted:
        numbers[certainty].append(number)
    return Cell(*(tuple(sorted(numbers[c])) for c in (Certainty.CONFIRMED, Certainty.PROPOSED, Certainty.DOUBTFUL)))


def _carried_by(work: Work, outlet: OutletHead) -> bool:
    return any(publication.outlet_key == outlet.key for publication in work.publications)


class Counting:
    """The works of the plan and the columns they are counted under."""

    def __init__(
        self,
        works: Sequence[Work],
        *,
        outlets: Sequence[OutletHead],
        months: Sequence[Month],
        departments: Sequence[DepartmentHead],
    ) -> None:
        self.works = works
        self.outlets = outlets
        self.months = months
        self.departments = departments

    def count_row(self, *, code: str, kind: str, reference: str, short_name: str, full_text: str) -> CoverageRow:
        """Count one row of the plan."""
        placed = [(work, row.certainty) for work in self.works for row in work.rows if row.code == code]
        return CoverageRow(
            code=code,
            kind=kind,
            reference=reference,
            short_name=short_name,
            full_text=full_text,
            total=make_cell((work.number, certainty) for work, certainty in placed),
            by_outlet=self._by_outlet(placed),
            by_month=self._by_month(placed),
            by_department=self._by_department(placed),
            without_department=self._without_department(placed),
        )

    def count_totals(self) -> Totals:
        """Count every work once, at its strongest certainty."""
        placed = [(work, work.certainty) for work in self.works]
        carried = [[one for one in placed if _carried_by(one[0], outlet)] for outlet in self.outlets]
        return Totals(
            total=make_cell((work.number, certainty) for work, certainty in placed),
            by_outlet=self._by_outlet(placed),
            by_month=self._by_month(placed),
            by_outlet_month=tuple(self._by_month(works) for works in carried),
            by_department=self._by_department(placed),
            without_department=self._without_department(placed),
        )

    def _by_outlet(self, placed: Sequence[tuple[Work, Certainty]]) -> tuple[Cell, ...]:
        return tuple(
            make_cell((work.number, certainty) for work, certainty in placed if _carried_by(work, outlet))
            for outlet in self.outlets
        )

    def _by_month(self, placed: Sequence[tuple[Work, Certainty]]) -> tuple[Cell, ...]:
        by_month = defaultdict(list)
        for work, certainty in placed:
            if (month := month_of(work)) is not None:
                by_month[month].append((work.number, certainty))
                by_month[Month(month.year, None)].append((work.number, certainty))
        return tuple(make_cell(by_month[month]) for month in self.months)

    def _by_department(self, placed: Sequence[tuple[Work, Certainty]]) -> tuple[Cell, ...]:
        """Count by department at the weaker certainty of the two: that of the row and that of the department."""
        by_department = defaultdict(list)
        for work, certainty in placed:
            for department in work.departments:
                by_department[department.code].append((work.number, weakest((certainty, department.certainty))))
        return tuple(make_cell(by_department[department.code]) for department in self.departments)

    def _without_department(self, placed: Sequence[tuple[Work, Certainty]]) -> Cell:
        return make_cell((work.number, certainty) for work, certainty in placed if not work.departments)


def list_series(works: Iterable[Work]) -> tuple[Series, ...]:
    """Return the series of which at least two parts are counted, named by their first part."""
    parts: dict[str, list[Work]] = defaultdict(list)
    for work in works:
        if work.series_key is not None:
            parts[work.series_key].append(work)
    found = (sorted(members, key=lambda work: work.number) for members in parts.values() if len(members) > 1)
    named = [Series(members[0].title, tuple(work.number for work in members)) for members in found]
    return tuple(sorted(named, key=lambda series: series.parts))


def is_waiting(placements: Iterable[Placement]) -> bool:
    """Say that a person has still to decide on at least one of these."""
    return any(placement.certainty is not Certainty.CONFIRMED for placement in placements)

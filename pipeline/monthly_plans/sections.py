"""What section rows say for the rows below them: a week, a department, an outlet, a genre, a row of the plan. Pure."""

import re
from dataclasses import dataclass, replace

from models.vocabulary import Genre, ObligationStatus
from pipeline.monthly_plans.body import SortedRow, strip_section_mark
from pipeline.monthly_plans.department_names import DepartmentNames
from pipeline.monthly_plans.genres import is_genre_heading
from pipeline.monthly_plans.outlet_names import OutletNames
from pipeline.monthly_plans.plan_row_names import PlanRowNames
from pipeline.monthly_plans.records import PlanMonth, Window
from pipeline.monthly_plans.standing import ACTIVE, Standing, read_standing
from pipeline.monthly_plans.windows import parse_days

_MONTH = re.compile(r"(?:trong\s+)?tháng\s*(0?[1-9]|1[0-2])(?:\s*(?:/|-|năm)\s*(20\d\d))?", re.IGNORECASE)
_REFERENCE = re.compile(r"\s*[IVX]+\.\d")


@dataclass(frozen=True, slots=True)
class SectionWords:
    """What the sections above a row state; what none of them states is None or empty."""

    department: str | None = None
    month: PlanMonth | None = None
    window: Window | None = None
    outlets: tuple[str, ...] = ()
    genre: Genre | None = None
    plan_rows: tuple[str, ...] = ()
    standing: Standing = ACTIVE


@dataclass(frozen=True, slots=True)
class Names:
    """All names known for one month."""

    departments: DepartmentNames
    outlets: OutletNames
    plan_rows: PlanRowNames


class Sections:
    """The sections in force while rows are read; one of the same or a higher rank ends those below it."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._open: list[tuple[int, SectionWords]] = []

    def enter(self, section: SortedRow, month: PlanMonth | None, year: int) -> None:
        """Begin a section of a table for `month`; where the table names none, the section may ("Tháng 8")."""
        self._open = [entry for entry in self._open if entry[0] < section.rank]
        known = month or self.words().month
        if known is None and (found := _MONTH.fullmatch(strip_section_mark(section.words).rstrip(" :."))):
            named = SectionWords(month=PlanMonth(int(found[2] or year), int(found[1])))
            self._open.append((section.rank, named))
            return
        self._open.append((section.rank, self._read(section.words, known)))

    def words(self) -> SectionWords:
        """Return what all sections in force say; the innermost goes before the others."""
        said = SectionWords()
        for _, inner in self._open:
            said = SectionWords(
                department=inner.department or said.department,
                month=inner.month or said.month,
                window=inner.window or said.window,
                outlets=inner.outlets or said.outlets,
                genre=inner.genre or said.genre,
                plan_rows=inner.plan_rows or said.plan_rows,
                standing=inner.standing if inner.standing.status is not ObligationStatus.ACTIVE else said.standing,
            )
        return said

    def _read(self, title: str, month: PlanMonth | None) -> SectionWords:
        text = strip_section_mark(title).rstrip(" :")
        rows = self._names.plan_rows
        cited = rows.read_in_text(title).codes or (rows.read(title).codes if _REFERENCE.match(title) else ())
        said = SectionWords(plan_rows=cited, standing=read_standing(text, month))
        if department := self._names.departments.find(text):
            return replace(said, department=department)
        if window := parse_days(text, month):
            return replace(said, window=window)
        outlets = self._names.outlets.read(text)
        if outlets.keys and not outlets.unknown:
            return replace(said, outlets=outlets.keys)
        return replace(said, genre=is_genre_heading(text))

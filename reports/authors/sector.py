"""Tell people of the sector by the office that stands beside their name in print. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.text import comparison_key
from reports.office.record import Office


@dataclass(frozen=True, slots=True)
class PrintedOffice:
    """An office of the sector in print; `department` is None where only the agency is named."""

    department: str | None


@dataclass(frozen=True, slots=True)
class SectorNames:
    """The names of the sector's departments (to codes) and agencies in a period, as comparison keys."""

    departments: Mapping[str, str]
    agencies: frozenset[str]

    def match(self, affiliation: str | None) -> PrintedOffice | None:
        """Return the office of the sector that `affiliation` names, or None."""
        key = comparison_key(affiliation or "")
        if not key:
            return None
        department = self._match_department(key)
        return PrintedOffice(department) if department is not None or self._is_agency(key) else None

    def _match_department(self, key: str) -> str | None:
        """Return the department named, alone or followed by the agency's name."""
        for name, code in self.departments.items():
            rest = key.removeprefix(name).strip() if key.startswith(name) else None
            if rest is not None and (not rest or self._is_agency(rest)):
                return code
        return None

    def _is_agency(self, key: str) -> bool:
        return any(key == name or key.endswith(f" {name}") for name in self.agencies)


def list_sector_names(office: Office, start: date, end: date) -> SectorNames:
    """Return every name that the sector goes by in a period."""
    lines = office.list_departments(start, end).values()
    departments = {comparison_key(name): line.code for line in lines for name in (line.name, *line.aliases)}
    agencies = frozenset(
        comparison_key(name) for agency in office.agencies_on(end) for name in (agency.name, *agency.aliases)
    )
    return SectorNames(departments, agencies)

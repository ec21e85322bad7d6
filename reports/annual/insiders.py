"""Works written by people of the sector, by the office that stands beside their name in print. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.text import comparison_key
from reports.gathering import Gathered
from reports.record import Work


@dataclass(frozen=True, slots=True)
class Insider:
    """One author of the sector under one work; `department` is None where only the agency is named."""

    author: str
    affiliation: str
    department: str | None
    work: Work


def list_insiders(gathered: Gathered) -> list[Insider]:
    """Return every author of the sector under every work, in the order of the works."""
    departments, agencies = index_departments(gathered), index_agencies(gathered)
    found = []
    for work in gathered.works:
        for writer in work.writers:
            key = comparison_key(writer.affiliation or "")
            department = match_department(key, departments, agencies)
            if key and (department is not None or match_agency(key, agencies)):
                found.append(Insider(writer.name, writer.affiliation or "", department, work))
    return found


def index_departments(gathered: Gathered) -> dict[str, str]:
    """Return the codes of the departments of the period by every name they go by."""
    lines = gathered.office.list_departments(gathered.start, gathered.end).values()
    return {comparison_key(name): line.code for line in lines for name in (line.name, *line.aliases)}


def index_agencies(gathered: Gathered) -> frozenset[str]:
    """Return every name that the agency goes by."""
    return frozenset(
        comparison_key(name)
        for agency in gathered.office.agencies_on(gathered.end)
        for name in (agency.name, *agency.aliases)
    )


def match_department(key: str, departments: Mapping[str, str], agencies: frozenset[str]) -> str | None:
    """Return the department that an affiliation names, alone or followed by the agency's name."""
    for name, code in departments.items():
        rest = key.removeprefix(name).strip() if key.startswith(name) else None
        if rest is not None and (not rest or match_agency(rest, agencies)):
            return code
    return None


def match_agency(key: str, agencies: frozenset[str]) -> bool:
    """Say whether an affiliation is the agency, or ends in its name."""
    return any(key == name or key.endswith(f" {name}") for name in agencies)

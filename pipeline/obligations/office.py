"""What the office's files say that matching uses: abbreviations, districts, names, rows that belong together. Pure."""

import re
from collections import defaultdict
from collections.abc import Mapping

from models.office_files.organisation import Department, OrganisationFile
from models.office_files.plan import PlanFile
from pipeline.obligations.names import DistrictName
from pipeline.obligations.records import Office
from pipeline.obligations.wording import read_wording

# A day's name in the calendar, before what explains it.
_DAY_NAME = re.compile(r"[^(;]+")


def read_office(plan: PlanFile, organisation: OrganisationFile, outlet_names: Mapping[str, str]) -> Office:
    """Return the office of a plan; `outlet_names` are those of the outlets that are read."""
    lines = _order_lines(plan, organisation)
    departments = {department.code: department.name for department in lines}
    written_out = [(short, alias.full) for alias in plan.aliases if not alias.ambiguous for short in alias.short]
    written_out += read_wording()["abbreviations"].items()
    common = [name for agency in organisation.agencies for name in (agency.name, *agency.aliases)]
    common += [name for one in organisation.departments for name in (one.name, *one.aliases, *one.candidate_names)]
    common += [name for press in organisation.press_agencies for name in (press.name, *press.aliases)]
    return Office(
        abbreviations=tuple(written_out),
        province=organisation.province.name,
        districts=tuple(DistrictName(district.code, district.name) for district in organisation.districts),
        set_phrases=tuple(found[0].strip() for day in plan.calendar if (found := _DAY_NAME.match(day.name))),
        common_names=tuple(common),
        related_rows=_relate_rows(plan),
        department_names=departments,
        successors={one.code: one.successor for one in organisation.departments if one.successor},
        look_alikes={one.code: one.not_to_confuse for one in lines},
        outlet_names=dict(outlet_names),
    )


def _order_lines(plan: PlanFile, organisation: OrganisationFile) -> list[Department]:
    """Return all department lines, those that hold in the plan's period last: of one code they say what it is."""
    start, end = plan.plan.period.first_day, plan.plan.period.last_day
    return sorted(
        organisation.departments, key=lambda one: (one.valid_from or start) <= end and (one.valid_to or end) >= start
    )


def _relate_rows(plan: PlanFile) -> dict[str, frozenset[str]]:
    """Return for each row those under which an article on it may stand too, by relation or as its part."""
    pairs = [(relation.child, relation.parent) for relation in plan.relations]
    pairs += [(part.code, row.code) for row in plan.rows for part in row.subthemes]
    related: defaultdict[str, set[str]] = defaultdict(set)
    for child, parent in pairs:
        related[child].add(parent)
        related[parent].add(child)
    return {code: frozenset(others) for code, others in related.items()}

"""Gather the reader's directory from the database and the outlets' files."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.outlet_file import load_outlets
from models.office_files.organisation import Department as FileDepartment
from models.office_files.organisation import OrganisationFile, PressAgency
from models.office_files.plan import PlanFile
from models.office_files.stored import restore_organisation, restore_plan
from models.organisation import Department
from models.plan import Plan
from pipeline.monthly_plans.directory import DepartmentEntry, Directory, OutletEntry, PlanRowEntry
from pipeline.store import find_office_files


def load_directory(session: Session, plan: Plan) -> Directory:
    """Return what is known for reading the months of `plan`; raises InputError if no organisation is imported."""
    plan_file, organisation_file = find_office_files(session, plan)
    organisation = restore_organisation(organisation_file.content)
    departments = session.scalars(select(Department).order_by(Department.id)).all()
    return build_directory(
        plan.code, restore_plan(plan_file.content), organisation, [_entry_of(line) for line in departments]
    )


def build_directory(
    plan_code: str, plan: PlanFile, organisation: OrganisationFile, departments: Iterable[DepartmentEntry] = ()
) -> Directory:
    """Return the directory of a plan and an organisation; `departments` stand in for those of the file if given."""
    period = plan.plan.period
    entries = tuple(departments) or tuple(_entry_of_file(line) for line in organisation.departments)
    return Directory(
        plan_code=plan_code,
        period_from=period.first_day,
        period_to=period.last_day,
        place_name=organisation.province.name,
        departments=entries,
        outlets=tuple(_outlet_entries(organisation.press_agencies)),
        plan_rows=tuple(_row_entries(plan)),
        column_words=_column_words(plan),
        abbreviations={short: alias.full for alias in plan.aliases if not alias.ambiguous for short in alias.short},
        agency_names=tuple(dict.fromkeys(_agency_names(organisation))),
    )


def _agency_names(organisation: OrganisationFile) -> Iterable[str]:
    """Yield the names of the agencies, whole and without the word Sở: both stand behind a department's name."""
    for agency in organisation.agencies:
        for name in (agency.name, agency.letterhead.name, *agency.aliases):
            yield name
            yield from [name.partition(" ")[2]] if name.lower().startswith(("sở ", "ngành ")) else []
    yield "sở"


def _entry_of(line: Department) -> DepartmentEntry:
    return DepartmentEntry(
        code=line.code,
        kind=line.kind,
        names=(line.name, *line.aliases),
        other_names=(*line.name_candidates, *line.mention_patterns),
        not_to_confuse=tuple(line.not_to_confuse),
        sends_plan=line.sends_monthly_plan,
        has_branches=line.has_branches,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
    )


def _entry_of_file(line: FileDepartment) -> DepartmentEntry:
    return DepartmentEntry(
        code=line.code,
        kind=line.kind,
        names=(line.name, *line.aliases),
        other_names=(*line.candidate_names, *line.mention_patterns),
        not_to_confuse=line.not_to_confuse,
        sends_plan=line.sends_monthly_plan,
        has_branches=line.has_district_branches,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
    )


def _outlet_entries(agencies: Iterable[PressAgency]) -> Iterable[OutletEntry]:
    """Yield each press body with the outlet that carries its first address."""
    hosts = {host: outlet.key for outlet in load_outlets() for host in outlet.hosts}
    for agency in agencies:
        key = next((hosts[domain] for domain in agency.domains if domain in hosts), None)
        if key is None:
            continue
        dated = (entry.name for entry in agency.names_over_time)
        names = tuple(dict.fromkeys((agency.name, *agency.aliases, *dated, *agency.domains)))
        yield OutletEntry(key, names, tuple(agency.kind), agency.valid_from, agency.valid_to)


def _row_entries(plan: PlanFile) -> Iterable[PlanRowEntry]:
    for content in plan.contents:
        children = tuple(child.code for child in content.subthemes)
        yield PlanRowEntry(content.code, content.plan_ref, None, content.short_name, children)
    for activity in plan.activities:
        children = tuple(child.code for child in activity.subthemes)
        yield PlanRowEntry(activity.code, None, activity.order, activity.short_name, children)


def _column_words(plan: PlanFile) -> Mapping[str, tuple[str, ...]]:
    if plan.monthly_plan_template is None:
        return {}
    return {column.key: (column.label, *column.synonyms) for column in plan.monthly_plan_template.columns}

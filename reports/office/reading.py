"""Read the office as it stood at an instant, from the files imported by then."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import local_day
from models.office_files.stored import restore_organisation, restore_plan
from models.organisation import OfficeFile
from models.plan import Plan
from reports.office.from_files import OrganisationVersion, PlanVersion, build_office
from reports.office.from_tables import read_tables
from reports.office.record import Office


def read_office(session: Session, plan: Plan, as_of: datetime) -> Office:
    """Return the plan and the organisation at `as_of`, replayed from the imported files.

    Before the first import the first version counts: an instant at which nothing was known has no other plan.
    """
    plans = [
        PlanVersion(restore_plan(file.content), file.sha256, local_day(file.imported_at))
        for file in _read_versions(session, as_of, kind="plan", code=plan.code)
    ]
    organisations = [
        OrganisationVersion(restore_organisation(file.content), local_day(file.imported_at))
        for file in _read_versions(session, as_of, kind="organisation")
    ]
    if plans and organisations:
        return build_office(plans, organisations)
    tables = read_tables(session, plan)
    if not plans:
        return tables
    return replace(build_office(plans, ()), departments=tables.departments, agencies=tables.agencies)


def _read_versions(session: Session, as_of: datetime, *, kind: str, code: str | None = None) -> list[OfficeFile]:
    """Return the versions imported up to `as_of` in their order, or the first one if all came later."""
    query = select(OfficeFile).where(OfficeFile.kind == kind).order_by(OfficeFile.imported_at, OfficeFile.id)
    if code is not None:
        query = query.where(OfficeFile.code == code)
    kept = [file for file in session.scalars(query) if file.content]
    return [file for file in kept if file.imported_at <= as_of] or kept[:1]

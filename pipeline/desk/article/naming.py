"""The Vietnamese names of the codes that tags carry, under one plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Department, Outlet
from models.plan import PlanField, PlanItem
from models.vocabulary import ActingBody, LocalityScope, OfficeRole, TagAxis, Tone

FACETS: Mapping[TagAxis, type[StrEnum]] = {
    TagAxis.ROLE: OfficeRole,
    TagAxis.TONE: Tone,
    TagAxis.ACTOR: ActingBody,
    TagAxis.LOCALITY: LocalityScope,
}


@dataclass(frozen=True, slots=True)
class CodeNames:
    """Names by code: plan rows, fields of the sector, departments (the newest line of each), outlets."""

    rows: Mapping[str, str]
    fields: Mapping[str, str]
    departments: Mapping[str, str]
    outlets: Mapping[str, str]

    def name(self, axis: TagAxis, code: str) -> str:
        """Return the name of a code on an axis, or the code where nothing names it."""
        match axis:
            case TagAxis.RELEVANT:
                return axis.label
            case TagAxis.ROW:
                return self.rows.get(code, code)
            case TagAxis.FIELD:
                return self.fields.get(code, code)
            case TagAxis.DEPARTMENT:
                return self.departments.get(code, code)
            case _:
                labels = {str(one): getattr(one, "label", str(one)) for one in FACETS[axis]}
                return str(labels.get(code, code))

    def outlet(self, key: str) -> str:
        """Return the name of an outlet."""
        return self.outlets.get(key, key)


def read_names(session: Session, plan_id: int | None) -> CodeNames:
    """Return the names of the codes of a plan; without a plan there are no rows and fields."""
    items = select(PlanItem.code, PlanItem.short_name).where(PlanItem.plan_id == plan_id)
    fields = select(PlanField.code, PlanField.name).where(PlanField.plan_id == plan_id)
    newest_last = Department.valid_from.is_not(None), Department.valid_from
    departments = select(Department.code, Department.name).order_by(*newest_last)
    outlets = select(Outlet.key, Outlet.name)
    rows, named, units, sites = (dict(session.execute(q).all()) for q in (items, fields, departments, outlets))
    return CodeNames(rows, named, units, sites)

"""What the database holds of a plan, for `diembao plan show`: rows with those who lead and support them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Department, DepartmentFunction, OfficeFile
from models.plan import FunctionPart, Plan, PlanDeadline, PlanItem, PlanItemKind, find_plan
from models.vocabulary import Verification


@dataclass(frozen=True, slots=True)
class DepartmentName:
    """A department that carries a function, and how surely its name is known."""

    code: str
    name: str
    verification: Verification


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A content or activity with its sub-items (code and name); who leads is not named again as supporting."""

    code: str
    kind: PlanItemKind
    plan_reference: str | None
    short_name: str
    lead_departments: tuple[DepartmentName, ...]
    supporting_departments: tuple[DepartmentName, ...]
    field_codes: tuple[str, ...]
    subthemes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A deadline as the plan words it, with the last day in time if it comes once."""

    code: str
    what: str
    rule: str
    last_valid: date | None


@dataclass(frozen=True, slots=True)
class PlanOverview:
    """A plan as held: its head, its lines in order, its deadlines, and the file they came from."""

    code: str
    title: str
    document_number: str | None
    issued_on: date | None
    period_from: date
    period_to: date
    file_name: str
    sha256: str
    imported_at: datetime
    lines: tuple[PlanLine, ...]
    deadlines: tuple[DeadlineLine, ...]


def describe_plan(session: Session, code: str | None = None, *, day: date | None = None) -> PlanOverview:
    """Return the plan `code`, or the present one; departments are those in charge on `day`.

    Without `day` the last day of the plan's period counts.
    """
    plan = find_plan(session, code)
    file = session.get_one(OfficeFile, plan.office_file_id)
    carriers = _carriers_on(session, day or plan.period_to)
    deadlines = session.scalars(select(PlanDeadline).where(PlanDeadline.plan_id == plan.id).order_by(PlanDeadline.code))
    return PlanOverview(
        code=plan.code,
        title=plan.title,
        document_number=plan.document_number,
        issued_on=plan.issued_on,
        period_from=plan.period_from,
        period_to=plan.period_to,
        file_name=file.file_name,
        sha256=file.sha256,
        imported_at=plan.imported_at,
        lines=tuple(_describe_lines(plan, carriers)),
        deadlines=tuple(DeadlineLine(line.code, line.what, line.rule, line.last_valid) for line in deadlines),
    )


def _carriers_on(session: Session, day: date) -> dict[str, list[DepartmentName]]:
    lines = session.execute(
        select(DepartmentFunction.function_code, Department)
        .join(Department, Department.id == DepartmentFunction.department_id)
        .where(Department.valid_on(day))
        .order_by(Department.id)
    )
    carriers: dict[str, list[DepartmentName]] = defaultdict(list)
    for function_code, line in lines:
        carriers[function_code].append(DepartmentName(line.code, line.name, line.verification))
    return carriers


def _describe_lines(plan: Plan, carriers: dict[str, list[DepartmentName]]) -> Iterable[PlanLine]:
    subthemes: dict[int | None, list[tuple[str, str]]] = defaultdict(list)
    for item in plan.items:
        if item.kind is PlanItemKind.SUBTHEME and item.valid_to is None:
            subthemes[item.parent_id].append((item.code, item.short_name))
    for item in plan.items:
        if item.kind is PlanItemKind.SUBTHEME:
            continue
        leading = _departments_of(item, FunctionPart.LEAD, carriers)
        supporting = _departments_of(item, FunctionPart.SUPPORT, carriers)
        yield PlanLine(
            code=item.code,
            kind=item.kind,
            plan_reference=item.plan_reference,
            short_name=item.short_name,
            lead_departments=leading,
            supporting_departments=tuple(name for name in supporting if name not in leading),
            field_codes=tuple(item.field_codes),
            subthemes=tuple(subthemes[item.id]),
        )


def _departments_of(
    item: PlanItem, part: FunctionPart, carriers: dict[str, list[DepartmentName]]
) -> tuple[DepartmentName, ...]:
    codes = sorted(link.function_code for link in item.functions if link.part is part)
    return tuple(dict.fromkeys(name for code in codes for name in carriers.get(code, ())))

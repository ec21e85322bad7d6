"""A monthly plan file imported: the plan it belongs to found, read, and kept. The caller commits or rolls back."""

from dataclasses import dataclass, replace
from pathlib import PurePath

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import local_day
from models.errors import InputError
from models.plan import Plan, find_plan
from pipeline.deadlines import record_arrival
from pipeline.monthly_plans.department_names import DepartmentNames
from pipeline.monthly_plans.directory import Directory
from pipeline.monthly_plans.directory_loading import load_directory
from pipeline.monthly_plans.opening import open_plan_file
from pipeline.monthly_plans.reading import ReadingWishes, read_opened_file
from pipeline.monthly_plans.records import PlanMonth, ReadPlan
from pipeline.monthly_plans.storing import Arrival, StoringSummary, store_plan

YAML_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import read, for which annual plan, and what it changed."""

    plan_code: str
    read: ReadPlan
    summary: StoringSummary


def is_office_yaml(file_name: str) -> bool:
    """Say whether a file given to `plan import` is an annual plan or an organisation rather than a monthly plan."""
    return PurePath(file_name).suffix.lower() in YAML_SUFFIXES


def import_monthly_plan(
    session: Session,
    file_name: str,
    arrival: Arrival,
    wishes: ReadingWishes,
    *,
    plan_code: str | None,
    department: str | None,
) -> Imported:
    """Read a file for the annual plan that covers its month and keep it.

    `plan_code` names the plan instead; `department` is a code or a name. Raises MonthlyPlanFileError for a file that
    cannot be opened, InputError for a month outside every plan or a department nobody knows.
    """
    opened = open_plan_file(arrival.content, file_name)
    chosen = find_plan(session, plan_code)
    plans = [chosen] if plan_code else [chosen, *_other_plans(session, chosen)]
    readings = []
    for plan in plans:
        directory = load_directory(session, plan)
        code = find_department(directory, department, wishes.month)
        read = read_opened_file(opened, directory, replace(wishes, department=code))
        readings.append((plan, read))
        if _is_within(read, plan):
            summary = store_plan(session, plan, read, arrival)
            _record_senders(session, plan, read, arrival, summary.file_id)
            return Imported(plan.code, read, summary)
    plan, read = readings[0]
    raise InputError(_outside(read, plan))


def _record_senders(session: Session, plan: Plan, read: ReadPlan, arrival: Arrival, file_id: int) -> None:
    """Write down which departments sent their plan for which months with this file."""
    senders = {(one.department, one.month.first_day) for one in read.obligations if one.department and one.month}
    record_arrival(
        session,
        plan,
        sorted(senders),
        sent_on=local_day(arrival.received_at),
        now=arrival.received_at,
        by=arrival.received_by,
        file_id=file_id,
    )


def _other_plans(session: Session, chosen: Plan) -> list[Plan]:
    plans = session.scalars(select(Plan).where(Plan.id != chosen.id).order_by(Plan.period_to.desc(), Plan.code))
    return list(plans)


def find_department(directory: Directory, words: str | None, month: PlanMonth | None) -> str | None:
    """Return the code of the department that a person named by code or name; raises InputError if nobody knows it."""
    if words is None:
        return None
    day = month.first_day if month else directory.period_to
    code = next((entry.code for entry in directory.departments if entry.code == words), None)
    code = code or DepartmentNames(directory, day).find(words)
    if code is None:
        known = ", ".join(dict.fromkeys(entry.code for entry in directory.departments))
        raise InputError(f"--department {words}: không biết đơn vị này; đang có: {known}.")
    return code


def _is_within(read: ReadPlan, plan: Plan) -> bool:
    """Say whether the plan covers the months of a reading; one that names no month fits any plan."""
    months = {entry.month for entry in read.obligations if entry.month} | {
        table.month for table in read.tables if table.month
    }
    return not months or any(plan.period_from <= month.first_day <= plan.period_to for month in months)


def _outside(read: ReadPlan, plan: Plan) -> str:
    months = sorted(
        {entry.month for entry in read.obligations if entry.month}
        | {table.month for table in read.tables if table.month}
    )
    named = ", ".join(month.label for month in months)
    period = f"{plan.period_from:%d/%m/%Y}-{plan.period_to:%d/%m/%Y}"
    known = f"{plan.code}: {period}"
    return f"{read.file_name}: {named} nằm ngoài các kế hoạch năm đã nhập ({known}); hãy nhập kế hoạch năm đó trước."

"""Make the document of a report that was asked for. Brings in the libraries of charts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.clock import local_day
from models.errors import UsageError
from models.plan import Plan
from reports.annual import write_annual
from reports.department import write_department
from reports.documents.record import Document
from reports.gathering import Gathered, gather
from reports.kinds import ReportKind, ReportOrder, name_files
from reports.monthly import write_monthly
from reports.period import write_period


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document and the name of its files, without ending."""

    stem: str
    document: Document


def make_report(session: Session, plan: Plan, order: ReportOrder) -> NamedDocument:
    """Return any report but that of coverage; raises UsageError where it needs a month or department."""
    _check(order)
    gathered = gather(session, plan, order.start, end_by(order), order.as_of)
    return NamedDocument(name_files(plan.code, order), _write(gathered, order))


def end_by(order: ReportOrder) -> date:
    """Return the last day that a report speaks of: none after the day of its instant, and the first day at least."""
    return max(order.start, min(order.end, local_day(order.as_of)))


def _write(gathered: Gathered, order: ReportOrder) -> Document:
    if order.kind is ReportKind.MONTHLY and order.month is not None:
        return write_monthly(gathered, order.month)
    if order.kind is ReportKind.DEPARTMENT and order.department is not None:
        return write_department(gathered, order.department)
    if order.kind is ReportKind.ANNUAL:
        return write_annual(gathered)
    if order.kind is ReportKind.SUMMARY:
        return write_period(gathered)
    raise ValueError(f"no document of kind {order.kind!r}")


def _check(order: ReportOrder) -> None:
    if order.kind is ReportKind.MONTHLY and order.month is None:
        raise UsageError("Báo cáo tháng cần --month, ví dụ --month 2023-07.")
    if order.kind is ReportKind.DEPARTMENT and order.department is None:
        raise UsageError("Báo cáo của phòng, đơn vị cần --department, ví dụ --department CC-BVMT.")

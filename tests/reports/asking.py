"""Asking for a report and reading its figures, for the tests that fill a database."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from reports.coverage import query_coverage
from reports.record import Cell, CoverageReport, CoverageRow

START, END = date(2023, 1, 1), date(2023, 12, 31)


def ask(session: Session, now: datetime, **changes: object) -> CoverageReport:
    """Ask for the year's report on the test plan as of now."""
    question = {"plan_code": "KH-TEST", "start": START, "end": END, "as_of": now}
    return query_coverage(session, **(question | changes))


def find_row(report: CoverageReport, code: str) -> CoverageRow:
    """Return one row of the report."""
    return next(row for row in report.rows if row.code == code)


def count(cell: Cell) -> tuple[int, int, int]:
    """Return the three figures of a cell."""
    return len(cell.confirmed), len(cell.proposed), len(cell.doubtful)

"""A department's yearly report: what it promised and owed, what came of it, what is missing and why."""

from reports.department.document import write_department

__all__ = ["write_department"]

"""The monthly sheet for the outlets: what the departments ask for this month, and what became of last month's."""

from reports.monthly.document import write_monthly

__all__ = ["write_monthly"]

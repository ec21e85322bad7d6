"""The summary of a period for the directors: one page with charts."""

from reports.period.document import write_period

__all__ = ["write_period"]

"""The Office's yearly report to the Ministry: sentences drafted from real figures, passages to write marked."""

from reports.annual.document import write_annual

__all__ = ["write_annual"]

"""The promises of the departments as they stood at an instant: what was asked, what answers it, what is missing."""

from reports.ledger.reading import read_ledger_lines
from reports.ledger.record import LedgerLine, Promise

__all__ = ["LedgerLine", "Promise", "read_ledger_lines"]

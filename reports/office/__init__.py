"""The plan and the organisation as they stood at an instant: rows, departments, letterheads, deadlines, forms."""

from reports.office.reading import read_office
from reports.office.record import Office

__all__ = ["Office", "read_office"]

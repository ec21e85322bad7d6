"""Who had to send which paper by when, and who did: the deadlines of a plan at an instant."""

from reports.deadlines.reading import read_deadlines
from reports.deadlines.record import DueLine, PaperState

__all__ = ["DueLine", "PaperState", "read_deadlines"]

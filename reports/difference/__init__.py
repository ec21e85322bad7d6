"""What became different between two instants, each difference with its cause."""

from reports.difference.comparing import compare
from reports.difference.record import Cause, Comparison, Difference, Figure, Subject

__all__ = ["Cause", "Comparison", "Difference", "Figure", "Subject", "compare"]

"""Queries → plain records → documents. Reads only."""

from reports.coverage import query_coverage
from reports.writing import write_coverage

__all__ = ["query_coverage", "write_coverage"]

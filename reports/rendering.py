"""Render a report in several formats around one chart. The only file that brings in all document libraries."""

from collections.abc import Callable, Iterable, Mapping

from reports.chart import draw_months
from reports.coverage_document import lay_coverage
from reports.documents.typeset import render_document_pdf
from reports.page import render_page
from reports.record import Charts, CoverageReport
from reports.word import render_document
from reports.workbook import render_workbook

WRITERS: Mapping[str, Callable[[CoverageReport, Charts], bytes]] = {
    "html": render_page,
    "docx": render_document,
    "xlsx": lambda report, _charts: render_workbook(report),
    "pdf": lambda report, charts: render_document_pdf(lay_coverage(report, charts)),
}


def render_coverage(report: CoverageReport, formats: Iterable[str]) -> dict[str, bytes]:
    """Return the whole file of each format; KeyError for a format there is none of."""
    charts = draw_months(report)
    return {name: WRITERS[name](report, charts) for name in formats}

"""A report on an earlier instant says again what it said then, whatever happened since."""

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.plan import Plan
from reports import query_coverage
from reports.chart import draw_months
from reports.coverage_document import lay_coverage
from reports.documents.record import Document
from reports.documents.writing import render_document
from reports.kinds import ReportKind, ReportOrder
from reports.making import make_report
from reports.rendering import render_coverage
from tests.pipeline.history import Year

START, END = date(2023, 1, 1), date(2023, 12, 31)


@pytest.fixture
def year(session: Session, tmp_path: Path) -> Year:
    """The year before its first step."""
    return Year(session, tmp_path)


def ask(session: Session, plan: Plan, kind: ReportKind, as_of: datetime) -> Document:
    """Return the document of a kind as of an instant."""
    if kind is ReportKind.COVERAGE:
        report = query_coverage(session, plan_code=plan.code, start=START, end=END, as_of=as_of)
        return lay_coverage(report, draw_months(report))
    order = ReportOrder(kind, START, END, as_of, date(2023, 8, 1), "TT")
    return make_report(session, plan, order).document


@pytest.mark.parametrize("kind", list(ReportKind))
def test_each_instant_stays_as_it_was_told(year: Year, kind: ReportKind) -> None:
    """Of every kind of report: what was told after each step is told again after the last one."""
    told = {}
    for name, instant in year.walk():
        told[name, instant] = ask(year.session, year.plan, kind, instant)

    year.session.expire_all()
    again = {(name, instant): ask(year.session, year.plan, kind, instant) for name, instant in told}

    assert [name for name, instant in told if told[name, instant] != again[name, instant]] == []


def test_every_step_is_seen(year: Year) -> None:
    """The history is no idle one: after each step the yearly report tells something else than before."""
    told = [
        (name, ask(year.session, year.plan, ReportKind.ANNUAL, instant).blocks[1:]) for name, instant in year.walk()
    ]

    silent = [name for (_, before), (name, after) in pairwise(told) if before == after]
    assert silent == []


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "pdf"])
def test_the_same_instant_gives_the_same_bytes(year: Year, form: str) -> None:
    """Of every kind of report in every format, before and after the second half of the year."""
    steps = year.walk()
    instants = [next(steps)[1] for _ in range(8)]
    first = {kind: render(year, kind, instants[-1], form) for kind in ReportKind}
    list(steps)

    year.session.expire_all()
    second = {kind: render(year, kind, instants[-1], form) for kind in ReportKind}

    assert [kind for kind in ReportKind if first[kind] != second[kind]] == []


def render(year: Year, kind: ReportKind, as_of: datetime, form: str) -> bytes:
    """Return the bytes of a report in a format."""
    if kind is ReportKind.COVERAGE:
        report = query_coverage(year.session, plan_code=year.plan.code, start=START, end=END, as_of=as_of)
        return render_coverage(report, [form])[form]
    return render_document(ask(year.session, year.plan, kind, as_of), form)

"""The chart by month."""

from dataclasses import replace

from reports.chart import draw_months
from reports.record import OutletHead
from tests.reports.records import OUTLETS, make_report, make_work


def test_the_same_figures_give_the_same_bytes() -> None:
    """Two drawings of equal reports are equal, as SVG and as PNG."""
    first, second = (draw_months(make_report([make_work()])) for _ in range(2))

    assert first == second


def test_the_picture_holds_no_text_and_no_date() -> None:
    """Letters are paths, so that no outside font or crawled name can act in the page."""
    svg = draw_months(make_report([make_work()])).svg

    assert b"<text" not in svg
    assert b"<!--" not in svg
    assert b"<dc:date>" not in svg


def test_certainties_differ_by_hatching_too() -> None:
    """A black-and-white print can tell them apart."""
    assert draw_months(make_report([make_work()])).svg.count(b"<pattern") == 2


def test_an_outlets_name_is_never_read_as_a_formula() -> None:
    """Dollar signs in a name are letters."""
    named = (OutletHead("bao", r"Báo $\frac{1}{0$ Thử"), OUTLETS[1])

    assert draw_months(make_report(outlets=named)).png.startswith(b"\x89PNG")


def test_a_report_without_outlets_has_an_empty_chart() -> None:
    """Nothing to draw is no error."""
    totals = replace(make_report().totals, by_outlet=(), by_outlet_month=())

    assert draw_months(make_report(outlets=(), totals=totals)).png.startswith(b"\x89PNG")

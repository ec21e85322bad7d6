"""Bars of official documents."""

import re
from io import BytesIO

import matplotlib.image
import numpy as np

from reports.drawing import Series, draw_bars, draw_lying_bars
from reports.record import Charts

LABELS = ("Tháng 1", "Tháng 2", "Tháng 3")


def draw(**changes: object) -> Charts:
    """Draw three bars of two series."""
    series = (Series("Đã duyệt", (3, 0, 5)), Series("Đề xuất", (1, 2, 0)))
    return draw_bars(LABELS, series, width=120, height=50)


def test_the_same_figures_give_the_same_bytes() -> None:
    """SVG and PNG carry neither date nor chance."""
    assert draw() == draw()


def test_letters_are_paths_and_nothing_of_a_label_is_markup() -> None:
    """No font is asked for, and a label's text does not stand in the file."""
    hostile = ("<script>alert(1)</script>", "$x_1$ 😀", "--> <b>")

    svg = draw_bars(hostile, (Series("$\\frac{1}$", (1, 2, 3)),), width=120, height=50).svg.decode()

    assert "<text" not in svg
    assert "script" not in svg
    assert "<!--" not in svg


def test_series_differ_without_colour() -> None:
    """In greys of a printer, hatched and plain bars differ in texture: some bars hold dark lines on light ground."""
    svg = draw().svg.decode()

    assert len(re.findall("<pattern ", svg)) == 1
    grey = matplotlib.image.imread(BytesIO(draw().png)).mean(axis=2)
    assert np.ptp(grey) > 0.5


def test_the_chart_has_the_asked_size() -> None:
    """Millimetres become points in the SVG; lying bars grow with their number."""
    short = draw_lying_bars(LABELS, (Series("a", (1, 2, 3)),), width=100).svg.decode()
    tall = draw_lying_bars(LABELS * 4, (Series("a", (1, 2, 3) * 4),), width=100).svg.decode()

    heights = [float(re.search(r'height="([\d.]+)pt"', svg)[1]) for svg in (short, tall)]  # type: ignore[index]
    assert 'width="283.464567pt"' in short
    assert heights[1] > 2 * heights[0]


def test_nothing_to_draw_is_an_empty_chart() -> None:
    """No label, no figure: axes without bars, and no error."""
    assert draw_bars((), (Series("a", ()),), width=100, height=40).png.startswith(b"\x89PNG")

"""Draw the works of the plan by month, a panel for each outlet, bars stacked by certainty.

The same figures give the same bytes. Certainty is told by hatching too, so that a black-and-white
print stays readable. Letters are drawn as paths of matplotlib's own DejaVu Sans, which has all
Vietnamese letters.
"""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import MaxNLocator

from models.vocabulary import Certainty
from reports.formats import format_month, single_line
from reports.record import Cell, Charts, CoverageReport

INK = "#22302b"
COLOURS = {Certainty.CONFIRMED: "#1f5f4a", Certainty.PROPOSED: "#8fc1ab", Certainty.DOUBTFUL: "#f4f1e8"}
HATCHES = {Certainty.CONFIRMED: "", Certainty.PROPOSED: "////", Certainty.DOUBTFUL: "...."}
FEWEST_PLACES = 8  # a bar keeps its width when the period is a month or two
WIDTH, PANEL_HEIGHT, FOOT_HEIGHT = 7.4, 1.55, 0.75


def draw_months(report: CoverageReport) -> Charts:
    """Return the chart by month as SVG for pages and PNG for Word."""
    with mpl.rc_context(
        {"svg.hashsalt": "diembao", "svg.fonttype": "path", "hatch.linewidth": 0.6, "hatch.color": INK}
    ):
        figure = _draw(report)
        svg, png = BytesIO(), BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        figure.savefig(png, format="png", dpi=200, metadata={"Software": None})
    return Charts(strip_comments(svg.getvalue()), png.getvalue())


def strip_comments(svg: bytes) -> bytes:
    """Drop the comments in which the drawn texts stand a second time."""
    return re.sub(rb"\s*<!--.*?-->", b"", svg, flags=re.DOTALL)


def chart_font(size: float) -> FontProperties:
    """Return the letters of all charts in `size` points."""
    return FontProperties(fname=Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf", size=size)


def _draw(report: CoverageReport) -> Figure:
    panels = max(len(report.outlets), 1)
    height = PANEL_HEIGHT * panels + FOOT_HEIGHT
    figure = Figure(figsize=(WIDTH, height))
    every = figure.subplots(panels, 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    for axes, outlet, cells in zip(every, report.outlets, report.totals.by_outlet_month, strict=False):
        _draw_panel(axes, cells)
        axes.set_title(single_line(outlet.name), loc="left", fontproperties=chart_font(9), color=INK, parse_math=False)
    _label_months(every[-1], report)
    for axes in every:
        axes.set_xlim(-0.7, max(len(report.months), FEWEST_PLACES) - 0.3)
        axes.set_ylim(0, max(1.15 * _highest(report), 1))
        _calm(axes)
    handles, labels = every[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="lower center", ncols=3, frameon=False, prop=chart_font(8))
    figure.subplots_adjust(left=0.06, right=0.99, top=1 - 0.28 / height, bottom=0.6 / height, hspace=0.36)
    return figure


def _highest(report: CoverageReport) -> int:
    return max((cell.size for cells in report.totals.by_outlet_month for cell in cells), default=0)


def _draw_panel(axes: Axes, cells: Sequence[Cell]) -> None:
    floor = [0] * len(cells)
    for certainty in Certainty:
        counts = [len(cell.numbers(certainty)) for cell in cells]
        axes.bar(
            range(len(cells)),
            counts,
            bottom=floor,
            width=0.62,
            label=certainty.label,
            facecolor=COLOURS[certainty],
            hatch=HATCHES[certainty],
            edgecolor=INK,
            linewidth=0.6,
        )
        floor = [low + count for low, count in zip(floor, counts, strict=True)]


def _label_months(axes: Axes, report: CoverageReport) -> None:
    with_year = report.start.year != report.end.year
    names = [format_month(month, with_year=with_year).replace(" ", "\n") for month in report.months]
    axes.set_xticks(range(len(report.months)), names)


def _calm(axes: Axes) -> None:
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True, min_n_ticks=1))
    axes.set_axisbelow(True)
    axes.grid(axis="y", color="#d9ded9", linewidth=0.6)
    axes.tick_params(length=0, labelcolor=INK)
    axes.spines[["top", "right", "left"]].set_visible(False)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(chart_font(8))

"""Draw the bars of official documents: vertical by time, horizontal by name, stacked by series.

The same figures give the same bytes. Series differ by grey and by hatching, so that a black-and-white
print stays readable; letters are drawn as paths of the vendored Tinos.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import MaxNLocator

from reports.chart import INK, strip_comments
from reports.formats import format_number, shorten, single_line
from reports.measure import FONT_FOLDER, mark_missing
from reports.record import Charts

LOOKS = (("#1f5f4a", ""), ("#b9d6c8", "////"), ("#f4f1e8", "...."), ("#7d8a84", "\\\\\\\\"), ("#ffffff", "xxxx"))
MM_PER_INCH = 25.4
LABEL_LENGTH = 34
FEWEST_PLACES = 4


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind, one for each label of the chart."""

    name: str
    counts: Sequence[int]


def draw_bars(labels: Sequence[str], series: Sequence[Series], *, width: float, height: float) -> Charts:
    """Return upright bars over `labels`, series stacked; `width` and `height` in millimetres. At most five series."""
    return _draw(labels, series, width, height, lies=False)


def draw_lying_bars(labels: Sequence[str], series: Sequence[Series], *, width: float) -> Charts:
    """Return lying bars, the first label on top, series stacked; the height follows the number of labels."""
    return _draw(labels, series, width, 16 + 6.5 * max(len(labels), FEWEST_PLACES), lies=True)


def _draw(labels: Sequence[str], series: Sequence[Series], width: float, height: float, *, lies: bool) -> Charts:
    with mpl.rc_context(
        {
            "svg.hashsalt": "diembao",
            "svg.fonttype": "path",
            "hatch.linewidth": 0.6,
            "hatch.color": INK,
            "text.parse_math": False,
        }
    ):
        figure = Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH), layout="constrained")
        axes = figure.subplots()
        _stack(axes, len(labels), series, lies=lies)
        names = [mark_missing(shorten(label, LABEL_LENGTH)) for label in labels]
        (axes.set_yticks if lies else axes.set_xticks)(range(len(labels)), names)
        _calm(axes, len(labels), series, lies=lies)
        if len(series) > 1:
            handles, written = axes.get_legend_handles_labels()
            figure.legend(handles, written, loc="outside lower center", ncols=len(series), frameon=False, prop=_font(9))
        svg, png = BytesIO(), BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        figure.savefig(png, format="png", dpi=200, metadata={"Software": None})
    return Charts(strip_comments(svg.getvalue()), png.getvalue())


def _font(size: float) -> FontProperties:
    return FontProperties(fname=FONT_FOLDER / "Tinos-Regular.ttf", size=size)


def _stack(axes: Axes, places: int, series: Sequence[Series], *, lies: bool) -> None:
    floor = [0] * places
    for (colour, hatch), one in zip(LOOKS, series, strict=False):
        look: dict[str, Any] = {
            "facecolor": colour,
            "hatch": hatch,
            "edgecolor": INK,
            "linewidth": 0.6,
            "label": mark_missing(single_line(one.name)),
        }
        if lies:
            axes.barh(range(places), one.counts, left=floor, height=0.62, **look)
        else:
            axes.bar(range(places), one.counts, bottom=floor, width=0.62, **look)
        floor = [low + count for low, count in zip(floor, one.counts, strict=True)]
    for place, total in enumerate(floor):
        at, align = ((total, place), ("left", "center")) if lies else ((place, total), ("center", "bottom"))
        gap = (3, 0) if lies else (0, 2)
        axes.annotate(
            format_number(total),
            at,
            xytext=gap,
            textcoords="offset points",
            ha=align[0],
            va=align[1],
            fontproperties=_font(9),
            color=INK,
        )


def _calm(axes: Axes, places: int, series: Sequence[Series], *, lies: bool) -> None:
    """Leave the bars their width when there are few, and only faint lines behind them."""
    highest = max((sum(counts) for counts in zip(*(one.counts for one in series), strict=True)), default=0)
    ends = (-0.6, max(places, FEWEST_PLACES) - 0.4)
    counted, named = (axes.xaxis, axes.yaxis) if lies else (axes.yaxis, axes.xaxis)
    if lies:
        axes.set_ylim(ends[1], ends[0])
        axes.set_xlim(0, max(1.12 * highest, 1))
    else:
        axes.set_xlim(*ends)
        axes.set_ylim(0, max(1.15 * highest, 1))
    counted.set_major_locator(MaxNLocator(nbins=4, integer=True, min_n_ticks=1))
    counted.grid(visible=True, color="#d9ded9", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelcolor=INK)
    axes.spines[["top", "right", "bottom" if lies else "left"]].set_visible(False)
    for label in (*counted.get_ticklabels(), *named.get_ticklabels()):
        label.set_fontproperties(_font(9))

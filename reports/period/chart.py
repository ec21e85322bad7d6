"""Draw a period on one picture: plan rows by month, promises by state, promises by department.

The same figures give the same bytes. Shades and hatches tell apart what colour does, for black-and-white prints.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from models.vocabulary import Certainty
from reports.chart import INK, chart_font, strip_comments
from reports.formats import format_month, mark_count, shorten
from reports.ledger.record import StateCount
from reports.record import Cell, Charts, CoverageReport
from reports.wording.promises import STATE_COLUMNS

PAPER, SHADE = "#ffffff", "#1f5f4a"
WIDTH, ROW_HEIGHT, MOST_UPPER, LOWER_HEIGHT, MARGINS = 7.4, 0.155, 2.65, 1.6, 0.85
DARKEST = 0.55
LOOKS: Mapping[Certainty | None, tuple[str, str, str]] = {
    Certainty.CONFIRMED: ("đã xác nhận", "#1f5f4a", ""),
    Certainty.PROPOSED: ("máy khớp", "#8fc1ab", "////"),
    Certainty.DOUBTFUL: ("gợi ý", "#f4f1e8", "...."),
    None: ("chưa có", "#ffffff", ""),
}


@dataclass(frozen=True, slots=True)
class DepartmentStates:
    """A department's name and its promises by state and certainty."""

    name: str
    counts: StateCount

    @property
    def by_certainty(self) -> Counter[Certainty | None]:
        """The promises by what answers them, None where nothing does."""
        found: Counter[Certainty | None] = Counter()
        for (_, certainty), count in self.counts.items():
            found[certainty] += count
        return found


def draw_period(report: CoverageReport, departments: Sequence[DepartmentStates]) -> Charts:
    """Return the picture as SVG and PNG."""
    with mpl.rc_context(
        {"svg.hashsalt": "diembao", "svg.fonttype": "path", "hatch.linewidth": 0.5, "hatch.color": INK}
    ):
        figure = _draw(report, departments)
        svg, png = BytesIO(), BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
        figure.savefig(png, format="png", dpi=180, metadata={"Software": None})
    return Charts(strip_comments(svg.getvalue()), png.getvalue())


def _draw(report: CoverageReport, departments: Sequence[DepartmentStates]) -> Figure:
    upper = min(ROW_HEIGHT * max(len(report.rows), 1), MOST_UPPER)  # the page has room for no more
    height = upper + LOWER_HEIGHT + MARGINS
    figure = Figure(figsize=(WIDTH, height))
    bottom, top = 0.26 / height, 1 - 0.4 / height
    divide = bottom + LOWER_HEIGHT / height
    _draw_rows(figure.add_axes((0.07, divide + 0.19 / height, 0.92, top - divide - 0.19 / height)), report)
    totals: StateCount = sum((one.counts for one in departments), Counter())
    lower = divide - bottom - 0.2 / height
    states = figure.add_axes((0.15, bottom, 0.3, lower))
    _draw_states(states, totals)
    _draw_departments(figure.add_axes((0.68, bottom, 0.31, lower)), departments)
    handles, labels = states.get_legend_handles_labels()
    figure.legend(handles, labels, loc="lower center", ncols=len(LOOKS), frameon=False, prop=chart_font(6.5))
    return figure


def _title(axes: Axes, text: str) -> None:
    axes.set_title(text, loc="left", fontproperties=chart_font(8.5), color=INK, parse_math=False)


def _draw_rows(axes: Axes, report: CoverageReport) -> None:
    """Draw a field for each row and month, as dark as it is full, with its marked count."""
    _title(axes, "Số tác phẩm theo nội dung kế hoạch và tháng: đã duyệt, +đề xuất, (còn nghi ngờ)")
    fullest = max((cell.size for row in report.rows for cell in row.by_month), default=0)
    shades = [[DARKEST * cell.size / fullest if fullest else 0.0 for cell in row.by_month] for row in report.rows]
    colours = mpl.colors.LinearSegmentedColormap.from_list("shade", [PAPER, SHADE])
    if shades:
        axes.imshow(shades, cmap=colours, vmin=0, vmax=1, aspect="auto", interpolation="nearest")
    for line, row in enumerate(report.rows):
        for place, cell in enumerate(row.by_month):
            axes.text(place, line, _mark(cell), ha="center", va="center", fontproperties=chart_font(5.6), color=INK)
    with_year = report.start.year != report.end.year
    months = [format_month(month, with_year=with_year) for month in report.months]
    axes.set_xticks(range(len(months)), months)
    axes.set_yticks(range(len(report.rows)), [row.code for row in report.rows])
    axes.xaxis.set_ticks_position("top")
    axes.set_xticks([place + 0.5 for place in range(len(months) - 1)], minor=True)
    axes.set_yticks([line + 0.5 for line in range(len(report.rows) - 1)], minor=True)
    axes.grid(which="minor", color="#d9ded9", linewidth=0.5)
    _calm(axes)


def _mark(cell: Cell) -> str:
    return " ".join(_marks(Counter({certainty: len(cell.numbers(certainty)) for certainty in Certainty})))


def _draw_states(axes: Axes, totals: StateCount) -> None:
    _title(axes, "Nội dung kế hoạch tháng theo tình trạng")
    states = list(reversed(STATE_COLUMNS))
    bars = [Counter({one: totals[state, one] for one in LOOKS}) for state in states]
    _draw_bars(axes, [state.label for state in states], bars)


def _draw_departments(axes: Axes, departments: Sequence[DepartmentStates]) -> None:
    _title(axes, "Theo phòng, đơn vị")
    shown = list(reversed(departments))
    _draw_bars(axes, [shorten(one.name, 40) for one in shown], [one.by_certainty for one in shown])


def _draw_bars(axes: Axes, names: Sequence[str], bars: Sequence[Counter[Certainty | None]]) -> None:
    """Draw a lying bar for each name, stacked by certainty, with the marked counts behind it."""
    starts = [0] * len(bars)
    for certainty, (label, colour, hatch) in LOOKS.items():
        axes.barh(
            range(len(bars)),
            [bar[certainty] for bar in bars],
            left=starts,
            label=label,
            height=0.66,
            facecolor=colour,
            hatch=hatch,
            edgecolor=INK,
            linewidth=0.5,
        )
        starts = [start + bar[certainty] for start, bar in zip(starts, bars, strict=True)]
    for line, (start, bar) in enumerate(zip(starts, bars, strict=True)):
        told = " ".join([*_marks(bar), *([f"thiếu {bar[None]}"] if bar[None] else [])])
        axes.text(start, line, f" {told or 0}", va="center", fontproperties=chart_font(5.8), color=INK)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(-0.6, max(len(names), 1) - 0.4)
    axes.set_xlim(0, 1.45 * max([*starts, 1]))
    axes.set_xticks([])
    _calm(axes)


def _marks(bar: Counter[Certainty | None]) -> list[str]:
    return [mark_count(certainty, bar[certainty]) for certainty in Certainty if bar[certainty]]


def _calm(axes: Axes) -> None:
    axes.tick_params(which="both", length=0, labelcolor=INK)
    for spine in axes.spines.values():
        spine.set_visible(False)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(chart_font(6.2))
        label.set_parse_math(False)

"""The HTML page: whole against an expected file, and against hostile texts."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from models.vocabulary import Certainty
from reports.page import render_page
from reports.record import Charts, CoverageReport, Placement
from reports.summary import NOTHING_COLLECTED
from tests.reports.records import make_publication, make_report, make_work

EXPECTED = Path(__file__).parents[1] / "expected" / "coverage.html"
NO_CHARTS = Charts(svg=b"<svg/>", png=b"")


class Page(HTMLParser):
    """The tags, anchors and links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of one tag."""
        found = dict(attrs)
        self.tags.add(tag)
        self.ids += [value for value in [found.get("id")] if value]
        self.links += [found] if tag == "a" else []


def render(report: CoverageReport) -> str:
    """Render a page without its chart."""
    return render_page(report, NO_CHARTS).decode()


@pytest.fixture
def report() -> CoverageReport:
    """A small report with each certainty, a reprint, an empty row and a work outside the plan."""
    crossed = (make_publication("bao", 1), make_publication("dai", 2))
    return make_report(
        works=[
            make_work("Ra quân dọn biển", publications=crossed),
            make_work(
                "Cấp sổ đỏ cho dân",
                rows=(Placement("ND01", Certainty.CONFIRMED), Placement("ND02", Certainty.DOUBTFUL)),
                departments=(Placement("P-X", Certainty.PROPOSED),),
                publications=(make_publication("bao", 3),),
            ),
        ],
        outside=[make_work("Mỏ đá dừng hoạt động", rows=())],
    )


def test_the_page_is_the_expected_one(report: CoverageReport) -> None:
    """The whole page, byte for byte; write the file anew only after looking at it."""
    assert render(report) == EXPECTED.read_text(encoding="utf-8")


def test_every_figure_opens_its_list(report: CoverageReport) -> None:
    """Each link inside the page leads to one place, and each place is there once."""
    page = Page(render(report))

    targets = {link["href"][1:] for link in page.links if (link["href"] or "").startswith("#")}
    assert targets <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_page_runs_nothing_and_fetches_nothing(report: CoverageReport) -> None:
    """No script, form or frame; the policy refuses what might slip in; links outside tell nothing of the reader."""
    html = render(report)
    page = Page(html)

    assert not page.tags & {"script", "iframe", "form", "link", "object", "embed", "base"}
    assert "default-src 'none'" in html
    assert re.findall(r'src="(?!data:image/svg)', html) == []
    outside = [link for link in page.links if not (link["href"] or "").startswith("#")]
    assert outside
    assert all((link["href"] or "").startswith("https://") and "noopener" in (link["rel"] or "") for link in outside)


def test_hostile_texts_are_shown_as_text() -> None:
    """Markup and template code in a title, author, reason or outlet name stay letters."""
    attack = "<script>alert(1)</script>{{ 7*7 }}\"'><img src=x onerror=alert(1)>"
    work = make_work(
        attack,
        rows=(Placement("ND01", Certainty.PROPOSED, (attack,)),),
        authors=attack,
        publications=(make_publication(outlet_name=attack, url=None),),
    )

    html = render(make_report([work]))

    assert "<script" not in html
    assert "<img src=x" not in html
    assert "{{ 7*7 }}" in html


def test_an_empty_report_says_so_row_by_row() -> None:
    """Without works each row says that it has none, and no target is made up."""
    html = render(make_report())

    assert html.count('<td colspan="9">chưa có tin, bài</td>') == 3
    assert "không tự đặt chỉ tiêu" in html


def test_the_three_certainties_and_the_stamp_stand_on_page_one(report: CoverageReport) -> None:
    """Figures apart, and the instant they hold for."""
    html = render(report)

    headline = re.findall(r'<p class="tile[^>]*><b>(?:<a[^>]*>)?([\d.]+)', html)
    assert headline == ["1", "1", "0"]
    assert "Số liệu tính đến 02:00 ngày 01/01/2024" in html


def test_nothing_collected_is_said_before_anything_else() -> None:
    """A database that was never filled gives a warning above the heading; one that was read gives none."""
    standing = replace(make_report().standing, read=0)

    warned = render(make_report(standing=standing, completeness=()))
    crawled = render(make_report(standing=standing))

    assert 0 < warned.index(NOTHING_COLLECTED) < warned.index("<h1>")
    assert NOTHING_COLLECTED not in crawled


def test_the_navigation_names_the_sections_in_their_order(report: CoverageReport) -> None:
    """Every section has a link, in the order of the page."""
    html = render(report)

    links = re.findall(r'href="#([^"]+)"', html[html.index("<nav") : html.index("</nav>")])
    assert links == re.findall(r'<section id="([^"]+)"', html)


def test_reasons_are_left_out_whole() -> None:
    """Reasons that do not fit are counted, none is cut in the middle."""
    reasons = tuple(f"lý do thứ {number} gồm nhiều từ ngữ của nội dung kế hoạch" for number in range(1, 6))

    html = render(make_report([make_work(rows=(Placement("ND01", Certainty.PROPOSED, reasons),))]))

    assert f'<td class="reason">{"; ".join(reasons[:3])}; và 2 lý do khác</td>' in html


def test_the_three_certainties_are_never_added_up(report: CoverageReport) -> None:
    """The account of what was read names the three figures of the plan side by side."""
    html = render(report)

    assert "<dt>Tác phẩm thuộc kế hoạch (đã duyệt / đề xuất / còn nghi ngờ)</dt><dd>1 / 1 / 0</dd>" in html


def test_a_very_long_list_gives_numbers_only() -> None:
    """A figure of hundreds still opens its list, as numbers that lead to the annex."""
    works = [make_work(f"Bài {n}", publications=(make_publication(number=n),)) for n in range(1, 203)]

    html = render(make_report(works))

    assert re.search(r'<div class="list" id="c\d+"><h3>ND02 – Báo Thử – Đề xuất <small>\(202\)</small></h3>\n<p>', html)
    assert html.count('href="#w202"') > 1

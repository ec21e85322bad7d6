"""Write the coverage report as one HTML file: no scripts, nothing fetched, the look and the chart inside."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.annex import ANNEX_COLUMNS, ANNEX_TITLE, CERTAINTY_COLUMN, REASON_COLUMN, AnnexLine, view_annex
from reports.formats import format_number, shorten, single_line
from reports.record import Charts, CoverageReport
from reports.summary import (
    COMPLETENESS_COLUMNS,
    OUTSIDE_ANCHOR,
    QUARANTINED_ANCHOR,
    UNDATED_ANCHOR,
    Summary,
    name_period,
    stamp,
    summarise,
)
from reports.views import EMPTY_ROW, ListBook, OpenedList, Tables, view_tables

TEMPLATES = Path(__file__).parent / "templates"
WORK_ANCHOR = "w"
LIST_TITLE_LENGTH = 110
LONG_LIST = 150
PIECES_AT_ONCE = 2000  # a page of many thousand works is never whole as a million small strings


@dataclass(frozen=True, slots=True)
class AnnexView:
    """A list of works with its place on the page."""

    anchor: str
    title: str
    short_title: str
    count: str
    prefix: str
    note: str
    lines: tuple[AnnexLine, ...]


@dataclass(frozen=True, slots=True)
class ListedWork:
    """A work in the list that a figure opens."""

    number: int
    title: str
    day: str
    outlets: str


@dataclass(frozen=True, slots=True)
class ListView:
    """The works behind one figure; a very long list gives their numbers only, to keep the page light."""

    anchor: str
    title: str
    count: str
    works: tuple[ListedWork, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything the template prints."""

    title: str
    agency_parent: str
    agency_name: str
    period: str
    stamp: str
    summary: Summary
    tables: Tables
    chart: str
    chart_words: str
    annexes: tuple[AnnexView, ...]
    lists: tuple[ListView, ...]
    rows: tuple[tuple[str, str, str, str], ...]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        annex_columns=ANNEX_COLUMNS,
        certainty_column=CERTAINTY_COLUMN,
        reason_column=REASON_COLUMN,
        completeness_columns=COMPLETENESS_COLUMNS,
        empty_row=EMPTY_ROW,
    )
    return environment


def render_page(report: CoverageReport, charts: Charts) -> bytes:
    """Return the whole page in UTF-8."""
    style = (TEMPLATES / "coverage.css").read_text(encoding="utf-8")
    template = _environment().get_template("coverage.html")
    stream = template.stream(page=view_page(report, charts), style=style)
    stream.enable_buffering(PIECES_AT_ONCE)
    return b"".join(part.encode("utf-8") for part in stream)


def view_page(report: CoverageReport, charts: Charts) -> PageView:
    """Lay out the page."""
    book = ListBook()
    summary = summarise(report, book.open)
    tables = view_tables(report, book)
    main = view_annex(report, report.works)
    works = {line.number: _list_work(line) for line in main}
    return PageView(
        title=single_line(report.plan.title),
        agency_parent=single_line(report.letterhead.parent),
        agency_name=single_line(report.letterhead.name),
        period=name_period(report),
        stamp=stamp(report),
        summary=summary,
        tables=tables,
        chart="data:image/svg+xml;base64," + b64encode(charts.svg).decode("ascii"),
        chart_words=f"Biểu đồ: {tables.chart.title.lower()}, chia theo mức chắc chắn; số liệu ở bảng bên dưới",
        annexes=tuple(_view_annexes(report, main)),
        lists=tuple(_view_list(one, works) for one in book.lists),
        rows=tuple((row.code, row.reference, single_line(row.short_name), row.full_text) for row in report.rows),
    )


def _view_list(opened: OpenedList, works: Mapping[int, ListedWork]) -> ListView:
    is_long = len(opened.numbers) > LONG_LIST
    return ListView(
        anchor=opened.anchor,
        title=single_line(opened.title),
        count=format_number(len(opened.numbers)),
        works=() if is_long else tuple(works[number] for number in opened.numbers),
        numbers=opened.numbers if is_long else (),
    )


def _list_work(line: AnnexLine) -> ListedWork:
    return ListedWork(line.number, shorten(line.title, LIST_TITLE_LENGTH), line.day, line.outlets)


def _view_annexes(report: CoverageReport, main: tuple[AnnexLine, ...]) -> Iterable[AnnexView]:
    described = (
        ("danh-muc", ANNEX_TITLE.capitalize(), "Danh mục", WORK_ANCHOR, "", main),
        (
            OUTSIDE_ANCHOR,
            "Tin, bài thuộc ngành, ngoài kế hoạch",
            "Ngoài kế hoạch",
            "n",
            "Thuộc ngành nhưng không rơi vào nội dung, hoạt động nào của kế hoạch.",
            view_annex(report, report.outside),
        ),
        (
            UNDATED_ANCHOR,
            "Tin, bài không rõ ngày đăng",
            "Không rõ ngày",
            "k",
            "Không tính vào bảng nào cho đến khi biết ngày đăng.",
            view_annex(report, report.undated),
        ),
        (
            QUARANTINED_ANCHOR,
            "Trang chờ xem lại",
            "Chờ xem lại",
            "x",
            "Thiếu tên, ngày hoặc nội dung nên chưa tính; bản chụp trang vẫn được giữ.",
            view_annex(report, report.quarantined),
        ),
    )
    for anchor, title, short_title, prefix, note, lines in described:
        yield AnnexView(anchor, title, short_title, format_number(len(lines)), prefix, note, lines)

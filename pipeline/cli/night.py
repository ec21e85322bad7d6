"""diembao nightly, crawl, reconcile, demo: the runs that write."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from crawler.outlet_file import load_outlets
from models.clock import utc_now
from models.errors import UsageError
from models.vocabulary import ObligationState, Severity, Stage
from pipeline.cli.options import Json, Origins, Outlets, PlanCode, Since, Until, as_day, read_origins
from pipeline.cli.output import console, show_progress, table, write_json
from pipeline.config import load_config
from pipeline.demo import run_demo
from pipeline.night.order import NightOrder
from pipeline.night.run import NightFailedError, run_night
from pipeline.night.summary import LEDGER_PREFIX, NightSummary

REASONS_SHOWN = 6


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    app.command("nightly")(nightly)
    app.command("crawl")(crawl)
    app.command("reconcile")(reconcile)
    app.command("demo")(demo)


def nightly(
    *,
    outlet: Outlets = None,
    since: Since = None,
    until: Until = None,
    origin: Origins = None,
    plan: PlanCode = None,
    json: Json = False,
) -> None:
    """Run the whole night: crawl, extract, tag, reconcile, report, digest. Example: diembao nightly --json."""
    order = replace(make_crawl_order(outlet, since, until, origin), plan_code=plan)
    run_and_print(order, tuple(Stage), as_json=json)


def crawl(
    *,
    outlet: Outlets = None,
    since: Since = None,
    until: Until = None,
    origin: Origins = None,
    json: Json = False,
) -> None:
    """Collect and read pages only. Example: diembao crawl --outlet baohatinh --since 2023-01-01 --until 2023-03-31."""
    order = make_crawl_order(outlet, since, until, origin)
    run_and_print(order, (Stage.CRAWL, Stage.EXTRACT), as_json=json)


def make_crawl_order(
    outlets: list[str] | None, since: datetime | None, until: datetime | None, origins: list[str] | None
) -> NightOrder:
    """Return the order the options state; raises UsageError for days turned round and outlets nobody knows."""
    first, last = as_day(since), as_day(until)
    if first and last and first > last:
        raise UsageError(f"--since {first:%d/%m/%Y} sau --until {last:%d/%m/%Y}.")
    known = [outlet.key for outlet in load_outlets()]
    if strange := [key for key in outlets or () if key not in known]:
        raise UsageError(f"--outlet {', '.join(strange)}: chỉ có {', '.join(known)}.")
    return NightOrder(
        now=utc_now(), outlets=tuple(outlets or ()), since=first, until=last, origins=read_origins(origins)
    )


def reconcile(*, plan: PlanCode = None, json: Json = False) -> None:
    """Tag what is untagged, then match articles with the plan. Example: diembao reconcile --plan KH-2023."""
    order = NightOrder(now=utc_now(), plan_code=plan)
    run_and_print(order, (Stage.TAG, Stage.RECONCILE), as_json=json)


def demo(
    *,
    folder: Annotated[Path | None, typer.Option(help="Where the demo writes anew; demo in the data folder.")] = None,
) -> None:
    """Run one whole night against the bundled miniature of both sites. Example: diembao demo --folder data/demo."""
    folder = folder or load_config().data / "demo"
    with show_progress() as bar:
        result = run_demo(folder, tell=lambda stage, done, total: bar(stage.label, done, total))
    print_summary(result.summary, as_json=False)
    out = console()
    columns = [("Mã", False), ("Nội dung kế hoạch", False), *((heading, True) for heading in result.headings)]
    out.print(table(result.title, columns, [[row.code, row.name, *row.figures] for row in result.rows]))
    out.print("Báo cáo:")
    for path in result.files:
        out.print(f"  {path}", soft_wrap=True)


def run_and_print(order: NightOrder, stages: tuple[Stage, ...], *, as_json: bool) -> None:
    """Run and print what was done; a run of which a stage failed prints the same, then ends as failed."""
    try:
        with show_progress() as bar:
            tell = lambda stage, done, total: bar(stage.label, done, total)  # noqa: E731  # the bar speaks Vietnamese
            summary = run_night(load_config(), order, stages=stages, tell=tell)
    except NightFailedError as error:
        print_summary(error.summary, as_json=as_json)
        raise
    print_summary(summary, as_json=as_json)


def print_summary(summary: NightSummary, *, as_json: bool) -> None:
    """Print what a run did: a table per outlet and per stage, then what a person should know."""
    if as_json:
        write_json(describe_summary(summary))
        return
    out = console()
    if summary.outlets:
        out.print(_outlet_table(summary))
    seconds = [
        [line.stage.label, line.state.label, f"{line.seconds:.1f}", _figures(line.figures)] for line in summary.stages
    ]
    out.print(table("Các khâu", [("Khâu", False), ("Kết quả", False), ("Giây", True), ("Số liệu", False)], seconds))
    if ledger := _ledger_rows(summary):
        out.print(table("Mục kế hoạch tháng", [("Kết quả", False), ("Số mục", True)], ledger))
    for issue in summary.issues:
        where = f" ({issue.outlet})" if issue.outlet else ""
        style = {Severity.ALARM: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}[issue.severity]
        out.print(f"{issue.severity.label}{where}: {issue.text}", style=style, markup=False, soft_wrap=True)


def _ledger_rows(summary: NightSummary) -> list[list[str]]:
    """Return the obligations by state, in the order of the states; nothing where no monthly plan came in."""
    figures = next((line.figures for line in summary.stages if line.stage is Stage.RECONCILE), {})
    counts = {state: figures.get(f"{LEDGER_PREFIX}{state.value}", 0) for state in ObligationState}
    return [[state.label, f"{number:g}"] for state, number in counts.items() if number]


def _outlet_table(summary: NightSummary) -> Table:
    numbers = ["Niêm yết", "Đã giữ", "Còn thiếu", "Mới", "Thay đổi", "Đã gỡ", "Bỏ qua", "Giây"]
    columns = [("Cơ quan báo chí", False), *((name, True) for name in numbers), ("Lý do bỏ qua", False)]
    rows = []
    for line in summary.outlets:
        figures = [line.listed, line.held, line.missing, line.new, line.changed, line.removed, line.dropped_total]
        reasons = sorted(line.dropped.items(), key=lambda pair: (-pair[1], pair[0]))
        shown = "\n".join(f"{reason}: {number}" for reason, number in reasons[:REASONS_SHOWN])
        rows.append([line.name, *map(str, figures), f"{line.seconds:.0f}", shown])
    return table("Cơ quan báo chí", columns, rows)


FIGURE_LABELS = {
    "sector": "thuộc ngành",
    "off_sector": "ngoài ngành",
    "articles": "tin, bài thuộc ngành",
    "outside_plan": "ngoài kế hoạch",
    "reprints": "đăng lại",
    "confirmed": "cặp bài - nội dung đã duyệt",
    "proposed": "cặp bài - nội dung đề xuất",
    "doubtful": "cặp bài - nội dung còn nghi ngờ",
    "files": "tệp báo cáo",
    "questions": "gợi ý chờ xác nhận",
}


def _figures(figures: Mapping[str, float]) -> str:
    told = {name: value for name, value in figures.items() if not name.startswith(LEDGER_PREFIX)}
    return ", ".join(f"{FIGURE_LABELS[name]} {value:g}" for name, value in told.items())


def describe_summary(summary: NightSummary) -> dict[str, object]:
    """Return the JSON form of a run's summary."""
    return {
        "run": summary.run_id,
        "state": summary.state.value,
        "started_at": summary.started_at.isoformat(),
        "outlets": [
            {
                "name": line.name,
                "found": line.found,
                "listed": line.listed,
                "held": line.held,
                "missing": line.missing,
                "new": line.new,
                "changed": line.changed,
                "removed": line.removed,
                "dropped": dict(line.dropped),
                "seconds": line.seconds,
            }
            for line in summary.outlets
        ],
        "stages": [
            {"stage": line.stage.value, "state": line.state.value, "seconds": line.seconds, **line.figures}
            for line in summary.stages
        ],
        "issues": [{"severity": i.severity.value, "outlet": i.outlet, "text": i.text} for i in summary.issues],
    }

"""Run the benchmarks named on the command line, or all: `python -m benchmarks [NAME ...]`, and print one table."""

import argparse
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from benchmarks.bench_report import measure_report
from benchmarks.crawling import measure_crawl
from benchmarks.desk_pages import measure_desk_pages
from benchmarks.figures import Figure
from benchmarks.ledger import measure_ledger
from benchmarks.memory import measure_memory
from benchmarks.migrating import measure_migration
from benchmarks.record import measure_record
from benchmarks.reviewing import measure_reviewing
from benchmarks.searching import measure_searching
from benchmarks.storing import measure_storing
from benchmarks.tagging import measure_tagging
from benchmarks.works import measure_works

BENCHMARKS: dict[str, Callable[[], list[Figure]]] = {
    "record": measure_record,
    "report": measure_report,
    "crawl": measure_crawl,
    "storing": measure_storing,
    "tagging": measure_tagging,
    "works": measure_works,
    "ledger": measure_ledger,
    "memory": measure_memory,
    "migration": measure_migration,
    "search": measure_searching,
    "desk": measure_desk_pages,
    "review": measure_reviewing,
}


def print_table(figures: list[Figure]) -> None:
    table = Table("measured", "value", "target", "met", "both sides")
    for figure in figures:
        met = "—" if figure.target is None else "yes" if figure.is_met else "NO"
        table.add_row(figure.name, f"{figure.value:.2f} {figure.unit}", figure.wanted, met, figure.detail)
    Console(width=150).print(table)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one or more of: {', '.join(BENCHMARKS)}")
    names = parser.parse_args().names or list(BENCHMARKS)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}")
    figures = [figure for name in names for figure in BENCHMARKS[name]()]
    print_table(figures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""What every command prints with: tables, progress bars on a terminal and plain lines elsewhere, JSON lines."""

import json
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

PLAIN_LINE_SECONDS = 10.0
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Bar(Protocol):
    """Say how far a piece of work is; `total` is None while it is not known."""

    def __call__(self, label: str, done: int, total: int | None) -> None:
        """Tell the present state."""


def console() -> Console:
    """Return a console on standard output, wide enough for tables when it is no terminal."""
    return Console(width=None if sys.stdout.isatty() else 120, highlight=False)


@contextmanager
def show_progress() -> Iterator[Bar]:
    """Yield a function to call as work goes on: a bar per label on a terminal, a line every ten seconds elsewhere."""
    if not sys.stderr.isatty():
        yield _plain_lines()
        return
    columns = TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(label: str, done: int, total: int | None) -> None:
            if label not in tasks:
                tasks[label] = bars.add_task(label, total=None)
            bars.update(tasks[label], completed=done, total=total)

        yield tell


def _plain_lines() -> Bar:
    last = time.monotonic()

    def tell(label: str, done: int, total: int | None) -> None:
        nonlocal last
        if time.monotonic() - last >= PLAIN_LINE_SECONDS or done == total:
            last = time.monotonic()
            sys.stderr.write(f"{label}: {done}{f'/{total}' if total else ''}\n")

    return tell


def table(title: str, columns: list[tuple[str, bool]], rows: list[list[str]]) -> Table:
    """Return a table; a column is (heading, is a number)."""
    result = Table(title=title, title_justify="left")
    for heading, is_number in columns:
        result.add_column(heading, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        result.add_row(*row)
    return result


def write_json_line(value: dict[str, Any]) -> None:
    """Write one JSON object as a line of standard output, in plain Unicode; half a character is written as its code."""
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    sys.stdout.write(_LONE_SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", line) + "\n")


def write_json(value: Any) -> None:
    """Write one JSON value, indented, to standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n")

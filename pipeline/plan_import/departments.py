"""Department lines kept through corrections and renames.

A line is known by its code and the day it opens. A rename is two lines, and only dates make one:
the file says when the new name begins. Everything else about a line is corrected in place.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from models.organisation import Department, DepartmentFunction
from pipeline.plan_import.changes import ChangeKind, RowChange, TableSync, close_row, set_values

WHAT = "phòng, đơn vị"


def sync_departments(
    sync: TableSync, lines: Sequence[tuple[dict[str, Any], frozenset[str]]], *, last_day: date
) -> None:
    """Make the department rows follow the `lines` of the file.

    A department that left the file is closed on `last_day`. Closed lines of one still in it are history and stay.
    """
    held = list(sync.session.scalars(select(Department).order_by(Department.id)))
    pairs = _pair_lines(held, [values for values, _ in lines])
    for at, (values, functions) in enumerate(lines):
        row = pairs.get(at)
        if row is not None and _is_renamed(row, values):
            _close(sync, row, values["valid_from"] - timedelta(days=1))
            row = None
        _store_line(sync, row, values, functions)
    codes = {values["code"] for values, _ in lines}
    for row in held:
        if row.code not in codes:
            _close(sync, row, last_day)
    sync.session.flush()


def _pair_lines(held: Sequence[Department], lines: Sequence[dict[str, Any]]) -> dict[int, Department]:
    """Pair lines of the file with rows: first by code and opening day, then what is left of a code by overlap."""
    free = list(held)
    pairs: dict[int, Department] = {}
    for is_same in (_opens_alike, _holds_alike):
        for at, values in enumerate(lines):
            row = next((row for row in free if at not in pairs and is_same(row, values)), None)
            if row is not None:
                pairs[at] = row
                free.remove(row)
    return pairs


def _opens_alike(row: Department, values: dict[str, Any]) -> bool:
    return bool(row.code == values["code"] and row.valid_from == values["valid_from"])


def _holds_alike(row: Department, values: dict[str, Any]) -> bool:
    starts, ends = (values["valid_from"] or date.min), (values["valid_to"] or date.max)
    overlaps = (row.valid_from or date.min) <= ends and starts <= (row.valid_to or date.max)
    return row.code == values["code"] and overlaps


def _is_renamed(row: Department, values: dict[str, Any]) -> bool:
    opens = values["valid_from"]
    return row.name != values["name"] and opens is not None and (row.valid_from is None or row.valid_from < opens)


def _store_line(sync: TableSync, row: Department | None, values: dict[str, Any], functions: frozenset[str]) -> None:
    if row is None:
        row = Department(**values, functions=[DepartmentFunction(function_code=code) for code in sorted(functions)])
        sync.session.add(row)
        sync.log.changes.append(RowChange(ChangeKind.ADDED, WHAT, values["code"]))
        return
    columns = set_values(row, values)
    claimed = {link.function_code for link in row.functions}
    if claimed != functions:
        row.functions = [link for link in row.functions if link.function_code in functions]
        row.functions += [DepartmentFunction(function_code=code) for code in sorted(functions - claimed)]
        columns += ("functions",)
    sync.log.note_row(WHAT, row.code, columns)


def _close(sync: TableSync, row: Department, last_day: date) -> None:
    if close_row(row, last_day):
        sync.log.changes.append(RowChange(ChangeKind.CLOSED, WHAT, row.code, ("valid_to",)))

"""Fill a table whose headings come from the plan file: known ones get their values, others stay blank to fill in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.text import comparison_key
from reports.documents.record import Align, Column, RowKind, Table, TableCell, TableRow, Value
from reports.office.record import Form

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fill(Generic[T]):
    """What stands under a heading: the value for an item, the column's part of the width, and how it stands."""

    value: Callable[[T], Value | TableCell]
    width: float = 10.0
    align: Align = Align.CENTER


Fills = Mapping[str, Fill[T]]


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Items under a common line; without a name they have none."""

    items: tuple[T, ...]
    name: str = ""


def fill_form(form: Form, fills: Fills[T], groups: Iterable[Group[T]], *, size: float = 11.0, title: str = "") -> Table:
    """Return the table of `form`; `fills` go by heading, in any case and punctuation."""
    by_key = {comparison_key(heading): fill for heading, fill in fills.items()}
    blank: Fill[T] = Fill(lambda _: None)
    chosen = [by_key.get(comparison_key(heading), blank) for heading in form.columns]
    columns = tuple(Column(heading, fill.width, fill.align) for heading, fill in zip(form.columns, chosen, strict=True))
    return Table(columns, tuple(_list_rows(chosen, groups)), title=title, size=size)


def unknown_headings(form: Form, fills: Fills[T]) -> list[str]:
    """Return the headings of `form` that no fill is for."""
    known = {comparison_key(heading) for heading in fills}
    return [heading for heading in form.columns if comparison_key(heading) not in known]


def _list_rows(chosen: list[Fill[T]], groups: Iterable[Group[T]]) -> Iterable[TableRow]:
    for group in groups:
        if group.name:
            yield TableRow((TableCell(group.name, bold=True),), RowKind.GROUP)
        for item in group.items:
            yield TableRow(tuple(_as_cell(fill.value(item)) for fill in chosen))


def _as_cell(value: Value | TableCell) -> TableCell:
    return value if isinstance(value, TableCell) else TableCell(value)

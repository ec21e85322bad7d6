"""What a messy file is as a test: its maker, its name, and the lines that must be read from it."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.monthly_plans.records import ReadObligation


@dataclass(frozen=True)
class MessyFile:
    """A file of our own making and what a careful clerk reads in it.

    A line is `row content | genre quantity | outlets | window` and, where they are not plain, `@department`,
    `=status`, `#plan rows`, `?unreadable`. `department` and `month` hold for lines that do not say otherwise.
    """

    name: str
    make: Callable[[], bytes]
    department: str | None
    month: str | None
    lines: tuple[str, ...]
    warns: str = ""


def tell(obligation: ReadObligation, department: str | None, month: str | None) -> str:
    """Return an obligation as such a line."""
    window = obligation.window
    genre = obligation.genre.value if obligation.genre else "?"
    parts = [
        f"{obligation.row} {obligation.content}",
        f"{genre} {obligation.quantity or '?'}",
        ",".join(obligation.outlets) or "-",
        f"{window.first:%d/%m}-{window.last:%d/%m}" if window else "?",
    ]
    marks = []
    if obligation.department != department:
        marks.append(f"@{obligation.department}")
    if obligation.month and str(obligation.month) != month:
        marks.append(f"@{obligation.month}")
    if obligation.status.value != "active":
        marks.append(f"={obligation.status.value}{f':{obligation.moved_to}' if obligation.moved_to else ''}")
    marks += [f"#{code}" for code in obligation.plan_rows]
    marks += [f"?{field}" for field in obligation.unreadable]
    return " | ".join([*parts, *([" ".join(marks)] if marks else [])])

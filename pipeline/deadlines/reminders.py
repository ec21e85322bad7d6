"""Which papers to remind of this morning, in plain sentences: those due soon and those lately overdue. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from reports.deadlines.record import DueLine, PaperState

REMIND_AFTER = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One paper with all who still owe it."""

    is_overdue: bool
    last_valid: date
    sentence: str


def list_reminders(lines: Iterable[DueLine], today: date) -> tuple[Reminder, ...]:
    """Return what to remind of on `today`, the longest overdue first; after `REMIND_AFTER` a paper is let be."""
    owed: dict[tuple[date, str, bool], list[DueLine]] = {}
    for line in lines:
        is_overdue = line.state is PaperState.MISSING and today - line.due.last_valid <= REMIND_AFTER
        if is_overdue or line.state is PaperState.SOON:
            owed.setdefault((line.due.last_valid, line.due.deadline_code, is_overdue), []).append(line)
    return tuple(
        Reminder(is_overdue, last_valid, _write(members))
        for (last_valid, _, is_overdue), members in sorted(owed.items())
    )


def _write(members: list[DueLine]) -> str:
    first = members[0]
    month = f" (tháng {first.due.month.month}/{first.due.month.year})" if first.due.month else ""
    names = "; ".join(line.due.department_name for line in members)
    return (
        f"{first.due.what}{month}: hạn {first.due.last_valid:%d/%m/%Y}, {first.told} – {len(members)} đơn vị: {names}."
    )

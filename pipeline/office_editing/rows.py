"""Lines of an annual plan closed, opened and put right. Pure: plan in, plan out.

The verbatim text of a line is never rewritten: a line that the office changes is closed on a day and its
successor opened under a code of its own, with the words by which articles are known copied for a start.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import InputError
from models.office_files.plan import Activity, Content, PlanFile
from models.office_files.signals import Signals

PlanLine = Content | Activity


@dataclass(frozen=True, slots=True)
class NewLine:
    """A successor of a plan line: its own code, short name and text as the office decided it."""

    code: str
    short_name: str
    full_text: str


def find_line(file: PlanFile, code: str) -> PlanLine:
    """Return a line of the coverage table; raises InputError for a code that the plan does not have."""
    found = next((row for row in file.rows if row.code == code), None)
    if found is None:
        raise InputError(f"Kế hoạch {file.plan.code} không có dòng mang mã «{code}».")
    return found


def correct_short_name(file: PlanFile, code: str, short_name: str, note: str | None) -> PlanFile:
    """Give a line another short name and remark; its text stays as issued."""
    return _replace(file, find_line(file, code), {"short_name": short_name, "note": note})


def close_row(file: PlanFile, code: str, last_day: date) -> PlanFile:
    """Let a line hold until `last_day`; raises InputError for a day outside the line's own time."""
    row = find_line(file, code)
    _require_day(file, row, last_day)
    return _replace(file, row, {"valid_to": last_day})


def replace_row(file: PlanFile, code: str, first_day: date, line: NewLine) -> PlanFile:
    """Close a line on the day before `first_day` and open its successor on it."""
    row = find_line(file, code)
    _require_day(file, row, first_day)
    if any(one.code == line.code for one in file.rows):
        raise InputError(f"Mã «{line.code}» đã dùng cho dòng khác của kế hoạch.")
    values = {
        "code": line.code,
        "short_name": line.short_name,
        "full_text": line.full_text,
        "valid_from": first_day,
        "valid_to": row.valid_to,
        "subthemes": (),
        "same_as": None,
        "signals": _rename_rules(row, line.code),
    }
    if isinstance(row, Activity):
        values["order"] = max(one.order for one in file.activities) + 1
    closed = _replace(file, row, {"valid_to": first_day - timedelta(days=1)})
    kind = _kind(row)
    return closed.model_copy(update={kind: (*getattr(closed, kind), row.model_copy(update=values))})


def _rename_rules(row: PlanLine, code: str) -> Signals:
    """Return the words of a line with rules named after its successor, which has no sub-items yet."""
    rules = tuple(
        rule.model_copy(update={"code": f"{code}.{place}", "subtheme": None})
        for place, rule in enumerate(row.signals.all_of, start=1)
    )
    return row.signals.model_copy(update={"all_of": rules})


def _require_day(file: PlanFile, row: PlanLine, day: date) -> None:
    period = file.plan.period
    if not period.first_day <= day <= period.last_day or not row.holds_on(day):
        raise InputError(f"Ngày {day:%d/%m/%Y} nằm ngoài thời gian của dòng này trong kế hoạch.")


def _replace(file: PlanFile, row: PlanLine, values: dict[str, object]) -> PlanFile:
    kind = _kind(row)
    lines = tuple(one.model_copy(update=values) if one.code == row.code else one for one in getattr(file, kind))
    return file.model_copy(update={kind: lines})


def _kind(row: PlanLine) -> str:
    return "activities" if isinstance(row, Activity) else "contents"

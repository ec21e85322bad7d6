"""A cell of a time column read as a window: words, a day, or a bare number that Excel or a heading explains. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.monthly_plans.calendar_days import month_of
from pipeline.monthly_plans.records import PlanMonth, Window
from pipeline.monthly_plans.windows import LONGEST_TIME, parse_days
from pipeline.monthly_plans.words import folded_key


@dataclass(frozen=True, slots=True)
class WindowReading:
    """The window read, or None with the reason; `remarks` tell what a person should look at all the same."""

    window: Window | None
    why: str | None = None
    remarks: tuple[str, ...] = ()


def read_window(words: str, value: float | date | None, month: PlanMonth | None, heading: str = "") -> WindowReading:
    """Read a cell of a time column of a plan for `month`; `heading` tells what a bare number counts."""
    if isinstance(value, date):
        return _remark_on(Window(value, value), month)
    if value is not None:
        return _read_number(value, month, heading)
    if not words.strip():
        return WindowReading(None, "ô thời gian trống")
    found = parse_days(words, month)
    if found is None:
        return WindowReading(None, f"không đọc được thời gian «{words[:LONGEST_TIME]}»")
    return _remark_on(found, month)


def _read_number(value: float, month: PlanMonth | None, heading: str) -> WindowReading:
    if 40_000 <= value <= 60_000:  # days since 30/12/1899, as Excel keeps dates: 2009 to 2064
        day = date(1899, 12, 30) + timedelta(days=int(value))
        found = _remark_on(Window(day, day), month)
        remark = f"số {value:g} hiểu là ngày {day:%d/%m/%Y} (cách Excel lưu ngày)"
        return WindowReading(found.window, found.why, (*found.remarks, remark))
    printed = f"{value:g}"
    prefix = "tuần " if "tuan" in folded_key(heading) else "tháng " if "thang" in folded_key(heading) else ""
    window = parse_days(prefix + printed, month)
    return WindowReading(window) if window else WindowReading(None, f"không đọc được thời gian «{printed}»")


def _remark_on(window: Window, month: PlanMonth | None) -> WindowReading:
    if month is None or (month_of(window.first) <= month <= month_of(window.last)):
        return WindowReading(window)
    remark = f"thời gian {window.first:%d/%m/%Y}-{window.last:%d/%m/%Y} nằm ngoài {month.label}"
    if window.first == window.last and window.first.day == month.month and window.first.month <= 31:
        remark += "; có thể Excel đã đảo ngày và tháng"
    return WindowReading(window, remarks=(remark,))

"""When a piece is to appear: Vietnamese expressions of time read as a span of days. Pure.

Conventions: "trước 20/7" ends on the 19th; "tuần n" is days 7n-6 to 7n; đầu, giữa, cuối tháng are days 1-10, 11-20
and 21 to the end; "trong tháng" is the month of the plan. What is not understood as a whole is not read in part.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.monthly_plans.records import PlanMonth, Window
from pipeline.monthly_plans.words import ROMAN, folded_key

_CLOCK = re.compile(r"\b\d{1,2}\s*(?:h|g|gio|:)\s*(?:\d{2})?(?:\s*(?:phut|p))?\b(?!/)")
_FILLERS = re.compile(
    r"\b(?:du kien|vao|khoang thoi gian|thoi gian|thuc hien|hoan thanh|xong|dang tin|dang bai|dang phat|phat song|phat"
    r"|dang|lich|luc|sang|chieu|toi(?= ngay| \d)|trong khoang|giai doan|hang nam)\b"
)
_SPELLED_DAY = re.compile(r"(?<!tuan )\b(\d{1,2})\s*(?:thang|th\.|th)\s*(\d{1,2})(?:\s*(?:nam|,|/|-)\s*(\d{4}))?\b")
_WEEK_WORDS = {
    "dau tien": "1", "dau": "1", "nhat": "1", "mot": "1", "hai": "2", "ba": "3", "tu": "4", "bon": "4", "nam": "5",
}  # fmt: skip
_PARTS = {
    "dau": (1, 10), "thuong tuan": (1, 10), "giua": (11, 20), "trung tuan": (11, 20), "cuoi": (21, 31),
    "ha tuan": (21, 31), "nua dau": (1, 15), "nua cuoi": (16, 31), "nua sau": (16, 31), "nua dau cua": (1, 15),
}  # fmt: skip
_WHOLE_MONTH = re.compile(
    r"(?:trong|ca|het|toan|suot|xuyen suot|trong suot)?\s*(?:thang|ky|thang nay|ca thang|thang ke hoach)"
    r"|thuong xuyen(?: trong thang)?|xuyen suot|lien tuc|(?:hang|moi) (?:tuan|ngay)(?: trong thang)?|dinh ky"
    r"|thuong xuyen,? lien tuc|trong ky ke hoach"
)
_MONTH = r"(?:thang|t\.?)\s*(\d{1,2})(?:\s*(?:/|-|nam|\.|,)\s*(?:nam\s*)?(\d{4}))?"
_YEAR_LATER_BY = 10


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
        return WindowReading(None, f"không đọc được thời gian «{words}»")
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


def month_of(day: date) -> PlanMonth:
    """Return the month of a day."""
    return PlanMonth(day.year, day.month)


def parse_days(words: str, month: PlanMonth | None) -> Window | None:
    """Return the days that `words` name in a plan for `month`; None if any part is not understood."""
    text = _prepare(words)
    if text.endswith(")") and "(" in text:
        outside, _, inside = text[:-1].partition("(")
        wide, narrow = _parse(outside.strip(), month), _parse(inside.strip(), month)
        return narrow or wide
    return _parse(text, month)


def _prepare(words: str) -> str:
    text = folded_key(words)
    text = re.sub(r"\bmung\b", "", text)
    if not re.fullmatch(r"[\d/.\-: ]+", text):
        text = _CLOCK.sub(" ", text)
    text = _FILLERS.sub(" ", text)
    text = re.sub(r"\bngay\b(?!\s*(?:nay|trong))", " ", text)
    text = _SPELLED_DAY.sub(lambda d: f"{d[1]}/{d[2]}" + (f"/{d[3]}" if d[3] else ""), text)
    text = re.sub(r"\s*/\s*", "/", text)
    text = re.sub(r"\s+", " ", text)
    return text.strip(" .;,:-")


def _parse(text: str, month: PlanMonth | None) -> Window | None:
    """Read an expression made of simpler ones: before, after, from, until, from-to; then the simple ones."""
    if not text:
        return None
    for reader in (_parse_compound, _parse_month, _parse_quarter, _parse_week, _parse_part, _parse_dates):
        if window := reader(text, month):
            return window
    return None


def _parse_compound(text: str, month: PlanMonth | None) -> Window | None:
    if found := re.fullmatch(r"(?:tu |bat dau tu )(.+?)\s*(?:den het|cho den|den|toi|-)\s*(.+)", text):
        return _join(found[1], found[2], month)
    if found := re.fullmatch(r"(.+?) (?:den het|cho den|den|toi) (.+)", text):
        return _join(found[1], found[2], month)
    if found := re.fullmatch(r"truoc (.+)", text):
        limit = _parse(found[1], month)
        return limit and _ordered(_month_start(limit.first - timedelta(days=1), month), limit.first - timedelta(days=1))
    if found := re.fullmatch(
        r"(?:den het|den|cham nhat(?: la)?(?: den| trong)?|han(?: cuoi| chot)?|muon nhat)\s*:? (.+)", text
    ):
        limit = _parse(found[1], month)
        return limit and _ordered(_month_start(limit.last, month), limit.last)
    if found := re.fullmatch(r"sau (.+)", text):
        limit = _parse(found[1], month)
        return limit and _ordered(limit.last + timedelta(days=1), _month_end(limit.last + timedelta(days=1), month))
    if found := re.fullmatch(r"(?:tu|bat dau tu|ke tu) (.+?)(?: tro di)?", text):
        limit = _parse(found[1], month)
        return limit and _ordered(limit.first, _month_end(limit.first, month))
    if found := re.fullmatch(r"(?:trong|ca) (.+)", text):
        return None if _WHOLE_MONTH.fullmatch(text) else _parse(found[1], month)
    if (found := re.fullmatch(r"(.+?) - (.+)", text)) and re.search("[a-z]", text):
        return _join(found[1], found[2], month)
    return None


def _join(first: str, last: str, month: PlanMonth | None) -> Window | None:
    """Read from-to; a bare day takes the month of the other end, and "giữa đến cuối tháng 8" that of the last."""
    end = _parse(last, month)
    if end is None and last in ("thang", "het thang", "cuoi thang", "cuoi"):
        end = _parse("trong thang", month)
    if end is None:
        return None
    start = _parse(first, month_of(end.first) if _lacks_month(first) else month)
    if start is None:
        return None
    if start.first > end.last and start.first.month > end.last.month:
        start = Window(start.first.replace(year=end.last.year - 1), start.last)
    return _ordered(start.first, end.last)


def _lacks_month(text: str) -> bool:
    return not re.search(r"/|\bthang \d|\bt\d|\bquy\b", text)


def _month_start(day: date, month: PlanMonth | None) -> date:
    """Return the first day of the plan's month if it is no later than `day`, else of the day's own month."""
    return month.first_day if month and month.first_day <= day else day.replace(day=1)


def _month_end(day: date, month: PlanMonth | None) -> date:
    if month and _last_day(month) >= day:
        return _last_day(month)
    return _last_day(month_of(day))


def _last_day(month: PlanMonth) -> date:
    return date(month.year, month.month, monthrange(month.year, month.month)[1])


def _ordered(first: date, last: date) -> Window | None:
    return Window(first, last) if first <= last else None


def _parse_month(text: str, month: PlanMonth | None) -> Window | None:
    if _WHOLE_MONTH.fullmatch(text):
        return _span_of(month, month)
    if found := re.fullmatch(rf"(?:trong |ca |het |suot )?{_MONTH}", text):
        return _span_of(named := _name_month(found[1], found[2], month), named)
    if found := re.fullmatch(r"(\d{1,2})\s*[/-]\s*(\d{4})", text):
        return _span_of(named := _name_month(found[1], found[2], month), named)
    several = (
        rf"(?:trong )?{_MONTH}\s*(?:-|,|va|&|den|den het)\s*(?:thang|t)?\s*(\d{{1,2}})(?:\s*(?:/|nam)\s*(\d{{4}}))?"
    )
    if found := re.fullmatch(several, text):
        last = _name_month(found[3], found[4], month)
        first = _name_month(found[1], found[2] or found[4], month)
        if first and last and first > last and not found[2]:
            first = PlanMonth(first.year - 1, first.month)
        return _span_of(first, last) if first and last and first < last else None
    if found := re.fullmatch(r"(6|9|sau|chin) thang (dau|cuoi)(?: nam)?(?: (\d{4}))?", text):
        year = _year(found[3], month)
        count = 6 if found[1] in ("6", "sau") else 9
        if year is None:
            return None
        first = 1 if found[2] == "dau" else 13 - count
        return _span_of(PlanMonth(year, first), PlanMonth(year, first + count - 1))
    if found := re.fullmatch(r"(?:trong |ca )?nam(?: nay| (\d{4}))?", text):
        year = _year(found[1], month)
        return None if year is None else _span_of(PlanMonth(year, 1), PlanMonth(year, 12))
    return None


def _span_of(first: PlanMonth | None, last: PlanMonth | None) -> Window | None:
    return None if first is None or last is None else Window(first.first_day, _last_day(last))


def _year(printed: str | None, month: PlanMonth | None) -> int | None:
    if printed:
        year = int(printed)
        return year if 2000 <= year <= 2100 else None
    return month.year if month else None


def _name_month(number: str, year: str | None, month: PlanMonth | None) -> PlanMonth | None:
    """Return month `number`; without a year the one nearest to the plan's month, across the turn of the year."""
    of_year = _year(year, month)
    named = int(number)
    if of_year is None or not 1 <= named <= 12:
        return None
    if year is None and month is not None:
        of_year += (month.month - named >= _YEAR_LATER_BY) - (named - month.month >= _YEAR_LATER_BY)
    return PlanMonth(of_year, named)


def _parse_quarter(text: str, month: PlanMonth | None) -> Window | None:
    quarter = r"(iv|i{1,3}|[1-4])"
    pattern = (
        rf"(?:trong )?quy\s*{quarter}(?:\s*(?:-|,|va|den)\s*(?:quy\s*)?{quarter})?(?:\s*(?:/|-|nam)?\s*(\d{{4}}))?"
    )
    found = re.fullmatch(pattern, text)
    if found is None:
        return None
    year = _year(found[3], month)
    first = int(ROMAN.get(found[1]) or found[1])
    last = int(ROMAN.get(found[2]) or found[2]) if found[2] else first
    if year is None or last < first:
        return None
    return _span_of(PlanMonth(year, 3 * first - 2), PlanMonth(year, 3 * last))


def _split_month(text: str, month: PlanMonth | None) -> tuple[str, PlanMonth | None] | None:
    """Take "tháng 7" or "/7" off the end of an expression; (rest, month it speaks of), None if there is no month 13."""
    found = re.fullmatch(rf"(.+?)\s*(?:cua )?(?:{_MONTH}|thang(?: nay)?|/(\d{{1,2}})(?:/(\d{{4}}))?)", text)
    if found is None:
        return text, month
    number, year = found[2] or found[4], found[3] or found[5]
    if number is None:
        return found[1], month
    named = _name_month(number, year, month)
    return None if named is None else (found[1], named)


def _parse_week(text: str, month: PlanMonth | None) -> Window | None:
    split = _split_month(text, month)
    if split is None or split[1] is None:
        return None
    rest, of_month = split
    number = r"(\d|i{1,3}|iv|v|dau tien|dau|nhat|mot|hai|ba|tu|bon|nam)"
    pattern = rf"(?:trong )?tuan(?: le)?(?: thu)?\s*{number}(?:\s*(-|,|va|&|\+|den)\s*(?:tuan )?(?:thu )?{number})?"
    found = re.fullmatch(pattern, rest)
    if found is None:
        return None
    first = _week_number(found[1])
    last = _week_number(found[3]) if found[3] else first
    is_gap = found[2] in (",", "va", "&", "+") and last != first + 1
    if last < first or is_gap or not 1 <= first <= 5 or last > 5:
        return None
    end = _last_day(of_month).day
    return None if 7 * first - 6 > end else Window(_day(of_month, 7 * first - 6), _day(of_month, min(7 * last, end)))


def _week_number(printed: str) -> int:
    if printed in ROMAN:
        return ROMAN[printed]
    return int(_WEEK_WORDS.get(printed, printed))


def _day(month: PlanMonth, day: int) -> date:
    return date(month.year, month.month, day)


def _parse_part(text: str, month: PlanMonth | None) -> Window | None:
    split = _split_month(text, month)
    if split is None or split[1] is None:
        return None
    rest, of_month = split
    part = "|".join(sorted(_PARTS, key=len, reverse=True))
    found = re.fullmatch(rf"(?:trong |vao )?({part})(?:\s*(?:thang)?\s*(?:-|va|,)\s*({part}))?", rest)
    if found is None or (rest == text and "tuan" not in rest and "thang" not in text):
        return None
    first, last = _PARTS[found[1]], _PARTS[found[2] or found[1]]
    end = _last_day(of_month).day
    return _ordered(_day(of_month, first[0]), _day(of_month, min(last[1], end)))


_FULL_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_RANGE = re.compile(r"(\d{1,2})(?:[/.](\d{1,2})(?:[/.](\d{4}))?)?\s*-\s*(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?")
_SHORT = re.compile(r"(\d{1,2})[/.](\d{1,2})")
_DAYS = re.compile(r"(\d{1,2})\s*-\s*(\d{1,2})")
_LIST = re.compile(r"(\d{1,2})\s*(?:,|va|&|\+)\s*(\d{1,2})(?:[/.](\d{1,2})(?:[/.](\d{4}))?)?")


def _parse_dates(text: str, month: PlanMonth | None) -> Window | None:
    if re.fullmatch(r"\d{1,2}", text):
        return _single(_make_day(text, None, None, month))
    if found := _FULL_DATE.fullmatch(text):
        year, named, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
        return _single(_make_day(day, named, year, month))
    if found := _SHORT.fullmatch(text):
        return _single(_make_day(found[1], found[2], None, month))
    if found := _RANGE.fullmatch(text):
        last = _make_day(found[4], found[5], found[6], month)
        first = _make_day(found[1], found[2] or found[5], found[3] or found[6], month)
        if first and last and first > last and found[2] and not found[3]:
            first = _make_day(found[1], found[2], str(last.year - 1), month)
        return _ordered(first, last) if first and last else None
    if found := _DAYS.fullmatch(text):
        first, last = _make_day(found[1], None, None, month), _make_day(found[2], None, None, month)
        if month and int(found[2]) == month.month < int(found[1]):  # "12-7": no span of days, so the 12th of July
            return _single(first)
        return _ordered(first, last) if first and last else None
    if found := _LIST.fullmatch(text):
        first, last = (_make_day(day, found[3], found[4], month) for day in (found[1], found[2]))
        return Window(first, last) if first and last and last - first == timedelta(days=1) else None
    if found := re.fullmatch(r"([\d/.]+)\s*-\s*([\d/.]+)", text):
        first_span, last_span = _parse_dates(found[1], month), _parse_dates(found[2], month)
        return _ordered(first_span.first, last_span.last) if first_span and last_span else None
    return None


def _single(day: date | None) -> Window | None:
    return None if day is None else Window(day, day)


def _make_day(day: str, named: str | None, year: str | None, month: PlanMonth | None) -> date | None:
    """Return the day, in the plan's month unless another is named; None for a day the calendar does not have."""
    full_year = f"20{year}" if year and len(year) == 2 else year
    of_month = month if named is None else _name_month(named, full_year, month)
    if of_month is None:
        return None
    try:
        return date(of_month.year, of_month.month, int(day))
    except ValueError:
        return None

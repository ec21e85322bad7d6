"""When a piece is to appear: Vietnamese expressions of time read as a span of days. Pure.

Conventions: "trước 20/7" ends on the 19th; "tuần n" is days 7n-6 to 7n; đầu, giữa, cuối tháng are days 1-10, 11-20
and 21 to the end; "trong tháng" is the month of the plan. What is not understood as a whole is not read in part.
"""

import re
from datetime import date, timedelta

from pipeline.monthly_plans.calendar_days import last_day, make_span, month_of, name_month, name_year, parse_dates
from pipeline.monthly_plans.records import PlanMonth, Window
from pipeline.monthly_plans.words import ROMAN, folded_key

# Longer words name no span of days.
LONGEST_TIME = 100
_COLON_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
_CLOCK = re.compile(r"\b\d{1,2}\s*(?:h|g|gio)\s*(?:\d{2})?(?:\s*(?:phut|p))?\b(?!/)")
_WEEKDAY = re.compile(
    r"(?<!tuan )\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b,?(?=.*\d ?[/.-] ?\d|.*\bngay \d)"
)
_FILLERS = re.compile(
    r"\b(?:du kien|khoang(?= \d{1,2}(?:/\d{1,2})? ?-| tu )|trong tuan(?= tu )"
    r"|vao|khoang thoi gian|thoi gian|thuc hien|hoan thanh|xong|dang tin|dang bai|dang phat|phat song|phat"
    r"|dang|lich|luc|sang|chieu|toi(?= ngay| \d)|trong khoang|giai doan|hang nam)\b"
)
_SPELLED_DAY = re.compile(r"(?<!tuan )\b(\d{1,2})\s*(?:thang|th\.|th)\s*(\d{1,2})(?:\s*(?:nam|,|/|-)\s*(\d{4}))?\b")
_WEEK_WORDS = {
    "dau tien": "1", "dau": "1", "nhat": "1", "mot": "1", "hai": "2", "ba": "3", "tu": "4", "bon": "4", "nam": "5",
}  # fmt: skip
_PARTS = {
    "dau": (1, 10), "thuong tuan": (1, 10), "giua": (11, 20), "trung tuan": (11, 20), "cuoi": (21, 31),
    "ha tuan": (21, 31), "10 dau": (1, 10), "nua dau": (1, 15), "nua cuoi": (16, 31), "nua sau": (16, 31),
    "nua dau cua": (1, 15),
}  # fmt: skip
_WHOLE_MONTH = re.compile(
    r"(?:trong|ca|het|toan|suot|xuyen suot|trong suot)?\s*(?:thang|ky|thang nay|ca thang|thang ke hoach)"
    r"|thuong xuyen(?: trong thang)?|xuyen suot|lien tuc|(?:hang|moi) (?:tuan|ngay)(?: trong thang)?|dinh ky"
    r"|thuong xuyen,? lien tuc|trong ky ke hoach"
)
_MONTH = r"(?:thang|t\.?)\s*(\d{1,2})(?:\s*(?:/|-|nam|\.|,)\s*(?:nam\s*)?(\d{4}))?"

_ONE_MONTH = (re.compile(rf"(?:trong |ca |het |suot )?{_MONTH}"), re.compile(r"(\d{1,2})\s*[/-]\s*(\d{4})"))
_MONTHS = re.compile(
    rf"(?:trong )?{_MONTH}\s*(?:-|,|va|&|den|den het)\s*(?:thang|t)?\s*(\d{{1,2}})(?:\s*(?:/|nam)\s*(\d{{4}}))?"
)
_PART_OF_YEAR = re.compile(
    r"(?:(?P<count>6|9|sau|chin) thang (?P<end>dau|cuoi)(?: nam)?|(?:trong |ca )?nam(?: nay)?)(?: (?P<year>\d{4}))?"
)


def parse_days(words: str, month: PlanMonth | None) -> Window | None:
    """Return the days that `words` name in a plan for `month`; None if any part is not understood."""
    if len(words) > LONGEST_TIME:
        return None
    text = _prepare(words)
    if text.endswith(")") and "(" in text:
        outside, _, inside = text[:-1].partition("(")
        return _parse_aside(outside.strip(" ,;"), inside.strip(), month)
    return _parse(text, month)


def _parse_aside(outside: str, inside: str, month: PlanMonth | None) -> Window | None:
    """Read "tuần 2 (10-14/7)", "tuần 2 (tháng 8)": the dates in brackets say it closer, a month only which month."""
    if _ONE_MONTH[0].fullmatch(inside):
        return _parse(f"{outside} {inside}", month) or _parse(outside, month)
    wide, narrow = _parse(outside, month), _parse(inside, month)
    if wide and narrow and narrow.first <= wide.first and wide.last <= narrow.last:
        return wide
    return narrow or wide


def _prepare(words: str) -> str:
    text = folded_key(words)
    text = re.sub(r"\bmung\b", "", text)
    text = _CLOCK.sub(" ", _COLON_CLOCK.sub(" ", text))
    text = _FILLERS.sub(" ", _WEEKDAY.sub(" ", text))
    text = re.sub(r"\bngay\b(?!\s*(?:nay|trong))", " ", text)
    text = _SPELLED_DAY.sub(lambda d: f"{d[1]}/{d[2]}" + (f"/{d[3]}" if d[3] else ""), text)
    text = re.sub(r"\s*/\s*", "/", text)
    text = re.sub(r"\s+", " ", text)
    return text.strip(" .;,:-")


def _parse(text: str, month: PlanMonth | None) -> Window | None:
    """Read an expression made of simpler ones: before, after, from, until, from-to; then the simple ones."""
    if not text:
        return None
    for reader in (_parse_compound, _parse_month, _parse_quarter, _parse_week, _parse_part, parse_dates, _parse_dash):
        if window := reader(text, month):
            return window
    return None


def _parse_compound(text: str, month: PlanMonth | None) -> Window | None:
    for pattern, read in _COMPOUNDS:
        if found := pattern.fullmatch(text):
            return read(found, month)
    return None


def _parse_dash(text: str, month: PlanMonth | None) -> Window | None:
    """Read "giữa tháng 7 - đầu tháng 8", and "tuần 3 - tháng 7" as the third week of July."""
    found = re.fullmatch(r"(.+?) - (.+)", text)
    if found is None or not re.search("[a-z]", text):
        return None
    if _ONE_MONTH[0].fullmatch(found[2]) and not _ONE_MONTH[0].fullmatch(found[1]):
        return _parse(f"{found[1]} {found[2]}", month)
    return _join(found[1], found[2], month)


def _read_from_to(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    return _join(found[1], found[2], month)


def _read_neighbours(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    """Read "cuối tháng 7, đầu tháng 8" where the second begins the day after the first ends."""
    first, last = _parse(found[1], month), _parse(found[2], month)
    is_next = first is not None and last is not None and last.first - first.last == timedelta(days=1)
    return Window(first.first, last.last) if first and last and is_next else None


def _read_before(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    limit = _parse(found[1], month)
    last = limit.first - timedelta(days=1) if limit else None
    return make_span(_month_start(last, month), last) if last else None


def _read_until(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    limit = _parse(found[1], month)
    return limit and make_span(_month_start(limit.last, month), limit.last)


def _read_after(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    limit = _parse(found[1], month)
    first = limit.last + timedelta(days=1) if limit else None
    return make_span(first, _month_end(first, month)) if first else None


def _read_since(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    limit = _parse(found[1], month)
    return limit and make_span(limit.first, _month_end(limit.first, month))


def _read_within(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    return None if _WHOLE_MONTH.fullmatch(found[0]) else _parse(found[1], month)


_COMPOUNDS = (
    (re.compile(r"(?:tu )?(?:nay|bay gio|khi co ke hoach) (?:den het|cho den|den|toi) (.+)"), _read_until),
    (re.compile(r"(?:tu |bat dau tu )(.+?)\s*(?:den het|cho den|den|toi|-)\s*(.+)"), _read_from_to),
    (re.compile(r"(.+?) (?:den het|cho den|den|toi) (.+)"), _read_from_to),
    (re.compile(r"(\D+ thang \d{1,2})\s*(?:,|va) (\D+ thang \d{1,2})"), _read_neighbours),
    (re.compile(r"truoc (.+)"), _read_before),
    (
        re.compile(
            r"(?:den het|den|cham nhat(?: la)?(?: den| trong)?|han(?: cuoi| chot)?|muon nhat"
            r"|khong muon hon|khong cham hon|khong qua)\s*:? (.+)"
        ),
        _read_until,
    ),
    (re.compile(r"sau (.+)"), _read_after),
    (re.compile(r"(?:tu|bat dau tu|ke tu) (.+?)(?: tro di)?"), _read_since),
    (re.compile(r"(?:trong|ca) (.+)"), _read_within),
)


def _join(first: str, last: str, month: PlanMonth | None) -> Window | None:
    """Read from-to; a bare day takes the month of the other end, and "giữa đến cuối tháng 8" that of the last."""
    if (counted := re.match(r"(?:tu )?(tuan|thang|quy)\b", first)) and re.fullmatch(r"\d{1,2}(?:/.*)?|[iv]+", last):
        last = f"{counted[1]} {last}"  # "tuần 1 đến 2" is two weeks, not a week and a day
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
    return make_span(start.first, end.last)


def _lacks_month(text: str) -> bool:
    return not re.search(r"/|\bthang \d|\bt\d|\bquy\b", text)


def _month_start(day: date, month: PlanMonth | None) -> date:
    """Return the first day of the plan's month if it is no later than `day`, else of the day's own month."""
    return month.first_day if month and month.first_day <= day else day.replace(day=1)


def _month_end(day: date, month: PlanMonth | None) -> date:
    if month and last_day(month) >= day:
        return last_day(month)
    return last_day(month_of(day))


def _parse_month(text: str, month: PlanMonth | None) -> Window | None:
    if _WHOLE_MONTH.fullmatch(text):
        return _span_of(month, month)
    for pattern in _ONE_MONTH:
        if found := pattern.fullmatch(text):
            return _span_of(named := name_month(found[1], found[2], month), named)
    return _parse_months(text, month) or _parse_year(text, month)


def _parse_months(text: str, month: PlanMonth | None) -> Window | None:
    """Read "tháng 7-8", "tháng 12/2023 - 01/2024"."""
    found = _MONTHS.fullmatch(text)
    if found is None:
        return None
    last = name_month(found[3], found[4], month)
    first = name_month(found[1], found[2] or found[4], month)
    if first and last and first > last and not found[2]:
        first = PlanMonth(first.year - 1, first.month)
    return _span_of(first, last) if first and last and first < last else None


def _parse_year(text: str, month: PlanMonth | None) -> Window | None:
    """Read "6 tháng đầu năm", "cả năm", "năm 2023"."""
    found = _PART_OF_YEAR.fullmatch(text)
    if found is None or (year := name_year(found["year"], month)) is None:
        return None
    count = {"6": 6, "sau": 6, "9": 9, "chin": 9, None: 12}[found["count"]]
    first = 13 - count if found["end"] == "cuoi" else 1
    return _span_of(PlanMonth(year, first), PlanMonth(year, first + count - 1))


def _span_of(first: PlanMonth | None, last: PlanMonth | None) -> Window | None:
    return None if first is None or last is None else Window(first.first_day, last_day(last))


def _parse_quarter(text: str, month: PlanMonth | None) -> Window | None:
    quarter = r"(iv|i{1,3}|[1-4])"
    pattern = (
        rf"(?:trong )?quy\s*{quarter}(?:\s*(?:-|,|\+|&|va|den)\s*(?:quy\s*)?{quarter})?(?:\s*(?:/|-|nam)?\s*(\d{{4}}))?"
    )
    found = re.fullmatch(pattern, text)
    if found is None:
        return None
    year = name_year(found[3], month)
    first = int(ROMAN.get(found[1]) or found[1])
    last = int(ROMAN.get(found[2]) or found[2]) if found[2] else first
    if year is None or last < first:
        return None
    return _span_of(PlanMonth(year, 3 * first - 2), PlanMonth(year, 3 * last))


def _split_month(text: str, month: PlanMonth | None) -> tuple[str, PlanMonth | None]:
    """Take "tháng 7" or "/7" off the end of an expression; (rest, month it speaks of), None for a month 13."""
    found = re.fullmatch(rf"(.+?)\s*(?:cua )?(?:{_MONTH}|thang(?: nay)?|/(\d{{1,2}})(?:/(\d{{4}}))?)", text)
    if found is None:
        return text, month
    number, year = found[2] or found[4], found[3] or found[5]
    return found[1].rstrip(" ,"), month if number is None else name_month(number, year, month)


def _parse_week(text: str, month: PlanMonth | None) -> Window | None:
    rest, of_month = _split_month(text, month)
    if of_month is None:
        return None
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
    end = last_day(of_month).day
    return None if 7 * first - 6 > end else Window(_day(of_month, 7 * first - 6), _day(of_month, min(7 * last, end)))


def _week_number(printed: str) -> int:
    if printed in ROMAN:
        return ROMAN[printed]
    return int(_WEEK_WORDS.get(printed, printed))


def _day(month: PlanMonth, day: int) -> date:
    return date(month.year, month.month, day)


def _parse_part(text: str, month: PlanMonth | None) -> Window | None:
    rest, of_month = _split_month(text, month)
    if of_month is None:
        return None
    part = "|".join(sorted(_PARTS, key=len, reverse=True))
    found = re.fullmatch(rf"(?:trong |vao )?({part})(?:\s*(?:thang)?\s*(-|va|,)\s*({part}))?", rest)
    if found is None or (rest == text and "tuan" not in rest and "thang" not in text):
        return None
    first, last = _PARTS[found[1]], _PARTS[found[3] or found[1]]
    if found[2] in ("va", ",") and last[0] != first[1] + 1:
        return None  # "đầu và cuối tháng" is no one span
    end = last_day(of_month).day
    return make_span(_day(of_month, first[0]), _day(of_month, min(last[1], end)))

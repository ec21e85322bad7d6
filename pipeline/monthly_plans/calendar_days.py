"""Days and months as written in figures, placed in the calendar near a plan's month. Pure."""

import re
from calendar import monthrange
from datetime import date, timedelta

from pipeline.monthly_plans.records import PlanMonth, Window

# Without a year, a month that lies this far from the plan's is taken for one of the year before or after.
_YEAR_LATER_BY = 10
# A month in the middle of the year: none of the twelve is then taken for one of the year before or after.
MIDDLE_MONTH = 6
# One mark throughout: "05-12/10" is a span of days and no date; a dash may stand before a year of four figures.
_FULL_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})(?:([/.-])(\d{1,2})\5(\d{4}|\d{2})|[/.](\d{1,2})-(\d{4}))"
)
_RANGE = re.compile(r"(\d{1,2})(?:[/.](\d{1,2})(?:[/.](\d{4}))?)?\s*-\s*(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?")
_SHORT = re.compile(r"(\d{1,2})[/.](\d{1,2})")
_DAYS = re.compile(r"(\d{1,2})\s*-\s*(\d{1,2})")
_LIST = re.compile(r"(\d{1,2})\s*(?:,|va|&|\+)\s*(\d{1,2})(?:[/.](\d{1,2})(?:[/.](\d{4}))?)?")


def name_month(number: str, year: str | None, month: PlanMonth | None) -> PlanMonth | None:
    """Return month `number`; without a year the one nearest to the plan's month, across the turn of the year."""
    of_year = name_year(year, month)
    named = int(number)
    if of_year is None or not 1 <= named <= 12:
        return None
    if year is None and month is not None:
        of_year += (month.month - named >= _YEAR_LATER_BY) - (named - month.month >= _YEAR_LATER_BY)
    return PlanMonth(of_year, named)


def name_year(printed: str | None, month: PlanMonth | None) -> int | None:
    """Return the year printed, else that of the plan's month; None for a year outside this century."""
    if printed:
        year = int(printed)
        return year if 2000 <= year <= 2100 else None
    return month.year if month else None


def last_day(month: PlanMonth) -> date:
    """Return the last day of a month."""
    return date(month.year, month.month, monthrange(month.year, month.month)[1])


def month_of(day: date) -> PlanMonth:
    """Return the month of a day."""
    return PlanMonth(day.year, day.month)


def make_span(first: date, last: date) -> Window | None:
    """Return the window from `first` to `last`, None if they are turned round."""
    return Window(first, last) if first <= last else None


def parse_dates(text: str, month: PlanMonth | None) -> Window | None:
    """Return the days that figures name ("12/7", "5-10/7", "12 va 13/7"); None for a day the calendar does not have."""
    for pattern, read in _READERS:
        if found := pattern.fullmatch(text):
            return read(found, month)
    return None


def _read_day(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    return _single(_make_day(found[0], None, None, month))


def _read_full(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    year, named, day = (
        (found[1], found[2], found[3]) if found[1] else (found[7] or found[9], found[6] or found[8], found[4])
    )
    return _single(_make_day(day, named, year, month))


def _read_short(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    return _single(_make_day(found[1], found[2], None, month))


def _read_range(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    """Read "28/12-5/1" too: a first day without a year may lie in the year before."""
    last = _make_day(found[4], found[5], found[6], month)
    first = _make_day(found[1], found[2] or found[5], found[3] or found[6], month)
    if first and last and first > last and found[2] and not found[3]:
        first = _make_day(found[1], found[2], str(last.year - 1), month)
    return make_span(first, last) if first and last else None


def _read_days(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    first, last = (_make_day(found[at], None, None, month) for at in (1, 2))
    if month and int(found[2]) == month.month < int(found[1]):  # "12-7": no span of days, so the 12th of July
        return _single(first)
    return make_span(first, last) if first and last else None


def _read_list(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    """Read two days that follow each other; days apart are no one span."""
    first, last = (_make_day(day, found[3], found[4], month) for day in (found[1], found[2]))
    return Window(first, last) if first and last and last - first == timedelta(days=1) else None


def _read_two_dates(found: re.Match[str], month: PlanMonth | None) -> Window | None:
    first = parse_dates(found[1], month)
    last = parse_dates(found[2], month_of(first.first) if first and found[2].isdigit() else month)
    return make_span(first.first, last.last) if first and last else None


def _single(day: date | None) -> Window | None:
    return None if day is None else Window(day, day)


def _make_day(day: str, named: str | None, year: str | None, month: PlanMonth | None) -> date | None:
    """Return the day, in the plan's month unless another is named; None for a day the calendar does not have."""
    full_year = f"20{year}" if year and len(year) == 2 else year
    of_month = month if named is None else name_month(named, full_year, month)
    if of_month is None:
        return None
    try:
        return date(of_month.year, of_month.month, int(day))
    except ValueError:
        return None


_READERS = (
    (re.compile(r"\d{1,2}"), _read_day),
    (_FULL_DATE, _read_full),
    (_SHORT, _read_short),
    (_RANGE, _read_range),
    (_DAYS, _read_days),
    (_LIST, _read_list),
    (re.compile(r"([\d/.]+)\s*-\s*([\d/.]+)"), _read_two_dates),
)

"""Dates as Vietnamese pages print them, read strictly: day first, full year, or nothing.

Relative words ("3 giờ trước") and dates without a year are not read: a date is null rather than guessed.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

HANOI = timezone(timedelta(hours=7))
EARLIEST = datetime(2000, 1, 1, tzinfo=HANOI)

_LONGEST = 120
_PLAUSIBLE_YEARS = range(1900, 2200)  # outside it stands for "unknown" in some systems (0001-01-01)
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?(?!\d)",
    re.ASCII,
)
_DAY = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4})(?![\d/.-]\d|\d)",
    re.ASCII,
)
_DAY_IN_WORDS = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:\s*,\s*|\s+năm\s+|\s+)(?P<year>\d{4})(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_CLOCK = re.compile(
    r"(?<![\d:+])(?P<hour>\d{1,2})\s?(?:[:hg]|giờ)\s?(?P<minute>\d{2})(?:[:'p](?P<second>\d{2}))?(?![\d:])"
    r"(?:\s*(?P<half>SA|CH|AM|PM)\b)?",
    re.IGNORECASE | re.ASCII,
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_BESIDES = re.compile(
    r"\b(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s+nhật|cn|(?:gmt|utc)\s*\+?\s*0?7(?::00)?|"
    r"ngày|lúc|cập nhật|đăng|xuất bản|thời gian|giờ)\b|[+]0?7(?::?00)?",
    re.IGNORECASE,
)


def read_datetime(printed: str) -> datetime | None:
    """Return the aware time that `printed` states, or None.

    Without a zone it is Hanoi time, without a clock midnight.
    """
    printed = " ".join(printed.split())
    if not printed or len(printed) > _LONGEST:
        return None
    try:
        moment = _read_iso(printed) or _read_epoch(printed) or _read_printed(printed)
    except (ValueError, OverflowError):
        return None
    return moment if moment and moment.year in _PLAUSIBLE_YEARS else None


def is_only_a_date(printed: str) -> bool:
    """Say whether a line holds one full date and nothing but what belongs to it (weekday, clock, zone)."""
    if len(printed) > _LONGEST or read_datetime(printed) is None:
        return False
    rest = _CLOCK.sub(" ", _DAY_IN_WORDS.sub(" ", _DAY.sub(" ", _ISO.sub(" ", printed))))
    return not _BESIDES.sub(" ", rest).strip(" -–—|,.:;()•·/\t\n")


def _read_iso(printed: str) -> datetime | None:
    match = _ISO.match(printed)
    if match is None:
        return None
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    return datetime(year, month, day, hour, minute, second, tzinfo=_read_zone(match["zone"]))


def _read_zone(printed: str | None) -> timezone:
    if printed is None:
        return HANOI
    if printed == "Z":
        return UTC
    digits = printed[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if printed[0] == "-" else offset)


def _read_epoch(printed: str) -> datetime | None:
    if not _EPOCH.fullmatch(printed):
        return None
    return datetime.fromtimestamp(int(printed[:10]), HANOI)


def _read_printed(printed: str) -> datetime | None:
    days = [match for pattern in (_DAY, _DAY_IN_WORDS) for match in pattern.finditer(printed)]
    if len({(m["day"], m["month"], m["year"]) for m in days}) != 1:
        return None
    day = days[0]
    rest = printed[: day.start()] + " | " + printed[day.end() :]
    hour, minute, second = _read_clock(rest)
    return datetime(int(day["year"]), int(day["month"]), int(day["day"]), hour, minute, second, tzinfo=HANOI)


def _read_clock(printed: str) -> tuple[int, int, int]:
    match = _CLOCK.search(printed)
    if match is None:
        return 0, 0, 0
    hour, half = int(match["hour"]), (match["half"] or "").upper()
    if half in ("CH", "PM") and hour < 12:
        hour += 12
    elif half in ("SA", "AM") and hour == 12:
        hour = 0
    return hour, int(match["minute"]), int(match["second"] or 0)

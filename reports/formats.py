"""How numbers, days and texts are written for the office. Templates and writers call these and format nothing."""

import re
from datetime import date, datetime
from functools import lru_cache
from unicodedata import is_normalized

from babel.numbers import format_decimal

from models.clock import VIETNAM
from models.text import clean_text
from models.vocabulary import Certainty
from reports.record import Month

EXCERPT_LENGTH = 300


@lru_cache(maxsize=4096)
def format_number(value: float) -> str:
    """Write 1234.5 as 1.234,5."""
    return str(format_decimal(value, locale="vi"))


def format_share(part: int, whole: int) -> str:
    """Write a share as 12,5%; a share of nothing is a dash."""
    if whole == 0:
        return "–"
    return f"{format_decimal(100 * part / whole, format='#,##0.#', locale='vi')}%"


def format_day(day: date) -> str:
    """Write a day as 05/01/2024."""
    return f"{day:%d/%m/%Y}"


def format_local_day(instant: datetime | None) -> str:
    """Write the Vietnamese day of an instant as 05/01/2024; an unknown one says so."""
    return "không rõ" if instant is None else format_day(instant.astimezone(VIETNAM).date())


def format_instant(instant: datetime) -> str:
    """Write an instant as 02:00 ngày 01/01/2024."""
    return f"{instant.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def format_letter_day(day: date) -> str:
    """Write a day as letters do: a leading zero for days below 10 and for months 1 and 2 only (Nghị định 30)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def format_month(month: Month, *, with_year: bool) -> str:
    """Write a month as T3, or T3 2024 (with a blank to wrap at) where the year does not go without saying.

    A whole year is written as 2024.
    """
    if month.month is None:
        return str(month.year)
    return f"T{month.month} {month.year}" if with_year else f"T{month.month}"


def single_line(text: str) -> str:
    """Return `text` in NFC on one line, without any character that XML or a spreadsheet refuses."""
    if text.isprintable() and is_normalized("NFC", text) and "  " not in text and text.strip() == text:
        return text  # what nearly every text is: ten times as fast as cleaning it
    return re.sub(r"\s+", " ", clean_text(text))


def line_with_ends(text: str) -> str:
    """Return `text` as `single_line` does, with a blank where the text began or ended with one."""
    before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
    return f"{before}{single_line(text)}{after}"


def shorten(text: str, length: int = EXCERPT_LENGTH) -> str:
    """Return one line of at most `length` characters, cut at a blank where there is one; a cut ends in "…"."""
    line = single_line(text)
    if len(line) <= length:
        return line
    head = line[: length - 1]
    return (head.rsplit(" ", 1)[0] or head).rstrip(" ,;:-") + "…"


def safe_link(url: str | None) -> str | None:
    """Return `url` if it is a plain http(s) address without blanks, quotes or control characters, else None."""
    cleaned = clean_text(url or "")
    return cleaned if re.fullmatch(r"https?://[^\s<>\"\\]+", cleaned, re.IGNORECASE) else None


def mark_count(certainty: Certainty, count: int) -> str:
    """Write a count with the mark of its certainty, for tables that hold all three in one cell: 3, +2, (1)."""
    number = format_number(count)
    marked = {Certainty.CONFIRMED: number, Certainty.PROPOSED: f"+{number}", Certainty.DOUBTFUL: f"({number})"}
    return marked[certainty]

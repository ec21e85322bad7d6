"""What people type into forms, read the Vietnamese way."""

import re
from datetime import date

from models.errors import InputError

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def read_day(text: str) -> date:
    """Read a day typed as 05/12/2023 (or 5-12-2023, 5.12.2023, 2023-12-05); raises InputError for anything else."""
    typed = text.strip()
    if found := _DAY.fullmatch(typed):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise InputError(f"Ngày «{typed[:40]}» chưa đúng: hãy viết ngày/tháng/năm, ví dụ 05/12/2023.")
    try:
        value = date(year, month, day)
    except ValueError:
        raise InputError(f"Không có ngày {typed} trong lịch: hãy xem lại ngày và tháng.") from None
    if not EARLIEST <= value <= LATEST:
        raise InputError(f"Năm của ngày {typed} nằm ngoài khoảng {EARLIEST.year}–{LATEST.year}: hãy xem lại.")
    return value


def read_day_or_none(text: str | None) -> date | None:
    """Read a day that may be left empty; raises InputError."""
    return read_day(text) if text and text.strip() else None

"""Times: stored in UTC, counted and shown in Asia/Ho_Chi_Minh. 23:50 on 31/12 belongs to that year."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def utc_now() -> datetime:
    """Return the present instant; only edges call it and pass it on."""
    return datetime.now(UTC)


def local_day(instant: datetime) -> date:
    """Return the Vietnamese calendar day of an aware `instant`."""
    return instant.astimezone(VIETNAM).date()


def day_start(day: date) -> datetime:
    """Return the instant at which `day` begins in Việt Nam."""
    return datetime.combine(day, time.min, VIETNAM).astimezone(UTC)


def day_end(day: date) -> datetime:
    """Return the instant at which `day` is over in Việt Nam (the next day's start)."""
    return day_start(day + timedelta(days=1))

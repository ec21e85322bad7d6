"""Times: stored in UTC, counted and shown in Asia/Ho_Chi_Minh. 23:50 on 31/12 belongs to that year."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def utc_now() -> datetime:
    """Return the present instant; only edges call it and pass it on."""
    return datetime.now(UTC)


def start_clock(now: datetime) -> Callable[[], datetime]:
    """Return a clock that stands at `now` and goes on from there, so that a run's instants agree with its order."""
    started = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - started)


def local_day(instant: datetime) -> date:
    """Return the Vietnamese calendar day of an aware `instant`."""
    return instant.astimezone(VIETNAM).date()


def day_start(day: date) -> datetime:
    """Return the instant at which `day` begins in Việt Nam."""
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM).astimezone(UTC)


def day_end(day: date) -> datetime:
    """Return the instant at which `day` is over in Việt Nam (the next day's start)."""
    return day_start(day + timedelta(days=1))

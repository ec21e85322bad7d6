"""The crawl's time: starts at the ordered `now` and runs on; it never falls behind what is already stored."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.crawl import Address

_STEP = timedelta(milliseconds=1)
_REPEAT = timedelta(days=1)


class Clock:
    """Gives the present instant of a crawl."""

    def __init__(self, start: datetime, ticks: Callable[[], float] = monotonic) -> None:
        self.start = start
        self._ticks = ticks
        self._zero = ticks()

    def now(self) -> datetime:
        """Return the start plus the time passed since."""
        return self.start + timedelta(seconds=self._ticks() - self._zero)


def start_clock(session: Session, now: datetime) -> Clock:
    """Return a clock that starts at `now`, or just after the newest record if a crawl of that day is repeated."""
    newest = [
        moment
        for moment in session.execute(select(func.max(Address.last_seen_at), func.max(Address.fetched_at))).one()
        if moment is not None
    ]
    if newest and now <= max(newest) < now + _REPEAT:
        return Clock(max(newest) + _STEP)
    return Clock(now)

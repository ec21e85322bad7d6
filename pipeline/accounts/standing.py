"""How many wrong passwords a name or an address has behind it, and when it may try again.

A name of no account is counted as one of an account is, so that the answers do not tell which names exist.
"""

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MOST_FAILURES = 5
LOCKED = timedelta(minutes=15)
MOST_STRANGERS = 10_000


@dataclass(frozen=True, slots=True)
class Standing:
    """Wrong passwords since the last right one, and until when no password is looked at."""

    failures: int = 0
    locked_until: datetime | None = None

    def is_locked(self, now: datetime) -> bool:
        """Say whether no password is looked at."""
        return self.locked_until is not None and now < self.locked_until


def count_failure(standing: Standing, now: datetime) -> Standing:
    """Return the standing after one more wrong password; the fifth locks."""
    failures = standing.failures + 1
    return Standing(0, now + LOCKED) if failures >= MOST_FAILURES else Standing(failures)


@dataclass(slots=True)
class Attempts:
    """Failures by key (an address) within `window`; at `limit` no more is tried until the oldest is out of it."""

    limit: int
    window: timedelta = LOCKED
    _failed: dict[str, list[datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def may_try(self, key: str, now: datetime) -> bool:
        """Say whether `key` has failed fewer times than the limit."""
        with self._lock:
            return len(self._list_recent(key, now)) < self.limit

    def count_failure(self, key: str, now: datetime) -> None:
        """Remember a failure; of too many keys the oldest is forgotten."""
        with self._lock:
            recent = self._list_recent(key, now)
            self._failed.pop(key, None)
            self._failed[key] = [*recent[-self.limit :], now]
            if len(self._failed) > MOST_STRANGERS:
                del self._failed[next(iter(self._failed))]

    def _list_recent(self, key: str, now: datetime) -> list[datetime]:
        return [instant for instant in self._failed.get(key, []) if now - instant < self.window]


@dataclass(slots=True)
class Door:
    """What the desk remembers at its door while it runs; attempts to enter take turns, each counted before the next.

    `first_code` is what makes the first account; None once there is one.
    """

    first_code: str | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)
    strangers: dict[str, Standing] = field(default_factory=dict)
    addresses: Attempts = field(default_factory=lambda: Attempts(limit=30))
    codes: Attempts = field(default_factory=lambda: Attempts(limit=10))

    def remember_stranger(self, name: str, standing: Standing) -> None:
        """Keep the standing of a name that no account has; of too many the oldest is forgotten."""
        self.strangers.pop(name, None)
        self.strangers[name] = standing
        if len(self.strangers) > MOST_STRANGERS:
            del self.strangers[next(iter(self.strangers))]

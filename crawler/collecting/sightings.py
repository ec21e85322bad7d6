"""Which channel listed which article in this run: what completeness is reckoned from later.

Each (channel, article) is written once a run, together with all else that is acknowledged.
"""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from models.crawl import AddressSighting
from models.database import upsert

_KEY = ("run_id", "channel", "address_id")


class Sightings:
    """The sightings of a run, kept back until the caller's transaction is to last."""

    def __init__(self, session: Session, run_id: int) -> None:
        self._session, self._run_id = session, run_id
        self._known: set[tuple[str, int]] = set()
        self._fresh: list[tuple[str, int]] = []

    def note(self, channel: str, address_ids: Iterable[int]) -> None:
        """Note that a channel listed some articles; said again it changes nothing."""
        seen = {(channel, address_id) for address_id in address_ids} - self._known
        self._known |= seen
        self._fresh += sorted(seen)

    def write(self) -> None:
        """Store what was noted since the last time, inside the caller's transaction."""
        rows = [
            {"run_id": self._run_id, "channel": channel, "address_id": address_id}
            for channel, address_id in self._fresh
        ]
        upsert(self._session, AddressSighting, rows, key=_KEY)
        self._fresh.clear()

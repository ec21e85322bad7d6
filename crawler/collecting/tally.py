"""The figures of a crawl, stored with the very changes they count, so that a kill cannot part them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import upsert
from models.night import RunCount
from models.vocabulary import Stage

_KEY = ("run_id", "stage", "outlet_key", "name")


class Tally:
    """Running totals of one run's crawl stage by (outlet, name); a repeated start goes on from the stored ones."""

    def __init__(self, session: Session, run_id: int) -> None:
        self._session, self._run_id = session, run_id
        self._totals: dict[tuple[str, str], float] = {}
        self._dirty: set[tuple[str, str]] = set()
        rows = session.execute(
            select(RunCount.outlet_key, RunCount.name, RunCount.value).where(
                RunCount.run_id == run_id, RunCount.stage == Stage.CRAWL
            )
        )
        for outlet, name, value in rows:
            self._totals[outlet, name] = value

    def add(self, outlet: str, name: str, number: float = 1) -> None:
        """Count `number` more."""
        if number:
            self.put(outlet, name, self._totals.get((outlet, name), 0) + number)

    def put(self, outlet: str, name: str, number: float) -> None:
        """Set a figure."""
        self._totals[outlet, name] = number
        self._dirty.add((outlet, name))

    def get(self, outlet: str, name: str) -> float | None:
        """Return a figure, or None if it was never counted."""
        return self._totals.get((outlet, name))

    def write(self) -> None:
        """Store what changed, inside the caller's transaction."""
        rows = [
            {
                "run_id": self._run_id,
                "stage": Stage.CRAWL,
                "outlet_key": outlet,
                "name": name,
                "value": self._totals[outlet, name],
            }
            for outlet, name in sorted(self._dirty)
        ]
        upsert(self._session, RunCount, rows, key=_KEY, update=("value",))
        self._dirty.clear()

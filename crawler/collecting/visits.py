"""The walk along each listing: its pages so far, whether it met known articles, and why it ended."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from crawler.collecting.discovery import Discovered
from crawler.collecting.fates import Task
from models.crawl import ListingVisit
from models.database import upsert

_COLUMNS = ("pages", "listed", "reached_known", "problem")


@dataclass(slots=True)
class Walk:
    """One listing as walked in this run."""

    outlet: str
    channel: str
    pages: int = 0
    listed: int = 0
    reached_known: bool = False
    problem: str | None = None
    seen_pages: set[int] = field(default_factory=set)


class Visits:
    """All walks of a run, written inside the caller's transaction."""

    def __init__(self, session: Session, run_id: int) -> None:
        self._session, self._run_id = session, run_id
        self._walks: dict[str, Walk] = {}
        self._dirty: set[str] = set()

    def note_page(self, task: Task, found: Discovered) -> tuple[Walk, bool]:
        """Count a page of a listing; say whether it names exactly what an earlier page of it named."""
        walk = self._walk_of(task)
        mark = hash(found.keys)
        repeats = bool(found.keys) and mark in walk.seen_pages
        walk.seen_pages.add(mark)
        walk.pages += 1
        walk.listed += found.listed
        return walk, repeats

    def note_problem(self, task: Task, problem: str) -> None:
        """Note why a listing could not be read. A missing page after the first is the listing's end, no problem."""
        walk = self._walk_of(task)
        if walk.pages == 0:
            walk.problem = walk.problem or problem

    def _walk_of(self, task: Task) -> Walk:
        url = task.listing_url or task.url
        self._dirty.add(url)
        return self._walks.setdefault(url, Walk(task.outlet, task.channel))

    def problems(self, outlet: str) -> list[tuple[str, str]]:
        """Return (listing, problem) of the outlet's listings that gave nothing."""
        return [
            (url, walk.problem)
            for url, walk in self._walks.items()
            if walk.outlet == outlet and walk.problem is not None and walk.pages == 0
        ]

    def write(self) -> None:
        """Store the walks that went on since the last time."""
        rows = [
            {"run_id": self._run_id, "outlet_key": walk.outlet, "channel": walk.channel, "url": url}
            | {name: getattr(walk, name) for name in _COLUMNS}
            for url in sorted(self._dirty)
            for walk in (self._walks[url],)
        ]
        upsert(self._session, ListingVisit, rows, key=("run_id", "url"), update=_COLUMNS)
        self._dirty.clear()

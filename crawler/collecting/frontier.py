"""What is asked next: the queue is the `addresses` table; here are the lanes, one per outlet, that read it.

Nothing is marked while it is under way: an address stays QUEUED until its end is stored, so a kill
at any moment leaves it waiting. Lanes take turns; each holds back while paused and stops for good
when its outlet refuses.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from crawler.collecting.clock import Clock
from crawler.collecting.fates import Task
from models.crawl import Address
from models.vocabulary import AddressKind, AddressState

_BATCH = 50
_COLUMNS = (
    Address.id,
    Address.outlet_key,
    Address.url,
    Address.kind,
    Address.channel,
    Address.article_id,
    Address.etag,
    Address.last_modified,
    Address.tries,
    Address.page_number,
    Address.listing_url,
    Address.fetched_at,
    Address.state,
)


@dataclass(slots=True)
class Lane:
    """The waiting line of one outlet."""

    outlet: str
    width: int
    pass_start: datetime
    rechecks: deque[int] = field(default_factory=deque)
    buffer: deque[Task] = field(default_factory=deque)
    under_way: set[int] = field(default_factory=set)
    recheck_ids: set[int] = field(default_factory=set)
    cursor: int = 0
    is_empty: bool = False
    retry_times: list[datetime] = field(default_factory=list)
    paused_until: float = 0.0
    stopped: str | None = None

    def is_open(self) -> bool:
        """Say that another task may start now."""
        return self.stopped is None and len(self.under_way) < self.width and monotonic() >= self.paused_until


class Frontier:
    """Hands out tasks, at most `max_pages` of them."""

    def __init__(self, session: Session, clock: Clock, lanes: Iterable[Lane], max_pages: int) -> None:
        self._session, self._clock = session, clock
        self.lanes = {lane.outlet: lane for lane in lanes}
        self._turn = deque(self.lanes)
        self._pages_left = max_pages

    @property
    def is_spent(self) -> bool:
        """Say that the crawl has asked for as many pages as it may."""
        return self._pages_left <= 0

    @property
    def is_busy(self) -> bool:
        """Say that a task is under way."""
        return any(lane.under_way for lane in self.lanes.values())

    def take(self) -> Task | None:
        """Return the next task of the lane whose turn it is, or None while all are busy, paused or empty."""
        if self.is_spent:
            return None
        for _ in range(len(self._turn)):
            self._turn.rotate(-1)
            lane = self.lanes[self._turn[0]]
            task = self._next_of(lane) if lane.is_open() else None
            if task is not None:
                lane.under_way.add(task.address_id)
                self._pages_left -= 1
                return task
        return None

    def release(self, task: Task) -> None:
        """Note that a task's verdict is stored."""
        self.lanes[task.outlet].under_way.discard(task.address_id)

    def has_work(self) -> bool:
        """Say that a task can be had now or after a pause."""
        return not self.is_spent and any(self._lane_has_work(lane) for lane in self.lanes.values())

    def _lane_has_work(self, lane: Lane) -> bool:
        if lane.stopped is not None:
            return False
        if not lane.buffer:
            self._fill(lane)
        return bool(lane.buffer or lane.rechecks or lane.retry_times)

    def wake(self, outlet: str) -> None:
        """Note that the outlet has new rows waiting."""
        self.lanes[outlet].is_empty = False

    def retry_at(self, outlet: str, moment: datetime) -> None:
        """Note that an address waits for another try at `moment`."""
        self.lanes[outlet].retry_times.append(moment)

    def pause(self, outlet: str, seconds: float) -> None:
        """Ask the outlet nothing for a while."""
        lane = self.lanes[outlet]
        lane.paused_until = max(lane.paused_until, monotonic() + seconds)

    def stop(self, outlet: str, why: str) -> None:
        """Ask the outlet nothing more in this crawl; what waits goes on waiting."""
        lane = self.lanes[outlet]
        lane.stopped = lane.stopped or why
        lane.buffer.clear()

    def recheck(self, outlet: str, address_ids: Iterable[int]) -> int:
        """Line up held addresses to be asked again, each once in a crawl; return how many are new in line."""
        lane = self.lanes[outlet]
        fresh = [each for each in dict.fromkeys(address_ids) if each not in lane.recheck_ids]
        lane.recheck_ids.update(fresh)
        lane.rechecks.extend(fresh)
        return len(fresh)

    def recheck_again(self, task: Task) -> None:
        """Ask for a held address once more, under another form."""
        self.lanes[task.outlet].rechecks.appendleft(task.address_id)

    def _next_of(self, lane: Lane) -> Task | None:
        if not lane.buffer:
            self._fill(lane)
        if lane.buffer:
            return lane.buffer.popleft()
        while lane.rechecks:
            row = self._session.execute(select(*_COLUMNS).where(Address.id == lane.rechecks.popleft())).one_or_none()
            if row is not None and (row.fetched_at is None or row.fetched_at < lane.pass_start):
                return _make_task(row, is_recheck=True)
        return None

    def _fill(self, lane: Lane) -> None:
        """Read the next waiting rows; after the last begin once more from the first, for old rows may wait again."""
        now = self._clock.now()
        if any(moment <= now for moment in lane.retry_times):
            lane.retry_times = [moment for moment in lane.retry_times if moment > now]
            lane.is_empty, lane.cursor = False, 0
        has_wrapped = False
        while not lane.is_empty and not lane.buffer:
            rows = self._read_rows(lane, now)
            lane.buffer.extend(_make_task(row) for row in rows if row.id not in lane.under_way)
            if rows:
                lane.cursor = rows[-1].id
            elif has_wrapped or lane.cursor == 0:
                lane.is_empty = True
            else:
                lane.cursor, has_wrapped = 0, True

    def _read_rows(self, lane: Lane, now: datetime) -> list[Row[Any]]:
        statement = (
            select(*_COLUMNS)
            .where(
                Address.outlet_key == lane.outlet,
                Address.state == AddressState.QUEUED,
                Address.id > lane.cursor,
                (Address.next_try_at.is_(None)) | (Address.next_try_at <= now),
            )
            .order_by(Address.id)
            .limit(_BATCH)
        )
        return list(self._session.execute(statement))


def _make_task(row: Any, *, is_recheck: bool = False) -> Task:
    kind = row.kind
    is_held = kind is AddressKind.ARTICLE and row.fetched_at is not None
    return Task(
        address_id=row.id,
        outlet=row.outlet_key,
        url=row.url,
        kind=kind,
        channel=row.channel or "",
        article_id=row.article_id,
        etag=row.etag if is_held and row.state is AddressState.KEPT else None,
        last_modified=row.last_modified if is_held and row.state is AddressState.KEPT else None,
        tries=row.tries,
        page_number=row.page_number,
        listing_url=row.listing_url,
        is_held=is_held,
        is_recheck=is_recheck,
    )


def requeue_due(session: Session, outlet: str, now: datetime) -> int:
    """Put failed articles whose time has come back in the queue; return how many. Listings begin anew anyway."""
    due = (
        update(Address)
        .where(
            Address.outlet_key == outlet,
            Address.kind == AddressKind.ARTICLE,
            Address.state == AddressState.FAILED,
            Address.next_try_at <= now,
        )
        .values(state=AddressState.QUEUED, next_try_at=None)
    )
    return int(session.execute(due).rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts rows

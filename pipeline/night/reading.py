"""Read kept pages ahead of the one who stores them: WARC → article, in child processes, batch by batch.

Nothing is written here. While one batch is being stored the next ones are read, so that a night
takes about as long as its slower half.
"""

import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, selectinload

from crawler.extract.worker import ExtractionJob, ExtractionPool
from crawler.outlet_file import Outlet
from crawler.warc import SnapshotLostError, read_page
from models.crawl import PageSnapshot
from models.records import ExtractedArticle, NotAnArticle
from models.vocabulary import AddressState

READERS = min(2, os.cpu_count() or 1)  # a third would hardly be faster and cost another 100 MB

Results = dict[int, ExtractedArticle | NotAnArticle]


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """Some snapshots and, by snapshot id, what those that hold an article's page say, or why one cannot be read."""

    ids: Sequence[int]
    results: Results
    lost: dict[int, str]


class PageReader:
    """Reads the pages of snapshots; one thread more than child processes opens the next pages meanwhile."""

    def __init__(self, engine: Engine, warc_folder: Path, outlets: Sequence[Outlet]) -> None:
        self._engine, self._warc_folder = engine, warc_folder
        self._pools = [ExtractionPool(outlets) for _ in range(READERS)]
        self._free: SimpleQueue[ExtractionPool] = SimpleQueue()
        for pool in self._pools:
            self._free.put(pool)

    def read_batches(self, ids: Sequence[int], size: int) -> Iterator[ReadBatch]:
        """Yield the batches in order; reading goes on while the caller works. Raises what a reading raised."""
        waiting = deque(ids[start : start + size] for start in range(0, len(ids), size))
        under_way: deque[Future[ReadBatch]] = deque()
        with ExitStack() as stack:
            for pool in self._pools:
                stack.enter_context(pool)
            threads = stack.enter_context(ThreadPoolExecutor(READERS + 1))
            stack.callback(threads.shutdown, wait=True, cancel_futures=True)
            while waiting or under_way:
                while waiting and len(under_way) <= READERS:
                    under_way.append(threads.submit(self._read, waiting.popleft()))
                yield under_way.popleft().result()

    def _read(self, ids: Sequence[int]) -> ReadBatch:
        with Session(self._engine) as session:
            chosen = select(PageSnapshot).where(PageSnapshot.id.in_(ids)).order_by(PageSnapshot.id)
            snapshots = session.scalars(chosen.options(selectinload(PageSnapshot.address))).all()
            newest = _newest_of(session, snapshots)
            jobs, lost = self._open([snapshot for snapshot in snapshots if _holds_article(snapshot, newest)])
        pool = self._free.get()
        try:
            return ReadBatch(ids, dict(zip(jobs, pool.extract_many(jobs.values()), strict=True)), lost)
        finally:
            self._free.put(pool)

    def _open(self, pages: Sequence[PageSnapshot]) -> tuple[dict[int, ExtractionJob], dict[int, str]]:
        """Return the readable pages as jobs, and why each of the others is lost: one bad record stops nothing."""
        jobs: dict[int, ExtractionJob] = {}
        lost: dict[int, str] = {}
        for snapshot in pages:
            try:
                page = read_page(self._warc_folder, snapshot)
            except SnapshotLostError as error:
                lost[snapshot.id] = str(error)
            else:
                job = ExtractionJob(page.page, snapshot.url, snapshot.captured_at, snapshot.content_type)
                jobs[snapshot.id] = job
        return jobs, lost


def _newest_of(session: Session, snapshots: Sequence[PageSnapshot]) -> dict[int, int]:
    """Return the newest snapshot of each snapshot's address."""
    addresses = {snapshot.address_id for snapshot in snapshots}
    newest = select(PageSnapshot.address_id, func.max(PageSnapshot.id).label("newest"))
    newest = newest.where(PageSnapshot.address_id.in_(addresses))
    return {row.address_id: row.newest for row in session.execute(newest.group_by(PageSnapshot.address_id))}


def _holds_article(snapshot: PageSnapshot, newest: Mapping[int, int]) -> bool:
    """Say that a snapshot holds a page to read; the last page of an address that is gone says only that it is."""
    says_gone = snapshot.address.state is AddressState.GONE and newest[snapshot.address_id] == snapshot.id
    return snapshot.http_status == 200 and snapshot.same_as_id is None and not says_gone

"""Read kept pages ahead of the one who stores them: WARC → article, in child processes, batch by batch.

Nothing is written here. While one batch is being stored the next ones are read, so that a night
takes about as long as its slower half.
"""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, selectinload

from crawler.extract.worker import ExtractionJob, ExtractionPool
from crawler.outlet_file import Outlet
from crawler.warc import read_page
from models.crawl import PageSnapshot
from models.records import ExtractedArticle, NotAnArticle
from models.vocabulary import AddressState

READERS = min(2, os.cpu_count() or 1)  # a third would hardly be faster and cost another 100 MB

Results = dict[int, ExtractedArticle | NotAnArticle]


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """Some snapshots and what those that hold an article's page say, by snapshot id."""

    ids: Sequence[int]
    results: Results


class PageReader:
    """Reads the pages of snapshots; each reading thread borrows a child process."""

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
            threads = stack.enter_context(ThreadPoolExecutor(READERS))
            stack.callback(threads.shutdown, wait=True, cancel_futures=True)
            while waiting or under_way:
                while waiting and len(under_way) <= READERS:
                    under_way.append(threads.submit(self._read, waiting.popleft()))
                yield under_way.popleft().result()

    def _read(self, ids: Sequence[int]) -> ReadBatch:
        pool = self._free.get()
        try:
            with Session(self._engine) as session:
                chosen = select(PageSnapshot).where(PageSnapshot.id.in_(ids)).order_by(PageSnapshot.id)
                snapshots = session.scalars(chosen.options(selectinload(PageSnapshot.address))).all()
                pages = [snapshot for snapshot in snapshots if _holds_article(snapshot)]
                answers = pool.extract_many(self._job(snapshot) for snapshot in pages)
                return ReadBatch(ids, dict(zip((page.id for page in pages), answers, strict=True)))
        finally:
            self._free.put(pool)

    def _job(self, snapshot: PageSnapshot) -> ExtractionJob:
        page = read_page(self._warc_folder, snapshot)
        return ExtractionJob(page.page, snapshot.url, snapshot.captured_at, snapshot.content_type)


def _holds_article(snapshot: PageSnapshot) -> bool:
    is_gone = snapshot.address.state is AddressState.GONE
    return snapshot.http_status == 200 and snapshot.same_as_id is None and not is_gone

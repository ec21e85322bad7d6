"""Crawl with one part that fails, in a process of its own: `python -m tests.crawler.failing_crawl PART < order`.

Ends like the collecting process: with an error status and the fault as the last line on standard error.
"""

import sys
from typing import Any

from sqlalchemy.orm import Session

from crawler.collecting.collection import Collection
from crawler.collecting.frontier import Frontier
from crawler.order import CrawlOrder
from crawler.worker import choose_outlets, crawl_collection
from models.database import open_engine

FAULT = "hỏng giữa chừng"


class FailingFrontier(Frontier):
    """Hands out two tasks, then fails."""

    taken = 0

    def take(self) -> Any:
        """Fail from the third time on."""
        self.taken += 1
        if self.taken > 2:
            raise RuntimeError(FAULT)
        return super().take()


class CollectionThatCannotTake(Collection):
    """Its queue fails."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.frontier = FailingFrontier(self.session, self.clock, self.frontier.lanes.values(), self.order.max_pages)


class CollectionThatCannotCount(Collection):
    """Fails when asked for more work."""

    def has_work(self) -> bool:
        """Fail."""
        raise RuntimeError(FAULT)


class CollectionThatCannotAsk(Collection):
    """Fails while a request is made."""

    def choose_scheme(self, _task: object) -> str:
        """Fail."""
        raise RuntimeError(FAULT)


class CollectionThatCannotHeed(Collection):
    """Fails when robots.txt names sitemaps."""

    def add_sitemaps(self, *_arguments: object) -> None:
        """Fail."""
        raise RuntimeError(FAULT)


PARTS = {
    "take": CollectionThatCannotTake,
    "has_work": CollectionThatCannotCount,
    "make_request": CollectionThatCannotAsk,
    "robots": CollectionThatCannotHeed,
}


def main(part: str) -> None:
    """Crawl as the worker does, with the failing part."""
    order = CrawlOrder.from_json(sys.stdin.read())
    engine = open_engine(order.database_url)
    with Session(engine, expire_on_commit=False) as session:
        crawl_collection(PARTS[part](order, choose_outlets(order), session))


if __name__ == "__main__":
    main(sys.argv[1])

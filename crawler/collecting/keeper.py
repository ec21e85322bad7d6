"""Scrapy's item pipeline: hands verdicts to the collection and commits, at most 50 verdicts or a second late."""

import asyncio
import json
import sys
from time import monotonic

from scrapy.crawler import Crawler

from crawler.collecting.fates import Verdict
from crawler.collecting.spider import spider_of

_MAX_OPEN = 50
_MAX_WAIT = 1.0
_TICK = 0.25


class Keeper:
    """The one edge of a crawl that commits."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._open = 0
        self._since = 0.0
        self._pages = 0
        self._ticker: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Keeper":
        """Make the keeper of a crawl."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Start watching the time."""
        self._ticker = asyncio.ensure_future(self._tick())

    def close_spider(self) -> None:
        """Stop watching; the process that runs the crawl writes the closing figures."""
        if self._ticker is not None:
            self._ticker.cancel()

    def process_item(self, item: Verdict) -> Verdict:
        """Store a verdict. When that fails the crawl ends: going on would lose what comes."""
        spider = spider_of(self._crawler)
        if spider.broken is not None:
            return item
        try:
            if self._open == 0:
                self._since = monotonic()
            spider.collection.store(item)
            self._open += 1
            self._pages += 1
            if self._open >= _MAX_OPEN:
                self._commit(item)
        except Exception as error:
            spider.give_up(error)
            raise
        return item

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(_TICK)
            if (
                self._open
                and monotonic() - self._since >= _MAX_WAIT - _TICK
                and spider_of(self._crawler).broken is None
            ):
                try:
                    self._commit(None)
                except Exception as error:
                    spider_of(self._crawler).give_up(error)

    def _commit(self, item: Verdict | None) -> None:
        collection = spider_of(self._crawler).collection
        collection.commit()
        self._open = 0
        line: dict[str, object] = {"pages": self._pages, "waiting": collection.count_waiting(), "outlet": "", "url": ""}
        if item is not None:
            line |= {"outlet": item.task.outlet, "url": item.task.url}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()

"""Scrapy's queue, read from the database. Only redirect hops of a task under way wait in memory.

Scrapy logs what fails in here and calls again after five seconds, without end; so a fault ends the crawl.
"""

from collections import deque

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from crawler.collecting.spider import CollectSpider, spider_of


class DatabaseScheduler(BaseScheduler):
    """Gives Scrapy the frontier's tasks as requests."""

    def __init__(self, spider: CollectSpider) -> None:
        self._spider = spider
        self._hops: deque[Request] = deque()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "DatabaseScheduler":
        """Make the scheduler of a crawl."""
        return cls(spider_of(crawler))

    def has_pending_requests(self) -> bool:
        """Say whether there is work now or after a pause."""
        if self._spider.broken is not None:
            return False
        try:
            return bool(self._hops) or self._spider.collection.has_work()
        except Exception as error:
            self._spider.give_up(error)
            return False

    def enqueue_request(self, request: Request) -> bool:
        """Take the next hop of a task; it goes first."""
        self._hops.append(request)
        return True

    def next_request(self) -> Request | None:
        """Return what to ask next, or None while all outlets are busy or paused."""
        if self._spider.broken is not None:
            return None
        if self._hops:
            return self._hops.popleft()
        try:
            task = self._spider.collection.take_task()
            return None if task is None else self._spider.make_request(task)
        except Exception as error:
            self._spider.give_up(error)
            return None

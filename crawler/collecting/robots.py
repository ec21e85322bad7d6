"""robots.txt: read once per origin and obeyed; a server that cannot say what it allows is not visited tonight.

As RFC 9309: an answer of 4xx allows everything, 5xx or no answer forbids everything.
"""

import asyncio
import logging
from urllib.parse import urljoin, urlsplit

import aiohttp
from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK

from crawler.collecting.refusals import RobotsForbidError, RobotsUnreachableError, SilentHostError
from crawler.collecting.spider import spider_of

log = logging.getLogger(__name__)

_MAX_LENGTH = 500 * 1024
_MAX_HOPS = 5
_LONGEST_DELAY = 60.0


class RobotsGate:
    """Downloader middleware in front of every request of a task."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._user_agent: str = crawler.settings["USER_AGENT"]
        self._rules: dict[str, asyncio.Future[Protego | type[RobotsUnreachableError]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsGate":
        """Make the gate of a crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass, or raise what stands against it."""
        task = request.meta.get("task")
        if task is None:
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.ensure_future(self._read(origin, request.meta["download_slot"], task.outlet))
        rules = await asyncio.shield(self._rules[origin])
        if not isinstance(rules, Protego):
            raise rules(f"{origin}/robots.txt")
        if not rules.can_fetch(request.url, self._user_agent):
            raise RobotsForbidError(request.url)

    async def _read(self, origin: str, slot: str, outlet: str) -> Protego | type[RobotsUnreachableError]:
        """Return the rules of `origin`, or why they cannot be known; a failure is tried once more after a pause."""
        rules = await self._follow(origin, slot)
        if not isinstance(rules, Protego):
            await asyncio.sleep(spider_of(self._crawler).collection.retry_pause_of(outlet))
            rules = await self._follow(origin, slot)
        if isinstance(rules, Protego):
            try:
                self._heed(outlet, slot, rules)
            except Exception as error:
                spider_of(self._crawler).give_up(error)
        return rules

    async def _follow(self, origin: str, slot: str) -> Protego | type[RobotsUnreachableError]:
        url = f"{origin}/robots.txt"
        for _ in range(_MAX_HOPS):
            request = Request(url, meta={"download_slot": slot}, callback=NO_CALLBACK, dont_filter=True)
            try:
                response = await self._crawler.engine.download_async(request)
            except aiohttp.ClientConnectorError as error:
                log.warning("%s not reached: %r", url, error)
                return SilentHostError
            except Exception as error:
                log.warning("%s not readable: %r", url, error)
                return RobotsUnreachableError
            location = response.headers.get("Location")
            if 300 <= response.status < 400 and location is not None:
                url = urljoin(url, location.decode("latin-1"))
                continue
            if response.status >= 500 or response.status == 429:
                return RobotsUnreachableError
            words = response.body[:_MAX_LENGTH].decode("utf-8", "replace") if response.status == 200 else ""
            return Protego.parse(words)
        return RobotsUnreachableError

    def _heed(self, outlet: str, slot: str, rules: Protego) -> None:
        """Take up the sitemaps a file names, and go as slowly as it asks, within reason."""
        collection = spider_of(self._crawler).collection
        collection.add_sitemaps(outlet, tuple(rules.sitemaps))
        asked = rules.crawl_delay(self._user_agent)
        if asked and not collection.is_local(outlet):
            pace = self._crawler.engine.downloader.slots[slot]
            pace.delay = max(pace.delay, min(asked, _LONGEST_DELAY))

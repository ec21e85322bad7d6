"""Asks one address at a time and judges the answer; storing the verdict is the keeper's part.

Scrapy's own redirect, retry, offsite and duplicate rules are off: they drop silently. Here each answer
and each failure gives exactly one verdict.
"""

import asyncio
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import aiohttp
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler.addresses import PageKind, find_outlet, identify
from crawler.collecting.fates import Exchange, Fate, Reason, Task, Verdict
from crawler.collecting.guard import ForbiddenAddressError
from crawler.collecting.refusals import RobotsForbidError, RobotsUnreachableError, SilentHostError
from crawler.encodings import BadEncodingError, TooLargeError
from crawler.listings.feeds import read_feed
from crawler.listings.listed import Listed, ListedPage, ListingError
from crawler.listings.section_pages import read_section_page
from crawler.listings.sitemaps import read_sitemap
from crawler.listings.soft_errors import says_not_found
from crawler.outlet_file import Outlet
from models.vocabulary import AddressKind

if TYPE_CHECKING:
    from crawler.collecting.clock import Clock
    from crawler.collecting.collection import Collection

_MAX_HOPS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_BUSY = (429, 503)
_REFUSED = (401, 403)
_PAGE_TYPES = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom")
_LISTING_TYPES = (*_PAGE_TYPES, "application/gzip", "application/x-gzip", "application/octet-stream")

# What a failed request means, the first fitting line counts. Dropped for good, or failed and tried again.
_FAILURES: tuple[tuple[type[BaseException], Fate, Reason | None], ...] = (
    (RobotsForbidError, Fate.ROBOTS, None),
    (RobotsUnreachableError, Fate.REQUEUE, None),
    (TooLargeError, Fate.DROPPED, Reason.TOO_LARGE),
    (BadEncodingError, Fate.DROPPED, Reason.BAD_ENCODING),
    (ForbiddenAddressError, Fate.FAILED, Reason.PRIVATE_ADDRESS),
    (asyncio.TimeoutError, Fate.FAILED, Reason.TIMEOUT),
    (aiohttp.ClientConnectorDNSError, Fate.FAILED, Reason.NO_HOST),
    (aiohttp.ClientConnectionError, Fate.FAILED, Reason.NO_CONNECTION),
    (aiohttp.ClientError, Fate.FAILED, Reason.CUT_OFF),
)


class CollectSpider(Spider):
    """Asks what the frontier hands out."""

    name = "collect"

    def __init__(self, collection: "Collection", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.collection = collection
        self.clock: Clock = collection.clock
        self.broken: Exception | None = None
        self._closing: asyncio.Future[None] | None = None

    def give_up(self, error: Exception) -> None:
        """End the crawl because of a fault of ours; what is under way is asked again another time."""
        if self.broken is None:
            self.broken = error
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="broken"))

    def make_request(self, task: Task, url: str | None = None, hops: tuple[Exchange, ...] = ()) -> Request:
        """Return the request of a task, or of its next hop; a held page is asked for only if it changed."""
        headers = {}
        if task.etag and not hops:
            headers["If-None-Match"] = task.etag
        if task.last_modified and not hops:
            headers["If-Modified-Since"] = task.last_modified
        meta = {"task": task, "hops": hops, "download_slot": task.outlet}
        return Request(
            url or self.collection.choose_scheme(task),
            headers=headers,
            callback=self.judge_answer,
            errback=self.judge_failure,
            meta=meta,
            dont_filter=True,
        )

    def judge_answer(self, response: Response) -> Iterator[Verdict | Request]:
        """Yield the verdict on an answer, or the next hop of a redirect."""
        task: Task = response.meta["task"]
        exchanges = (*response.meta["hops"], response.meta["exchange"])
        try:
            yield self._judge(task, response, exchanges)
        except Exception:
            self.logger.exception("judging %s", response.url)
            yield Verdict(task, Fate.DROPPED, Reason.PROGRAM_ERROR, response.status)

    def judge_failure(self, failure: Failure) -> Iterator[Verdict]:
        """Yield the verdict on a request that got no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it on every failure
        task: Task = request.meta["task"]
        error = failure.value
        if isinstance(error, SilentHostError) and request.url.startswith("https://"):
            yield Verdict(task, Fate.REQUEUE, Reason.NO_CONNECTION)
            return
        for kind, fate, reason in _FAILURES:
            if isinstance(error, kind):
                yield Verdict(task, fate, reason)
                return
        self.logger.error("asking %s: %r", request.url, error)
        yield Verdict(task, Fate.FAILED, Reason.PROGRAM_ERROR)

    def _judge(self, task: Task, response: Response, exchanges: tuple[Exchange, ...]) -> Verdict | Request:
        status = response.status
        if status == 200:
            return self._judge_page(task, response, exchanges)
        if status in _REDIRECTS and "Location" in response.headers:
            return self._judge_redirect(task, response, exchanges)
        if status == 304 and task.is_held:
            return Verdict(task, Fate.UNCHANGED, None, status, exchanges)
        if status in _GONE:
            return Verdict(task, Fate.GONE, None, status, exchanges, page=response.body)
        return _judge_refusal(task, response)

    def _judge_page(self, task: Task, response: Response, exchanges: tuple[Exchange, ...]) -> Verdict:
        kind = (response.headers.get("Content-Type") or b"text/html").decode("latin-1").lower()
        is_listing = task.kind is AddressKind.LISTING
        if not kind.startswith(_LISTING_TYPES if is_listing else _PAGE_TYPES):
            return Verdict(task, Fate.DROPPED, Reason.NOT_A_PAGE, 200)
        if not is_listing:
            fate = Fate.GONE if says_not_found(response.body) else Fate.KEPT
            found = (Listed(response.url),) if len(exchanges) > 1 else ()
            return Verdict(task, fate, None, 200, exchanges, page=response.body, found=found)
        try:
            listed = self._read_listing(task, response)
        except (ListingError, TooLargeError, BadEncodingError) as error:
            reason = Reason.TOO_LARGE if isinstance(error, TooLargeError) else Reason.UNREADABLE
            return Verdict(task, Fate.DROPPED, reason, 200)
        return Verdict(task, Fate.KEPT, None, 200, exchanges, page=response.body, listed=listed)

    def _read_listing(self, task: Task, response: Response) -> ListedPage:
        readers: dict[str, Callable[[], ListedPage]] = {
            "feed": lambda: read_feed(response.body, response.url),
            "sitemap": lambda: read_sitemap(response.body, limit=self.collection.order.guest.max_bytes),
        }
        if task.channel in readers:
            return readers[task.channel]()
        if not isinstance(response, TextResponse):
            raise ListingError("no text")
        return read_section_page(response.text, response.url, self.collection.outlets[task.outlet].discovery.listing)

    def _judge_redirect(self, task: Task, response: Response, exchanges: tuple[Exchange, ...]) -> Verdict | Request:
        """Follow a hop that stays with the same page; name what else a redirect means."""
        target = urljoin(response.url, (response.headers["Location"] or b"").decode("latin-1").strip())
        refusal = self._refuse_target(task, target, exchanges)
        if refusal is not None:
            return Verdict(task, Fate.DROPPED, refusal, response.status)
        outlet = self.collection.outlets[task.outlet]
        if task.kind is AddressKind.ARTICLE:
            page = identify(target, (outlet,))
            if page is None or page.kind is not PageKind.ARTICLE:
                return Verdict(task, Fate.GONE, None, response.status, exchanges, page=response.body)
            if page.article_id != task.article_id:
                found = (Listed(target),)
                return Verdict(task, Fate.DUPLICATE, None, response.status, found=found)
        elif _is_home(target, outlet) and not _is_home(task.url, outlet):
            return Verdict(task, Fate.GONE, None, response.status, exchanges, page=response.body)
        return self.make_request(task, target, exchanges)

    def _refuse_target(self, task: Task, target: str, exchanges: tuple[Exchange, ...]) -> Reason | None:
        if not target.startswith(("http://", "https://")):
            return Reason.BAD_SCHEME
        if find_outlet(target, (self.collection.outlets[task.outlet],)) is None:
            return Reason.OTHER_HOST
        if len(exchanges) > _MAX_HOPS or any(exchange.url == target for exchange in exchanges):
            return Reason.REDIRECT_LOOP
        return None


def spider_of(crawler: Crawler) -> CollectSpider:
    """Return the spider of a running crawl."""
    if not isinstance(crawler.spider, CollectSpider):
        raise TypeError("the crawl has no collecting spider")
    return crawler.spider


def _judge_refusal(task: Task, response: Response) -> Verdict:
    """Name an answer that is no page: busy, refusing, broken, or odd for good."""
    status = response.status
    if status in _BUSY:
        return Verdict(task, Fate.FAILED, Reason.BUSY, status, retry_after=_retry_after(response))
    if status in _REFUSED:
        return Verdict(task, Fate.FAILED, Reason.REFUSED, status)
    if status >= 500:
        return Verdict(task, Fate.FAILED, Reason.SERVER_ERROR, status)
    return Verdict(task, Fate.DROPPED, Reason.HTTP_STATUS, status)


def _is_home(url: str, outlet: Outlet) -> bool:
    return find_outlet(url, (outlet,)) is not None and urlsplit(url).path in ("", "/")


def _retry_after(response: Response) -> float | None:
    """Return the seconds a busy server asks for; a date counts from the server's own clock."""
    words = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if words.isascii() and words.isdigit() and len(words) < 8:
        return float(words)
    try:
        until = parsedate_to_datetime(words)
        return max(0.0, (until - parsedate_to_datetime((response.headers.get("Date") or b"").decode())).total_seconds())
    except (ValueError, TypeError):
        return None

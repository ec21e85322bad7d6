"""The last gate before the network: map the origin, check the host, ask, and keep what came over the wire.

A Scrapy download handler. Every request passes it, robots.txt and redirects included, whatever
made it. Redirects are not followed here, cookies and proxies are not used.
"""

import asyncio
from collections.abc import Iterable
from typing import Any, Self
from urllib.parse import urlsplit

import aiohttp
import yarl
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.collecting.fates import Exchange
from crawler.collecting.guard import GuardedResolver, OriginMap, check_host
from crawler.collecting.spider import spider_of
from crawler.encodings import TooLargeError, decode_body

_HOP_HEADERS = ("content-encoding", "content-length", "transfer-encoding", "connection")


class GuardedDownloadHandler(BaseDownloadHandler):
    """Asks the outlets' hosts and mapped origins, and nobody else."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._origins = OriginMap(settings["ORIGINS"])
        self._hosts = frozenset(settings["OUTLET_HOSTS"])
        self._max_bytes = settings.getint("DOWNLOAD_MAXSIZE")
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._session: aiohttp.ClientSession | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the handler of a crawl."""
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        """Return the answer with its body decoded; the exchange as it was stands in `request.meta`."""
        target = self._origins.find_target(request.url)
        if target is None:
            check_host(request.url, self._hosts)
        exchange = await self._ask(request, target or request.url)
        request.meta["exchange"] = exchange
        encodings = ",".join(value for name, value in exchange.headers if name.lower() == "content-encoding")
        body = decode_body(exchange.body, encodings, self._max_bytes)
        headers = Headers(_group(exchange.headers))
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(url=request.url, status=int(exchange.status_line.split()[1]), headers=headers, body=body)

    async def _ask(self, request: Request, target: str) -> Exchange:
        session = self._open_session()
        headers = {
            name.decode("latin-1"): b",".join(values).decode("latin-1") for name, values in request.headers.items()
        }
        headers["Host"] = urlsplit(request.url).netloc
        url = yarl.URL(target, encoded=True)
        async with session.request(request.method, url, headers=headers, allow_redirects=False) as answer:
            body = await self._read_body(answer)
            version = answer.version or aiohttp.HttpVersion11
            peer = (
                answer.connection
                and answer.connection.transport
                and answer.connection.transport.get_extra_info("peername")
            )
            return Exchange(
                url=request.url,
                at=spider_of(self.crawler).clock.now(),
                request_line=f"{request.method} {yarl.URL(request.url, encoded=True).raw_path_qs} HTTP/1.1",
                request_headers=tuple(answer.request_info.headers.items()),
                status_line=f"HTTP/{version.major}.{version.minor} {answer.status} {answer.reason or ''}".rstrip(),
                headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.raw_headers),
                body=body,
                ip=peer[0] if peer else None,
            )

    async def _read_body(self, answer: aiohttp.ClientResponse) -> bytes:
        """Read at most the limit; what is announced or grows larger is refused at once."""
        if (answer.content_length or 0) > self._max_bytes:
            raise TooLargeError(f"announced {answer.content_length} bytes")
        body = bytearray()
        async for chunk in answer.content.iter_any():
            body += chunk
            if len(body) > self._max_bytes:
                raise TooLargeError(f"more than {self._max_bytes} bytes")
        return bytes(body)

    def _open_session(self) -> aiohttp.ClientSession:
        """Open the session on first use: it belongs to the running event loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=GuardedResolver(self._origins.target_hosts), limit=0),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
                timeout=aiohttp.ClientTimeout(total=self._timeout),
                skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
            )
        return self._session

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            await asyncio.sleep(0)


def _group(headers: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the headers of the decoded page by name; those of the transfer no longer hold."""
    grouped: dict[str, list[str]] = {}
    for name, value in headers:
        if name.lower() not in _HOP_HEADERS:
            grouped.setdefault(name, []).append(value)
    return grouped

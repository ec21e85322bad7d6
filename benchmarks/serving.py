"""Both sites on loopback in a process of their own, with any number of big pages, each also gzipped.

`python -m benchmarks.serving COUNT keep|make` prints the two ports and serves until its input closes. "keep" makes all
pages first, so that serving costs little; "make" makes each when asked, so that the server stays small.
"""

import asyncio
import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

from benchmarks.pages import make_article, make_page
from demo.addresses import ORIGINS
from demo.listings import render_urlset

_ROBOTS = b"User-agent: *\nDisallow: /api/\n"


@dataclass(frozen=True, slots=True)
class Served:
    """Where the sites answer: origins for our crawl, page addresses for any other client."""

    origins: tuple[tuple[str, str], ...]
    urls: tuple[str, ...]


@contextmanager
def serve_pages(count: int, *, is_kept: bool) -> Iterator[Served]:
    """Serve `count` pages while the block runs."""
    command = [sys.executable, "-m", "benchmarks.serving", str(count), "keep" if is_kept else "make"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        ports: dict[str, int] = json.loads(server.stdout.readline())
        origins = {public: f"http://127.0.0.1:{ports[outlet]}" for outlet, public in ORIGINS.items()}
        urls = (make_article(number).urls[0] for number in range(count))
        try:
            yield Served(
                tuple(origins.items()),
                tuple(origins[f"https://{urlsplit(url).netloc}"] + urlsplit(url).path for url in urls),
            )
        finally:
            server.stdin.close()
            server.wait(timeout=30)


class Site:
    """One outlet's answers."""

    def __init__(self, outlet: str, count: int, *, is_kept: bool) -> None:
        articles = [(number, make_article(number)) for number in range(count)]
        own = [(number, article) for number, article in articles if article.outlet == outlet]
        self._numbers = {urlsplit(article.urls[0]).path: number for number, article in own}
        rows = [(article.urls[0], article.published_at) for _, article in own]
        self._sitemap = render_urlset(rows).encode()
        self._kept = {number: _compress(number) for number, _ in own} if is_kept else {}

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one request."""
        if request.path == "/robots.txt":
            return web.Response(body=_ROBOTS, content_type="text/plain")
        if request.path == "/sitemap.xml":
            return web.Response(body=self._sitemap, content_type="application/xml")
        number = self._numbers.get(request.path)
        if number is None:
            return web.Response(status=404, text="<html><body><p>không có</p></body></html>", content_type="text/html")
        body = self._kept.get(number) or _compress(number)
        headers = {"Content-Encoding": "gzip", "Content-Type": "text/html; charset=utf-8"}
        return web.Response(body=body, headers=headers)


def _compress(number: int) -> bytes:
    return gzip.compress(make_page(number)[1], 6, mtime=0)


async def serve(count: int, *, is_kept: bool) -> None:
    """Serve both outlets until standard input closes."""
    ports = {}
    for outlet in ORIGINS:
        app = web.Application()
        app.router.add_get("/{path:.*}", Site(outlet, count, is_kept=is_kept).answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ports[outlet] = runner.addresses[0][1]
    print(json.dumps(ports), flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), is_kept=sys.argv[2] == "keep"))

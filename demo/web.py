"""Answer for the two miniature sites on loopback, one port a site.

Conditional requests are answered 304, bodies are gzipped for those who accept it, every request
is kept in a log.
"""

import gzip
import hashlib
import re
import sys
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from demo.addresses import HANOI, ORIGINS
from demo.loading import demo_articles
from demo.sites import Page, build_site, calendar_page, error_page

_TAG = re.compile(r"/[^/]*-tag(\d+)\.html")
_CALENDAR = re.compile(r"/cong-cu/lich-am/(\d{2}-\d{2}-\d{4})/?")


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """One line of the request log; `is_conditional` says that the asker named a copy it holds."""

    outlet: str
    method: str
    path: str
    status: int
    user_agent: str | None
    is_conditional: bool


class DemoSites:
    """Both miniature sites as they stand on one night; setting `night` changes them while they run."""

    def __init__(self, night: int = 1, *, ports: tuple[int, int] = (0, 0)) -> None:
        """Render all pages; `ports` are those of the newspaper and the broadcaster, 0 takes a free one."""
        self.requests: list[DemoRequest] = []
        self._ports = dict(zip(ORIGINS, ports, strict=True))
        self._servers: dict[str, _SiteServer] = {}
        self._threads: list[threading.Thread] = []
        self.night = night

    @property
    def night(self) -> int:
        """The night being shown, 1 or 2."""
        return self._night

    @night.setter
    def night(self, night: int) -> None:
        self._night = night
        self._pages = {outlet: _site(outlet, night) for outlet in ORIGINS}
        self._tags = {_tag_number(path): path for path in self._pages["baohatinh"] if _tag_number(path)}

    @property
    def origins(self) -> list[tuple[str, str]]:
        """Public origin → loopback origin, for both schemes of both sites, while running."""
        return [
            (public.replace("https://", f"{scheme}://"), self.address(outlet))
            for outlet, public in ORIGINS.items()
            for scheme in ("https", "http")
        ]

    def address(self, outlet: str) -> str:
        """Return the loopback origin of a running site."""
        return f"http://127.0.0.1:{self._servers[outlet].server_port}"

    def find_page(self, outlet: str, target: str) -> Page:
        """Return the answer of a site to a request target (path and query)."""
        parts = urlsplit(target)
        pages = self._pages[outlet]
        number = parse_qs(parts.query).get("page", [""])[0]
        place = self._tags.get(_tag_number(parts.path), parts.path) if outlet == "baohatinh" else parts.path
        path = f"{place}?page={number}" if number else place
        if path in pages:
            return pages[path]
        day = _calendar_day(parts.path) if outlet == "baohatinh" else None
        return calendar_page(day) if day else error_page(outlet, 404)

    def start(self) -> Self:
        """Listen on loopback and answer in threads of their own."""
        for outlet, port in self._ports.items():
            server = _SiteServer(("127.0.0.1", port), self, outlet)
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            self._servers[outlet] = server
            self._threads.append(thread)
        return self

    def stop(self) -> None:
        """Stop listening and wait for the threads."""
        for server in self._servers.values():
            server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()
        self._servers.clear()
        self._threads.clear()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()


def _tag_number(path: str) -> str | None:
    """Return the number by which a tag page is found, whatever words stand before it."""
    match = _TAG.fullmatch(path)
    return match[1] if match else None


def _calendar_day(path: str) -> datetime | None:
    """Return the day a calendar path names, None when it is no such path or no such day."""
    match = _CALENDAR.fullmatch(path)
    try:
        return datetime.strptime(match[1], "%d-%m-%Y").replace(tzinfo=HANOI) if match else None
    except ValueError:
        return None


@lru_cache(maxsize=4)
def _site(outlet: str, night: int) -> dict[str, Page]:
    return build_site(outlet, demo_articles(), night)


class _SiteServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], sites: DemoSites, outlet: str) -> None:
        super().__init__(address, _Answerer)
        self.sites = sites
        self.outlet = outlet

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet about askers that hang up, as killed nights do; show everything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Answerer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10  # an idle connection must not outlive the test that opened it
    server_version = "demo"
    disable_nagle_algorithm = True
    server: _SiteServer

    def do_GET(self) -> None:
        """Answer with the page, or 304 when the asker holds the same bytes."""
        page = self.server.sites.find_page(self.server.outlet, self.path)
        tag = f'W/"{hashlib.sha256(page.body).hexdigest()[:24]}"'
        status = 304 if page.status == 200 and self._holds(tag, page.modified_at) else page.status
        body = b"" if status == 304 else page.body
        self.send_response(status)
        self.send_header("ETag", tag)
        self.send_header("Last-Modified", format_datetime(page.modified_at.astimezone(UTC), usegmt=True))
        self.send_header("Vary", "Accept-Encoding")
        if status != 304:
            body = self._send_body_headers(page, body)
        self._note(status)  # before the last byte: who has the answer may look at the log
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 - the name is fixed by http.server

    def log_message(self, format: str, *args: object) -> None:
        """Keep standard error quiet; the request log is `DemoSites.requests`."""

    def _send_body_headers(self, page: Page, body: bytes) -> bytes:
        if page.content_type.startswith("text/") and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 3, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(body)))
        return body

    def _holds(self, tag: str, modified_at: datetime) -> bool:
        held = self.headers.get("If-None-Match")
        if held is not None:
            return tag in [each.strip() for each in held.split(",")]
        since = self.headers.get("If-Modified-Since")
        return since is not None and parsedate_to_datetime(since) >= modified_at.replace(microsecond=0)

    def _note(self, status: int) -> None:
        is_conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        self.server.sites.requests.append(
            DemoRequest(
                self.server.outlet, self.command, self.path, status, self.headers.get("User-Agent"), is_conditional
            )
        )

"""A small invented site on loopback whose answers a test writes, and the means to crawl it."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.order import CrawlOrder, Guest
from models.crawl import Address
from models.database import open_engine, upgrade_database
from models.night import Run, RunIssue
from models.vocabulary import RunState

ORIGIN = "https://thu.example"
NOW = datetime(2024, 1, 1, 2, 0, tzinfo=UTC)
FAST = Guest(timeout=1.5, retry_pause=0.1, mapped_per_host=4, max_bytes=1024 * 1024)

OUTLET_FILE = r"""
key: thu
name: Báo Thử
hosts: [thu.example, www.thu.example]
valid_from: null
valid_to: null
discovery:
  feeds: [/rss]
  sitemaps: [/sitemap.xml]
  sections:
    - {path: /tin/, name: Tin}
  listing: {card: [.card], link: [a], published_at: [time], next_page: ["a[rel=next]"], page_query: page}
  expected: {minimum: 0, maximum: 1000}
addresses:
  origin: https://thu.example
  ignored: [^/cong-cu/]
  articles:
    - path: '^(?P<kin>(?:/kin)?)/(?P<slug>[^/]+)-post(?P<id>\d+)\.(?:html|amp)$'
      id: "{id}"
      canonical: "{kin}/{slug}-post{id}.html"
    - {path: '^/cu/(?P<slug>[^/]+)/(?P<id>\d+)\.htm$', id: "{id}", canonical: "/cu/{slug}/{id}.htm"}
  listings: ['^/(?:[a-z-]+/?)?$', '^/lich/\d+$']
  listing_query: [page]
layouts: []
"""


@dataclass
class Answer:
    """What the site answers; `send` writes it itself instead."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    send: Callable[[BaseHTTPRequestHandler], None] | None = None


def page(title: str, words: str = "Nội dung bài viết.", **headers: str) -> Answer:
    """An article page."""
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body></html>"
    return Answer(html.encode(), headers={"Content-Type": "text/html; charset=utf-8"} | headers)


def listing(*links: str, next_page: str | None = None, stamp: str = "") -> Answer:
    """A section page of cards."""
    cards = "".join(f'<div class="card"><a href="{link}">Tin</a><time>{stamp}</time></div>' for link in links)
    following = f'<a rel="next" href="{next_page}">Tiếp</a>' if next_page else ""
    return Answer(f"<html><body>{cards}<ul class='pagination'>{following}</ul></body></html>".encode())


def redirect(target: str, status: int = 302) -> Answer:
    """A redirect."""
    return Answer(status=status, headers={"Location": target})


def zipped(body: bytes, **headers: str) -> Answer:
    """A gzipped answer."""
    return Answer(gzip.compress(body), headers={"Content-Encoding": "gzip", "Content-Type": "text/html"} | headers)


class QuietServer(ThreadingHTTPServer):
    """A server that expects its askers to be killed."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep standard error quiet about broken connections."""


class Site:
    """The server: path → Answer or a function giving one; everything else is 404."""

    def __init__(self, routes: dict[str, Any] | None = None) -> None:
        self.routes: dict[str, Any] = {"/robots.txt": Answer(b"User-agent: *\nDisallow: /kin/\n")} | (routes or {})
        self.log: list[tuple[str, dict[str, str]]] = []
        self._server = QuietServer(("127.0.0.1", 0), self._make_answerer())
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self.origins = ((ORIGIN, self.address), (ORIGIN.replace("https", "http"), self.address))

    @property
    def paths(self) -> list[str]:
        """The paths asked for, robots.txt and listings left out."""
        skipped = ("/robots.txt", "/rss", "/sitemap.xml", "/tin/")
        return [path for path, _ in self.log if path not in skipped and not path.startswith("/tin/?")]

    def _make_answerer(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Answerer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.log.append((self.path, dict(self.headers)))
                answer = site.routes.get(self.path, Answer(status=404))
                answer = answer(self) if callable(answer) else answer
                try:
                    self._send(answer)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def _send(self, answer: Answer) -> None:
                if answer.send is not None:
                    answer.send(self)
                    return
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.status != 304:
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(b"" if answer.status == 304 else answer.body)

            def log_message(self, format: str, *args: object) -> None:
                """Keep standard error quiet."""

        return Answerer

    def __enter__(self) -> "Site":
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Workplace:
    """A folder with a database, a WARC folder and the outlet's file."""

    def __init__(self, folder: Path, outlet_file: str = OUTLET_FILE) -> None:
        self.warc = folder / "warc"
        self.outlets = folder / "outlets"
        self.outlets.mkdir(parents=True)
        (self.outlets / "thu.yml").write_text(outlet_file, encoding="utf-8")
        self.url = f"sqlite:///{folder / 'diembao.db'}"
        upgrade_database(self.url)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session on the workplace's database."""
        engine = open_engine(self.url)
        with Session(engine) as session:
            yield session
        engine.dispose()

    def start_run(self) -> int:
        """A new run's id."""
        with self.session() as session:
            run = Run(command="crawl", state=RunState.RUNNING, started_at=NOW)
            session.add(run)
            session.commit()
            return run.id

    def order(self, site: Site, **changes: Any) -> CrawlOrder:
        """An order to crawl the site in a new run."""
        values: dict[str, Any] = {
            "database_url": self.url,
            "warc_folder": self.warc,
            "run_id": changes.pop("run_id", None) or self.start_run(),
            "now": NOW,
            "outlets_folder": self.outlets,
            "origins": site.origins,
            "guest": FAST,
        }
        return CrawlOrder(**values | changes)

    def address(self, key: str) -> Address:
        """The row of an article (by id) or of another URL."""
        with self.session() as session:
            keys = (f"thu:{key}", key)
            return session.scalars(select(Address).where(Address.key.in_(keys))).one()

    def rows(self, table: type[Any]) -> list[Any]:
        """All rows of a table, oldest first."""
        with self.session() as session:
            return list(session.scalars(select(table).order_by(table.id)))

    def issues(self, run_id: int) -> list[RunIssue]:
        """What a run's crawl said."""
        with self.session() as session:
            return list(session.scalars(select(RunIssue).where(RunIssue.run_id == run_id)))

"""How long the desk's pages take with 100,000 articles: a real server on loopback, one request after another."""

import statistics
import tempfile
import time
from pathlib import Path

import httpx2
from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, tell
from benchmarks.many_articles import STEP, multiply_articles
from benchmarks.serving_desk import serve_desk
from models.database import open_engine
from models.obligation import Obligation
from models.records import RELEVANT
from models.tag import Tag
from models.vocabulary import AccountRole, TagAxis
from pipeline.config import Config
from pipeline.demo import run_demo
from pipeline.desk.access.sessions import COOKIE

ARTICLES = 100_000
ROUNDS = 40
MOST_MS = 100.0
PAGES = {
    "queue": ["/duyet"],
    "list to review": ["/duyet/danh-sach"],
    "year board": ["/ke-hoach"],
    "a cell of the year board": ["/ke-hoach/o?muc=ND07&thang=2023-05", "/ke-hoach/o?muc=HD03&thang=2023-08"],
    "month board": ["/ke-hoach/thang/2023-07", "/ke-hoach/thang/2023-03"],
    "deadlines": ["/ke-hoach/han"],
    "search, accents": ["/tim?q=ô+nhiễm", "/tim?q=thu+gom+rác+thải"],
    "search, no accents": ["/tim?q=thu+gom+rac+thai", "/tim?q=dat+dai"],
    "reports": ["/bao-cao"],
    "authors": ["/tac-gia"],
    "nominations": ["/khen-thuong"],
    "administration": ["/quan-tri", "/quan-tri/nguon", "/quan-tri/dem"],
    "organisation": ["/quan-tri/to-chuc"],
    "log": ["/quan-tri/nhat-ky"],
}


def measure_desk_pages() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "demo"
        run_demo(data, tell=lambda *_: None)
        held = multiply_articles(data / "diembao.db", ARTICLES)
        tell(f"{held} articles, {(data / 'diembao.db').stat().st_size / 1e6:.0f} MB")
        with (
            serve_desk(data, AccountRole.ADMIN) as desk,
            httpx2.Client(base_url=desk.address, cookies={COOKIE: desk.token}, timeout=60) as client,
        ):
            return [_measure(name, paths, client) for name, paths in (PAGES | _find_pages(data)).items()]


def _find_pages(data: Path) -> dict[str, list[str]]:
    """Return pages of articles and obligations that the database holds, old and copied."""
    engine = open_engine(Config(data=data).database)
    with Session(engine) as session:
        relevant = (Tag.axis == TagAxis.RELEVANT) & (Tag.code == RELEVANT) & Tag.is_candidate.is_(False)
        ids = session.scalars(select(Tag.article_id).where(relevant, Tag.article_id < STEP).limit(8)).all()
        obligations = session.scalars(select(Obligation.id).limit(8)).all()
    engine.dispose()
    return {
        "article": [f"/bai/{id_ + copy * STEP}" for id_ in ids for copy in (0, 9)],
        "obligation": [f"/ke-hoach/nghia-vu/{id_}" for id_ in obligations],
    }


def _measure(name: str, paths: list[str], client: httpx2.Client) -> Figure:
    seconds = []
    for turn in range(ROUNDS):
        path = paths[turn % len(paths)]
        started = time.perf_counter()
        answer = client.get(path)
        seconds.append(1000 * (time.perf_counter() - started))
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    p95 = statistics.quantiles(seconds, n=20)[-1]
    detail = f"median {statistics.median(seconds):.0f} ms, slowest {max(seconds):.0f} ms"
    return Figure(f"desk: {name}, p95", p95, "ms", MOST_MS, at_most=True, detail=detail)

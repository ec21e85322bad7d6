"""Kill a crawl again and again, let the last one finish, and look whether anything was lost or doubled.

Used by the test (a few kills) and by `benchmarks/kill_crawl.py` (fifty and more).
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from crawler.order import Guest
from crawler.run import crawl
from crawler.warc import read_page
from models.crawl import Address, PageSnapshot
from models.vocabulary import AddressKind, AddressState
from tests.crawler.crawl_site import ORIGIN, Answer, Site, Workplace, listing, page

GUEST = Guest(mapped_per_host=3, retry_pause=0.1)
LATENCY = 0.02
PER_LISTING = 20
START = """
import sys
from crawler.order import CrawlOrder
from crawler.run import crawl
crawl(CrawlOrder.from_json(sys.stdin.read()))
"""


@dataclass(frozen=True)
class Trial:
    """What came of it: figures, and faults in words (none is right)."""

    kills: int
    articles: int
    requests: int
    asked_again: int
    faults: tuple[str, ...]


def slow(answer: Answer) -> Any:
    """An answer that takes its time."""

    def give(_request: object) -> Answer:
        time.sleep(LATENCY)
        return answer

    return give


def make_routes(articles: int) -> dict[str, Any]:
    """A paginated section and a sitemap that overlap by a third."""
    paths = [f"/bai-so-{n}-post{n}.html" for n in range(1, articles + 1)]
    routes = {path: slow(page(f"Bài {path}", "Trồng rừng. " * 400)) for path in paths}
    walked, mapped = paths[: articles * 2 // 3], paths[articles // 3 :]
    last = -(-len(walked) // PER_LISTING)
    for n in range(1, last + 1):
        following = f"/tin/?page={n + 1}" if n < last else None
        cards = listing(*walked[(n - 1) * PER_LISTING : n * PER_LISTING], next_page=following)
        routes["/tin/" if n == 1 else f"/tin/?page={n}"] = slow(cards)
    urls = "".join(f"<url><loc>{ORIGIN}{path}</loc></url>" for path in mapped)
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
    return routes | {"/sitemap.xml": slow(Answer(body, headers={"Content-Type": "application/xml"}))}


def try_kills(folder: Path, *, kills: int, articles: int, seed: int) -> Trial:
    """Crawl with `kills` SIGKILLs at random moments, then to the end."""
    chance = random.Random(seed)
    place = Workplace(folder)
    faults: list[str] = []
    acknowledged: set[int] = set()
    done = 0
    with Site(make_routes(articles)) as site:
        while done < kills:
            asked_before = len(site.log)
            if _run_and_kill(place, site, chance):
                done += 1
            else:
                break
            asked = {path for path, _ in site.log[asked_before:]}
            faults += _find_asked_again(place, acknowledged, asked)
            acknowledged = _acknowledged(place, acknowledged, faults)
        asked_before = len(site.log)
        last = crawl(place.order(site, guest=GUEST))
        faults += _find_asked_again(place, acknowledged, {path for path, _ in site.log[asked_before:]})
        counts = Counter(path for path, _ in site.log if "-post" in path)
    faults += _find_losses(place, articles)
    if last.outlets[0].held != articles:
        faults.append(f"{last.outlets[0].held} of {articles} articles are held")
    return Trial(done, articles, len(site.log), sum(counts.values()) - len(counts), tuple(faults))


def _run_and_kill(place: Workplace, site: Site, chance: random.Random) -> bool:
    """Start a crawl and kill both its processes some time after its first request; say whether it was still running."""
    order = place.order(site, guest=GUEST)
    before = len(site.log)
    with subprocess.Popen(
        [sys.executable, "-c", START], stdin=subprocess.PIPE, start_new_session=True, text=True
    ) as child:
        child.stdin.write(order.to_json())
        child.stdin.close()
        while len(site.log) == before and child.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 1.6))
        was_running = child.poll() is None
        if was_running:
            os.killpg(child.pid, signal.SIGKILL)
    time.sleep(LATENCY * 2)
    return was_running


def _acknowledged(place: Workplace, earlier: set[int], faults: list[str]) -> set[int]:
    """The snapshots in the database now; none of the earlier ones may be missing."""
    present = {row.id for row in place.rows(PageSnapshot)}
    faults += [f"snapshot {lost} was acknowledged and is lost" for lost in earlier - present]
    return present


def _find_asked_again(place: Workplace, acknowledged: set[int], asked: set[str]) -> list[str]:
    """What was asked although its snapshot had been acknowledged before this start."""
    held = {row.url.removeprefix(ORIGIN) for row in place.rows(PageSnapshot) if row.id in acknowledged}
    return [f"{path} was asked again although it was kept" for path in held & asked]


def _find_losses(place: Workplace, articles: int) -> list[str]:
    faults = []
    with place.session() as session:
        rows = list(session.scalars(select(Address).where(Address.kind == AddressKind.ARTICLE)))
        snapshots = list(session.scalars(select(PageSnapshot)))
        kept = [row for row in rows if row.state is AddressState.KEPT]
        if len(rows) != articles or len(kept) != articles:
            faults.append(f"{len(rows)} article rows, {len(kept)} kept, expected {articles}")
        doubled = [key for key, count in Counter(each.address_id for each in snapshots).items() if count > 1]
        if doubled:
            faults.append(f"addresses with two snapshots: {doubled}")
        for snapshot in snapshots:
            if snapshot.http_status == 200 and not read_page(place.warc, snapshot).page:
                faults.append(f"snapshot {snapshot.id} is empty")
    for path in sorted(place.warc.glob("*.warc")):
        if check_warc(path) != 0:
            faults.append(f"warcio check fails on {path.name}")
    return faults


def check_warc(path: Path) -> int:
    """The exit status of `warcio check`."""
    return subprocess.run([Path(sys.executable).with_name("warcio"), "check", path], check=False).returncode

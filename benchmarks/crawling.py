"""A crawl with extraction, as the night does both, against bare Scrapy fetching the same pages from the same server.

Time of everything from nothing to the last article kept: programs started, listings read, WARC and database written
with their syncs, pages read back, checked and extracted. The bare spider is only started and fetches. Both obey
robots.txt, take gzip and ask as many pages at a time; the server runs in a process of its own.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from benchmarks.figures import Figure, tell, time_in_turns
from benchmarks.serving import Served, serve_pages
from benchmarks.storing import SEEN, prepare
from crawler.order import CrawlOrder, Guest
from crawler.outlet_file import load_outlets
from crawler.run import crawl
from models.database import open_engine
from models.night import Run
from models.vocabulary import RunState
from pipeline.night.extraction import extract_pages

COUNT = 1500
ROUNDS = 3
NOW = SEEN.seen_at


def crawl_and_extract(folder: Path, served: Served) -> tuple[int, int]:
    """Crawl into an empty folder and extract; return pages kept and articles made."""
    url = f"sqlite:///{folder / 'empty.db'}"
    engine = open_engine(url)
    with Session(engine) as session, session.begin():
        run = Run(command="crawl", state=RunState.RUNNING, started_at=NOW)
        session.add(run)
        session.flush()
        run_id = run.id
    order = CrawlOrder(
        url, folder / "warc", run_id, NOW, since=NOW.date().replace(month=1, day=1), origins=served.origins
    )
    kept = crawl(order).kept
    made = 0
    for progress in extract_pages(engine, folder / "warc", load_outlets(), now=NOW):
        made = sum(count for (_, fate), count in progress.counts.items() if fate == "new")
    engine.dispose()
    return kept, made


def fetch_bare(served: Served) -> int:
    """Fetch the same pages with the bare spider, as many at a time as ours may."""
    width = Guest().mapped_per_host * len(served.origins)
    command = [sys.executable, "-m", "benchmarks.bare_spider", str(width)]
    done = subprocess.run(command, input="\n".join(served.urls), stdout=subprocess.PIPE, text=True, check=True)
    return int(done.stdout)


def processor_seconds() -> float:
    """Return what this process and those it has seen end took; the server still runs."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def measure_crawl() -> list[Figure]:
    tell(f"crawl: making {COUNT} pages")
    with TemporaryDirectory() as name, serve_pages(COUNT, is_kept=True) as served:
        empty = prepare(Path(name))
        folders = iter(Path(name) / str(number) for number in range(ROUNDS))
        spent: dict[str, list[float]] = {"ours": [], "bare": []}

        def ours() -> None:
            folder = next(folders)
            folder.mkdir()
            shutil.copy(empty, folder)
            before = processor_seconds()
            got = crawl_and_extract(folder, served)
            spent["ours"].append(processor_seconds() - before)
            if got != (COUNT, COUNT):
                raise RuntimeError(f"kept and made {got} of {COUNT} pages")

        def bare() -> None:
            before = processor_seconds()
            got = fetch_bare(served)
            spent["bare"].append(processor_seconds() - before)
            if got != COUNT:
                raise RuntimeError("the bare spider did not get every page")

        seconds = time_in_turns({"ours": ours, "bare": bare}, ROUNDS)
    detail = f"{COUNT / seconds['ours']:.0f} against {COUNT / seconds['bare']:.0f} pages/s"
    middle = {side: statistics.median(values) for side, values in spent.items()}
    load = f"{middle['ours']:.1f} against {middle['bare']:.1f} s, load of the machine {os.getloadavg()[0]:.1f}"
    return [
        Figure("crawl with extraction / bare Scrapy", seconds["bare"] / seconds["ours"], "×", 0.6, detail=detail),
        Figure("the same in processor time", middle["bare"] / middle["ours"], "×", None, detail=load),
    ]

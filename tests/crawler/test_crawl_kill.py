"""Promise 1: a crawl killed at any moment loses nothing, doubles nothing, and asks again only what was under way."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.order import CrawlError
from crawler.run import crawl
from tests.crawler.crawl_site import Answer, Site, Workplace, listing
from tests.crawler.kill_trial import GUEST, START, make_routes, try_kills

needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes the Linux way")
KILLS = int(os.environ.get("DIEMBAO_TEST_KILLS", "5"))
# Enough that a busy machine hears of progress before the work is done.
ARTICLES = 300


@pytest.mark.slow
def test_kills_lose_nothing_and_double_nothing(tmp_path) -> None:
    """After SIGKILLs at random moments the next crawls hold every article once, readable, in sound WARC files."""
    trial = try_kills(tmp_path, kills=KILLS, articles=60 * KILLS, seed=7)

    assert trial.faults == ()
    assert trial.kills >= KILLS - 1
    assert trial.asked_again <= trial.kills * (50 + GUEST.mapped_per_host)


@needs_proc
def test_a_killed_collecting_process_is_an_error_that_says_go_on(tmp_path) -> None:
    """When only the child is killed the caller gets a CrawlError, and the next crawl completes the work."""
    place = Workplace(tmp_path)
    with Site(make_routes(ARTICLES)) as site:
        victims: list[int] = []

        def kill_child(_progress: object) -> None:
            if not victims:
                victims.append(_child_of(os.getpid()))
                os.kill(victims[0], signal.SIGKILL)

        with pytest.raises(CrawlError, match="chạy lại"):
            crawl(place.order(site, guest=GUEST), kill_child)
        result = crawl(place.order(site, guest=GUEST))

    assert result.outlets[0].held == ARTICLES


@needs_proc
def test_the_collecting_process_dies_with_its_parent(tmp_path) -> None:
    """No crawl goes on behind a killed night."""
    place = Workplace(tmp_path)
    with Site({"/tin/": listing("/cham-post1.html"), "/cham-post1.html": lambda _: time.sleep(30) or Answer()}) as site:
        order = place.order(site)
        with subprocess.Popen([sys.executable, "-c", START], stdin=subprocess.PIPE, text=True) as parent:
            parent.stdin.write(order.to_json())
            parent.stdin.close()
            _wait_for(lambda: "/cham-post1.html" in site.paths)
            child = _child_of(parent.pid)
            parent.kill()

        assert _wait_for(lambda: not _is_running(child))


def _child_of(pid: int) -> int:
    """The collecting process that `pid` started, by Linux's own table of processes."""
    return next(int(path.name) for path in Path("/proc").glob("[0-9]*") if _parent_of(path) == pid and _collects(path))


def _parent_of(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except (OSError, IndexError):
        return 0


def _collects(path: Path) -> bool:
    return b"crawler.worker" in (path / "cmdline").read_bytes()


def _is_running(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _wait_for(condition) -> bool:
    for _ in range(600):
        if condition():
            return True
        time.sleep(0.05)
    return False

"""A night killed with SIGKILL at several points: the next one loses nothing and doubles nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from warcio.checker import Checker

from demo import DemoSites

PATIENCE_SECONDS = 90
POINTS = {
    "while collecting": "SELECT count(*) >= 25 FROM page_snapshots",
    "later while collecting": "SELECT count(*) >= 120 FROM page_snapshots",
    "while reading pages": "SELECT count(*) >= 20 FROM articles",
    "while tagging": "SELECT count(DISTINCT article_id) >= 40 FROM tags",
    "while reporting": "SELECT count(*) >= 1 FROM stage_runs WHERE stage = 'report' AND state = 'running'",
}
ARTICLE = "JOIN articles a ON a.id = x.article_id"
CONTENT = {
    "articles": "SELECT outlet_key, article_id, title, text_sha256, status FROM articles",
    "revisions": f"SELECT a.outlet_key, a.article_id, x.number FROM revisions x {ARTICLE}",
    "tags": f"SELECT a.outlet_key, a.article_id, x.axis, x.code, x.score FROM tags x {ARTICLE}",
    "matches": "SELECT a.outlet_key, a.article_id, i.code, x.certainty "
    f"FROM matches x {ARTICLE} JOIN plan_items i ON i.id = x.plan_item_id",
    "pages": "SELECT d.key, count(*) FROM page_snapshots s JOIN addresses d ON d.id = s.address_id "
    "WHERE d.kind = 'article' AND s.http_status = 200 GROUP BY d.key",
}


def start_night(data: Path, sites: DemoSites) -> "subprocess.Popen[bytes]":
    """Start `diembao nightly` in a process group of its own."""
    origins = [option for public, target in sites.origins for option in ("--origin", f"{public}={target}")]
    year = ["--since", "2023-01-01", "--until", "2023-12-31", "--plan", "KH-2023"]
    command = [sys.executable, "-c", "from pipeline.cli.main import main; main()", "nightly", *year, *origins]
    environment = {**os.environ, "DIEMBAO_DATA": str(data)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def is_reached(data: Path, query: str) -> bool:
    """Ask the database whether a point of the night is reached; not yet, while there are no tables."""
    try:
        with sqlite3.connect(f"file:{data / 'diembao.db'}?mode=ro", uri=True, timeout=5) as database:
            return bool(database.execute(query).fetchone()[0])
    except sqlite3.OperationalError:
        return False


def kill_at(data: Path, sites: DemoSites, query: str) -> bool:
    """Start a night and kill it at a point; True if it was still running there."""
    night = start_night(data, sites)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while night.poll() is None and time.monotonic() < deadline:
        if is_reached(data, query):
            night.send_signal(signal.SIGKILL)
            night.wait()
            return night.returncode == -signal.SIGKILL
        time.sleep(0.01)
    night.kill()
    night.wait()
    return False


def content(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a night left, apart from its times and numbers."""
    with sqlite3.connect(data / "diembao.db") as database:
        return {name: sorted(database.execute(query).fetchall()) for name, query in CONTENT.items()}


@pytest.mark.slow
def test_a_night_killed_at_several_points_ends_like_one_never_killed(tmp_path: Path) -> None:
    """After five kills the sixth start ends with the same articles, texts, tags, matches and pages."""
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    with DemoSites() as sites:
        assert start_night(whole, sites).wait(timeout=PATIENCE_SECONDS) == 0

        hits = {name: kill_at(killed, sites, query) for name, query in POINTS.items()}
        assert start_night(killed, sites).wait(timeout=PATIENCE_SECONDS) == 0

    class Arguments:
        inputs = sorted(str(path) for path in (killed / "warc").glob("*.warc*"))
        verbose = False

    assert all(hits.values()), hits
    assert content(killed) == content(whole)
    assert Checker(Arguments()).process_all() == 0
    with sqlite3.connect(killed / "diembao.db") as database:
        states = database.execute("SELECT state, count(*) FROM runs GROUP BY state").fetchall()
    assert dict(states) == {"interrupted": len(POINTS), "done": 1}

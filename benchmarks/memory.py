"""The memory of a whole night over thousands of distinct pages: its peak, and whether it grows with the pages.

The real command runs against both sites on loopback; its process and all below it are looked at twice a second.
Memory is what /proc calls PSS: pages shared between processes are counted once. Linux only.
"""

import os
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from benchmarks.figures import Figure, tell
from benchmarks.serving import Served, serve_pages

COUNT = 5000
WARM = 1000  # pages after which memory must stay level
INTERVAL = 0.5
COUNTERS = {
    "crawl": "SELECT count(*) FROM page_snapshots",
    "extract": "SELECT count(*) FROM page_snapshots WHERE extracted_at IS NOT NULL",
    "tag": "SELECT count(*) FROM tags WHERE axis = 'relevant'",
}
SETTINGS = f"[crawl]\npage_limit = {3 * COUNT}\n"


@dataclass(frozen=True, slots=True)
class Sample:
    """A moment of the night: the stage at work, the pages it has done, and the megabytes of all its processes."""

    stage: str
    pages: int
    megabytes: float


def find_family(root: int) -> list[int]:
    """Return `root` and all processes below it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    family = [root]
    for member in family:
        family.extend(children.get(member, ()))
    return family


def measure_family(root: int) -> float:
    """Return the megabytes of `root` and all processes below it."""
    total = 0
    for member in find_family(root):
        with suppress(OSError):
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def count_pages(database: Path) -> tuple[str, int]:
    """Return the stage at work and the pages it has done."""
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)) as connection,
    ):
        running = connection.execute("SELECT stage FROM stage_runs WHERE state = 'running'").fetchone()
        stage = running[0] if running else ""
        return stage, connection.execute(COUNTERS[stage]).fetchone()[0] if stage in COUNTERS else 0
    return "", 0


def watch_night(folder: Path, served: Served) -> Iterator[Sample]:
    """Run the night into `folder`, yielding samples until it ends; raises CalledProcessError if it fails."""
    (folder / "diembao.toml").write_text(SETTINGS)
    origins = [option for public, target in served.origins for option in ("--origin", f"{public}={target}")]
    command = [str(Path(sys.executable).parent / "diembao"), "nightly", "--since", "2023-01-01", *origins]
    environment = os.environ | {"DIEMBAO_DATA": str(folder), "DIEMBAO_CONFIG": str(folder / "diembao.toml")}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as night:
        while night.poll() is None:
            yield Sample(*count_pages(folder / "diembao.db"), measure_family(night.pid))
            sleep(INTERVAL)
        if night.returncode:
            raise subprocess.CalledProcessError(night.returncode, command)


def find_growth(samples: list[Sample]) -> float:
    """Return the megabytes a thousand pages add, by a straight line through what came after the first thousand."""
    level = [sample for sample in samples if sample.pages >= WARM]
    if len(level) < 2:
        raise ValueError("too few samples after the first thousand pages")
    line = statistics.linear_regression([s.pages / 1000 for s in level], [s.megabytes for s in level])
    return line.slope


def measure_memory() -> list[Figure]:
    samples: list[Sample] = []
    started = last_told = monotonic()
    with TemporaryDirectory() as name, serve_pages(COUNT, is_kept=False) as served:
        for sample in watch_night(Path(name), served):
            samples.append(sample)
            if monotonic() - last_told > 15:
                last_told = monotonic()
                where = f"{sample.stage} {sample.pages} of {COUNT}"
                tell(f"memory: {where}, {sample.megabytes:.0f} MB, {last_told - started:.0f} s")
    stages = list(dict.fromkeys(sample.stage for sample in samples if sample.stage))
    peaks = {stage: max(s.megabytes for s in samples if s.stage == stage) for stage in stages}
    peak = max(sample.megabytes for sample in samples)
    detail = ", ".join(f"{stage} {value:.0f}" for stage, value in peaks.items())
    figures = [Figure(f"peak memory of a night of {COUNT} pages", peak, "MB", 400, at_most=True, detail=detail)]
    for stage in COUNTERS:
        of_stage = [sample for sample in samples if sample.stage == stage]
        figures.append(
            Figure(
                f"growth while it works: {stage}, pages {WARM} to {COUNT}",
                find_growth(of_stage),
                "MB per 1,000 pages",
                5,
                at_most=True,
                detail=f"{len(of_stage)} samples",
            )
        )
    return figures

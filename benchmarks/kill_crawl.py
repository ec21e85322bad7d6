"""Promise 1: SIGKILL a crawl fifty times at random moments, resume, and find nothing lost, nothing doubled.

`python -m benchmarks.kill_crawl [--kills 50] [--articles 2500] [--seed 1]`
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.crawler.kill_trial import try_kills


def main() -> None:
    """Run one long trial and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--articles", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        trial = try_kills(Path(folder), kills=options.kills, articles=options.articles, seed=options.seed)
    print(f"{trial.kills} kills, {trial.articles} articles, {trial.requests} requests")
    again = trial.asked_again / max(1, trial.kills)
    print(f"asked again because not yet acknowledged: {trial.asked_again} ({again:.1f} a kill)")
    print(f"{time.monotonic() - started:.0f} s; faults: {', '.join(trial.faults) or 'none'}")
    sys.exit(1 if trial.faults or trial.kills < options.kills else 0)


if __name__ == "__main__":
    main()

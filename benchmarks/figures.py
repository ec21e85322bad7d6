"""One measured figure with its target, and the fair way to time two things against each other."""

import gc
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured. `detail` names both sides in absolute terms; a figure without target only informs."""

    name: str
    value: float
    unit: str
    target: float | None
    at_most: bool = False
    detail: str = ""

    @property
    def is_met(self) -> bool:
        """Say that the target is reached; a figure without one always is."""
        if self.target is None:
            return True
        return self.value <= self.target if self.at_most else self.value >= self.target

    @property
    def wanted(self) -> str:
        """Return the target as shown."""
        return "—" if self.target is None else f"{'≤' if self.at_most else '≥'} {self.target:g} {self.unit}"


def tell(words: str) -> None:
    """Show progress apart from the table."""
    print(f"  {words}", file=sys.stderr, flush=True)


def time_in_turns(
    sides: dict[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = perf_counter
) -> dict[str, float]:
    """Return the median seconds of each side; every other round goes backwards, so that no side is always second.

    With `time.process_time` as the clock a busy machine disturbs less; right for work that neither waits nor starts
    other programs.
    """
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(rounds):
        for name in sorted(sides, reverse=bool(turn % 2)):
            gc.collect()
            start = clock()
            sides[name]()
            seconds[name].append(clock() - start)
        tell(f"round {turn + 1} of {rounds}: " + ", ".join(f"{name} {seconds[name][-1]:.2f} s" for name in sides))
    return {name: statistics.median(values) for name, values in seconds.items()}

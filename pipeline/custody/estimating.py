"""How many articles no channel listed, estimated from how far two lists overlap (capture and recapture). Pure.

Chapman's estimator for the figure; the interval inverts the hypergeometric test, so that it covers the truth at least
as often as said for any number of articles, as long as one list is a chance sample of what the other misses. What
depends on each other (the feed and the section pages, both chosen by the same editors) is one list; a third channel
shows whether the two lists still depend: within it everything is known, and Fisher's exact test applies.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import product
from math import exp, lgamma

SITEMAP = "sitemap"
FEED = "feed"
PAGES = ("section", "tag")
SHARE_OUTSIDE = 0.05  # the interval is meant to miss the truth once in twenty times at most
SUSPICIOUS = 0.05
LEAST_OVERLAP = 7  # below it Chapman's figure leans to one side (Robson and Regier 1964)
MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Dependence:
    """That of what one channel lists two others name the same more (or less) often than by chance; `p` says how odd."""

    first: str
    second: str
    within: str
    is_together: bool
    p: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What two lists say of all articles: `seen` in either, `both` in both, `total` estimated, its 95 % interval.

    `high` is None where no bound can be given: the lists do not meet. `dependences` are those that a third channel
    shows; `could_test` says whether there was one to show any.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    first_size: int
    second_size: int
    both: int
    seen: int
    total: float
    low: int
    high: int | None
    dependences: tuple[Dependence, ...]
    could_test: bool

    @property
    def missed(self) -> float:
        """How many articles are in neither list, estimated."""
        return self.total - self.seen

    @property
    def missed_low(self) -> int:
        """The least that may be missed."""
        return self.low - self.seen

    @property
    def missed_high(self) -> int | None:
        """The most that may be missed, or None without a bound."""
        return None if self.high is None else self.high - self.seen

    @property
    def is_scant(self) -> bool:
        """Say that the lists meet too seldom for the figure to be relied on; the interval holds all the same."""
        return self.both < LEAST_OVERLAP


def estimate_total(lists: Mapping[str, Set[int]]) -> Estimate | None:
    """Estimate all articles from what each channel listed; None with fewer than two lists to compare."""
    present = {channel: frozenset(listed) for channel, listed in sorted(lists.items()) if listed}
    first, second = _choose_lists(tuple(present))
    if not first or not second:
        return None
    one = frozenset[int]().union(*(present[channel] for channel in first))
    two = frozenset[int]().union(*(present[channel] for channel in second))
    both, seen = len(one & two), len(one | two)
    total = (len(one) + 1) * (len(two) + 1) / (both + 1) - 1
    low, high = bound_total(len(one), len(two), both)
    sizes = len(one), len(two), both, seen
    checks = _check_dependence(present, first, second)
    found = tuple(check for check in checks if check.p < SUSPICIOUS / len(checks))
    return Estimate(first, second, *sizes, total, low, high, found, could_test=bool(checks))


def _choose_lists(channels: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the channels of each list: what editors place against the sitemap, else the feed against the pages."""
    if SITEMAP in channels:
        return tuple(channel for channel in channels if channel != SITEMAP), (SITEMAP,)
    return tuple(channel for channel in channels if channel == FEED), tuple(c for c in channels if c in PAGES)


def _check_dependence(
    present: Mapping[str, frozenset[int]], first: Iterable[str], second: Iterable[str]
) -> list[Dependence]:
    """Return what each third channel says of each pair across the two lists, where it can say anything."""
    checks = []
    for one, two in product(first, second):
        for within in present.keys() - {one, two}:
            inside = present[within]
            ones, twos = len(present[one] & inside), len(present[two] & inside)
            if 0 < ones < len(inside) and 0 < twos < len(inside):
                both = len(present[one] & present[two] & inside)
                p = _test_exactly(len(inside), ones, twos, both)
                checks.append(Dependence(one, two, within, both * len(inside) > ones * twos, p))
    return sorted(checks, key=lambda check: (check.p, check.first, check.second, check.within))


def bound_total(first: int, second: int, both: int) -> tuple[int, int | None]:
    """Return the least and the greatest number of articles under which an overlap like this is not too odd.

    Each side is given half of `SHARE_OUTSIDE`. Lists that do not meet leave the number without an upper bound.
    """
    seen, odd = first + second - both, SHARE_OUTSIDE / 2
    low = _find_first(seen, lambda total: share_up_to(total, first, second, both) >= odd)
    if both == 0:
        return low, None
    return low, _find_first(low, lambda total: share_from(total, first, second, both) < odd) - 1


def _find_first(start: int, holds: Callable[[int], bool]) -> int:
    """Return the first number from `start` for which `holds`, which once true stays true."""
    if holds(start):
        return start
    step = 1
    while not holds(start + step) and step < MOST:
        step *= 2
    low, high = start + step // 2, start + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def share_up_to(total: int, first: int, second: int, both: int) -> float:
    """Return how likely an overlap of at most `both` is, for chance lists of these sizes out of `total`."""
    return min(1.0, sum(_shares(total, first, second, range(both, max(0, first + second - total) - 1, -1))))


def share_from(total: int, first: int, second: int, both: int) -> float:
    """Return how likely an overlap of at least `both` is, for chance lists of these sizes out of `total`."""
    return min(1.0, sum(_shares(total, first, second, range(both, min(first, second) + 1))))


def _test_exactly(total: int, first: int, second: int, both: int) -> float:
    """Return how likely an overlap as odd as `both` or odder is by chance (Fisher's exact test, two-sided)."""
    shares = list(_shares(total, first, second, range(max(0, first + second - total), min(first, second) + 1)))
    own = shares[both - max(0, first + second - total)]
    return min(1.0, sum(share for share in shares if share <= own * (1 + 1e-9)))


def _shares(total: int, first: int, second: int, overlaps: Iterable[int]) -> Iterator[float]:
    """Yield the hypergeometric likelihood of each overlap."""
    for both in overlaps:
        ways = _log_ways(first, both) + _log_ways(total - first, second - both) - _log_ways(total, second)
        yield exp(ways)


def _log_ways(total: int, chosen: int) -> float:
    return lgamma(total + 1) - lgamma(chosen + 1) - lgamma(total - chosen + 1)

"""Give works to obligations, all at once: the whole of the evidence decides, not the order. Pure.

A linear programme: the sum of the probabilities is made as great as it can be while no obligation takes more works
than it asks for, none of a department's obligations shares a work with another, and a work that serves a second
department costs. The constraints nest on both sides, so the best answer is whole.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

# A second department's plan of the same event must be nearly sure; a third and fourth as well.
SHARING_COST = 0.7
MOST_DEPARTMENTS = 4


@dataclass(frozen=True, slots=True)
class Demand:
    """What an obligation may take: `wanted` works for each outlet of `outlets` (or in all, if none is named)."""

    obligation: int
    department: str
    wanted: int
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A work beside an obligation: the probability that it answers it, and the outlets that published it."""

    obligation: int
    work: int
    score: float
    outlets: frozenset[str]


def assign_works(
    demands: Sequence[Demand], offers: Sequence[Offer], given: frozenset[tuple[int, int]] = frozenset()
) -> set[tuple[int, int]]:
    """Return the (obligation, work) pairs chosen among `offers`; `given` are pairs that people made, which use up both.

    Offers of given pairs must be left out. The same offers in the same order give the same answer.
    """
    if not offers:
        return set()
    by_id = {demand.obligation: demand for demand in demands}
    limits = _Limits(len(offers))
    for place, offer in enumerate(offers):
        demand = by_id[offer.obligation]
        limits.join(place, ("obligation", demand.obligation), demand.wanted * max(1, len(demand.outlets)))
        limits.join(place, ("outlet", demand.obligation, _choose_outlet(demand, offer)), demand.wanted)
        limits.join(place, ("department", demand.department, offer.work), 1)
        limits.join(place, ("work", offer.work), MOST_DEPARTMENTS)
    for obligation, work in given:
        limits.use(("obligation", obligation))
        limits.use(("department", by_id[obligation].department, work))
        limits.use(("work", work))
    chosen = limits.solve([offer.score for offer in offers])
    return {(offers[place].obligation, offers[place].work) for place in chosen}


def _choose_outlet(demand: Demand, offer: Offer) -> str:
    """Return the wanted outlet that a work ticks; the first, if several, and none if none."""
    return next((outlet for outlet in demand.outlets if outlet in offer.outlets), "")


class _Limits:
    """How often the members of each group may be chosen; groups of kind "work" pay for all beyond the first."""

    def __init__(self, offers: int) -> None:
        self._offers = offers
        self._members: defaultdict[tuple[Hashable, ...], list[int]] = defaultdict(list)
        self._most: dict[tuple[Hashable, ...], int] = {}
        self._used: Counter[tuple[Hashable, ...]] = Counter()

    def join(self, place: int, group: tuple[Hashable, ...], most: int) -> None:
        self._members[group].append(place)
        self._most[group] = most

    def use(self, group: tuple[Hashable, ...]) -> None:
        self._used[group] += 1

    def solve(self, scores: Sequence[float]) -> list[int]:
        """Return the places chosen."""
        groups = list(self._members)
        works = [group for group in groups if group[0] == "work"]
        extra = {group: self._offers + number for number, group in enumerate(works)}
        rows: list[tuple[list[int], list[float], float]] = []
        for group in groups:
            left = max(0, self._most[group] - self._used[group])
            members = self._members[group]
            if group in extra:
                free = max(0, 1 - self._used[group])
                rows.append(([*members, extra[group]], [1.0] * len(members) + [-1.0], free))
            if group not in extra or left < len(members):
                rows.append((members, [1.0] * len(members), left))
        columns = np.fromiter((place for members, _, _ in rows for place in members), dtype=np.int64)
        values = np.fromiter((value for _, signs, _ in rows for value in signs), dtype=np.float64)
        starts = np.cumsum([0, *(len(members) for members, _, _ in rows)])
        width = self._offers + len(works)
        matrix = csr_array((values, columns, starts), shape=(len(rows), width))
        costs = np.concatenate([-np.asarray(scores), np.full(len(works), SHARING_COST)])
        bounds = np.array([(0.0, 1.0)] * self._offers + [(0.0, np.inf)] * len(works))
        found = linprog(costs, A_ub=matrix, b_ub=[most for _, _, most in rows], bounds=bounds, method="highs-ds")
        return [int(place) for place in np.flatnonzero(found.x[: self._offers] > 0.5)]

"""How far two readers agree: the share of equal answers and Cohen's kappa, each with its interval. Pure.

Answers on one article hang together, so the intervals come from drawing whole articles anew (percentile bootstrap, a
fixed seed: the same readings give the same figures).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.vocabulary import ReviewDecision, TagAxis
from pipeline.reviews.second_reading import Compared

DRAWS = 1000
SEED = 20230101
FEWEST = 20
AXES = (TagAxis.RELEVANT, TagAxis.ROW, TagAxis.FIELD, TagAxis.DEPARTMENT)
# Landis and Koch 1977, the limits everybody quotes; words of our own.
WORDS = ((0.8, "hầu như thống nhất"), (0.6, "khá thống nhất"), (0.4, "thống nhất vừa phải"), (0.2, "ít thống nhất"))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the interval that holds it in 95 of 100 drawings."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AxisAgreement:
    """How far two readers agree on an axis.

    `kappa` is None where a reader always gave the same answer: nothing can be told from chance then.
    """

    axis: TagAxis
    articles: int
    answers: int
    equal: Estimate
    kappa: Estimate | None

    @property
    def words(self) -> str:
        """Say in plain words how good the agreement is."""
        if self.articles < FEWEST:
            return "còn ít bài, chưa nói được"
        if self.kappa is None:
            return "chưa so được với ngẫu nhiên: có người chỉ trả lời một kiểu"
        rounded = round(self.kappa.value, 2)
        return next((words for limit, words in WORDS if rounded >= limit), "gần như ngẫu nhiên")


def measure_agreement(readings: Sequence[Sequence[Compared]]) -> list[AxisAgreement]:
    """Return the agreement on each axis that was answered at all."""
    found = (_measure_axis(readings, axis) for axis in AXES)
    return [one for one in found if one is not None]


def _measure_axis(readings: Sequence[Sequence[Compared]], axis: TagAxis) -> AxisAgreement | None:
    tables = [_count(reading, axis) for reading in readings]
    counts = np.array([table for table in tables if table.sum()])
    if not len(counts):
        return None
    total = counts.sum(axis=0)
    picks = np.random.default_rng(SEED).integers(0, len(counts), size=(DRAWS, len(counts)))
    drawn = counts[picks].sum(axis=1)
    kappa = _kappa(total)
    kappas = [value for value in (_kappa(one) for one in drawn) if value is not None]
    return AxisAgreement(
        axis=axis,
        articles=len(counts),
        answers=int(total.sum()),
        equal=_estimate(_equal(total), [_equal(one) for one in drawn]),
        kappa=None if kappa is None else _estimate(kappa, kappas),
    )


def _count(reading: Sequence[Compared], axis: TagAxis) -> np.ndarray:
    """Return the answers of an article as a table: the first reader's yes and no by the second's."""
    table = np.zeros((2, 2), dtype=int)
    for one in reading:
        if one.axis is axis:
            table[int(one.first is ReviewDecision.ACCEPT), int(one.second is ReviewDecision.ACCEPT)] += 1
    return table


def _equal(table: np.ndarray) -> float:
    return float(table.trace() / table.sum())


def _kappa(table: np.ndarray) -> float | None:
    first, second = table.sum(axis=1), table.sum(axis=0)
    if 0 in first or 0 in second:
        return None
    by_chance = float(first @ second) / float(table.sum()) ** 2
    return (_equal(table) - by_chance) / (1.0 - by_chance)


def _estimate(value: float, drawn: Sequence[float]) -> Estimate:
    low, high = np.percentile(drawn or [value], [2.5, 97.5])
    # A drawing may hold nothing to compare with chance; the figure itself always lies in its interval.
    return Estimate(value, min(value, float(low)), max(value, float(high)))

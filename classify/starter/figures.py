"""What answers are worth: F1 with intervals, per axis and per code, calibration, and what is accepted unread.

An interval is the middle 95 % over resampled articles (bootstrap), each sample with the folds of one repeat:
it holds both the chance of the articles and that of the folds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.classifier import Axis, Limits
from classify.evaluate import FEWEST_PER_CODE, expected_calibration_error
from classify.starter.corpus import Corpus
from classify.starter.fit import SEED
from classify.starter.measure import Labels, Unseen, assign_codes, axis_columns

Numbers = NDArray[np.float64]

# A share of sums: samples × sums × codes → one number a sample.
Reckoner = Callable[[Numbers], Numbers]

SAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured share: the mean over the repeats and the interval."""

    mean: float
    low: float
    high: float


def measure_answers(corpus: Corpus, answers: Sequence[Labels]) -> dict[str, Figure]:
    """Return F1 per axis of assigned codes, one array of answers a repeat."""
    figures: dict[str, Figure] = {}
    for axis, places in axis_columns(corpus).items():
        counts = [_count(corpus.labels[:, places], one[:, places]) for one in answers]
        figures[f"{axis.value} micro F1"] = _figure(counts, _micro)
        known = corpus.labels[:, places].sum(axis=0) >= FEWEST_PER_CODE
        if axis is not Axis.RELEVANT and known.any():
            frequent = [one[:, :, known] for one in counts]
            figures[f"{axis.value} macro F1 (codes with ≥ {FEWEST_PER_CODE} articles)"] = _figure(frequent, _macro)
    return figures


def measure_scores(corpus: Corpus, runs: Sequence[Unseen], limits: Mapping[Axis, Limits]) -> dict[str, Figure]:
    """Return calibration error, and share and precision of what would be accepted unread, per axis."""
    answers = assign_all(corpus, runs, limits)
    sure = [run.scores[:, -1] >= limits[Axis.RELEVANT].auto for run in runs]
    figures: dict[str, Figure] = {}
    for axis, places in axis_columns(corpus).items():
        labels = corpus.labels[:, places]
        errors = [
            expected_calibration_error(list(zip(run.scores[:, places].ravel(), labels.ravel(), strict=True)))
            for run in runs
        ]
        figures[f"{axis.value} calibration error"] = Figure(float(np.mean(errors)), min(errors), max(errors))
        taken = [
            one[:, places] & (run.scores[:, places] >= limits[axis].auto) & is_sure[:, None]
            for one, run, is_sure in zip(answers, runs, sure, strict=True)
        ]
        shares = [_each(one, whole[:, places]) for one, whole in zip(taken, answers, strict=True)]
        figures[f"{axis.value} accepted unread: share"] = _figure(shares, _ratio)
        figures[f"{axis.value} accepted unread: precision"] = _figure(
            [_each(one & labels, one) for one in taken], _ratio
        )
    return figures


def assign_all(corpus: Corpus, runs: Sequence[Unseen], limits: Mapping[Axis, Limits]) -> list[Labels]:
    """Return the codes assigned in every repeat."""
    assign = {axis: one.assign for axis, one in limits.items()}
    return [assign_codes(run.scores, corpus, assign) for run in runs]


def measure_codes(corpus: Corpus, answers: Sequence[Labels]) -> dict[str, tuple[int, Figure]]:
    """Return per code how many articles carry it, and its F1."""
    counts = [_count(corpus.labels, one) for one in answers]
    support = corpus.labels.sum(axis=0)
    return {
        code: (int(support[place]), _figure([one[:, :, [place]] for one in counts], _micro))
        for place, code in enumerate(corpus.codes)
    }


def _count(labels: Labels, assigned: Labels) -> Numbers:
    """Return article × (right, assigned, labelled) × code."""
    return np.stack([labels & assigned, assigned, labels], axis=1).astype(np.float64)


def _figure(counts: Sequence[Numbers], reckon: Reckoner) -> Figure:
    rng = np.random.default_rng(SEED)
    articles = len(counts[0])
    mean = float(np.mean([reckon(one.sum(axis=0)[None]) for one in counts]))
    drawn: list[Numbers] = []
    for one in counts:
        times = rng.multinomial(articles, np.full(articles, 1 / articles), SAMPLES // len(counts)).astype(np.float64)
        drawn.append(reckon((times @ one.reshape(articles, -1)).reshape(-1, *one.shape[1:])))
    low, high = np.quantile(np.concatenate(drawn), [0.025, 0.975])
    return Figure(mean, float(low), float(high))


def _micro(sums: Numbers) -> Numbers:
    right, both = sums[:, 0].sum(axis=1), sums[:, 1:].sum(axis=(1, 2))
    shares: Numbers = 2 * right / np.maximum(1, both)
    return shares


def _macro(sums: Numbers) -> Numbers:
    each: Numbers = 2 * sums[:, 0] / np.maximum(1, sums[:, 1] + sums[:, 2])
    mean: Numbers = each.mean(axis=1)
    return mean


def _ratio(sums: Numbers) -> Numbers:
    shares: Numbers = sums[:, 0, 0] / np.maximum(1, sums[:, 1, 0])
    return shares


def _each(part: Labels, whole: Labels) -> Numbers:
    """Return article × (part, whole) × 1, for a ratio of sums."""
    return np.stack([part.sum(axis=1), whole.sum(axis=1)], axis=1)[:, :, None].astype(np.float64)

"""Honest figures: repeated cross-validation of everything that is fitted, and the limits drawn from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import KFold

from classify.classifier import Axis, Limits
from classify.evaluate import expected_calibration_error
from classify.starter.corpus import Corpus
from classify.starter.fit import SEED, fit_all

Numbers = NDArray[np.float64]
Labels = NDArray[np.bool_]

FOLDS = 5
REPEATS = 3
# The office accepts without reading where cross-validated precision is at least this, over at least this many tags.
AUTO_PRECISION, AUTO_FEWEST = 0.97, 30
# A proposal is more likely right than wrong; below it stays doubtful.
PROPOSE_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Unseen:
    """Scores of one repeat of cross-validation: every article judged by a classifier that never saw it."""

    scores: Numbers


def cross_validate(corpus: Corpus, lessons: Corpus, repeats: int = REPEATS) -> list[Unseen]:
    """Judge every article of `corpus` unseen, `repeats` times with other folds; `lessons` are always learnt from."""
    places = np.arange(len(corpus.labels))
    runs: list[Unseen] = []
    for repeat in range(repeats):
        scores = np.zeros(corpus.labels.shape)
        for learn, unseen in KFold(FOLDS, shuffle=True, random_state=SEED + repeat).split(places):
            fitted = fit_all(corpus.take(places[learn]).join(lessons))
            scores[unseen] = fitted.judge(corpus.take(places[unseen]))
        runs.append(Unseen(scores))
    return runs


def axis_columns(corpus: Corpus) -> Mapping[Axis, list[int]]:
    """Return which columns of scores and labels belong to which axis."""
    fields, rows = len(corpus.fields), len(corpus.rows)
    return {
        Axis.FIELDS: list(range(fields)),
        Axis.ROWS: list(range(fields, fields + rows)),
        Axis.RELEVANT: [fields + rows],
    }


def draw_limits(corpus: Corpus, runs: list[Unseen]) -> dict[Axis, Limits]:
    """Return per axis the limit with the best F1, and the limit from which precision holds, both on unseen articles."""
    limits: dict[Axis, Limits] = {}
    for axis, columns in axis_columns(corpus).items():
        scores = np.concatenate([run.scores[:, columns] for run in runs])
        labels = np.concatenate([corpus.labels[:, columns] for _ in runs])
        assign = _best_f1(scores, labels)
        precise = _lowest_precise(scores.ravel(), labels.ravel(), len(runs))
        limits[axis] = Limits(assign, max(assign, PROPOSE_FROM), precise)
    return limits


def _best_f1(scores: Numbers, labels: Labels) -> float:
    """Return the limit with the best mean of micro and macro F1: rare codes count as much as common ones."""
    grid = np.round(np.arange(0.2, 0.61, 0.01), 2)
    f1 = [_micro(labels, scores >= limit) + _macro(labels, scores >= limit) for limit in grid]
    return float(grid[int(np.argmax(f1))])


def _lowest_precise(scores: Numbers, labels: Labels, repeats: int) -> float:
    """Return the lowest limit at and above which every higher limit is precise enough too; above 1 if there is none."""
    lowest = 1.01
    for limit in np.round(np.arange(0.99, 0.49, -0.01), 2):
        taken = scores >= limit
        if taken.sum() < AUTO_FEWEST * repeats:
            continue
        if labels[taken].mean() < AUTO_PRECISION:
            break
        lowest = float(limit)
    return lowest


def measure_runs(corpus: Corpus, runs: Sequence[Unseen], limits: Mapping[Axis, Limits]) -> dict[str, Any]:
    """Return the figures of every repeat, and the mean F1 of each code."""
    columns = axis_columns(corpus)
    answers = [assign_codes(run.scores, corpus, limits) for run in runs]
    figures: dict[str, list[float]] = {}
    for axis, places in columns.items():
        figures[f"{axis.value} micro F1"] = [_micro(corpus.labels[:, places], one[:, places]) for one in answers]
        if axis is not Axis.RELEVANT:
            figures[f"{axis.value} macro F1"] = [_macro(corpus.labels[:, places], one[:, places]) for one in answers]
        figures[f"{axis.value} calibration error"] = [
            expected_calibration_error(
                list(zip(run.scores[:, places].ravel(), corpus.labels[:, places].ravel(), strict=True))
            )
            for run in runs
        ]
        share, precision = _auto(corpus, runs, answers, places, limits[axis].auto)
        figures[f"{axis.value} accepted without reading: share"] = share
        figures[f"{axis.value} accepted without reading: precision"] = precision
    f1 = np.mean([_per_code(corpus.labels, one) for one in answers], axis=0)
    return {"figures": figures, "f1": dict(zip(corpus.codes, map(float, f1), strict=True))}


def assign_codes(scores: Numbers, corpus: Corpus, limits: Mapping[Axis, Limits]) -> Labels:
    """Return which codes would be assigned: nothing outside the sector."""
    assigned = np.zeros(scores.shape, dtype=bool)
    for axis, places in axis_columns(corpus).items():
        assigned[:, places] = scores[:, places] >= limits[axis].assign
    assigned[~assigned[:, -1]] = False
    return assigned


def _auto(
    corpus: Corpus, runs: Sequence[Unseen], answers: Sequence[Labels], places: list[int], limit: float
) -> tuple[list[float], list[float]]:
    shares, precisions = [], []
    for run, assigned in zip(runs, answers, strict=True):
        taken = (run.scores[:, places] >= limit) & assigned[:, places]
        shares.append(float(taken.sum() / max(1, assigned[:, places].sum())))
        precisions.append(float(corpus.labels[:, places][taken].mean()) if taken.any() else 0.0)
    return shares, precisions


def _per_code(labels: Labels, assigned: Labels) -> Numbers:
    right = (labels & assigned).sum(axis=0)
    scores: Numbers = 2 * right / np.maximum(1, labels.sum(axis=0) + assigned.sum(axis=0))
    return scores


def _micro(labels: Labels, assigned: Labels) -> float:
    return float(2 * (labels & assigned).sum() / max(1, labels.sum() + assigned.sum()))


def _macro(labels: Labels, assigned: Labels) -> float:
    known = labels.any(axis=0)
    return float(_per_code(labels, assigned)[known].mean())

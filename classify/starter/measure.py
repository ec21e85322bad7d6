"""Honest scores: repeated cross-validation of everything that is fitted, and the limits drawn from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import KFold

from classify.classifier import NEVER, Axis, Limits
from classify.evaluate import FEWEST_PER_CODE
from classify.risk import AcceptanceLimit, ReviewedDecision, find_limit
from classify.starter.corpus import Corpus
from classify.starter.fit import SEED, fit_all

Numbers = NDArray[np.float64]
Labels = NDArray[np.bool_]
Places = NDArray[np.int64]

FOLDS = 5
REPEATS = 3
# What ships is accepted unread at 6 % errors at most, proven: many fewer cannot be proven by so few labelled articles.
# An office with reviews of its own sets its own number.
MOST_WRONG = 0.06
# A proposal is more likely right than wrong; below it stays doubtful.
PROPOSE_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Unseen:
    """Scores of one repeat of cross-validation: every article judged by a classifier that never saw it."""

    scores: Numbers

    def take(self, places: Places) -> "Unseen":
        """Return the scores of some of the articles."""
        return Unseen(self.scores[places])


def split_folds(count: int, repeat: int) -> Iterator[tuple[Places, Places]]:
    """Yield (articles to learn from, articles to judge) of one repeat; the same for every way that is measured."""
    yield from KFold(FOLDS, shuffle=True, random_state=SEED + repeat).split(np.arange(count))


def cross_validate(corpus: Corpus, repeats: int = REPEATS) -> list[Unseen]:
    """Judge every article of `corpus` unseen, `repeats` times with other folds."""
    runs: list[Unseen] = []
    for repeat in range(repeats):
        scores = np.zeros(corpus.labels.shape)
        for learn, unseen in split_folds(len(corpus.labels), repeat):
            scores[unseen] = fit_all(corpus.take(learn)).judge(corpus.take(unseen))
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


def draw_limits(corpus: Corpus, runs: Sequence[Unseen]) -> tuple[dict[Axis, Limits], dict[Axis, AcceptanceLimit]]:
    """Return the limits per axis and the proof of those for accepting, all from unseen scores.

    A code is assigned from the limit with the best F1 over all repeats; it is accepted unread from the limit that
    the first repeat proves, as every article may count once only.
    """
    assign: dict[Axis, float] = {}
    for axis, columns in axis_columns(corpus).items():
        frequent = [one for one in columns if corpus.labels[:, one].sum() >= FEWEST_PER_CODE] or columns
        labels = np.vstack([corpus.labels[:, frequent]] * len(runs))
        assign[axis] = _best_f1(np.vstack([run.scores[:, frequent] for run in runs]), labels)
    assigned = assign_codes(runs[0].scores, corpus, assign)
    proofs: dict[Axis, AcceptanceLimit] = {}
    for axis, columns in axis_columns(corpus).items():
        taken = assigned[:, columns]
        pairs = zip(runs[0].scores[:, columns][taken], corpus.labels[:, columns][taken], strict=True)
        decisions = [ReviewedDecision(float(score), bool(is_right)) for score, is_right in pairs]
        proofs[axis] = find_limit(decisions, [one.score for one in decisions], MOST_WRONG)
    limits = {
        axis: Limits(assign[axis], PROPOSE_FROM, NEVER if proof.limit is None else proof.limit)
        for axis, proof in proofs.items()
    }
    return limits, proofs


def assign_codes(scores: Numbers, corpus: Corpus, assign: Mapping[Axis, float]) -> Labels:
    """Return which codes would be assigned: nothing outside the sector."""
    assigned = np.zeros(scores.shape, dtype=bool)
    for axis, places in axis_columns(corpus).items():
        assigned[:, places] = scores[:, places] >= assign[axis]
    assigned[~assigned[:, -1]] = False
    return assigned


def _best_f1(scores: Numbers, labels: Labels) -> float:
    """Return the limit with the best mean of micro and macro F1: small codes count as much as large ones.

    Codes with a handful of articles are not asked: one article more or less would move the limit of all.
    """
    grid = np.round(np.arange(0.2, 0.61, 0.01), 2)
    return float(grid[int(np.argmax([_mean_f1(labels, scores >= limit) for limit in grid]))])


def _mean_f1(labels: Labels, assigned: Labels) -> float:
    right, total = (labels & assigned).sum(axis=0), labels.sum(axis=0) + assigned.sum(axis=0)
    each = 2 * right / np.maximum(1, total)
    return float(2 * right.sum() / max(1, total.sum()) + each[labels.any(axis=0)].mean())

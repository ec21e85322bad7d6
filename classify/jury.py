"""Join both voices: one weighing shared by all codes of an axis, so that common codes teach how to judge rare ones.

Where the word voice knows a code, its log-odds count beside the rules; where it does not, a
second weighing judges by the rules alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.rules.evidence import COLUMNS

Numbers = NDArray[np.float64]

# How far the article is of the sector at all, beside a code's own columns.
_SECTOR = [COLUMNS.index(f"guide:strong_{place}") for place in ("title", "lead", "opening")]
_CLEAREST_ODDS = 6.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of articles before judging; the first axis of every array is the article.

    `learned` are the classifier's names of `codes`, UNKNOWN for those it was never taught.
    `rules` is article × code × column, `sector` and `off_sector` article × column, `words`
    article × code (log-odds, NaN where nothing was learnt), `sector_words` one number an article.
    """

    codes: tuple[str, ...]
    learned: tuple[str, ...]
    rules: Numbers
    sector: Numbers
    off_sector: Numbers
    words: Numbers
    sector_words: Numbers

    def take(self, codes: Sequence[str]) -> "Evidence":
        """Return the evidence for some of the codes."""
        places = [self.codes.index(code) for code in codes]
        return self.pick(places)

    def pick(self, places: Sequence[int]) -> "Evidence":
        """Return the evidence for the codes in some places."""
        return replace(
            self,
            codes=tuple(self.codes[place] for place in places),
            learned=tuple(self.learned[place] for place in places),
            rules=self.rules[:, places],
            words=self.words[:, places],
        )


@dataclass(frozen=True)
class Jury:
    """The fitted weighings of one axis; `both` for the codes in `known`, `rules` for every other."""

    both: Any
    rules: Any
    known: tuple[str, ...]

    def judge(self, evidence: Evidence) -> Numbers:
        """Return probabilities, article × code."""
        scores = np.zeros(evidence.rules.shape[:2])
        known = [place for place, code in enumerate(evidence.learned) if code in self.known]
        other = [place for place, code in enumerate(evidence.learned) if code not in self.known]
        if known:
            scores[:, known] = _predict(self.both, join_both(evidence.pick(known), self.known))
        if other:
            scores[:, other] = _predict(self.rules, join_rules(evidence.pick(other)))
        return scores


def join_rules(evidence: Evidence) -> Numbers:
    """Return article × code × column: a code's own rule columns and those of the article."""
    shared = np.hstack([evidence.sector[:, _SECTOR], evidence.off_sector])
    return np.concatenate([evidence.rules, np.repeat(shared[:, None, :], len(evidence.codes), axis=1)], axis=2)


def join_both(evidence: Evidence, known: Sequence[str]) -> Numbers:
    """Return the rule columns, the word voice and one mark a known code, so that each may lean a little its own way."""
    count, codes = evidence.words.shape
    sector = np.broadcast_to(_bound(evidence.sector_words)[:, None, None], (count, codes, 1))
    marks = np.zeros((count, codes, len(known)))
    for place, code in enumerate(evidence.learned):
        marks[:, place, known.index(code)] = 1.0
    return np.concatenate([join_rules(evidence), _bound(evidence.words)[:, :, None], sector, marks], axis=2)


def join_sector(evidence: Evidence) -> Numbers:
    """Return article × column for the question whether an article belongs to the sector at all."""
    words = np.nan_to_num(evidence.words, nan=-_CLEAREST_ODDS)
    strongest = words.max(axis=1, initial=-_CLEAREST_ODDS)
    columns = [evidence.rules.max(axis=1), evidence.rules.sum(axis=1), evidence.sector, evidence.off_sector]
    return np.hstack([*columns, _bound(strongest)[:, None], _bound(evidence.sector_words)[:, None]])


def judge_sector(weighing: Any, evidence: Evidence) -> Numbers:
    """Return the probability of belonging to the sector, one an article."""
    return _probability(weighing, join_sector(evidence))


def _bound(odds: Numbers) -> Numbers:
    return np.clip(np.nan_to_num(odds), -_CLEAREST_ODDS, _CLEAREST_ODDS)


def _predict(weighing: Any, columns: Numbers) -> Numbers:
    return _probability(weighing, columns.reshape(-1, columns.shape[2])).reshape(columns.shape[:2])


def _probability(weighing: Any, columns: Numbers) -> Numbers:
    weights, bias = _fold(weighing)
    return 1.0 / (1.0 + np.exp(-(columns @ weights + bias)))


@lru_cache(maxsize=32)
def _fold(weighing: Any) -> tuple[Numbers, float]:
    """Fold a fitted scaler and logistic regression into weights: the same numbers without a check of every call."""
    scaler, regression = weighing[0], weighing[-1]
    weights = regression.coef_[0] / scaler.scale_
    return weights, float(regression.intercept_[0] - scaler.mean_ @ weights)

"""Fit both voices and their jury on labelled articles, with fixed seeds.

The jury learns from what the word voice says of articles it has not seen (inner
cross-validation); fitted on its own training articles it would be trusted too much.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from classify.jury import Evidence, Jury, join_both, join_rules, join_sector, judge_sector
from classify.starter.corpus import Corpus

Numbers = NDArray[np.float64]
Labels = NDArray[np.bool_]

FEWEST_FOR_WORDS = 3
FEWEST_FOR_BOTH = 5
INNER_FOLDS = 5
SEED = 20231
# Chosen by cross-validation on the development articles; all lie on a wide plateau.
WORDS_STRENGTH, JURY_STRENGTH, RULES_STRENGTH, SECTOR_STRENGTH = 10.0, 0.02, 0.02, 0.01


@dataclass(frozen=True)
class Fitted:
    """Both voices and their juries, fitted."""

    words: Mapping[str, LogisticRegression]
    sector: Pipeline
    fields: Jury
    rows: Jury

    def judge(self, corpus: Corpus) -> Numbers:
        """Return probabilities, article × code, for articles that were not learnt from."""
        evidence = corpus.with_words(weigh_words(self.words, corpus))
        return np.hstack(
            [
                self.fields.judge(evidence.take(corpus.fields)),
                self.rows.judge(evidence.take(corpus.rows)),
                judge_sector(self.sector, evidence)[:, None],
            ]
        )


def fit_all(corpus: Corpus) -> Fitted:
    """Fit everything on `corpus`."""
    odds = _unseen_odds(corpus)
    evidence = corpus.with_words(odds)
    words = fit_words(corpus)
    sector = _weighing(SECTOR_STRENGTH).fit(join_sector(evidence), corpus.labels[:, -1])
    fields = _fit_jury(corpus, evidence, corpus.fields)
    rows = _fit_jury(corpus, evidence, corpus.rows)
    return Fitted(words, sector, fields, rows)


def fit_words(corpus: Corpus) -> dict[str, LogisticRegression]:
    """Fit one logistic regression for each code with enough articles on both sides."""
    fitted: dict[str, LogisticRegression] = {}
    for place, code in enumerate(corpus.codes):
        labels = corpus.labels[:, place]
        if FEWEST_FOR_WORDS <= labels.sum() < len(labels):
            regression = LogisticRegression(
                C=WORDS_STRENGTH, class_weight="balanced", solver="liblinear", max_iter=1000, random_state=SEED
            )
            fitted[code] = regression.fit(corpus.vectors, labels)
    return fitted


def weigh_words(words: Mapping[str, LogisticRegression], corpus: Corpus) -> Numbers:
    """Return the word voice's log-odds, article × code, NaN for codes it does not know."""
    odds = np.full((corpus.vectors.shape[0], len(corpus.codes)), np.nan)
    for place, code in enumerate(corpus.codes):
        if code in words:
            odds[:, place] = words[code].decision_function(corpus.vectors)
    return odds


def _unseen_odds(corpus: Corpus) -> Numbers:
    odds = np.full(corpus.labels.shape, np.nan)
    places = np.arange(len(corpus.labels))
    for learn, unseen in KFold(INNER_FOLDS, shuffle=True, random_state=SEED).split(places):
        odds[unseen] = weigh_words(fit_words(corpus.take(places[learn])), corpus.take(places[unseen]))
    return odds


def _fit_jury(corpus: Corpus, evidence: Evidence, codes: Sequence[str]) -> Jury:
    labels = corpus.labels[:, [corpus.codes.index(code) for code in codes]]
    rules = _fit_flat(join_rules(evidence.take(codes)), labels, RULES_STRENGTH)
    enough = labels.sum(axis=0) >= FEWEST_FOR_BOTH
    known = tuple(code for code, is_known in zip(codes, enough, strict=True) if is_known)
    both = _fit_flat(join_both(evidence.take(known), known), labels[:, enough], JURY_STRENGTH) if known else None
    return Jury(both, rules, known)


def _fit_flat(columns: Numbers, labels: Labels, strength: float) -> Any:
    return _weighing(strength).fit(columns.reshape(-1, columns.shape[2]), labels.reshape(-1))


def _weighing(strength: float) -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=5000, random_state=SEED))

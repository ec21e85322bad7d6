"""A classifier that starts from another's knowledge and moves only as far as reviewed articles ask.

The word voice of each code is fitted anew with a penalty on the distance from the weights it had (maximum a
posteriori with the earlier weights as the mean), so that three reviews change little and three hundred much.
The jury's weighings move in the same way, on what the word voice says of articles it has not seen, which also puts
the scores right for the office's own articles.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from classify.classifier import Classifier
from classify.forerunners import find_forerunners
from classify.gold import GoldArticle
from classify.jury import Evidence, Jury, join_both, join_rules, join_sector
from classify.learning.weighings import extend_jury, move_weighing, move_weights, rename_jury
from classify.reading import collect_evidence, read_article
from classify.rules.book import RuleBook
from classify.rules.lexicon import SECTOR, build_lexicon
from classify.words import WordVoice
from models.errors import InputError
from models.office_files.plan import PlanFile

Numbers = NDArray[np.float64]
Labels = NDArray[np.bool_]

FEWEST_LESSONS = 20
FEWEST_EACH_SIDE = 3
FEWEST_FOR_BOTH = 5
# How far weights may move: the prior's variance, in the units of scikit-learn's C, chosen as for the first training.
WORDS_FREEDOM, JURY_FREEDOM, SECTOR_FREEDOM = 4.0, 0.04, 0.02
# The first training stands for about so many articles: with as many reviews the weights are half as free as without it.
FIRST_ARTICLES = 700
FOLDS = 5
SEED = 20231


class TooFewLessonsError(InputError):
    """There are too few reviewed articles to learn from; the message says how many there are and are needed."""


@dataclass(frozen=True)
class _Lessons:
    """Reviewed articles as numbers; `labels` is article × code for fields, rows and SECTOR, in that order."""

    fields: tuple[str, ...]
    rows: tuple[str, ...]
    evidence: Evidence
    vectors: csr_matrix
    labels: Labels

    @property
    def codes(self) -> tuple[str, ...]:
        return (*self.fields, *self.rows, SECTOR)

    def free(self, freedom: float) -> float:
        """Return how far weights may move, given how many articles ask for it."""
        return freedom * len(self.labels) / (len(self.labels) + FIRST_ARTICLES)


def continue_classifier(
    current: Classifier, lessons: Sequence[GoldArticle], plan: PlanFile, earlier: Sequence[PlanFile] = ()
) -> Classifier:
    """Return a classifier for `plan` that learnt from `lessons` on top of `current`; its card is empty.

    Labels are codes of `plan`. Raises TooFewLessonsError under `FEWEST_LESSONS` articles.
    """
    if len(lessons) < FEWEST_LESSONS:
        raise TooFewLessonsError(f"Mới có {len(lessons)} bài đã duyệt, cần ít nhất {FEWEST_LESSONS} bài để học.")
    start = _carry_over(current, plan, earlier)
    numbers = _read(start, lessons, plan, earlier)
    start = _heed_words(start, numbers)
    odds = _unseen_odds(start.words, numbers)
    evidence = replace(numbers.evidence, words=odds[:, :-1], sector_words=odds[:, -1])
    return replace(
        start,
        words=_move_words(start.words, numbers, np.arange(len(lessons))),
        sector=move_weighing(start.sector, join_sector(evidence), numbers.labels[:, -1], numbers.free(SECTOR_FREEDOM)),
        fields=_move_jury(start.fields, evidence.take(numbers.fields), numbers),
        rows=_move_jury(start.rows, evidence.take(numbers.rows), numbers),
    )


def _carry_over(current: Classifier, plan: PlanFile, earlier: Sequence[PlanFile]) -> Classifier:
    """Return `current` with the codes of `plan`: what was learnt of a row goes to the rows that continue it."""
    names = find_forerunners(plan, current.plan, earlier) | {SECTOR: SECTOR}
    estimators = current.words.estimators
    words = {own: estimators[name] for own, name in names.items() if name in estimators}
    return replace(
        current,
        words=WordVoice(current.words.vectorizer, words),
        fields=rename_jury(current.fields, names, [one.code for one in plan.fields]),
        rows=rename_jury(current.rows, names, [row.code for row in plan.rows]),
        card={"plan": plan.plan.code},
    )


def _read(start: Classifier, lessons: Sequence[GoldArticle], plan: PlanFile, earlier: Sequence[PlanFile]) -> _Lessons:
    book = RuleBook(build_lexicon(plan, earlier))
    readings = [read_article(one.article, book) for one in lessons]
    fields, rows = tuple(one.code for one in plan.fields), tuple(row.code for row in plan.rows)
    vectors = csr_matrix(start.words.vectorizer.transform([reading.document for reading in readings]))
    evidence = collect_evidence(readings, book, (*fields, *rows), None)
    labels = [
        [*(code in one.fields for code in fields), *(code in one.rows for code in rows), one.relevant]
        for one in lessons
    ]
    return _Lessons(fields, rows, evidence, vectors, np.array(labels, dtype=bool))


def _heed_words(start: Classifier, numbers: _Lessons) -> Classifier:
    """Let the juries heed the word voice for codes that now have articles enough to learn words from."""
    enough = numbers.labels.sum(axis=0) >= FEWEST_FOR_BOTH
    known = {code for code, is_enough in zip(numbers.codes, enough, strict=True) if is_enough}
    return replace(
        start,
        fields=extend_jury(start.fields, [code for code in numbers.fields if code in known]),
        rows=extend_jury(start.rows, [code for code in numbers.rows if code in known]),
    )


def _unseen_odds(words: WordVoice, numbers: _Lessons) -> Numbers:
    """Return the word voice's log-odds, article × code, each by weights that were not moved by that article."""
    odds = np.full(numbers.labels.shape, np.nan)
    places = np.arange(len(numbers.labels))
    for learn, unseen in KFold(FOLDS, shuffle=True, random_state=SEED).split(places):
        moved = _move_words(words, numbers, places[learn])
        for place, code in enumerate(numbers.codes):
            if code in moved.estimators:
                odds[unseen, place] = moved.estimators[code].decision_function(numbers.vectors[unseen])
    return odds


def _move_jury(jury: Jury, evidence: Evidence, numbers: _Lessons) -> Jury:
    labels = numbers.labels[:, [numbers.codes.index(code) for code in evidence.codes]]
    rules = move_weighing(jury.rules, _flat(join_rules(evidence)), labels.ravel(), numbers.free(JURY_FREEDOM))
    if jury.both is None:
        return replace(jury, rules=rules)
    known = [place for place, code in enumerate(evidence.learned) if code in jury.known]
    columns = _flat(join_both(evidence.pick(known), jury.known))
    both = move_weighing(jury.both, columns, labels[:, known].ravel(), numbers.free(JURY_FREEDOM))
    return replace(jury, both=both, rules=rules)


def _flat(columns: Numbers) -> Numbers:
    return columns.reshape(-1, columns.shape[2])


def _move_words(words: WordVoice, numbers: _Lessons, places: NDArray[np.int64]) -> WordVoice:
    vectors = numbers.vectors[places]
    moved: dict[str, LogisticRegression] = dict(words.estimators)
    for place, code in enumerate(numbers.codes):
        labels = numbers.labels[places, place]
        if min(labels.sum(), (~labels).sum()) >= FEWEST_EACH_SIDE:
            moved[code] = _move(words.estimators.get(code), vectors, labels, numbers.free(WORDS_FREEDOM))
    return WordVoice(words.vectorizer, moved)


def _move(start: LogisticRegression | None, vectors: csr_matrix, labels: Labels, freedom: float) -> LogisticRegression:
    """Fit one code from where it stands; both sides weigh the same, as in the first training."""
    weights = np.zeros(vectors.shape[1]) if start is None else start.coef_[0]
    bias = 0.0 if start is None else float(start.intercept_[0])
    shares = np.where(labels, 0.5 / labels.mean(), 0.5 / (1.0 - labels.mean()))
    moved = move_weights(np.append(weights, bias), vectors, np.where(labels, 1.0, -1.0), shares, freedom)
    regression = LogisticRegression()
    regression.classes_ = np.array([False, True])
    regression.coef_, regression.intercept_ = moved[None, :-1], moved[-1:]
    regression.n_features_in_ = len(weights)
    return regression

"""Why rows were given wrongly or missed: each error in the first cause that fits it."""

from collections.abc import Mapping, Sequence

import numpy as np

from classify.starter.corpus import Corpus
from classify.starter.measure import Labels

SECTOR_WRONG = "the sector itself was mistaken"
RESULT_OR_CHECK = "handling told, its result not (or the reverse)"
CONFUSED = "another row was given in its place"
ALONE = "one row too many or too few, the others right"
OUTCOME, CHECK = "HD09", "ND03"


def count_causes(corpus: Corpus, answers: Sequence[Labels]) -> Mapping[str, tuple[float, float]]:
    """Return per cause how many rows were (given wrongly, missed), mean over the repeats."""
    first = len(corpus.fields)
    counts = {cause: np.zeros(2) for cause in (SECTOR_WRONG, RESULT_OR_CHECK, CONFUSED, ALONE)}
    for given in answers:
        for labels, one in zip(corpus.labels, given, strict=True):
            rows = slice(first, first + len(corpus.rows))
            extra, missed = one[rows] & ~labels[rows], labels[rows] & ~one[rows]
            for place in np.flatnonzero(extra | missed):
                others = missed if extra[place] else extra
                if labels[-1] != one[-1]:
                    cause = SECTOR_WRONG
                elif corpus.rows[place] == OUTCOME and _both_check(corpus, labels[rows], one[rows]):
                    cause = RESULT_OR_CHECK
                else:
                    cause = CONFUSED if others.any() else ALONE
                counts[cause] += np.array([extra[place], missed[place]]) / len(answers)
    return {cause: (float(pair[0]), float(pair[1])) for cause, pair in counts.items()}


def _both_check(corpus: Corpus, labels: Labels, given: Labels) -> bool:
    return CHECK in corpus.rows and bool((labels & given)[corpus.rows.index(CHECK)])

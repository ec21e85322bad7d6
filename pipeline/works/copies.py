"""Whether one text was made from another: the same wording, edited, cut or added to. Pure.

Measured by coverage, the share of a text's words that stand in a run of five words which the other
text has too. One changed word costs one word, where the similarity of shingles would lose five shingles.
The same event in other words, a follow-up that repeats the story so far, the next bulletin in the same
frame and a round-up are other works.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.works.wording import SHINGLE_WORDS, Wording

# Below this a change of one name would weigh too little to be seen: shorter texts must be equal.
TELLING_WORDS = 50
# So much of the shorter text must stand in the longer one; one word in ten may be another.
CONTAINED = 0.8
# What is new stands behind or between: a later text that begins with news of its own is a follow-up,
# unless so much of either stands in the other that only the lead can have been written anew.
OPENING_WORDS = 80
SAME_OPENING = 0.5
WHOLE = 0.84
# A text several times as long that holds another whole is a round-up of several pieces of news.
LEAST_LENGTH = 0.2
# Of the figures in the shorter text, this share at most may be others in the copy ...
OTHER_FIGURES = 0.25
# ... and hardly any where figures are what the text is about: weather, storms, prices, cases.
DENSE = 0.07
OTHER_FIGURES_IF_DENSE = 0.03


def is_copy(original: Wording, later: Wording) -> bool:
    """Say whether `later` was made from `original`; texts too short to tell must be equal."""
    shorter, longer = sorted((original, later), key=lambda text: text.size)
    if shorter.size < TELLING_WORDS:
        return np.array_equal(original.shingles, later.shingles)
    if shorter.size < LEAST_LENGTH * longer.size or _tells_other_figures(shorter, longer):
        return False
    covered, returned = _find_covered(original, later), _find_covered(later, original)
    shares = covered.mean(), returned.mean()
    if max(shares) < CONTAINED:
        return False
    return bool(min(shares) >= WHOLE or returned[:OPENING_WORDS].mean() >= SAME_OPENING)


def count_other_figures(a: Wording, b: Wording) -> int:
    """Return how many figures of one text are others in the other; one left out or added is none."""
    return min((a.figures - b.figures).total(), (b.figures - a.figures).total())


def _tells_other_figures(shorter: Wording, longer: Wording) -> bool:
    figures = shorter.figures.total()
    is_dense = figures >= DENSE * shorter.size
    return count_other_figures(shorter, longer) > max(
        1, (OTHER_FIGURES_IF_DENSE if is_dense else OTHER_FIGURES) * figures
    )


def _find_covered(text: Wording, other: Wording) -> NDArray[np.bool_]:
    """Say of each word of `text` whether it stands in a run of five that `other` has too."""
    places = np.flatnonzero(np.isin(text.shingles, other.shingles))
    bounds = np.zeros(text.size + 1, dtype=np.int64)
    bounds[places] += 1
    np.subtract.at(bounds, np.minimum(places + SHINGLE_WORDS, text.size), 1)
    covered: NDArray[np.bool_] = np.cumsum(bounds[: text.size]) > 0
    return covered

"""Whether two texts are one: the same wording, edited, cut or added to; not the same event in other words. Pure.

Measured by coverage, the share of a text's words that stand in a run of five words which the other
text has too. One changed word costs one word, where the similarity of shingles would lose five shingles.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.works.wording import LEAST_WORDS, SHINGLE_WORDS, Wording

# Nearly all of the shorter text stands in the longer ...
CONTAINED = 0.85
# ... or most of each stands in the other: a copy edited in many places.
MOSTLY = 0.72
# A text several times as long that holds another whole is a round-up of several pieces of news.
LEAST_LENGTH = 0.3
# Of the figures in the shorter text, this share at most may be other figures in the copy.
OTHER_FIGURES = 0.25


def is_same_text(a: Wording, b: Wording) -> bool:
    """Say whether one text was made from the other by editing, cutting or adding; those too short to tell were not."""
    shorter, longer = (a, b) if a.size <= b.size else (b, a)
    if shorter.size < max(LEAST_WORDS, LEAST_LENGTH * longer.size):
        return False
    other = count_other_figures(a, b)
    if other > 1 and other > OTHER_FIGURES * shorter.figures.total():
        return False
    covered = cover(shorter, longer)
    return covered >= CONTAINED or (covered >= MOSTLY and cover(longer, shorter) >= MOSTLY)


def count_other_figures(a: Wording, b: Wording) -> int:
    """Return how many figures of one text are others in the other; one left out or added is none."""
    return min((a.figures - b.figures).total(), (b.figures - a.figures).total())


def cover(text: Wording, other: Wording) -> float:
    """Return the share of the words of `text` that stand in runs of five shared with `other`."""
    shared = np.isin(text.shingles, other.shingles)
    return _count_covered(shared, text.size) / text.size if text.size else 0.0


def _count_covered(shared: NDArray[np.bool_], size: int) -> int:
    starts = np.zeros(size + 1, dtype=np.int64)
    places = np.flatnonzero(shared)
    starts[places] += 1
    starts[np.minimum(places + SHINGLE_WORDS, size)] -= 1
    return int(np.count_nonzero(np.cumsum(starts[:size])))

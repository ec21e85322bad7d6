"""Which articles are one work: equal texts and near copies, within and across outlets. Pure.

Candidates come from MinHash over 5-word shingles; a pair is one work when the true Jaccard
similarity of the shingles reaches `SAME_WORK`, or one text's shingles nearly all stand in the other.
The measure ignores Unicode form, tone placement, case and punctuation. A shingle is kept as a
64-bit number that is the same on every machine; shingles are forgotten after `REPRINT_SPAN`, so
that memory grows with a month's articles and not with all that is held.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import takewhile

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray

from models.text import comparison_key

SHINGLE_WORDS = 5
CANDIDATE_LIMIT = 0.4
SAME_WORK = 0.6
CONTAINED = 0.85
LEAST_SHINGLES = 20
REPRINT_SPAN = timedelta(days=31)
PERMUTATIONS = 64
# An odd number without pattern: it makes a shingle's number depend on the order of its words.
_STEP = np.uint64(0x9E3779B97F4A7C15)

Shingles = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class WorkText:
    """One article's words, when it was published, and its row."""

    article_id: int
    published_at: datetime | None
    words: str


@lru_cache(maxsize=65536)
def _number_word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest())


def shingle(words: str) -> Shingles:
    """Return the 5-word shingles of a text as numbers, each once, in rising order; a shorter text is one shingle."""
    tokens = comparison_key(words).split()
    numbers = np.fromiter(map(_number_word, tokens), dtype=np.uint64, count=len(tokens))
    length = min(SHINGLE_WORDS, len(tokens))
    shingles = np.zeros(len(tokens) - length + 1 if tokens else 0, dtype=np.uint64)
    for place in range(length):
        shingles = shingles * _STEP + numbers[place : place + len(shingles)]
    return np.unique(shingles)


def is_near_copy(a: Shingles, b: Shingles) -> bool:
    """Say whether two texts that are not equal are one work; texts too short to tell are not."""
    shorter = min(len(a), len(b))
    if shorter < LEAST_SHINGLES:
        return False
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared) >= SAME_WORK or shared / shorter >= CONTAINED


def find_first_publications(texts: Iterable[WorkText]) -> dict[int, int]:
    """Return for each reprint the article id of its first publication; works of their own are left out.

    The texts come in order of publication, the undated last. Undated articles and those more
    than a month apart join only when their words are equal.
    """
    recent = _RecentWorks()
    work_of: dict[bytes, int] = {}
    first_of: dict[int, int] = {}
    for text in texts:
        shingles = shingle(text.words)
        if not len(shingles):
            continue
        digest = blake2b(shingles.tobytes(), digest_size=16).digest()
        first = work_of.get(digest)
        if first is None and text.published_at is not None:
            first = recent.find_or_keep(text.article_id, text.published_at, shingles)
        work_of.setdefault(digest, text.article_id if first is None else first)
        if first is not None:
            first_of[text.article_id] = first
    return first_of


@dataclass(slots=True)
class _RecentWorks:
    """The first publications of the last month, oldest first, to be asked for near copies."""

    kept: dict[int, tuple[datetime, Shingles]] = field(default_factory=dict)
    index: MinHashLSH = field(default_factory=lambda: MinHashLSH(threshold=CANDIDATE_LIMIT, num_perm=PERMUTATIONS))

    def find_or_keep(self, article_id: int, published_at: datetime, shingles: Shingles) -> int | None:
        """Return the earliest work that this text is a near copy of, or keep the text as a work and return None."""
        self._forget(published_at - REPRINT_SPAN)
        sketch = _sketch(shingles)
        candidates = sorted(self.index.query(sketch), key=lambda known: (self.kept[known][0], known))
        found = next((known for known in candidates if is_near_copy(self.kept[known][1], shingles)), None)
        if found is None:
            self.index.insert(article_id, sketch)
            self.kept[article_id] = published_at, shingles
        return found

    def _forget(self, oldest: datetime) -> None:
        past = list(takewhile(lambda known: self.kept[known][0] < oldest, self.kept))
        for known in past:
            self.index.remove(known)
            del self.kept[known]


def _sketch(shingles: Shingles) -> MinHash:
    sketch = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=int)
    sketch.update_batch(shingles >> np.uint64(32))
    return sketch

"""Which articles are one work: equal texts and near copies, within and across outlets. Pure.

Candidates come from MinHash over 5-word shingles; a pair is one work when the true Jaccard
similarity of the shingles reaches `SAME_WORK`, or one text's shingles nearly all stand in the other.
The measure ignores Unicode form, tone placement, case and punctuation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from datasketch import MinHash, MinHashLSH

from models.text import comparison_key

SHINGLE_WORDS = 5
CANDIDATE_LIMIT = 0.4
SAME_WORK = 0.6
CONTAINED = 0.85
LEAST_SHINGLES = 20
REPRINT_SPAN = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class WorkText:
    """One article's words, when it was published, and its row."""

    article_id: int
    published_at: datetime | None
    words: str


def shingles(words: str) -> frozenset[str]:
    """Return the 5-word shingles of a text; a shorter text is one shingle."""
    tokens = comparison_key(words).split()
    last = max(1, len(tokens) - SHINGLE_WORDS + 1)
    return frozenset(" ".join(tokens[i : i + SHINGLE_WORDS]) for i in range(last)) if tokens else frozenset()


def is_same_work(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say whether two texts are one work; texts too short to tell must be equal."""
    shorter = min(len(a), len(b))
    if shorter < LEAST_SHINGLES:
        return bool(a) and a == b
    shared = len(a & b)
    return shared / len(a | b) >= SAME_WORK or shared / shorter >= CONTAINED


def find_first_publications(texts: Iterable[WorkText]) -> dict[int, int]:
    """Return for each reprint the article id of its first publication; works of their own are left out.

    Undated articles and those more than a month apart join only when their words are equal.
    """
    ordered = sorted(texts, key=lambda t: (t.published_at is None, t.published_at, t.article_id))
    sets = [shingles(text.words) for text in ordered]
    index = MinHashLSH(threshold=CANDIDATE_LIMIT, num_perm=64)
    first_of: dict[int, int] = {}
    for position, text in enumerate(ordered):
        sketch = _sketch(sets[position])
        earlier = sorted(index.query(sketch))
        found = next((e for e in earlier if _is_reprint(ordered, sets, e, position)), None)
        if found is None:
            index.insert(position, sketch)
        else:
            first_of[text.article_id] = ordered[found].article_id
    return first_of


def _is_reprint(texts: Sequence[WorkText], sets: Sequence[frozenset[str]], earlier: int, later: int) -> bool:
    if sets[earlier] == sets[later]:
        return bool(sets[later])
    first, second = texts[earlier].published_at, texts[later].published_at
    if first is None or second is None or second - first > REPRINT_SPAN:
        return False
    return is_same_work(sets[earlier], sets[later])


def _sketch(parts: frozenset[str]) -> MinHash:
    sketch = MinHash(num_perm=64, seed=1)
    sketch.update_batch([part.encode() for part in sorted(parts)])
    return sketch

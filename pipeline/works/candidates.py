"""Pairs of texts whose sketches promise that they may be one. Pure; `copies` decides on the texts themselves.

Locality-sensitive hashing: 64 bands of two hashes. A pair with a Jaccard similarity of 0.2, as of a text
and its first fifth, shares a band with a probability of 0.93, one of unrelated texts hardly ever.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.works.wording import HASHES

BAND_HASHES = 2
# The least share of equal hashes; 128 of them estimate a similarity to about ±0.04.
LEAST_ESTIMATE = 0.1
# Pages in one frame are like hundreds of others; a copy is not far in time from its original, nor less like it.
NEAREST = 30
_PAIRS_AT_ONCE = 65536

Pairs = NDArray[np.int64]


def list_pairs(sketches: NDArray[np.uint32], days: NDArray[np.int64], *, within: int) -> Pairs:
    """Return the promising pairs of rows (earlier row first), not more than `within` days apart.

    `sketches` is (texts, 128); `days` is a day number a text, rising.
    """
    if len(sketches) < 2:
        return np.empty((0, 2), dtype=np.int64)
    codes = np.empty(0, dtype=np.int64)
    for start in range(0, HASHES, BAND_HASHES):
        keys = np.ascontiguousarray(sketches[:, start : start + BAND_HASHES]).view(np.uint64)[:, 0]
        codes = np.union1d(codes, _pair_equals(keys, days, within))
    return _keep_best(np.stack((codes // len(sketches), codes % len(sketches)), axis=1), sketches)


def _pair_equals(keys: NDArray[np.uint64], days: NDArray[np.int64], within: int) -> NDArray[np.int64]:
    """Return each pair of rows with one key as one number: earlier row times the number of rows, plus later row."""
    order = np.argsort(keys, kind="stable")
    ordered, when = keys[order], days[order]
    codes = []
    for distance in range(1, min(len(order), NEAREST + 1)):
        near = (ordered[distance:] == ordered[:-distance]) & (when[distance:] - when[:-distance] <= within)
        places = np.flatnonzero(near)
        if not len(places):
            break
        codes.append(order[places] * len(order) + order[places + distance])
    return np.concatenate(codes) if codes else np.empty(0, dtype=np.int64)


def _keep_best(pairs: Pairs, sketches: NDArray[np.uint32]) -> Pairs:
    """Return the pairs similar enough, of each later row those with the most similar earlier ones; sorted."""
    similarity = np.concatenate(
        [np.empty(0)]
        + [
            (sketches[part[:, 0]] == sketches[part[:, 1]]).mean(axis=1)
            for part in (pairs[start : start + _PAIRS_AT_ONCE] for start in range(0, len(pairs), _PAIRS_AT_ONCE))
        ]
    )
    pairs, similarity = pairs[similarity >= LEAST_ESTIMATE], similarity[similarity >= LEAST_ESTIMATE]
    order = np.lexsort((pairs[:, 0], -similarity, pairs[:, 1]))
    later = pairs[order, 1]
    rank = np.arange(len(order)) - np.searchsorted(later, later)
    best: Pairs = pairs[np.sort(order[rank < NEAREST])]
    return best

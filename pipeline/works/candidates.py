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
_PAIRS_AT_ONCE = 65536

Pairs = NDArray[np.int64]


def list_pairs(sketches: NDArray[np.uint32], days: NDArray[np.int64], *, within: int) -> Pairs:
    """Return the promising pairs of rows (earlier row first), not more than `within` days apart.

    `sketches` is (texts, 128); `days` is a day number a text, rising.
    """
    if len(sketches) < 2:
        return np.empty((0, 2), dtype=np.int64)
    found = [
        _pair_equals(np.ascontiguousarray(sketches[:, start : start + BAND_HASHES]).view(np.uint64)[:, 0], days, within)
        for start in range(0, HASHES, BAND_HASHES)
    ]
    codes = np.unique(np.concatenate(found))
    pairs = np.stack((codes // len(sketches), codes % len(sketches)), axis=1)
    parts = [pairs[start : start + _PAIRS_AT_ONCE] for start in range(0, len(pairs), _PAIRS_AT_ONCE)]
    kept = [part[_estimate(sketches, part) >= LEAST_ESTIMATE] for part in parts]
    return np.concatenate(kept) if kept else pairs


def _pair_equals(keys: NDArray[np.uint64], days: NDArray[np.int64], within: int) -> NDArray[np.int64]:
    """Return each pair of rows with one key as one number: earlier row times the number of rows, plus later row."""
    order = np.argsort(keys, kind="stable")
    ordered, when = keys[order], days[order]
    codes = []
    for distance in range(1, len(order)):
        near = (ordered[distance:] == ordered[:-distance]) & (when[distance:] - when[:-distance] <= within)
        places = np.flatnonzero(near)
        if not len(places):
            break
        codes.append(order[places] * len(order) + order[places + distance])
    return np.concatenate(codes) if codes else np.empty(0, dtype=np.int64)


def _estimate(sketches: NDArray[np.uint32], pairs: Pairs) -> NDArray[np.float64]:
    equal = sketches[pairs[:, 0]] == sketches[pairs[:, 1]]
    share: NDArray[np.float64] = equal.mean(axis=1)
    return share

"""A text as numbers: its running 5-word shingles, its figures, and a sketch small enough to keep. Pure.

The numbers ignore Unicode form, tone placement, case and punctuation, and are the same on every
machine. Two sketches agree in about as many places as the Jaccard similarity of the texts' shingles says.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache, reduce
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

SHINGLE_WORDS = 5
HASHES = 128
# Named anew whenever a text would get another sketch: those kept are then made again.
RECIPE = "5w128h-2"
# A shorter text has too few shingles to be looked for by.
LEAST_WORDS = 20
# An odd number without pattern: it makes a shingle's number depend on the order of its words.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
# Shingles hashed together: of a text of a megabyte all at once would take hundreds.
_AT_ONCE = 2048
_FACTORS = np.frombuffer(
    b"".join(blake2b(b"hash %d" % number, digest_size=8).digest() for number in range(HASHES)), dtype="<u8"
).astype(np.uint64) | np.uint64(1)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONELESS = dict.fromkeys(map(ord, _TONES))
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+")

Numbers = NDArray[np.uint64]
Sketch = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one text: `shingles[i]` stands for words i to i+4; `figures` counts the runs of digits."""

    shingles: Numbers
    size: int
    figures: Counter[str]


@lru_cache(maxsize=65536)
def _number_word(word: str) -> int:
    """Return a number for `word`, whichever vowel bears the tone (hoà, hòa; triệu mistyped triêụ)."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in letters if letter in _TONES)
    return int.from_bytes(blake2b((letters.translate(_TONELESS) + tones).encode(), digest_size=8).digest())


def read_wording(text: str) -> Wording:
    """Return the wording of `text`; a text shorter than a shingle is one shingle, an empty one has none."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    numbers = np.fromiter(map(_number_word, words), dtype=np.uint64, count=len(words))
    length = min(SHINGLE_WORDS, len(words))
    shingles = np.zeros(len(words) - length + 1 if words else 0, dtype=np.uint64)
    for place in range(length):
        shingles = shingles * _STEP + numbers[place : place + len(shingles)]
    return Wording(shingles, len(words), Counter(_FIGURE.findall(text)))


def sketch_wording(wording: Wording) -> Sketch | None:
    """Return the least of each of 128 hashes over the shingles; None for a text too short to be compared."""
    if wording.size < LEAST_WORDS:
        return None
    shingles = wording.shingles
    parts = (shingles[start : start + _AT_ONCE, None] * _FACTORS for start in range(0, len(shingles), _AT_ONCE))
    least: Sketch = (reduce(np.minimum, (part.min(axis=0) for part in parts)) >> _HALF).astype(np.uint32)
    return least

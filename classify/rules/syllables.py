"""Text → comparable syllables with offsets, as the plan file's `matching` section prescribes.

NFC, lower case, new tone placement, every dash and punctuation mark a blank, aliases written
out. Accents are never dropped: đất and đạt differ. Document numbers become the run of their
parts ("36-NQ/TW" → 36 nq tw), equal for every way of spacing them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from models.text import clean_text, place_tones

LONGEST_TEXT = 200_000
LONGEST_SYLLABLE = 40

_RUN = re.compile(r"\w+")


@lru_cache(maxsize=32768)
def _key(run: str) -> str:
    return place_tones(run).lower()


@dataclass(frozen=True, slots=True)
class Syllables:
    """The syllables of one text; `starts[i]:ends[i]` is where syllable i stands in `text` (NFC)."""

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def written(self, first: int, last: int) -> str:
        """Return the words from syllable `first` to before `last` as they stand in the article."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def opening(self, length: int) -> "Syllables":
        """Return the syllables that end within the first `length` characters."""
        after = bisect_right(self.ends, length)
        return Syllables(self.text, self.keys[:after], self.starts[:after], self.ends[:after])


class Aliases:
    """Abbreviations written out, the longest first; ambiguous ones must not be given."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for short, full in pairs:
            keys = split_keys(short)
            if keys:
                self._by_first.setdefault(keys[0], []).append((keys, split_keys(full)))
        for choices in self._by_first.values():
            choices.sort(key=lambda pair: -len(pair[0]))

    def at(self, keys: tuple[str, ...], place: int) -> tuple[int, tuple[str, ...]] | None:
        """Return (syllables taken, written-out syllables) for an alias that starts at `place`."""
        for short, full in self._by_first.get(keys[place], ()):
            if keys[place : place + len(short)] == short:
                return len(short), full
        return None


def split_keys(text: str) -> tuple[str, ...]:
    """Return the comparable syllables of a short text, without aliases."""
    return tuple(_key(run) for run in _RUN.findall(clean_text(text)))


@lru_cache(maxsize=8)
def read_syllables(text: str, aliases: Aliases) -> Syllables:
    """Read at most 200,000 characters of `text`. A written-out alias keeps the place of its short form.

    The last few texts are kept: rules, departments and tone read the same article one after the other.
    """
    text = clean_text(text[: LONGEST_TEXT * 2])[:LONGEST_TEXT]
    runs = [(m.start(), m.end()) for m in _RUN.finditer(text)]
    keys = tuple(_key(text[start : min(end, start + LONGEST_SYLLABLE)]) for start, end in runs)
    out: list[tuple[str, int, int]] = []
    place = 0
    while place < len(keys):
        found = aliases.at(keys, place)
        if found is None:
            out.append((keys[place], *runs[place]))
            place += 1
            continue
        taken, full = found
        start, end = runs[place][0], runs[place + taken - 1][1]
        out.extend((key, start, end) for key in full)
        place += taken
    return Syllables(text, *(tuple(column) for column in zip(*out, strict=True))) if out else _nothing(text)


def expand(phrase: str, aliases: Aliases) -> tuple[str, ...]:
    """Return a signal phrase as syllables, aliases written out, so that it meets texts read the same way."""
    return read_syllables(phrase, aliases).keys


def _nothing(text: str) -> Syllables:
    return Syllables(text, (), (), ())

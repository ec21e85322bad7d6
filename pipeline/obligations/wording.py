"""The words of a monthly plan as what is looked for in articles. Pure, but for the segmenter's first loading.

What a plan says is cut into words by the segmenter; the language of plans ("tuyên truyền về công tác …") is left
out and several ways of saying one thing become one concept. Articles are not segmented: a word of a plan is found
in them as a run of syllables, which costs a fiftieth.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from classify.rules.phrases import PhraseTrie
from classify.rules.syllables import Syllables, read_syllables
from classify.segment import segment
from pipeline.obligations.names import Meaning, Sort
from pipeline.obligations.spelling import Abbreviations, Lookout, part_figures

MOST_CAPITALS = 0.6
# No subject is longer; a whole page in one cell must not take minutes.
LONGEST_CONTENT = 2000
FEWEST_IN_CLAUSE = 2
_GAP = re.compile(r"[\w,;:]")
_CLAUSE = re.compile(r"[;+\n,]| và ")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}")


@dataclass(frozen=True, slots=True)
class Sought:
    """A concept that a content asks for: its number, and the words of the content that say so (`text[start:end]`)."""

    concept: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SoughtContent:
    """The words of an obligation, segmented, and what they ask for, in their order."""

    text: str
    words: tuple[str, ...]
    sought: tuple[Sought, ...]

    @property
    def clauses(self) -> list[list[Sought]]:
        """Return what each clause asks for; one that asks for a single concept belongs to its neighbour."""
        bounds = [found.start() for found in _CLAUSE.finditer(self.text)]
        clauses: list[list[Sought]] = []
        for start, end in zip([0, *bounds], [*bounds, len(self.text)], strict=True):
            inside = [one for one in self.sought if start <= one.start < end]
            if clauses and min(len(inside), len(clauses[-1])) < FEWEST_IN_CLAUSE:
                clauses[-1] += inside
            else:
                clauses.append(inside)
        return clauses

    def tell(self, found: Iterable[int]) -> str:
        """Return the words of the content whose concepts were found; neighbours stand together."""
        wanted = set(found)
        parts: list[tuple[int, int]] = []
        for one in self.sought:
            if one.concept not in wanted:
                continue
            if parts and not _GAP.search(self.text[parts[-1][1] : one.start]):
                parts[-1] = parts[-1][0], max(one.end, parts[-1][1])
            else:
                parts.append((one.start, one.end))
        return ", ".join(dict.fromkeys(self.text[start:end] for start, end in parts))


@cache
def read_wording() -> dict[str, Any]:
    """Return `wording.yaml`."""
    words = files("pipeline.obligations").joinpath("wording.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.load(words, yaml.CSafeLoader)
    return content


class Concepts:
    """The concepts that a set of obligations asks for, numbered, and added to `lookout` as they are.

    `set_phrases` are concepts beside their words; `place_names` are compared elsewhere and left out here.
    """

    def __init__(
        self,
        lookout: Lookout[Meaning],
        abbreviations: Abbreviations,
        *,
        set_phrases: Iterable[str],
        place_names: Iterable[str],
    ) -> None:
        wording = read_wording()
        self._lookout, self._abbreviations = lookout, abbreviations
        self._silence = PhraseTrie()
        for words in (*wording["plan_language"], *wording["binding"], *place_names):
            self._silence.add(self._keys(words))
        self._groups = PhraseTrie()
        self._group_of: dict[int, tuple[str, ...]] = {}
        self._members: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for group in wording["same_meaning"]:
            members = [self._keys(words) for words in group]
            self._members[members[0]] = members
            self._group_of |= {self._groups.add(keys): members[0] for keys in members}
        self._set_phrases = PhraseTrie()
        for phrase in set_phrases:
            self._set_phrases.add(self._keys(phrase))
        self._numbers: dict[tuple[str, ...], int] = {}

    def _keys(self, words: str) -> tuple[str, ...]:
        return tuple(self._abbreviations.split(words))

    def read_content(self, content: str) -> SoughtContent:
        """Return what the words of a content ask for; new concepts are numbered."""
        text = read_syllables(part_figures(content[:LONGEST_CONTENT]), self._abbreviations.aliases)
        words = tuple(segment(calm(text.text)))
        spans = list(_place_words(text, words))
        silent = self._silent_places(text)
        spans = [span for span in spans if not all(place in silent for place in range(*span))]
        grouped = _longest(self._groups.find(text.keys))
        taken = {place for _, first, after in grouped for place in range(first, after)}
        sought = [(self._group_of[number], first, after) for number, first, after in grouped]
        sought += [(text.keys[a:b], a, b) for a, b in spans if not all(place in taken for place in range(a, b))]
        sought += [(text.keys[first:after], first, after) for _, first, after in self._set_phrases.find(text.keys)]
        found = [
            Sought(self._number(keys), text.starts[first], text.ends[after - 1])
            for keys, first, after in sorted(sought, key=lambda one: (one[1], one[2]))
            if not all(map(str.isdigit, keys)) or _DAY.fullmatch(text.written(first, after))
        ]
        return SoughtContent(text.text, words, tuple(found))

    def _silent_places(self, text: Syllables) -> set[int]:
        return {place for _, first, after in self._silence.find(text.keys) for place in range(first, after)}

    def _number(self, keys: tuple[str, ...]) -> int:
        number = self._numbers.get(keys)
        if number is None:
            number = self._numbers[keys] = len(self._numbers)
            for member in self._members.get(keys, (keys,)):
                self._lookout.add(member, (Sort.CONCEPT, number))
        return number


def _place_words(text: Syllables, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (first syllable, syllable after the last) of each segmented word, found by its letters."""
    ends: set[int] = set()
    lowered, place = text.text.lower(), 0
    for word in words:
        at = lowered.find(word.lower(), place)
        if at >= 0:
            place = at + len(word)
            ends.add(place)
    first = 0
    for number, end in enumerate(text.ends):
        # a written-out abbreviation gives several syllables one place; they stay one word
        if end in ends and (number + 1 == len(text.ends) or text.starts[number + 1] >= end):
            yield first, number + 1
            first = number + 1
    if first < len(text.keys):
        yield first, len(text.keys)


def calm(text: str) -> str:
    """Return text written all in capitals in small letters: the segmenter takes capitals for names."""
    letters = [letter for letter in text if letter.isalpha()]
    if letters and sum(map(str.isupper, letters)) > MOST_CAPITALS * len(letters):
        return text.lower()
    return text


def _longest(found: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return occurrences that do not stand within a longer one."""
    return [one for one in found if not any(a <= one[1] and one[2] <= b and (a, b) != one[1:] for _, a, b in found)]

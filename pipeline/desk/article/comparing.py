"""Two states of an article side by side, word by word. Pure.

Paragraphs are paired first, then the words of changed ones; a changed block too long to compare word by word is shown
as replaced whole, so that no text makes the page slow.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import zip_longest

# Word comparison takes time by the product of both lengths: a thousand words against a thousand is some 50 ms.
MOST_PRODUCT = 1_500_000
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Change(Enum):
    """What a stretch of words is in one of the two states."""

    SAME = "same"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words with what they are."""

    text: str
    change: Change = Change.SAME


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph before and after; an empty side means that it was added or dropped whole."""

    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]

    @property
    def is_same(self) -> bool:
        """Say that nothing changed in it."""
        return all(one.change is Change.SAME for one in (*self.before, *self.after))


def compare_texts(before: str, after: str) -> tuple[Pair, ...]:
    """Return the paragraphs of two texts side by side, in their order."""
    old, new = (_split_paragraphs(text) for text in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    pairs: list[Pair] = []
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            pairs += [Pair((Stretch(one),), (Stretch(one),)) for one in old[start:end]]
        else:
            sides = zip_longest(old[start:end], new[other_start:other_end], fillvalue="")
            pairs += [compare_words(one, other) for one, other in sides]
    return tuple(pairs)


def _split_paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def compare_words(before: str, after: str) -> Pair:
    """Return one paragraph before and after with the words that were dropped and added."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) * len(new) > MOST_PRODUCT:
        return Pair((Stretch(before, Change.DROPPED),), (Stretch(after, Change.ADDED),))
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    left = ((old[start:end], tag) for tag, start, end, _, _ in codes)
    right = ((new[start:end], tag) for tag, _, _, start, end in codes)
    return Pair(tuple(_stretch(left, Change.DROPPED)), tuple(_stretch(right, Change.ADDED)))


def _stretch(parts: Iterable[tuple[Sequence[str], str]], changed: Change) -> list[Stretch]:
    """Return stretches; a blank between two changed words changes with them, for the eye."""
    found: list[Stretch] = []
    for words, tag in parts:
        if not words:
            continue
        one = Stretch("".join(words), Change.SAME if tag == "equal" else changed)
        if one.change is changed and len(found) > 1 and not found[-1].text.strip() and found[-2].change is changed:
            one = Stretch(found[-2].text + found[-1].text + one.text, changed)
            del found[-2:]
        found.append(one)
    return found

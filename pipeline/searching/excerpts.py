"""The piece of an article that shows why it was found, with the places of the words sought. Pure; plain text only."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from models.search import INDEXED_LENGTH, MARKS, is_bare
from pipeline.searching.terms import Phrase, Term

LONGEST = 300
BEFORE = 60  # characters shown ahead of the first word found
LOOKED_AT = 200  # places of words weighed for the best piece
_BLANK = re.compile(r"\s+")

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Plain text; `marks` are the start and end, in characters, of each run of words that was sought."""

    text: str
    marks: Marks = ()

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is marked."""
        pieces, end = [], 0
        for start, stop in self.marks:
            pieces += [(self.text[end:start], False), (self.text[start:stop], True)]
            end = stop
        return [*pieces, (self.text[end:], False)]


def compile_terms(terms: Iterable[Term]) -> re.Pattern[str] | None:
    """Return the pattern that finds the words of terms in a text as stored, each in a group of its own."""
    groups = ["|".join(_write_phrase(phrase) for phrase in term.spellings) for term in terms]
    if not groups:
        return None
    return re.compile(r"(?<![^\W_])(?:" + "|".join(f"({group})" for group in groups) + r")(?![^\W_])", re.IGNORECASE)


def _write_phrase(phrase: Phrase) -> str:
    is_folded = all(is_bare(word) for word in phrase)
    words = ["".join(_LETTERS.get(letter, letter) for letter in word) if is_folded else word for word in phrase]
    return r"[\W_]+".join(words)


def _list_letters() -> dict[str, str]:
    """Return for each base letter the class of all letters that are folded to it."""
    classes: dict[str, str] = {"d": "dđĐ"}
    for number in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        apart = unicodedata.normalize("NFD", chr(number))
        base, marks = apart[0], apart[1:]
        if base.isascii() and base.isalpha() and marks and set(marks) <= set(MARKS):
            classes[base.lower()] = classes.get(base.lower(), base.lower()) + chr(number)
    return {base: f"[{letters}]" for base, letters in classes.items()}


_LETTERS = _list_letters()


def mark_words(text: str, pattern: re.Pattern[str] | None) -> Excerpt:
    """Return a short text whole, the words sought marked."""
    return Excerpt(text, tuple(found.span() for found in pattern.finditer(text)) if pattern else ())


def cut_excerpt(texts: Sequence[str | None], pattern: re.Pattern[str] | None) -> Excerpt:
    """Return at most LONGEST characters of the first text that has words sought, or of the first that is not empty."""
    plain = [_BLANK.sub(" ", text[:INDEXED_LENGTH]).strip() for text in texts if text and text.strip()]
    for text in plain if pattern else ():
        start = _find_best(text, pattern) if pattern else None
        if start is not None:
            return _cut(text, max(0, start - BEFORE), pattern)
    return _cut(plain[0], 0, pattern) if plain else Excerpt("")


def _find_best(text: str, pattern: re.Pattern[str]) -> int | None:
    """Return where the piece with the most different terms begins."""
    places = [(found.start(), found.lastindex) for found in islice(pattern.finditer(text), LOOKED_AT)]
    best, most = None, 0
    for start, _ in places:
        different = len({term for place, term in places if start <= place < start + LONGEST - BEFORE})
        if different > most:
            best, most = start, different
    return best


def _cut(text: str, start: int, pattern: re.Pattern[str] | None) -> Excerpt:
    """Cut at the ends of words; an ellipsis stands where something is left out."""
    if start:
        start = text.find(" ", start) + 1 or start
    room = LONGEST - (2 if start else 0)
    piece = text[start : start + room]
    if start + room < len(text):
        piece = piece[: room - 2]
        piece = (piece.rsplit(" ", 1)[0] if " " in piece else piece) + " …"
    return mark_words(f"… {piece}" if start else piece, pattern)

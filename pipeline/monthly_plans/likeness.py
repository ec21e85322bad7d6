"""Which obligation of a corrected file is which one known before: by content and genre, position as a help. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from models.text import comparison_key
from models.vocabulary import Genre

LIKE_ENOUGH = 0.6
# A row reworded in its place: the same row of the same sheet asks for less likeness.
LIKE_ENOUGH_IN_PLACE = 0.4
SAME_GENRE = 0.2
SAME_PLACE = 0.1


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two obligations are compared by."""

    content: str
    genre: Genre | None
    sheet: str
    row: int
    ordinal: int

    @property
    def place(self) -> tuple[str, int, int]:
        """Return where it stands in its file."""
        return self.sheet, self.row, self.ordinal


def pair_obligations(known: Sequence[Likeness], read: Sequence[Likeness]) -> dict[int, int]:
    """Return places in `read` → places in `known`, each at most once, the most alike first."""
    known_keys = [comparison_key(entry.content) for entry in known]
    read_keys = [comparison_key(entry.content) for entry in read]
    scored = []
    for new, old in product(range(len(read)), range(len(known))):
        score = _score(known[old], known_keys[old], read[new], read_keys[new])
        if score is not None:
            scored.append((-score, new, old))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, new, old in sorted(scored):
        if new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)
    return pairs


def _score(known: Likeness, known_key: str, read: Likeness, read_key: str) -> float | None:
    alike = 1.0 if known_key == read_key else _compare(known_key, read_key)
    in_place = known.place == read.place
    if alike < (LIKE_ENOUGH_IN_PLACE if in_place and known.genre is read.genre else LIKE_ENOUGH):
        return None
    return alike + SAME_GENRE * (known.genre is read.genre) + SAME_PLACE * in_place


def _compare(one: str, other: str) -> float:
    """Return how many words two contents share in their order, 0 to 1."""
    words, others = one.split(), other.split()
    if (
        not words
        or not others
        or min(len(words), len(others)) / max(len(words), len(others)) < LIKE_ENOUGH_IN_PLACE / 2
    ):
        return 0.0
    return SequenceMatcher(None, words, others, autojunk=False).ratio()

"""How much of what an obligation asks for stands in each article: one sparse product for all pairs. Pure.

A concept weighs by its rarity among articles of the sector, and counts by where it stands: title, lead, text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from pipeline.obligations.records import Published
from pipeline.obligations.wording import Concepts, Sought, SoughtContent

IN_TITLE, IN_LEAD, IN_TEXT = 1.0, 0.9, 0.6
PART_FOUND, PART_MISSED = 0.6, 0.25
ROWS_AT_ONCE = 256

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Subject:
    """How much of what is asked for an article has: the share, the weight of that, and the share of each clause."""

    share: float
    weight: float
    clauses: tuple[float, ...]

    @property
    def covers_part(self) -> bool:
        """Say whether one clause of the content is answered and another is not."""
        return len(self.clauses) > 1 and max(self.clauses) >= PART_FOUND and min(self.clauses) <= PART_MISSED


class SubjectIndex:
    """The concepts of obligations against a set of articles; article numbers are places in `articles`."""

    def __init__(self, concepts: Concepts, contents: Sequence[SoughtContent], articles: Sequence[Published]) -> None:
        self._sought = contents
        self._places: list[dict[int, float]] = [_place_concepts(concepts, article) for article in articles]
        self._rarity = self._weigh(len(concepts), articles)
        self._articles = _matrix(self._places, len(concepts))
        self._contents = _matrix([self._ask(content.sought) for content in contents], len(concepts))
        self._asked = np.asarray(self._contents.sum(axis=1)).ravel()

    def _weigh(self, concepts: int, articles: Sequence[Published]) -> Numbers:
        """Return for each concept how rare it is among articles of the sector, from 0 to about 1."""
        sector = [found for found, article in zip(self._places, articles, strict=True) if article.is_sector]
        counts = Counter(concept for found in sector for concept in found)
        holding = np.array([counts[concept] for concept in range(concepts)], dtype=np.float64)
        rarity: Numbers = np.log(1 + (len(sector) - holding + 0.5) / (holding + 0.5)) / np.log(2 * len(sector) + 2)
        return rarity

    def _ask(self, sought: Iterable[Sought]) -> dict[int, float]:
        return {one.concept: float(self._rarity[one.concept]) for one in sought}

    def list_likenesses(self) -> Iterator[tuple[int, Numbers]]:
        """Yield (content number, weight found in each article) of each content, in their order."""
        turned = self._articles.T.tocsc()
        for start in range(0, self._contents.shape[0], ROWS_AT_ONCE):
            block = (self._contents[start : start + ROWS_AT_ONCE] @ turned).toarray()
            for offset, row in enumerate(block):
                yield start + offset, row

    def asked(self, content: int) -> float:
        """Return the whole weight of what a content asks for."""
        return float(self._asked[content])

    def weigh(self, content: int, article: int) -> Subject:
        """Return the likeness of one pair."""
        found = self._places[article]
        clauses = [self._share(clause, found) for clause in self._sought[content].clauses]
        weight = sum(
            value * found.get(concept, 0.0) for concept, value in self._ask(self._sought[content].sought).items()
        )
        return Subject(weight / self._asked[content], weight, tuple(clauses))

    def _share(self, sought: Sequence[Sought], found: Mapping[int, float]) -> float:
        asked = self._ask(sought)
        return sum(value for concept, value in asked.items() if concept in found) / sum(asked.values())

    def found(self, article: int) -> dict[int, float]:
        """Return the concepts that stand in an article, with what their place counts."""
        return self._places[article]


def _place_concepts(concepts: Concepts, article: Published) -> dict[int, float]:
    placed: dict[int, float] = {}
    for text, worth in ((article.title, IN_TITLE), (article.lead, IN_LEAD), (article.opening, IN_TEXT)):
        for concept in concepts.find(concepts.read_keys(text)):
            placed.setdefault(concept, worth)
    return placed


def _matrix(rows: Sequence[dict[int, float]], width: int) -> csr_array:
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.fromiter((concept for row in rows for concept in row), dtype=np.int64, count=starts[-1])
    values = np.fromiter((value for row in rows for value in row.values()), dtype=np.float64, count=starts[-1])
    return csr_array((values, columns, starts), shape=(len(rows), width))

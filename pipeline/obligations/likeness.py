"""How much of what an obligation asks for stands in each article: one sparse product for all pairs. Pure.

A found concept is evidence by its rarity (the logarithm of how much likelier it is in an answer than in any article
of the sector) and by where it stands; a missing one speaks against.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from pipeline.obligations.understanding import Frequencies, ReadArticle, ReadPromise
from pipeline.obligations.wording import Sought

# An answer holds a concept of the plan with this probability: the press has words of its own.
IN_ANSWER = 0.6
LEAST_EVIDENCE = 0.1
PART_FOUND, PART_MISSED = 0.6, 0.25
ROWS_AT_ONCE = 256

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Subject:
    """How much of what is asked for an article has.

    `found` and `missing` are evidence in log-odds, `clauses` the share of it found for each clause of the content.
    """

    found: float
    missing: float
    clauses: tuple[float, ...] = ()

    @property
    def asked(self) -> float:
        """Return how much is asked for in all."""
        return self.found + self.missing

    @property
    def share(self) -> float:
        """Return the share of what is asked for that was found, where it stands counted."""
        return self.found / self.asked

    @property
    def covers_part(self) -> bool:
        """Say whether one clause of the content is answered and another is not."""
        return len(self.clauses) > 1 and max(self.clauses) >= PART_FOUND and min(self.clauses) <= PART_MISSED


class SubjectIndex:
    """The concepts of obligations against a set of articles; both are known by their place in their sequence."""

    def __init__(
        self, promises: Sequence[ReadPromise], articles: Sequence[ReadArticle], frequencies: Frequencies
    ) -> None:
        self._frequencies = frequencies
        self._evidence: dict[int, float] = {}
        width = 1 + max((one.concept for promise in promises for one in promise.content.sought), default=0)
        self._asked = [self._ask(promise.content.sought) for promise in promises]
        self._promises = _matrix(self._asked, width)
        self._articles = _matrix([article.concepts for article in articles], width)

    def _ask(self, sought: Iterable[Sought]) -> dict[int, float]:
        """Return each concept asked for with the evidence that it is."""
        for one in sought:
            if one.concept not in self._evidence:
                rarity = log(IN_ANSWER / self._frequencies.share(("concept", one.concept)))
                self._evidence[one.concept] = max(LEAST_EVIDENCE, rarity)
        return {one.concept: self._evidence[one.concept] for one in sought}

    def list_shares(self) -> Iterator[tuple[int, Numbers]]:
        """Yield (promise, share of what it asks for found in each article) of each promise, in order."""
        turned = self._articles.T.tocsc()
        for start in range(0, self._promises.shape[0], ROWS_AT_ONCE):
            block = (self._promises[start : start + ROWS_AT_ONCE] @ turned).toarray()
            for offset, row in enumerate(block):
                yield start + offset, row / max(self.asked(start + offset), LEAST_EVIDENCE)

    def asked(self, number: int) -> float:
        """Return how much a promise asks for in all; `number` is its place."""
        return sum(self._asked[number].values())

    def weigh(self, number: int, promise: ReadPromise, article: ReadArticle) -> Subject:
        """Return how much of a promise an article answers; `number` is the promise's place."""
        found = sum(value * article.concepts.get(concept, 0.0) for concept, value in self._asked[number].items())
        clauses = [self._share(clause, article.concepts) for clause in promise.content.clauses]
        return Subject(found, self.asked(number) - found, tuple(clauses))

    def _share(self, sought: Sequence[Sought], held: Mapping[int, float]) -> float:
        asked = self._ask(sought)
        return sum(value for concept, value in asked.items() if concept in held) / sum(asked.values())


def _matrix(rows: Sequence[Mapping[int, float]], width: int) -> csr_array:
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.fromiter((concept for row in rows for concept in row), dtype=np.int64, count=starts[-1])
    values = np.fromiter((value for row in rows for value in row.values()), dtype=np.float64, count=starts[-1])
    return csr_array((values, columns, starts), shape=(len(rows), width))

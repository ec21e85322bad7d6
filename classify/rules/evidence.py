"""Rule hits → numbers a classifier weighs: the same columns for every code, so that common codes teach rare ones."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from classify.rules.book import Hit, Scope
from classify.rules.signals import Part, Voice

Numbers = NDArray[np.float64]

# What is counted per voice: (name, part, scope, is a combined rule). Distinct phrases count, repetitions do not.
_COUNTED: tuple[tuple[str, Part, Scope, bool], ...] = (
    ("strong_title", Part.STRONG, Scope.TITLE, False),
    ("strong_lead", Part.STRONG, Scope.LEAD, False),
    ("strong_opening", Part.STRONG, Scope.OPENING, False),
    ("strong_rest", Part.STRONG, Scope.REST, False),
    ("support_title", Part.SUPPORT, Scope.TITLE, False),
    ("support_lead", Part.SUPPORT, Scope.LEAD, False),
    ("support_opening", Part.SUPPORT, Scope.OPENING, False),
    ("combined_title", Part.STRONG, Scope.TITLE, True),
    ("combined_head", Part.STRONG, Scope.HEAD, True),
    ("combined_opening", Part.STRONG, Scope.OPENING, True),
    ("combined_rest", Part.STRONG, Scope.REST, True),
    ("against_title", Part.AGAINST, Scope.TITLE, False),
    ("against_lead", Part.AGAINST, Scope.LEAD, False),
    ("against_opening", Part.AGAINST, Scope.OPENING, False),
)
_PLACE = {(part, scope, combined): place for place, (_, part, scope, combined) in enumerate(_COUNTED)}

COLUMNS: tuple[str, ...] = (
    *(f"{voice}:{name}" for voice in Voice for name, *_ in _COUNTED),
    "plan:document",
)


def weigh_hits(hits: Iterable[Hit], codes: Sequence[str]) -> Numbers:
    """Return one row per code with `COLUMNS`: log(1 + number of distinct phrases), so that the third adds little."""
    rows = {code: place for place, code in enumerate(codes)}
    seen: set[tuple[int, int, tuple[str, ...]]] = set()
    counts = np.zeros((len(codes), len(COLUMNS)))
    for hit in hits:
        row = rows.get(hit.code)
        column = _column(hit)
        if row is None or column is None:
            continue
        key = (row, column, tuple(word.lower() for word in hit.words))
        if key not in seen:
            seen.add(key)
            counts[row, column] += 1
    return np.log1p(counts)


def _column(hit: Hit) -> int | None:
    if hit.part is Part.DOCUMENT:
        return len(COLUMNS) - 1
    place = _PLACE.get((hit.part, hit.scope, hit.rule is not None))
    if place is None:
        return None
    return place + (0 if hit.voice is Voice.PLAN else len(_COUNTED))

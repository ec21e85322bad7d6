"""What each kind of evidence is worth when an article is held against an obligation, and where decisions fall.

Evidence is a logarithm of likelihoods: how much likelier something is with an answer than with any article of the
sector. Kinds of evidence lean on one another, so each is trusted in part only. `PRIOR` and `TRUST` were fitted on the
odd months of the miniature year (benchmarks/measure_ledger.py), rounded, and kept few.
"""

from collections.abc import Mapping
from enum import Enum


class Kind(Enum):
    """The kinds of evidence."""

    FOUND = "found"
    MISSING = "missing"
    ROW = "row"
    DEPARTMENT = "department"
    NAME = "name"
    PLACE = "place"
    ORDINAL = "ordinal"
    TIME = "time"
    GENRE = "genre"
    OUTLET = "outlet"


PRIOR = -6.5
TRUST: Mapping[Kind, float] = {
    Kind.FOUND: 0.5,
    Kind.MISSING: 0.22,
    Kind.ROW: 0.1,
    Kind.DEPARTMENT: 1.0,
    Kind.NAME: 0.25,
    Kind.PLACE: 1.0,
    Kind.ORDINAL: 1.0,
    Kind.TIME: 1.35,
    Kind.GENRE: 1.2,
    Kind.OUTLET: 1.4,
}
# No single thing but the subject decides: evidence of a rare row, name or genre counts up to this.
MOST_EVIDENCE = 3.0

# With an answer: its rows are those of the plan; its department, a name, the place is named.
ROW_MEETS, NAMES_DEPARTMENT, CLAIMS_FUNCTION, HAS_NAME, HAS_PLACE = 0.8, 0.4, 0.5, 0.7, 0.8
# Of answers so many lie in the window, elsewhere in its months, within a month of them, further away.
IN_WINDOW, IN_MONTHS, NEXT_MONTH, FURTHER = 0.6, 0.2, 0.12, 0.05
SAME_GENRE, SERVING_GENRE, WANTED_OUTLET = 0.6, 0.3, 0.85
# What speaks against, in log-odds.
OFF_SECTOR, OTHER_ROW, NO_ROW = -2.0, -1.5, -0.7
OTHER_DEPARTMENT, LOOK_ALIKE, NO_DEPARTMENT = -0.8, -1.6, -0.3
NAME_MISSING, PLACE_MISSING, OTHER_PLACE, OTHER_ORDINAL, UNDATED = -1.0, -1.0, -4.0, -3.0, -1.0

# A content that asks for less evidence than this, and names nothing, fits too much: a person is asked.
LEAST_ASKED = 4.0
# Matched without asking from here; asked about from there.
AUTO_FROM, ASK_FROM = 0.55, 0.2

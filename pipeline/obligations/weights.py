"""What each kind of evidence weighs when an article is held against an obligation, and where decisions fall.

Few numbers, each with its reason; `score` turns them into a probability by one logistic curve, whose base and
slope were fitted on half the months of the miniature year (benchmarks/measure_ledger.py).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Evidence in the units of log-odds before calibration."""

    # The subject decides: the share of what is asked for, and how much that is in all (a content of one common
    # word is found everywhere).
    share: float = 7.0
    weight: float = 1.2
    most_weight: float = 3.0
    # Of what the title is about, the share that was asked for.
    row: float = 1.0
    other_row: float = -0.8
    off_sector: float = -1.5
    # A department that the article names; one that only claims the function says less.
    department: float = 1.0
    department_function: float = 0.4
    other_department: float = -0.6
    # A proper name or document number that both have sets an event apart from its like.
    name: float = 1.2
    name_missing: float = -1.0
    place: float = 0.8
    other_place: float = -3.0
    other_ordinal: float = -3.0
    # The same subject comes back every month; the window says which piece was meant.
    in_time: float = 1.2
    in_month: float = 0.5
    other_month: float = -1.5
    further_month: float = -0.5
    undated: float = -1.0
    genre: float = 0.2
    other_genre: float = -0.3
    outlet: float = 0.2
    other_outlet: float = -0.4


WEIGHTS = Weights()
BASE, SLOPE = -6.0, 1.0
# Matched without asking from here; asked about from there.
AUTO_FROM, ASK_FROM = 0.8, 0.3

"""The window of an obligation and the months around it, with the evidence of a day in each stretch. Pure."""

from dataclasses import dataclass
from datetime import date
from math import log

from models.obligation_state import Terms
from pipeline.obligations import weights

MONTH_DAYS, YEAR_DAYS = 31, 365
# A window is meant more or less: no day decides alone.
LEAST_DAYS = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The window of an obligation and its calendar months, with the evidence of a day in each stretch.

    The shorter the window, the less does an article fall into it by chance.
    """

    first: date
    last: date
    opens: date
    closes: date
    in_time: float
    in_months: float
    next_month: float
    further: float


def read_calendar(terms: Terms) -> Calendar:
    """Return the calendar of an obligation."""
    first, last = terms.window
    opens, closes = first.replace(day=1), terms.closes_on
    inside = (last - first).days + 1
    in_time = _likelier(weights.IN_WINDOW, inside)
    return Calendar(
        first,
        last,
        opens,
        closes,
        in_time,
        in_months=min(in_time, _likelier(weights.IN_MONTHS, (closes - opens).days + 1 - inside)),
        next_month=_likelier(weights.NEXT_MONTH, 2 * MONTH_DAYS),
        further=_likelier(weights.FURTHER, YEAR_DAYS),
    )


def _likelier(in_answer: float, days: int) -> float:
    return log(in_answer * YEAR_DAYS / max(days, LEAST_DAYS))

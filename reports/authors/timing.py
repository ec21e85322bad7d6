"""How works lie to the days that departments had put into their monthly plans. Pure.

Measured only where an obligation's own days were read and a person or the program linked the work to it; the day of
the event itself is not known to the program, and a plan that says "in the month" gives the month.
"""

from collections.abc import Iterable
from datetime import date

from models.clock import local_day
from models.vocabulary import MatchOrigin
from reports.authors.record import Timing
from reports.ledger.record import CERTAINTY_OF_ORIGIN, LedgerLine
from reports.record import Work
from reports.works import STRENGTH


def time_works(works: Iterable[Work], lines: Iterable[LedgerLine]) -> dict[int, Timing]:
    """Return the timing of each work that answers an obligation with known days, by the first article's id.

    Of several obligations the surest link counts, then the one the work lies nearest to.
    """
    windows: dict[int, list[tuple[MatchOrigin, date, date]]] = {}
    for line in lines:
        first, last = line.promise.window_from, line.promise.window_to
        if not line.is_counted or first is None or last is None:
            continue
        for one in line.articles:
            if one.origin is not MatchOrigin.QUESTION:
                windows.setdefault(one.article_id, []).append((one.origin, first, last))
    found = {}
    for work in works:
        day = local_day(work.first.published_at) if work.first.published_at else None
        slots = [slot for one in work.publications for slot in windows.get(one.article_id, ())]
        if day is not None and slots:
            timings = [
                Timing(_distance(day, first, last), CERTAINTY_OF_ORIGIN[origin]) for origin, first, last in slots
            ]
            found[work.first.article_id] = min(timings, key=_order)
    return found


def _order(one: Timing) -> tuple[int, int, int]:
    return STRENGTH.index(one.certainty), abs(one.days), one.days


def _distance(day: date, first: date, last: date) -> int:
    if day < first:
        return (day - first).days
    return max((day - last).days, 0)

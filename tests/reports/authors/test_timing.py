"""How works lie to the days of monthly plans."""

from datetime import UTC, date, datetime

import pytest

from models.vocabulary import Certainty, MatchOrigin, ObligationState, ObligationStatus
from reports.authors.record import Timing
from reports.authors.timing import time_works
from reports.ledger.record import LedgerArticle, LedgerLine, Promise
from reports.record import Work
from tests.reports.authors.making import make_signed


def make_line(work: Work, first: date | None, last: date | None, origin: MatchOrigin) -> LedgerLine:
    """Make a promise for some days with the work beside it."""
    promise = Promise(
        1,
        "VP",
        date(2023, 3, 1),
        "Rác",
        (),
        None,
        1,
        (),
        first,
        last,
        (),
        ObligationStatus.ACTIVE,
        None,
        None,
        None,
        (),
    )
    article = LedgerArticle(work.first.article_id, "Rác", "Báo", None, date(2023, 3, 5), origin, (), is_reprint=False)
    return LedgerLine(promise, ObligationState.MET, (), Certainty.CONFIRMED, 1, (article,), ())


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2023, 3, 1), date(2023, 3, 10), 0),
        (date(2023, 3, 1), date(2023, 3, 3), 2),
        (date(2023, 3, 8), date(2023, 3, 10), -3),
    ],
)
def test_days_are_counted_from_the_ends_of_the_promised_days(first: date, last: date, days: int) -> None:
    """A work of 05/03 lies within, two days after, three days before."""
    work = make_signed("An", day=datetime(2023, 3, 5, 1, tzinfo=UTC))

    found = time_works([work], [make_line(work, first, last, MatchOrigin.PERSON)])

    assert found == {work.first.article_id: Timing(days, Certainty.CONFIRMED)}


@pytest.mark.parametrize(("first", "origin"), [(None, MatchOrigin.PERSON), (date(2023, 3, 1), MatchOrigin.QUESTION)])
def test_without_known_days_or_a_link_nothing_is_measured(first: date | None, origin: MatchOrigin) -> None:
    """A suggestion proves nothing, and days that were not read are not made up."""
    work = make_signed("An")

    assert time_works([work], [make_line(work, first, date(2023, 3, 10), origin)]) == {}


def test_a_persons_link_outranks_a_nearer_automatic_one() -> None:
    """The surest link counts."""
    work = make_signed("An")
    near = make_line(work, date(2023, 3, 1), date(2023, 3, 10), MatchOrigin.AUTO)
    far = make_line(work, date(2023, 2, 1), date(2023, 2, 10), MatchOrigin.PERSON)

    assert time_works([work], [near, far])[work.first.article_id].certainty is Certainty.CONFIRMED

"""Which articles may answer an obligation at all, scored; of other months and added by hand as well. Pure.

A short list is drawn for each obligation from all articles at once by what can be reckoned in columns: subject,
day, outlet, sector. Only the short list is weighed in full.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.obligations import weights
from pipeline.obligations.calendar import MONTH_DAYS, Calendar, read_calendar
from pipeline.obligations.likeness import Numbers, SubjectIndex
from pipeline.obligations.records import Office, Pair, Promised, Published
from pipeline.obligations.scoring import PairScorer
from pipeline.obligations.understanding import Frequencies, ReadArticle, Reader
from pipeline.obligations.weights import TRUST, Kind

LEAST_SHARE = 0.1
MOST_CANDIDATES = 12
# What another outlet than the wanted one costs at least.
OTHER_OUTLET = -1.0


@dataclass(frozen=True, slots=True)
class Candidates:
    """The likeliest pairs of each obligation, falling by score, and the articles by id, without their words."""

    pairs: dict[int, list[Pair]]
    articles: dict[int, Published]


def find_candidates(promises: Sequence[Promised], articles: Iterable[Published], office: Office) -> Candidates:
    """Return the candidates of each obligation; one that asks for nothing has none. Words of articles are not held."""
    reader = Reader(office)
    read = [reader.read_promise(promised) for promised in promises]
    known = [_forget_words(reader.read_article(article)) for article in articles]
    frequencies = Frequencies(known)
    index = SubjectIndex(read, known, frequencies)
    scorer = PairScorer(office, reader.names, frequencies)
    columns = _Columns(known)
    found: dict[int, list[Pair]] = {}
    for number, shares in index.list_shares():
        promise, calendar = read[number], read_calendar(read[number].promised.terms)
        places = columns.choose(promise.promised, calendar, shares, index.asked(number))
        pairs = [scorer.score(promise, calendar, known[at], index.weigh(number, promise, known[at])) for at in places]
        found[promise.promised.id] = sorted(pairs, key=lambda pair: (-pair.score, pair.article))
    return Candidates(found, {article.published.id: article.published for article in known})


def _forget_words(article: ReadArticle) -> ReadArticle:
    return replace(article, published=replace(article.published, title="", lead="", opening=""))


class _Columns:
    """Days, outlets and sector of all articles, in their order."""

    def __init__(self, articles: Sequence[ReadArticle]) -> None:
        published = [article.published for article in articles]
        days = [one.published_on.toordinal() if one.published_on else 0 for one in published]
        self._days: NDArray[np.int64] = np.array(days, dtype=np.int64)
        self._outlets = np.array([one.outlet for one in published], dtype=object)
        self._sector = np.array([one.is_sector for one in published], dtype=bool)

    def choose(self, promised: Promised, calendar: Calendar, shares: Numbers, asked: float) -> list[int]:
        """Return the places of the likeliest articles, likeliest first."""
        likely = np.flatnonzero(shares >= LEAST_SHARE)
        found = shares[likely] * asked
        odds = TRUST[Kind.FOUND] * found - TRUST[Kind.MISSING] * (asked - found)
        odds += TRUST[Kind.TIME] * _weigh_days(self._days[likely], calendar)
        odds += TRUST[Kind.ROW] * np.where(self._sector[likely], 0.0, weights.OFF_SECTOR)
        if promised.terms.outlets:
            is_wanted = np.isin(self._outlets[likely].astype(str), promised.terms.outlets)
            odds += TRUST[Kind.OUTLET] * np.where(is_wanted, 0.0, OTHER_OUTLET)
        order = np.argsort(-odds, kind="stable")[:MOST_CANDIDATES]
        return [int(place) for place in likely[order]]


def _weigh_days(days: NDArray[np.int64], calendar: Calendar) -> Numbers:
    first, last, opens, closes = (
        day.toordinal() for day in (calendar.first, calendar.last, calendar.opens, calendar.closes)
    )
    stretches = [
        days == 0,
        (days >= first) & (days <= last),
        (days >= opens) & (days <= closes),
        (days >= opens - MONTH_DAYS) & (days <= closes + MONTH_DAYS),
    ]
    evidence = [weights.UNDATED, calendar.in_time, calendar.in_months, calendar.next_month]
    return np.select(stretches, evidence, calendar.further)

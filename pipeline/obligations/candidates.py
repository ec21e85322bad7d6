"""Which articles may answer an obligation at all, scored; of other months and added by hand as well. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.obligations.likeness import Numbers, SubjectIndex
from pipeline.obligations.records import Office, Pair, Promised, Published
from pipeline.obligations.scoring import PairScorer
from pipeline.obligations.understanding import Frequencies, Reader

LEAST_SHARE = 0.1
MOST_CANDIDATES = 24
# An article of the window's months is looked at before a somewhat likelier one of another month.
IN_MONTHS = 0.3

Days = NDArray[np.int64]


def find_candidates(
    promises: Sequence[Promised], articles: Sequence[Published], office: Office
) -> dict[int, list[Pair]]:
    """Return the likeliest pairs of each obligation, falling by score; one that asks for nothing has none."""
    reader = Reader(office)
    read = [reader.read_promise(promised) for promised in promises]
    known = [reader.read_article(article) for article in articles]
    frequencies = Frequencies(known)
    index = SubjectIndex(read, known, frequencies)
    scorer = PairScorer(office, reader.names, frequencies)
    days = np.array([article.published_on.toordinal() if article.published_on else 0 for article in articles])
    found: dict[int, list[Pair]] = {}
    for number, shares in index.list_shares():
        promise = read[number]
        places = _choose(promise.promised, shares, days)
        pairs = [scorer.score(promise, known[at], index.weigh(number, promise, known[at])) for at in places]
        found[promise.promised.id] = sorted(pairs, key=lambda pair: (-pair.score, pair.article))
    return found


def _choose(promised: Promised, shares: Numbers, days: Days) -> list[int]:
    """Return the places of the articles to be scored."""
    terms = promised.terms
    first, last = terms.window[0].replace(day=1).toordinal(), terms.closes_on.toordinal()
    rank = shares + IN_MONTHS * ((days >= first) & (days <= last))
    likely = np.flatnonzero(shares >= LEAST_SHARE)
    order = np.argsort(-rank[likely], kind="stable")[:MOST_CANDIDATES]
    return [int(place) for place in likely[order]]

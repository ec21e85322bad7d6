"""Which articles may answer an obligation at all, scored; of other months and added by hand as well. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.obligations.likeness import Numbers, SubjectIndex
from pipeline.obligations.names import Names
from pipeline.obligations.records import Office, Pair, Promised, Published
from pipeline.obligations.scoring import PairScorer, ReadArticle, ReadPromise
from pipeline.obligations.wording import Concepts

LEAST_SHARE = 0.2
LEAST_ASKED = 1e-9
MOST_CANDIDATES = 24
# An article of the window's months is looked at before a somewhat likelier one of another month.
IN_MONTHS = 0.3

Days = NDArray[np.int64]


def find_candidates(
    promises: Sequence[Promised], articles: Sequence[Published], office: Office
) -> dict[int, list[Pair]]:
    """Return the likeliest pairs of each obligation, falling by score; one that asks for nothing has none."""
    concepts = Concepts(
        office.aliases, office.set_phrases, [name for one in office.districts for name in one.spellings]
    )
    names = Names(office.districts, office.province, office.common_names)
    read = [_read_promise(promised, concepts, names) for promised in promises]
    index = SubjectIndex(concepts, [promise.content for promise in read], articles)
    days = np.array([article.published_on.toordinal() if article.published_on else 0 for article in articles])
    scorer = PairScorer(office, names)
    known: dict[int, ReadArticle] = {}
    found: dict[int, list[Pair]] = {}
    for number, weights in index.list_likenesses():
        promise = read[number]
        pairs = []
        for place in _choose(promise.promised, weights / max(index.asked(number), LEAST_ASKED), days):
            if place not in known:
                known[place] = _read_article(articles[place], index.found(place), concepts, names)
            pairs.append(scorer.score(promise, known[place], index.weigh(number, place)))
        found[promise.promised.id] = sorted(pairs, key=lambda pair: (-pair.score, pair.article))
    return found


def _read_promise(promised: Promised, concepts: Concepts, names: Names) -> ReadPromise:
    content = concepts.read_content(promised.content)
    return ReadPromise(promised, content, names.read_content(promised.content, content.words))


def _read_article(article: Published, placed: dict[int, float], concepts: Concepts, names: Names) -> ReadArticle:
    head = names.read(concepts.read_keys(f"{article.title}\n{article.lead}"))
    body = names.read(concepts.read_keys(article.opening))
    return ReadArticle(article, placed, head, body.names, body.districts)


def _choose(promised: Promised, shares: Numbers, days: Days) -> list[int]:
    """Return the places of the articles to be scored."""
    terms = promised.terms
    first, last = terms.window[0].replace(day=1).toordinal(), terms.closes_on.toordinal()
    rank = shares + IN_MONTHS * ((days >= first) & (days <= last))
    likely = np.flatnonzero(shares >= LEAST_SHARE)
    order = np.argsort(-rank[likely], kind="stable")[:MOST_CANDIDATES]
    return [int(place) for place in likely[order]]

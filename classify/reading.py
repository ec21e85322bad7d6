"""One article read by both voices: its rule hits and its words; and many readings as the numbers the jury weighs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from classify.jury import Evidence
from classify.rules.book import Hit, RuleBook
from classify.rules.documents import keep_cited_documents
from classify.rules.evidence import COLUMNS, weigh_hits
from classify.rules.lexicon import OFF_SECTOR, SECTOR
from classify.words import WordVoice, write_document
from models.records import ArticleText

LONGEST_TITLE, LONGEST_LEAD, LONGEST_BODY = 1_000, 10_000, 200_000

_OFF_COLUMNS = [
    COLUMNS.index(f"guide:{name}")
    for name in ("strong_title", "strong_lead", "strong_opening", "combined_head", "combined_opening")
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one article. `document` is its words for the word voice."""

    hits: tuple[Hit, ...]
    document: str


def bound_article(article: ArticleText) -> ArticleText:
    """Cut title, lead and body to lengths that no real article reaches, so that none costs minutes."""
    return replace(
        article,
        title=article.title[:LONGEST_TITLE],
        lead=article.lead[:LONGEST_LEAD],
        text=article.text[:LONGEST_BODY],
    )


def read_article(article: ArticleText, book: RuleBook) -> Reading:
    """Read one article of bounded length; never raises on odd text."""
    hits = keep_cited_documents(book.match(article), article, book)
    return Reading(tuple(hits), write_document(article))


def off_sector_codes(book: RuleBook) -> tuple[str, ...]:
    """Return the subjects outside the sector that the rules know, in their order."""
    return tuple(signals.code for signals in book.lexicon.signals if signals.code.startswith(OFF_SECTOR))


def collect_evidence(
    readings: Sequence[Reading],
    book: RuleBook,
    codes: Sequence[str],
    words: WordVoice | None,
    learned: Mapping[str, str] | None = None,
) -> Evidence:
    """Return the numbers of `readings` for `codes`; without a word voice its part is NaN.

    `learned` names each code as the classifier was taught it, if it was taught for another plan.
    """
    names = tuple(learned[code] for code in codes) if learned else tuple(codes)
    outside = off_sector_codes(book)
    everything = [*codes, SECTOR, *outside]
    weighed = np.stack([weigh_hits(reading.hits, everything) for reading in readings])
    odds = np.full((len(readings), len(codes) + 1), np.nan)
    if words is not None:
        odds = words.weigh([reading.document for reading in readings], [*names, SECTOR])
    return Evidence(
        codes=tuple(codes),
        learned=names,
        rules=weighed[:, : len(codes)],
        sector=weighed[:, len(codes)],
        off_sector=weighed[:, len(codes) + 1 :, _OFF_COLUMNS].reshape(len(readings), -1),
        words=odds[:, :-1],
        sector_words=odds[:, -1],
    )

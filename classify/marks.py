"""Where in the article the words stand that carried a code: spans to mark in title, lead and text.

Offsets count in characters of the NFC text of each part, line breaks and all, as it is stored. A part
whose words themselves hold characters that reading takes away (bidirectional marks…) gets no marks.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from classify.rules.book import Hit, Span
from classify.rules.phrases import PhraseTrie
from classify.rules.signals import Part
from classify.rules.syllables import Aliases, read_syllables, split_keys
from models.records import ArticleText, ReasonMark
from models.text import clean_text
from models.vocabulary import ArticlePart

MOST_MARKS = 30
_RUN = re.compile(r"\w+")


def mark_words(
    hits: Iterable[Hit], code: str, words: Sequence[str], article: ArticleText, aliases: Aliases
) -> tuple[ReasonMark, ...]:
    """Return where the signals of `code` and the word voice's `words` stand, in reading order, none inside another.

    At most `MOST_MARKS`; a word of the word voice is marked where it stands first in each part.
    """
    parts = {ArticlePart.TITLE: article.title, ArticlePart.LEAD: article.lead, ArticlePart.TEXT: article.text}
    spans = {span for hit in hits if hit.code == code for span in _spans_of(hit)}
    spans |= {span for part, text in parts.items() for span in _find_words(words, part, text, aliases)}
    marks: list[ReasonMark] = []
    for part, text in parts.items():
        own = [span[1:] for span in spans if span[0] is part]
        marks += _mark_part(part, unicodedata.normalize("NFC", text), own) if own else ()
    return tuple(marks[:MOST_MARKS])


def _spans_of(hit: Hit) -> tuple[Span, ...]:
    if hit.part not in (Part.STRONG, Part.DOCUMENT):
        return ()
    return hit.spans or ((hit.scope.part, hit.start, hit.end),)


def _find_words(words: Sequence[str], part: ArticlePart, text: str, aliases: Aliases) -> Iterable[Span]:
    trie = PhraseTrie()
    for keys in filter(None, map(split_keys, words)):
        trie.add(keys)
    syllables = read_syllables(text, aliases)
    firsts: dict[int, Span] = {}
    for number, first, after in trie.find(syllables.keys):
        firsts.setdefault(number, (part, syllables.starts[first], syllables.ends[after - 1]))
    return firsts.values()


def _mark_part(part: ArticlePart, text: str, spans: Iterable[tuple[int, int]]) -> list[ReasonMark]:
    """Carry spans of the cleaned text over to `text`."""
    starts, ends = _align(text)
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start in starts and end in ends and (not kept or starts[start] >= kept[-1][1]):
            kept.append((starts[start], ends[end]))
    return [ReasonMark(part, start, end, text[start:end]) for start, end in kept]


def align_spans(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int] | None]:
    """Carry spans of the cleaned text over to `text` in NFC, as it is stored; None where they cannot be told."""
    starts, ends = _align(unicodedata.normalize("NFC", text))
    return [(starts[start], ends[end]) if start in starts and end in ends else None for start, end in spans]


@lru_cache(maxsize=8)
def _align(text: str) -> tuple[dict[int, int], dict[int, int]]:
    """Return where the words of the cleaned text begin and end in `text`, of the same words in the same order."""
    cleaned = [run.span() for run in _RUN.finditer(clean_text(text))]
    written = [run.span() for run in _RUN.finditer(text)]
    if len(cleaned) != len(written):
        return {}, {}
    pairs = list(zip(cleaned, written, strict=True))
    return {clean[0]: own[0] for clean, own in pairs}, {clean[1]: own[1] for clean, own in pairs}

"""The tone towards the matter reported, by documented word lists.

Title and lead decide; the opening of the body only when they are silent.
"""

from collections.abc import Sequence
from typing import Any

from classify.facet_words import PhraseSet, read_facet_words
from classify.rules.book import OPENING_LENGTH
from classify.rules.syllables import Aliases, read_syllables
from models.records import ArticleText
from models.vocabulary import Tone

TITLE_WEIGHT, LEAD_WEIGHT = 3, 2
# One word of the body alone says nothing about the tone.
FEWEST_IN_OPENING = 2
# Beside an authority's answer so many different words of complaint make the article one.
FEWEST_BESIDE_ANSWER = 2


class ToneReader:
    """Counts words of complaint and of praise; a tie or silence is neutral."""

    def __init__(self, aliases: Aliases) -> None:
        words: dict[str, Any] = read_facet_words()
        self._aliases = aliases
        self._critical = PhraseSet(words["critical"], aliases, masks=words["mended"])
        self._positive = PhraseSet(words["positive"], aliases, masks=words["unpraised"])
        self._settled = PhraseSet(words["settled"], aliases)

    def tell(self, article: ArticleText) -> Tone:
        """Return the tone of `article`."""
        title, lead = (read_syllables(part, self._aliases).keys for part in (article.title, article.lead))
        balance = TITLE_WEIGHT * self._balance(title) + LEAD_WEIGHT * self._balance(lead)
        if balance > 0:
            return Tone.POSITIVE
        if self._is_settled(title, lead):
            return Tone.NEUTRAL
        if balance == 0:
            opening = read_syllables(article.text, self._aliases).opening(OPENING_LENGTH)
            in_opening = self._balance(opening.keys)
            # Praise deep in the text is common politeness; the opening speaks for it only in the lead's place.
            counts = abs(in_opening) >= FEWEST_IN_OPENING and (in_opening < 0 or not article.lead)
            balance = in_opening if counts else 0
        if balance == 0:
            return Tone.NEUTRAL
        return Tone.POSITIVE if balance > 0 else Tone.CRITICAL

    def _is_settled(self, title: Sequence[str], lead: Sequence[str]) -> bool:
        """Say whether title or lead tell an authority's answer, with at most one word of complaint beside it."""
        if not any(self._settled.find(keys) for keys in (title, lead)):
            return False
        return len(self._critical.find_distinct(title) | self._critical.find_distinct(lead)) < FEWEST_BESIDE_ANSWER

    def _balance(self, keys: Sequence[str]) -> int:
        return len(self._positive.find_distinct(keys)) - len(self._critical.find_distinct(keys))

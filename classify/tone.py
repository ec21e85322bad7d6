"""The tone towards the matter reported, by documented word lists.

Title and lead decide; the opening of the body only when they are silent.
"""

from typing import Any

from classify.facet_words import PhraseSet, read_facet_words
from classify.rules.book import OPENING_LENGTH
from classify.rules.syllables import Aliases, read_syllables
from models.records import ArticleText
from models.vocabulary import Tone

TITLE_WEIGHT, LEAD_WEIGHT = 3, 2
# One word of the body alone says nothing about the tone.
FEWEST_IN_OPENING = 2


class ToneReader:
    """Counts words of complaint and of praise; a tie or silence is neutral."""

    def __init__(self, aliases: Aliases) -> None:
        words: dict[str, Any] = read_facet_words()
        self._aliases = aliases
        self._critical = PhraseSet(words["critical"], aliases, masks=words["mended"])
        self._positive = PhraseSet(words["positive"], aliases)

    def tell(self, article: ArticleText) -> Tone:
        """Return the tone of `article`."""
        balance = TITLE_WEIGHT * self._balance(article.title) + LEAD_WEIGHT * self._balance(article.lead)
        if balance == 0:
            opening = self._balance(article.text[:OPENING_LENGTH])
            balance = opening if abs(opening) >= FEWEST_IN_OPENING else 0
        if balance == 0:
            return Tone.NEUTRAL
        return Tone.POSITIVE if balance > 0 else Tone.CRITICAL

    def _balance(self, text: str) -> int:
        keys = read_syllables(text, self._aliases).keys
        return len(self._positive.find_distinct(keys)) - len(self._critical.find_distinct(keys))

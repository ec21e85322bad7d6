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
        balance = TITLE_WEIGHT * self._balance(article.title) + LEAD_WEIGHT * self._balance(article.lead)
        is_settled = self._is_settled(article)
        if balance == 0 and not is_settled:
            opening = self._balance(article.text[:OPENING_LENGTH])
            balance = opening if abs(opening) >= FEWEST_IN_OPENING else 0
        if balance == 0 or (balance < 0 and is_settled):
            return Tone.NEUTRAL
        return Tone.POSITIVE if balance > 0 else Tone.CRITICAL

    def _is_settled(self, article: ArticleText) -> bool:
        """Say whether title or lead tell an authority's answer, with at most one word of complaint beside it."""
        heads = [read_syllables(part, self._aliases).keys for part in (article.title, article.lead)]
        complaints = {words for keys in heads for words in self._critical.find_distinct(keys)}
        return len(complaints) < FEWEST_BESIDE_ANSWER and any(self._settled.find(keys) for keys in heads)

    def _balance(self, text: str) -> int:
        keys = read_syllables(text, self._aliases).keys
        return len(self._positive.find_distinct(keys)) - len(self._critical.find_distinct(keys))

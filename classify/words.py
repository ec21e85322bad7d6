"""The word voice: what the words of an article say for each code, by scikit-learn over TF-IDF of segmented words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.segment import segment
from models.records import ArticleText

# Title and lead say what an article is about; the body is read as far as a reader needs to decide.
TITLE_TIMES, LEAD_TIMES, BODY_LENGTH = 3, 2, 2600
REASON_WORDS = 4

Numbers = NDArray[np.float64]


def write_document(article: ArticleText) -> str:
    """Return the words of an article as one line for the vectorizer: lower case, "môi_trường", no names, no numbers."""
    title, lead = _keep_words(segment(article.title)), _keep_words(segment(article.lead))
    body = _keep_words(segment(article.text[:BODY_LENGTH]))
    return " ".join([*title * TITLE_TIMES, *lead * LEAD_TIMES, *body])


def _keep_words(words: list[str]) -> list[str]:
    return [word.replace(" ", "_").lower() for word in words if word[:1].isalpha() and not _is_name(word)]


def _is_name(word: str) -> bool:
    """Say whether every syllable has a capital: a person or a place, which says nothing about the subject."""
    syllables = word.split()
    return len(syllables) > 1 and all(syllable[:1].isupper() for syllable in syllables)


@dataclass(frozen=True)
class WordVoice:
    """Fitted estimators, one a code. A code without enough articles to learn from has none and gets `unknown`."""

    vectorizer: Any
    estimators: Mapping[str, Any]

    def weigh(self, documents: Sequence[str], codes: Sequence[str]) -> Numbers:
        """Return log-odds, one row a document, one column a code; NaN where nothing was learnt for the code."""
        vectors = self.vectorizer.transform(documents)
        known = [place for place, code in enumerate(codes) if code in self.estimators]
        odds = np.full((len(documents), len(codes)), np.nan)
        if known:
            rows = [self._place[codes[place]] for place in known]
            odds[:, known] = vectors @ self._weights[rows].T + self._biases[rows]
        return odds

    def explain(self, document: str, code: str) -> tuple[str, ...]:
        """Return the words of `document` that speak most for `code`, strongest first."""
        if code not in self.estimators:
            return ()
        vector = self.vectorizer.transform([document])
        shares = vector.data * self._weights[self._place[code]][vector.indices]
        best = [place for place in np.argsort(-shares)[:REASON_WORDS] if shares[place] > 0]
        names = self._names
        return tuple(str(names[vector.indices[place]]).replace("_", " ") for place in best)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.estimators)}

    @cached_property
    def _weights(self) -> Numbers:
        return np.vstack([estimator.coef_[0] for estimator in self.estimators.values()])

    @cached_property
    def _biases(self) -> Numbers:
        return np.array([estimator.intercept_[0] for estimator in self.estimators.values()])

    @cached_property
    def _names(self) -> NDArray[Any]:
        names: NDArray[Any] = self.vectorizer.get_feature_names_out()
        return names

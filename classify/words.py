"""The word voice: what the words of an article say for each code, by scikit-learn over TF-IDF of segmented words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.segment import segment
from models.records import ArticleText

# Title and lead say what an article is about; the body is read as far as a reader needs to decide.
TITLE_TIMES, LEAD_TIMES, BODY_LENGTH = 3, 2, 1300
# A word of title or lead counts once more as another word: "rác" in a headline is not "rác" in passing.
HEAD_MARK, HEAD_TIMES = "đầu:", 2
REASON_WORDS = 4

Numbers = NDArray[np.float64]
Vector = tuple[NDArray[np.int64], Numbers]


def write_document(article: ArticleText) -> str:
    """Return the words of an article as one line for the vectorizer: lower case, "môi_trường", no names, no numbers.

    Those of title and lead follow once more with `HEAD_MARK` before them.
    """
    title, lead = _keep_words(segment(article.title)), _keep_words(segment(article.lead))
    body = _keep_words(segment(article.text[:BODY_LENGTH]))
    marked = [HEAD_MARK + word for word in (*title, *lead)]
    return " ".join([*title * TITLE_TIMES, *lead * LEAD_TIMES, *body, *marked * HEAD_TIMES])


def _keep_words(words: list[str]) -> list[str]:
    return [word.replace(" ", "_").lower() for word in words if word[:1].isalpha() and not _is_name(word)]


def _is_name(word: str) -> bool:
    """Say whether every syllable has a capital: a person or a place, which says nothing about the subject."""
    syllables = word.split()
    return len(syllables) > 1 and all(syllable[:1].isupper() for syllable in syllables)


@dataclass(frozen=True)
class WordVoice:
    """Fitted estimators, one a code. A code without enough articles to learn from has none."""

    vectorizer: Any
    estimators: Mapping[str, Any]
    _latest: list[tuple[str, Vector]] = field(default_factory=list, repr=False)

    def weigh(self, documents: Sequence[str], codes: Sequence[str]) -> Numbers:
        """Return log-odds, one row a document, one column a code; NaN where nothing was learnt for the code."""
        known = [place for place, code in enumerate(codes) if code in self.estimators]
        rows = np.array([self._place[codes[place]] for place in known], dtype=np.int64)
        odds = np.full((len(documents), len(codes)), np.nan)
        for number, document in enumerate(documents):
            words, values = self._vector(document)
            odds[number, known] = self._weights[np.ix_(rows, words)] @ values + self._biases[rows]
        return odds

    def explain(self, document: str, code: str) -> tuple[str, ...]:
        """Return the words of `document` that speak most for `code`, strongest first."""
        if code not in self.estimators:
            return ()
        words, values = self._vector(document)
        shares = values * self._weights[self._place[code], words]
        best = [place for place in np.argsort(-shares, kind="stable")[: 2 * REASON_WORDS] if shares[place] > 0]
        written = [str(self._names[words[place]]).removeprefix(HEAD_MARK).replace("_", " ") for place in best]
        return tuple(dict.fromkeys(written))[:REASON_WORDS]

    def _vector(self, document: str) -> Vector:
        """Return the word numbers of a document and their TF-IDF, as the vectorizer gives them, a hundred times faster.

        Damped counts times rarity, scaled to length one; a test holds both equal. The latest is
        kept, as every reason for an article asks for it again.
        """
        for known, vector in self._latest:
            if known == document:
                return vector
        vocabulary = self._vocabulary
        counts = Counter(filter(vocabulary.__contains__, document.split()))
        words = np.array([vocabulary[word] for word in counts], dtype=np.int64)
        values = (1.0 + np.log(np.array(list(counts.values()), dtype=np.float64))) * self._rarity[words]
        length = float(np.sqrt(values @ values))
        vector = words, values / length if length else values
        self._latest[:] = [(document, vector)]
        return vector

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        return {str(word): int(number) for word, number in self.vectorizer.vocabulary_.items()}

    @cached_property
    def _rarity(self) -> Numbers:
        return np.asarray(self.vectorizer.idf_, dtype=np.float64)

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

"""The word voice: the quick reckoning is the very one of scikit-learn, and says why."""

import numpy as np
import pytest

from classify.classifier import load_classifier
from classify.tagger import STARTER_FOLDER
from classify.words import WordVoice, write_document
from models.records import ArticleText


@pytest.fixture(scope="module")
def voice() -> WordVoice:
    return load_classifier(STARTER_FOLDER).words


DOCUMENTS = [
    "rác_thải thu_gom rác_thải môi_trường xử_lý",
    "đất đấu_giá quyền sử_dụng đất đất",
    "không_có_từ_này",
    "",
]


def test_log_odds_are_those_of_scikit_learn(voice: WordVoice) -> None:
    """Vectors and decisions equal the estimators' own."""
    codes = list(voice.estimators)

    quick = voice.weigh(DOCUMENTS, codes)

    vectors = voice.vectorizer.transform(DOCUMENTS)
    slow = np.stack([voice.estimators[code].decision_function(vectors) for code in codes], axis=1)
    assert np.allclose(quick, slow)


def test_an_unknown_code_has_no_voice(voice: WordVoice) -> None:
    """A code that was never learnt gets no number and no reason."""
    assert np.isnan(voice.weigh(DOCUMENTS, ["HD99"])).all()
    assert voice.explain(DOCUMENTS[0], "HD99") == ()


def test_reasons_are_words_of_the_article(voice: WordVoice) -> None:
    """The words named stand in the article, written with blanks."""
    words = voice.explain(DOCUMENTS[0], "HD06")

    assert "rác thải" in words
    assert all(word.replace(" ", "_") in DOCUMENTS[0] for word in words)


def test_names_and_numbers_are_left_out() -> None:
    """Persons, places and numbers say nothing about the subject."""
    document = write_document(ArticleText("Ông Trần Văn Mẫu gom 30 tấn rác ở Thạch Xuân"))

    assert "rác" in document.split()
    assert not any(word.startswith(("trần", "thạch", "30")) for word in document.split())

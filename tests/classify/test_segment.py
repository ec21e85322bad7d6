"""Words of a text: one function, any input."""

import time
import unicodedata

import pytest

from classify.segment import LONGEST_TOKEN, segment


def test_words_of_several_syllables_stay_together() -> None:
    """A word of several syllables is one entry, its syllables joined by a blank."""
    words = segment("Sở kiểm tra môi trường tại nhà máy")

    assert "môi trường" in words
    assert "kiểm tra" in words


def test_decomposed_and_old_tone_spellings_give_the_same_words() -> None:
    """NFD and the older tone placement change nothing."""
    text = "Xã Hòa Hải thu gom rác thải, giữ khóm tre xanh"
    older = text.replace("Hòa", "Hoà").replace("khóm", "khóm")

    assert segment(unicodedata.normalize("NFD", text)) == segment(text)
    assert segment(older) == segment(text)


@pytest.mark.parametrize(
    "odd", ["", "   ", "\x00", "\ud800rác\udfff", "🙂🙂 rác 🙂", "<b>rác</b>", "\u202erác\u202c", "\n" * 500]
)
def test_odd_text_never_raises(odd: str) -> None:
    """Empty, control, surrogate, emoji, markup and direction characters end in a list of clean words."""
    words = segment(odd)

    assert all("\x00" not in word and not any("\ud800" <= c <= "\udfff" for c in word) for word in words)


def test_an_endless_token_is_cut_before_segmentation() -> None:
    """Forty thousand letters without a blank are cut, not searched for twenty seconds."""
    started = time.perf_counter()

    words = segment("x" * 40_000 + " rác thải")

    assert max(map(len, words)) <= LONGEST_TOKEN
    assert words[-1] == "rác thải"
    assert time.perf_counter() - started < 5

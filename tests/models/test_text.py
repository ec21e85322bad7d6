"""Text at the door: the fast way of placing tones gives what the plain way does."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from models.text import clean_text, place_tones

LETTERS = "oOuUaAeEyYqQtnđĐ ơưâăêÂôáàảãạéẹỳýỷỵÁÀẠÝ\u0301\u0300\u0309\u0323\u0302\u0306\u031b\u0328ſ.,\n1"
PLAIN = re.compile(
    r"(?<![qQ])((?:o(?=[ae])|u(?=y)))([aey])([\u0300\u0301\u0303\u0309\u0323])(?![a-zđ\u0302\u0306\u031b])",
    re.IGNORECASE,
)


@given(st.text(alphabet=LETTERS) | st.text())
def test_tones_are_placed_as_by_taking_every_letter_apart(text: str) -> None:
    """Whatever the letters and marks, the result is that of swapping vowel and tone in decomposed text."""
    composed = unicodedata.normalize("NFC", text)

    placed = place_tones(composed)

    assert placed == unicodedata.normalize("NFC", PLAIN.sub(r"\1\3\2", unicodedata.normalize("NFD", composed)))


@given(st.text(alphabet="a \t\u00a0\u3000"))
def test_runs_of_blanks_become_one_space(text: str) -> None:
    """Any blanks, alone or in a row, become one plain space, and none stays at an end."""
    assert clean_text(text) == " ".join(text.split())

"""Cell text made comparable: the keys by which headings, dates, genres and names are known, and numbers in words."""

import re
from collections.abc import Mapping

from models.text import clean_text, fold_accents, place_tones

# Longer words in a cell that holds a value are no value; reading them would only cost time.
LONGEST_VALUE = 400
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SPACES = re.compile(r"\s+")

# What stands in a cell that repeats the one above.
DITTO = frozenset(
    {'"', "''", "”", "“", "〃", "//", "nt", "-nt-", "n.t", "như trên", "-như trên-", "- nt -", '-"-', "″"}
)
BLANK_MARKS = frozenset({"-", "--", "/", ".", "…", "...", "0", "không", "không có", "n/a", "x x", "_"})
CHECK_MARKS = frozenset({"x", "x x", "v", "✓", "✔", "☑", "☒", "có", "ok", "+", "*", "●", "√", "ü", "þ"})

_ONES: Mapping[str, int] = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
NUMBER_WORDS: Mapping[str, int] = {**_ONES, "mười một": 11, "mười hai": 12}
ROMAN: Mapping[str, int] = {
    numeral: value
    for value, numeral in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), start=1)
}


def plain_key(text: str) -> str:
    """Return `text` on one line in lower case, tones placed the newer way, dashes alike; punctuation is kept."""
    return _SPACES.sub(" ", _DASHES.sub("-", place_tones(clean_text(text)))).strip().lower()


def folded_key(text: str) -> str:
    """Return `plain_key` without accents, for words typed with and without them."""
    return fold_accents(plain_key(text))


def is_blank_mark(text: str) -> bool:
    """Say whether a cell says in signs that nothing is meant to stand here."""
    return plain_key(text) in BLANK_MARKS


def is_check_mark(text: str) -> bool:
    """Say whether a cell is ticked."""
    return plain_key(text).strip("() ") in CHECK_MARKS


def is_ditto(text: str) -> bool:
    """Say whether a cell repeats the one above it."""
    return plain_key(text) in DITTO

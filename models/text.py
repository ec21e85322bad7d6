"""Vietnamese text at the door: one Unicode form, safe characters, keys to compare and to search by.

Stored text is NFC with its own spelling kept. Keys made here (`comparison_key`,
`fold_accents`, `collation_key`) are for comparing, searching and sorting only.
"""

import re
import unicodedata
from functools import lru_cache

from vn_collate import collate_key

_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
# Unicode's stream-safe limit: ordering a longer run of stacked marks takes time by the square of its length.
_MARK = r"[^\w\s\x00-\x7f\u2010-\u20cf\u2100-\u2bff]"
_STACKED_MARKS = re.compile(f"({_MARK}{{30}}){_MARK}+")
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u3000]+")
_OTHER_SPACE = re.compile(r"[\t\r\f\v\u00a0\u2000-\u200a\u202f\u3000]")
_BREAKS = re.compile(r"\n[ \n]*")

# Tone placement: the older hoà, thuý, khoẻ against the newer hòa, thúy, khỏe, which both stand in official texts.
# Only an open syllable ending in oa, oe, uy differs; after "qu" the u belongs to the consonant (quý, quỹ).
_TONES = "̣̀́̃̉"
_OLD_TONE = re.compile(
    rf"(?<![qQ])((?:o(?=[ae])|u(?=y)))([aey])([{_TONES}])(?![a-zđ\u0302\u0306\u031b])", re.IGNORECASE
)
# The same without taking every letter apart first, twenty times as fast: for texts in which no such letter bears a
# further mark, which is all but the oddest.
_TONED = {unicodedata.normalize("NFC", vowel + tone): vowel for vowel in "aeyAEY" for tone in _TONES}
_TONED_AFTER_O = "".join(letter for letter, vowel in _TONED.items() if vowel in "aeAE")
_TONED_AFTER_U = "".join(letter for letter, vowel in _TONED.items() if vowel in "yY")
_OLD_PAIR = rf"[oOuU](?:(?<=[oO])[{_TONED_AFTER_O}]|(?<=[uU])[{_TONED_AFTER_U}])"
_OLD_TONE_COMPOSED = re.compile(rf"{_OLD_PAIR}(?![a-zA-ZđĐ])")
_FURTHER_MARK = re.compile(rf"[oOuU][^\W\x00-\x7f]{_MARK}")
_LETTER = re.compile("[a-zđ]", re.IGNORECASE)


def clean_text(text: str) -> str:
    r"""Return `text` in NFC without control, bidirectional, zero-width and lone surrogate characters.

    Runs of blanks become one space, line ends are kept as at most one each; both ends are stripped.
    Of marks stacked on one letter only the first thirty are kept.
    """
    text = unicodedata.normalize("NFC", _STACKED_MARKS.sub(r"\1", _UNSAFE.sub("", text)))
    if "  " in text or _OTHER_SPACE.search(text):  # looking first is far faster than replacing every single space
        text = _SPACES.sub(" ", text)
    return _BREAKS.sub("\n", text.replace(" \n", "\n")).strip()


def place_tones(text: str) -> str:
    """Write tone marks the newer way (hoà → hòa, thuỷ → thủy); NFC in, NFC out."""
    if _FURTHER_MARK.search(text):
        decomposed = unicodedata.normalize("NFD", text)
        return unicodedata.normalize("NFC", _OLD_TONE.sub(r"\1\3\2", decomposed))
    return unicodedata.normalize("NFC", _OLD_TONE_COMPOSED.sub(_move_tone, text))


def _move_tone(pair: re.Match[str]) -> str:
    before, after = pair.string[max(pair.start() - 1, 0) : pair.start()], pair.string[pair.end() : pair.end() + 1]
    if before in ("q", "Q") or _LETTER.match(unicodedata.normalize("NFD", after)):
        return pair[0]
    return pair[0][0] + unicodedata.normalize("NFD", pair[0][1])[1] + _TONED[pair[0][1]]


def fold_accents(text: str) -> str:
    """Drop all marks and lower the case, for search without accents; đ is folded by hand as Unicode does not."""
    stripped = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return stripped.replace("đ", "d").replace("Đ", "D").lower()


def comparison_key(text: str) -> str:
    """Return a key equal for texts that differ only in Unicode form, tone placement, case, spacing or punctuation."""
    return " ".join(re.findall(r"\w+", place_tones(clean_text(text)).lower()))


@lru_cache(maxsize=65536)
def _collate_word(word: str) -> tuple[object, ...]:
    return tuple(collate_key(word))


def collation_key(text: str) -> tuple[tuple[object, ...], ...]:
    """Return a sort key in Vietnamese dictionary order, word by word (Anh before An Giang is wrong)."""
    return tuple(_collate_word(word) for word in text.split())

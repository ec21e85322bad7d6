"""What the search index holds of an article: its words with and without accents, and one number that sorts by time.

An accented word stands in the index as written and without its accents, a bare word as itself: a search for "rác"
finds "rác" only, one for "rac" finds both. `search_index` keeps the index in the database.
"""

import re
import unicodedata

from models.text import clean_text, place_tones

ID_BITS = 22  # four million articles; the more bits, the larger the index
ID_MASK = (1 << ID_BITS) - 1
INDEXED_LENGTH = 100_000  # characters of one article's words that are indexed; real articles have a twentieth of it
SEAM = "0seam"  # stands between words with and without accents, so that no phrase runs over
EVERY = "0all"  # stands in every article

MARKS = "".join(map(chr, (0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x308, 0x309, 0x30A, 0x30C, 0x31B, 0x323, 0x327)))
_WORD = re.compile(r"[^\W_]+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NEW_TONE = re.compile(rf"(?<!q)(o)([{_TONES}])([ae])$|(?<!q)(u)([{_TONES}])(y)$")


def fold_letters(text: str) -> str:
    """Drop the marks of Latin letters, đ among them; the case stays. Twice as fast as a walk over the letters."""
    text = unicodedata.normalize("NFD", text)
    for mark in MARKS:
        text = text.replace(mark, "")
    return text.replace("đ", "d").replace("Đ", "D")


def write_words(text: str) -> str:
    """Return the words of `text` as they are indexed: as written, then without accents."""
    return f"{text} {SEAM} {fold_letters(text)}"


def split_words(text: str) -> list[str]:
    """Return the words of `text` in lower case, as the index parts them."""
    return _WORD.findall(clean_text(text).lower())


def is_bare(word: str) -> bool:
    """Say that a word bears no accent, and so stands for all words with its letters."""
    return fold_letters(word) == word


def spell_both_ways(word: str) -> tuple[str, ...]:
    """Return an accented word with its tone placed the newer and the older way (thủy, thuỷ); mostly that is one."""
    newer = place_tones(word)
    older = unicodedata.normalize("NFC", _NEW_TONE.sub(_move_tone_back, unicodedata.normalize("NFD", newer)))
    return tuple(dict.fromkeys((newer, older)))


def _move_tone_back(found: re.Match[str]) -> str:
    first, tone, last = (part for part in found.groups() if part is not None)
    return first + last + tone


def mark_fact(kind: str, key: str) -> str:
    """Return the word by which a fact of an article (its outlet, genre, status, origin) stands in the index."""
    return f"0{kind}{key.replace('_', '').replace('-', '')}"

"""What a name looks like: shapes of words, Vietnamese syllables, initials, press names, offices, places.

Questions about one piece of text only; none of them looks at the line around it.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import dropwhile

from crawler.bylines import lexicon
from models.text import comparison_key, fold_accents

MAX_NAME_WORDS = 5
MAX_OFFICE_WORDS = 16
MAX_PRESS_WORDS = 8

# Onset, vowels and coda of a Vietnamese syllable without accents.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|th|tr|ch|ph|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.ASCII
)
_DOMAIN = re.compile(
    r"(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,20}){0,3}\.(?:vn|com|net|org|gov|info|ru|uk|au|tv|cn|edu)", re.I
)
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\. ?){0,3}[^\W\d_]{1,2}\.?")
_ACRONYM_OF_AREA = re.compile(r"[A-ZĐ&-]{3,12}(?= (?:tỉnh|huyện|xã|phường|thị xã|thành phố|TP|TX)\b)")
_TV_CALL_SIGN = re.compile(r"(?!(?:[BCT]|KT)TV)[A-ZĐ]{1,6}TV\d{0,2}|V(?:OV|TV|TC)\d{1,2}")


def _starts_with(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![^\W_])", re.IGNORECASE)


_OFFICE = _starts_with(lexicon.OFFICES)
_PRESS_BEGINNING = _starts_with(lexicon.PRESS_BEGINNINGS)
_OFFICE_FIELDS = "|".join(re.escape(field) for field in sorted(lexicon.OFFICE_FIELDS, key=len, reverse=True))
_OFFICE_ACRONYM = re.compile(
    rf"(?:(?:P|VP|TT|CC|CN|BQL)\.? ?|[A-ZĐ]{{1,5}})?(?:{_OFFICE_FIELDS})(?:[&-]?[A-ZĐ]{{1,5}}){{0,3}}(?![^\W_])"
    r"|(?:CN ?)?VPĐK[A-ZĐ]{0,4}(?![^\W_])|CC(?:MT|KL|TL|TS)(?![^\W_])"
)
_ROOM = re.compile(rf"P\. ?(?:{'|'.join(map(re.escape, lexicon.ROOM_FIELDS))})(?![^\W_])", re.IGNORECASE)


def is_syllable(word: str) -> bool:
    """Say whether `word` could be one Vietnamese syllable."""
    return bool(_SYLLABLE.fullmatch(fold_accents(word)))


def _is_name_word(word: str) -> bool:
    first = word[0]
    if not first.isupper():
        return False
    letters = "".join(c for c in word if c not in ".'’`-")
    return letters.isalpha() and not letters.isnumeric()


def is_initials(text: str) -> bool:
    """Say whether `text` is a bare abbreviation of a name: "H.L", "Đ. V", "QV"."""
    letters = [c for c in text if c.isalpha()]
    return 2 <= len(letters) <= 4 and all(c.isupper() for c in letters) and bool(_INITIALS.fullmatch(text))


@lru_cache(maxsize=4096)
def is_name(text: str) -> bool:
    """Say whether `text` can be printed as one person's name: up to five capitalised words, no digits, no office."""
    words = text.split()
    if not 1 <= len(words) <= MAX_NAME_WORDS or len(text) > 60:
        return False
    if comparison_key(text) in lexicon.ACCOUNTS or sum(c.isalpha() for c in text) < 2:
        return False
    if is_office(text) or is_press(text) or is_sure_place(text) or any(map(_is_account_word, words)):
        return False
    if all(_is_name_word(word) or word.lower() in lexicon.NAME_PARTICLES for word in words):
        return words[0][0].isupper() and not _is_heading(words)
    return _is_lower_case_name(words)


def _is_account_word(word: str) -> bool:
    return word.lower() in lexicon.ACCOUNT_WORDS or ("." in word and bool(_DOMAIN.fullmatch(word)))


def _is_heading(words: list[str]) -> bool:
    return len(words) == 1 and words[0].lower() in lexicon.HEADING_WORDS


def _is_lower_case_name(words: list[str]) -> bool:
    """Full names typed without capitals ("nguyễn văn an") are told by their surname."""
    return (
        3 <= len(words) <= 4
        and words[0] in lexicon.STRICT_SURNAMES
        and all(word.islower() and is_syllable(word) for word in words)
    )


def _is_initial(word: str) -> bool:
    return word.endswith(".") and len(word) <= 3


@lru_cache(maxsize=4096)
def is_vietnamese_name(text: str) -> bool:
    """Say whether `text` is surely shaped as a Vietnamese personal name of two to five syllables, marks included.

    Stricter than `is_name`: "Bill", "The Sun" and places are none.
    """
    words = text.replace(".", ". ").split()
    if not 2 <= len(words) <= MAX_NAME_WORDS or not is_name(text):
        return False
    if is_maybe_place(text) or any(word.lower() in lexicon.HEADING_WORDS for word in words):
        return False
    full = list(dropwhile(_is_initial, words))
    if not full or not all(is_syllable(word) and (word.istitle() or word.isupper()) for word in full):
        return False
    marked = any(unicodedata.normalize("NFD", word) != word or "đ" in word.lower() for word in full)
    return marked or all(fold_accents(word) in lexicon.PLAIN_NAME_SYLLABLES for word in full)


def is_listed_press(text: str) -> bool:
    """Say whether `text` is in the list of press names, a web address or a station's call sign."""
    key = comparison_key(text)
    return key in lexicon.PRESS or bool(_DOMAIN.fullmatch(text) or _TV_CALL_SIGN.fullmatch(text))


@lru_cache(maxsize=4096)
def is_press(text: str) -> bool:
    """Say whether `text` names an agency, a paper or a station by itself, outside any "Theo …"."""
    if is_listed_press(text):
        return True
    words = text.split()
    if not words:
        return False
    beginning = _PRESS_BEGINNING.match(text)
    if beginning and _names_a_paper(text[beginning.end() :].strip()):
        return True
    if len(words) > 1 and words[-1].lower() in lexicon.PRESS_ENDINGS:
        return True
    if len(words) > 1 and words[0].isupper() and is_listed_press(words[0]) and is_maybe_place(" ".join(words[1:])):
        return True
    is_word = len(words) == 1 and not _OFFICE_ACRONYM.fullmatch(text)
    return is_word and (_is_camel_case(text) or _is_long_acronym(text))


def is_home_press(text: str) -> bool:
    """Say whether `text` surely names a Vietnamese agency, paper or station."""
    beginning = _PRESS_BEGINNING.match(text)
    if beginning:
        return is_press(text) and comparison_key(text[beginning.end() :]) not in lexicon.FOREIGN_PRESS
    key = comparison_key(text)
    is_ours = key in lexicon.HOME_PRESS or key.split(" ", 1)[0] in lexicon.HOME_PRESS or key.endswith(".vn")
    return is_press(text) and (is_ours or bool(_TV_CALL_SIGN.fullmatch(text) and key not in lexicon.FOREIGN_PRESS))


def _names_a_paper(rest: str) -> bool:
    """After "báo", "tạp chí" a name follows, not the rest of a sentence ("Báo lỗ …", "báo chí …")."""
    words = rest.split()
    if not 1 <= len(words) <= MAX_PRESS_WORDS or any(word.lower() in lexicon.SENTENCE_WORDS for word in words):
        return False
    return (rest[0].isupper() or is_office(rest)) and '"' not in rest and "…" not in rest


def _is_camel_case(word: str) -> bool:
    """VietnamNet, DTrends: a capital after a lower-case letter, unless it is a name of the kind McDermott."""
    inner = [i for i in range(1, len(word)) if word[i].isupper() and word[i - 1].islower()]
    return bool(inner) and word.isalpha() and word.isascii() and not word.lower().startswith(("mc", "mac", "de", "la"))


def _is_long_acronym(word: str) -> bool:
    """Four or more capitals that cannot be read as a syllable: an office or agency, not initials of a person."""
    return len(word) >= 4 and word.isupper() and word.isalpha() and not is_syllable(word) and _lacks_vowels(word)


def _lacks_vowels(word: str) -> bool:
    return sum(c in "AEIOUY" for c in fold_accents(word).upper()) * 4 <= len(word)


def is_office(text: str) -> bool:
    """Say whether `text` begins as the name of an office, firm or association ("Phòng TN&MT huyện …")."""
    if len(text.split()) > MAX_OFFICE_WORDS:
        return False
    if _OFFICE_ACRONYM.match(text) or _ROOM.match(text):
        return not is_listed_press(text)
    match = _OFFICE.match(text) or _ACRONYM_OF_AREA.match(text)
    if not match:
        return False
    stands_alone = len(text) > 2 and (text.isupper() or (" " in text and not text.istitle()))
    return len(text) > match.end() or stands_alone


def is_sure_place(text: str) -> bool:
    """Say whether `text` is a place that no person is called."""
    key = comparison_key(text)
    return key in lexicon.SURE_PLACES or (" " in key and key.split(maxsplit=1)[0] in lexicon.PLACE_WORDS)


def is_maybe_place(text: str) -> bool:
    """Say whether `text` is a place, even one whose name people bear."""
    return is_sure_place(text) or comparison_key(text) in lexicon.MAYBE_PLACES

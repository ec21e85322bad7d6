"""How two pen names are alike in form. Pure. A likeness is a question for a person, never an answer."""

from enum import StrEnum
from functools import lru_cache

from models.text import comparison_key, fold_accents


class Likeness(StrEnum):
    """The form in which two names are alike, as a reader is told."""

    SAME = "cùng bút danh"
    TURNED = "cùng các chữ, đảo thứ tự"
    ACCENTS = "chỉ khác dấu"
    INITIALS = "có thể là tên viết tắt"
    SHORTENED = "tên này nằm trong tên kia"
    ONE_LETTER = "chỉ khác một chữ cái"


SHORTEST = 4


def compare_names(one: str, other: str) -> Likeness | None:
    """Return how two names are alike, the strongest form first, or None."""
    (first, plain), (second, bare) = _read_words(one), _read_words(other)
    if not first or not second:
        return None
    forms = (
        (Likeness.SAME, first == second),
        (Likeness.TURNED, sorted(first) == sorted(second)),
        (Likeness.ACCENTS, sorted(plain) == sorted(bare)),
        (Likeness.INITIALS, _are_initials(first, second) or _are_initials(second, first)),
        (Likeness.SHORTENED, _is_part(first, second) or _is_part(second, first)),
        (Likeness.ONE_LETTER, _differ_by_one("".join(plain), "".join(bare))),
    )
    return next((form for form, holds in forms if holds), None)


@lru_cache(maxsize=16384)
def _read_words(name: str) -> tuple[list[str], list[str]]:
    """Return the words of a name as compared, and the same without accents."""
    words = comparison_key(name).split()
    return words, [fold_accents(word) for word in words]


def _are_initials(short: list[str], long: list[str]) -> bool:
    """Say whether each word of `short` begins the word of `long` in its place, one of them being a single letter."""
    if len(short) == 1 and len(short[0]) == len(long) > 1:
        short = list(short[0])
    if len(short) != len(long) or not any(len(word) == 1 for word in short):
        return False
    pairs = zip(short, long, strict=True)
    return short != long and all(word == whole or (len(word) == 1 and whole.startswith(word)) for word, whole in pairs)


def _is_part(short: list[str], long: list[str]) -> bool:
    """Say whether `short`, of two words at least, stands in `long` in its order and ends as it ends."""
    if not 2 <= len(short) < len(long) or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(word in rest for word in short)


def _differ_by_one(one: str, other: str) -> bool:
    """Say whether one letter more, less or other makes one name of the other; short names are too alike to ask."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST or len(long) - len(short) > 1:
        return False
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1
    cut = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[cut:] == long[cut + 1 :]

"""Is a known name, where it stands, the name of that place? By its level, its letters and its neighbours.

"Nguyễn Hồng Lĩnh" is a man, "đường Lê Đức Thọ" a street, "hòa bình" a word, "xã Sơn Tây" and
"thị xã Sơn Tây" two places.
"""

from collections.abc import Sequence
from functools import cache

from classify.places.gazetteer import COMMUNE_PREFIXES, PREFIXES, Place, read_known_places
from classify.rules.syllables import Syllables, split_keys
from models.vocabulary import PlaceKind

LONGEST_PREFIX = 2
# A name of one so short syllable is whole only where none follows: "sông La", not "sông La Ngà".
SHORT = 3
_LEVELLESS = frozenset({PlaceKind.FOREIGN, PlaceKind.REGION, PlaceKind.LANDMARK})
_OWN_KINDS = frozenset({PlaceKind.PROVINCE, PlaceKind.DISTRICT, PlaceKind.COMMUNE, PlaceKind.LANDMARK})
_UNMISTAKABLE = frozenset({PlaceKind.PROVINCE, PlaceKind.REGION, PlaceKind.LANDMARK})


@cache
def word_list(key: str) -> frozenset[tuple[str, ...]]:
    """Return a list of `elsewhere.yaml` as syllables."""
    return frozenset(split_keys(word) for word in read_known_places()[key])


def read_level(keys: Sequence[str], first: int) -> tuple[str, int]:
    """Return the level before syllable `first` ("huyện", "" for none) and where it begins."""
    for length in range(min(LONGEST_PREFIX, first), 0, -1):
        level = PREFIXES.get(tuple(keys[first - length : first]))
        if level:
            return level, first - length
    return "", first


def choose_places(candidates: Sequence[Place], level: str) -> list[Place]:
    """Return the places that may be meant with `level` before the name; several only where the name is shared."""
    fitting = [place for place in candidates if level in place.levels]
    if fitting or level in COMMUNE_PREFIXES:
        return fitting
    return [place for place in candidates if place.is_bare and not (level and place.kind in _LEVELLESS)][:1]


def is_written_as_name(text: Syllables, first: int, after: int, kind: PlaceKind) -> bool:
    """Say whether each syllable begins with a capital; of regions the last ("miền Bắc").

    In a part without any capital the province's own names of several syllables count all the same.
    """
    if text.text.islower():
        return kind in _OWN_KINDS and after - first > 1
    first = after - 1 if kind is PlaceKind.REGION else first
    return all(text.text[text.starts[place]].isupper() for place in range(first, after))


def is_part_of_longer_name(text: Syllables, first: int, after: int, kind: PlaceKind) -> bool:
    """Say whether the syllables belong to a person's, a street's or another longer name."""
    goes_on = _is_joined(text, after - 1)
    if kind in _UNMISTAKABLE:
        return goes_on and kind is PlaceKind.LANDMARK and after - first == 1 and len(text.keys[first]) <= SHORT
    before = text.keys[first - 1] if first else ""
    if (before,) in word_list("not_place_before") and text.keys[first - 2 : first] not in word_list("no_street"):
        return True
    begins_name = _is_joined(text, first - 1) and (before,) in word_list("surnames")
    if kind is PlaceKind.FOREIGN and text.keys[first:after] in word_list("word_countries"):
        is_word = text.keys[after : after + 1] in word_list("not_country_after")
        return goes_on or is_word or _is_joined(text, first - 1) or (before,) not in word_list("before_countries")
    return begins_name or (goes_on and (text.keys[first],) in word_list("surnames"))


def _is_joined(text: Syllables, place: int) -> bool:
    """Say whether syllable `place` and the next are two capitalised ones with nothing but a blank between."""
    if place < 0 or place + 1 >= len(text.keys):
        return False
    between = text.text[text.ends[place] : text.starts[place + 1]]
    both = text.text[text.starts[place]], text.text[text.starts[place + 1]]
    return between == " " and all(letter.isupper() for letter in both)


def is_allowed_here(place: Place, keys: Sequence[str], first: int, after: int) -> bool:
    """Apply a landmark's own conditions on what stands before and after it."""
    if any(tuple(keys[after : after + len(words)]) == words for words in place.not_before):
        return False
    ahead = [tuple(keys[max(0, first - len(words)) : first]) == words for words in place.only_after]
    return any(ahead) if ahead else True

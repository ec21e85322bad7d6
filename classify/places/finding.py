"""Find the places an article names, each with what stands around it.

One walk over the syllables of a part. Names that follow one another as an address ("xã Kỳ Xuân, Kỳ Anh,
Hà Tĩnh") are one naming, whose widest member says which province is meant.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from classify.places.gazetteer import COMMUNE_PREFIXES, Gazetteer, Place
from classify.places.naming import (
    choose_places,
    is_allowed_here,
    is_part_of_longer_name,
    is_written_as_name,
    read_level,
    word_list,
)
from classify.rules.syllables import Syllables
from models.vocabulary import PlaceKind

_DISTRICT_RANK = 2
_RANKS = {
    PlaceKind.LANDMARK: 0,
    PlaceKind.COMMUNE: 1,
    PlaceKind.DISTRICT: _DISTRICT_RANK,
    PlaceKind.OTHER_DISTRICT: _DISTRICT_RANK,
    PlaceKind.PROVINCE: 3,
    PlaceKind.OTHER_PROVINCE: 3,
}
_WHOLE = frozenset({PlaceKind.PROVINCE, PlaceKind.OTHER_PROVINCE})
_WITHIN_ADDRESS = re.compile(r"\W{0,3}(?:(?:thuộc|của|ở|tại|thuộc địa bàn|địa bàn)\s)?\W*", re.IGNORECASE)
_WITHIN_LIST = re.compile(r"\s*(?:[,;/-]|–|và)\s*", re.IGNORECASE)
_FARTHEST_WORD = 4
# The region of a name that several other provinces share.
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Naming:
    """One place as named at syllables `first:after` (its level included from `start`) of a part.

    `region` is what it speaks for: a province, a country, "" for none in particular. `person` is "origin" or
    "residence" where it only tells where somebody is from; `is_press` where it is a paper's name.
    """

    place: Place
    start: int
    first: int
    after: int
    level: str
    region: str
    group: int
    person: str = ""
    is_press: bool = False


def find_namings(text: Syllables, gazetteer: Gazetteer) -> list[Naming]:
    """Return the places of one part in reading order, none inside another."""
    accepted: list[tuple[Naming, list[Place]]] = []
    occurrences = sorted(gazetteer.trie.find(text.keys), key=lambda one: (one[1], -one[2]))
    for number, first, after in occurrences:
        if accepted and first < accepted[-1][0].after:
            continue
        follows = accepted[-1][0] if accepted else None
        found = _accept(text, gazetteer.at(number), first, after, follows)
        if found:
            accepted.append(found)
    return list(_settle_groups(text, accepted))


def _accept(
    text: Syllables, candidates: Sequence[Place], first: int, after: int, follows: Naming | None
) -> tuple[Naming, list[Place]] | None:
    level, start = read_level(text.keys, first)
    places = choose_places(candidates, level)
    if not places:
        level, places = _continue_list(text, candidates, first, follows)
    if not places or not is_written_as_name(text, first, after, places[0].kind):
        return None
    if not level and is_part_of_longer_name(text, first, after, places[0].kind):
        return None
    places = [place for place in places if is_allowed_here(place, text.keys, first, after)]
    if not places:
        return None
    return Naming(places[0], start, first, after, level, places[0].region, group=0), places


def _continue_list(
    text: Syllables, candidates: Sequence[Place], first: int, follows: Naming | None
) -> tuple[str, list[Place]]:
    """Read "các xã Kỳ Khang, Kỳ Xuân": the level of the first stands for the next."""
    if follows is None or follows.level not in COMMUNE_PREFIXES or follows.place.kind is not PlaceKind.COMMUNE:
        return "", []
    if not _WITHIN_LIST.fullmatch(text.text[text.ends[follows.after - 1] : text.starts[first]]):
        return "", []
    return follows.level, [place for place in candidates if place.kind is PlaceKind.COMMUNE]


def _settle_groups(text: Syllables, found: Sequence[tuple[Naming, list[Place]]]) -> Iterator[Naming]:
    """Number the addresses and let the widest place of each say the province of the others."""
    start = 0
    for number, end in enumerate(_ends_of_groups(text, [naming for naming, _ in found])):
        members = found[start:end]
        yield from _settle_group(text, members, number)
        start = end


def _ends_of_groups(text: Syllables, namings: Sequence[Naming]) -> Iterator[int]:
    for place, naming in enumerate(namings):
        following = namings[place + 1] if place + 1 < len(namings) else None
        if following is None or not _is_address(text, naming, following):
            yield place + 1


def _is_address(text: Syllables, naming: Naming, following: Naming) -> bool:
    ranks = _RANKS.get(naming.place.kind), _RANKS.get(following.place.kind)
    if ranks[0] is None or ranks[1] is None or ranks[0] > ranks[1] or ranks == (3, 3):
        return False
    if ranks[0] == ranks[1] and naming.level not in COMMUNE_PREFIXES:
        return False
    between = text.text[text.ends[naming.after - 1] : text.starts[following.start]]
    return _WITHIN_ADDRESS.fullmatch(between) is not None


def _settle_group(text: Syllables, members: Sequence[tuple[Naming, list[Place]]], number: int) -> Iterator[Naming]:
    widest, meant = members[-1]
    is_known = widest.place.kind in _WHOLE or (_RANKS.get(widest.place.kind) == _DISTRICT_RANK and _share_region(meant))
    region = widest.region if is_known else None
    person, is_press = _read_before(text, members[0][0].start)
    for naming, places in members:
        place = _settle_place(places, region)
        if place:
            yield replace(naming, place=place, region=place.region, group=number, person=person, is_press=is_press)


def _settle_place(places: Sequence[Place], region: str | None) -> Place | None:
    """Return the one of like-named places that lies in `region`; unknown, a shared name stands for no region known."""
    if region is not None:
        return next((place for place in places if place.region == region), None)
    return places[0] if _share_region(places) else replace(places[0], region=UNKNOWN)


def _share_region(places: Sequence[Place]) -> bool:
    return len({place.region for place in places}) == 1


def _read_before(text: Syllables, start: int) -> tuple[str, bool]:
    """Say what the words before an address make of it: where somebody is from, or a paper's name."""
    ahead = text.keys[max(0, start - _FARTHEST_WORD) : start]
    if _holds(ahead, "origin_words"):
        return "origin", False
    if _holds(ahead[-3:], "residence_words") and ("lưu", "trú") not in pairwise(ahead):
        return "residence", False
    press = any(ahead[len(ahead) - len(words) :] == words for words in word_list("press_words"))
    return "", press


def _holds(keys: Sequence[str], words: str) -> bool:
    wanted = word_list(words)
    return any(tuple(keys[at : at + size]) in wanted for size in (1, 2) for at in range(len(keys) - size + 1))

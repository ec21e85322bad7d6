"""The names of places the program knows, as one trie over syllables.

The province's districts come from the organisation file, its communes before and after 01/07/2025
and the districts of other provinces from underthesea's address tables, landmarks, countries and
regions from the two files beside this one.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from classify.facet_words import read_facet_words
from classify.rules.phrases import PhraseTrie
from classify.rules.syllables import Aliases, expand, split_keys
from models.office_files.organisation import OrganisationFile
from models.text import fold_accents
from models.vocabulary import PlaceKind

# What stands before a name and says its level; the longest first.
PREFIXES = {
    ("thị", "trấn"): "thị trấn",
    ("thị", "xã"): "thị xã",
    ("thành", "phố"): "thành phố",
    ("t", "x"): "thị xã",
    ("t", "p"): "thành phố",
    ("tx",): "thị xã",
    ("tp",): "thành phố",
    ("tt",): "thị trấn",
    ("tỉnh",): "tỉnh",
    ("huyện",): "huyện",
    ("quận",): "quận",
    ("xã",): "xã",
    ("phường",): "phường",
}
DISTRICT_PREFIXES = frozenset({"huyện", "quận", "thị xã", "thành phố"})
COMMUNE_PREFIXES = frozenset({"xã", "phường", "thị trấn"})
PROVINCE_PREFIXES = frozenset({"tỉnh", "thành phố"})
# Since this day there are two levels, province and commune.
REFORM = date(2025, 7, 1)
_DISTRICT_KINDS = {"thanh_pho": "thành phố", "thi_xa": "thị xã", "huyen": "huyện"}


@dataclass(frozen=True, slots=True)
class Place:
    """A place as known beforehand. `region` is the province or country it speaks for, "" for the whole country.

    `levels` are the words that may stand before it ("huyện"); `is_bare` says that it may stand without one.
    `is_sure`: named alone it speaks for its region; otherwise only beside other evidence of it.
    """

    name: str
    code: str | None
    kind: PlaceKind
    region: str
    levels: frozenset[str] = frozenset()
    is_bare: bool = True
    is_sure: bool = True
    since: date | None = None
    until: date | None = None
    note: str | None = None
    full_name: str | None = None
    not_before: tuple[tuple[str, ...], ...] = ()
    only_after: tuple[tuple[str, ...], ...] = ()


@cache
def read_known_places() -> dict[str, Any]:
    """Return `landmarks.yaml` and `elsewhere.yaml` as one mapping."""
    folder = files("classify.places")
    content: dict[str, Any] = {}
    for name in ("landmarks.yaml", "elsewhere.yaml"):
        content |= yaml.safe_load(folder.joinpath(name).read_text(encoding="utf-8"))
    return content


@cache
def _read_wards() -> tuple[tuple[str, str, str, str], ...]:
    """Return (province, district, commune, commune from 01/07/2025) of every commune before that day."""
    table = json.loads(files("underthesea.address").joinpath("data", "mapping.json").read_text(encoding="utf-8"))
    keys = ("old_province", "old_district", "old_ward", "new_ward")
    return tuple((row[keys[0]], row[keys[1]], row[keys[2]], row[keys[3]]) for row in table["ward_mapping"])


def split_level(name: str) -> tuple[str, str]:
    """Split "Thị xã Kỳ Anh" into its level ("thị xã") and its own name."""
    words = name.split()
    for length in (2, 1):
        level = PREFIXES.get(tuple(word.lower() for word in words[:length]))
        if level and len(words) > length:
            return level, " ".join(words[length:])
    return "", name


def make_code(name: str) -> str:
    """Return "xa-ky-hoa" for "Xã Kỳ Hoa"."""
    return "-".join(fold_accents(name).split())


class Gazetteer:
    """All known places by their name; `at` returns the candidates of a trie number."""

    def __init__(self, organisation: OrganisationFile, aliases: Aliases) -> None:
        self.home = organisation.province.name
        self.trie = PhraseTrie()
        self._aliases = aliases
        self._candidates: dict[int, list[Place]] = {}
        for place in self._known(organisation):
            self._add(place)
        known = read_known_places()
        for name, meant in known["province_spellings"].items():
            self._add(Place(meant, None, PlaceKind.OTHER_PROVINCE, meant, PROVINCE_PREFIXES), name)
        for name, meant in known["other_regions"].items():
            self._add(Place(name, None, PlaceKind.REGION, meant), name)

    def at(self, number: int) -> list[Place]:
        """Return the places that bear the name."""
        return self._candidates[number]

    def _add(self, place: Place, spelling: str | None = None) -> None:
        keys = expand(spelling or place.name, self._aliases)
        known = self._candidates.setdefault(self.trie.add(keys), [])
        if place not in known:
            known.append(place)

    def _known(self, organisation: OrganisationFile) -> Iterator[Place]:
        known, home = read_known_places(), self.home
        yield Place(home, None, PlaceKind.PROVINCE, home, frozenset({"tỉnh"}))
        yield from self._own_districts(organisation)
        yield from _own_communes(home)
        for one in known["landmarks"]:
            yield _landmark(one, home)
        for name in read_facet_words()["other_provinces"]:
            meant = known["province_spellings"].get(name, name)
            yield Place(name, None, PlaceKind.OTHER_PROVINCE, meant, PROVINCE_PREFIXES)
        for name, region in known["cities"].items():
            yield Place(name, None, PlaceKind.OTHER_DISTRICT, region, DISTRICT_PREFIXES)
        for name, region in known["prefixed_cities"].items():
            yield Place(name, None, PlaceKind.OTHER_DISTRICT, region, DISTRICT_PREFIXES, is_bare=False)
        yield from _other_districts(home)
        for name in known["regions"]:
            yield Place(name, None, PlaceKind.REGION, "" if name in known["own_regions"] else name)
        for name in known["foreign"]:
            yield Place(name, None, PlaceKind.FOREIGN, name)

    def _own_districts(self, organisation: OrganisationFile) -> Iterator[Place]:
        names = [split_level(one.name)[1] for one in organisation.districts]
        for one, name in zip(organisation.districts, names, strict=True):
            is_alone = names.count(name) == 1 and name != self.home
            level = frozenset({_DISTRICT_KINDS[one.kind]})
            yield Place(
                name,
                one.code,
                PlaceKind.DISTRICT,
                self.home,
                level,
                is_alone,
                since=one.valid_from,
                until=one.valid_to,
                full_name=one.name,
            )
        for name in sorted({name for name in names if names.count(name) > 1}):
            note = "chưa rõ là đơn vị cấp huyện nào: tên đứng một mình, không có huyện, thị xã phía trước"
            yield Place(name, None, PlaceKind.DISTRICT, self.home, note=note)


def _own_communes(home: str) -> Iterator[Place]:
    """Yield the province's communes; the same name before and after the reform is one place."""
    wards = _read_wards()
    own = [(old, new) for province, _, old, new in wards if split_level(province)[1] == home]
    elsewhere = {split_level(old)[1] for province, _, old, _ in wards if split_level(province)[1] != home}
    elsewhere |= {split_level(district)[1] for province, district, _, _ in wards if split_level(province)[1] != home}
    before, after = {old for old, _ in own}, {new for _, new in own}
    successors: dict[str, list[str]] = {}
    for old, new in own:
        successors.setdefault(old, []).append(new)
    for name in sorted(before | after):
        level, own_name = split_level(name)
        yield Place(
            own_name,
            make_code(name),
            PlaceKind.COMMUNE,
            home,
            frozenset({level}),
            is_bare=False,
            is_sure=own_name not in elsewhere,
            since=None if name in before else REFORM,
            until=None if name in after else REFORM - timedelta(days=1),
            note=None if name in after else f"nay thuộc {', '.join(sorted(set(successors[name])))}",
            full_name=name,
        )


def _landmark(one: dict[str, Any], home: str) -> Place:
    return Place(
        one["name"],
        None,
        PlaceKind.LANDMARK,
        home,
        is_sure=not one.get("near", False),
        note=one["reason"],
        not_before=tuple(split_keys(name) for name in one.get("except_before", ())),
        only_after=tuple(split_keys(name) for name in one.get("only_after", ())),
    )


def _other_districts(home: str) -> Iterator[Place]:
    """Yield the districts of other provinces, which count only with their level before them."""
    found: dict[tuple[str, str], set[str]] = {}
    for province, district, _, _ in _read_wards():
        region = split_level(province)[1]
        level, name = split_level(district)
        if region != home and not name.isdigit():
            found.setdefault((name, region), set()).add(level)
    for (name, region), levels in found.items():
        yield Place(name, None, PlaceKind.OTHER_DISTRICT, region, frozenset(levels), is_bare=False)

"""Names and places of an obligation, and what an article names. Pure.

"Kỳ Anh" is a district and a town: a name means the one that its prefix says, and either without a prefix.
Document numbers, proper names and ordinals ("đợt 2", "quý III") are looked for too; an article that
speaks of another place or another ordinal is about something else.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from classify.facet_words import read_facet_words
from pipeline.obligations.spelling import Lookout, split_syllables

# A single capital letter opens a sentence or a title ("Luật"); alone only words foreign to Vietnamese are names.
FEWEST_FOREIGN_LETTERS = 7
_DOCUMENT = re.compile(r"\d+(?:/\d{4})?[/-][A-ZĐ][\w&]*(?:[-/][A-ZĐ][\w&]*)*")
# What a district is, with its short form.
_KINDS: tuple[tuple[str, ...], ...] = (
    ("thành", "phố"),
    ("thị", "xã"),
    ("huyện",),
    ("quận",),
    ("xã",),
    ("phường",),
    ("thị", "trấn"),
)
_SHORT: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("thành", "phố"): ("tp",),
    ("thị", "xã"): ("tx",),
    ("thị", "trấn"): ("tt",),
}
_COUNTED = (("đợt",), ("lần",), ("lần", "thứ"), ("phiên",), ("quý",), ("giai", "đoạn"), ("kỳ", "họp", "thứ"))
_ORDINAL_WORDS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_FEW = 99


class Sort(Enum):
    """What a phrase of the lookout is."""

    CONCEPT = "concept"
    NAME = "name"
    DISTRICT = "district"
    PROVINCE = "province"
    LOOK_ALIKE = "look-alike"
    COMMON = "common"
    COUNTED = "counted"


Meaning = tuple[Sort, Any]
Found = Sequence[tuple[Meaning, int, int]]


@dataclass(frozen=True, slots=True)
class DistrictName:
    """A district and its whole name ("Thị xã Kỳ Anh")."""

    code: str
    name: str

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return the name whole and without its kind."""
        return self.name, " ".join(_cut_kind(split_syllables(self.name))[1])


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names.

    `names` are proper names by number, `places` districts (each mention with all it may mean), `look_alikes` pairs of
    a department's code and the name of a body easily taken for it, `ordinals` what is counted with its number.
    """

    names: frozenset[int]
    places: frozenset[frozenset[str]]
    provinces: frozenset[str]
    look_alikes: frozenset[tuple[str, str]]
    ordinals: frozenset[tuple[str, int]]

    @property
    def districts(self) -> frozenset[str]:
        """Return every district that may be meant."""
        return frozenset().union(*self.places)


class Names:
    """The proper names of a set of obligations, numbered as they are read, and the districts of a province.

    `common` are names that set nothing apart: the province, the agency, its departments. `look_alikes` are bodies that
    are easily taken for a department, by its code. All are added to `lookout`.
    """

    def __init__(
        self,
        lookout: Lookout[Meaning],
        province: str,
        *,
        districts: Sequence[DistrictName],
        common: Iterable[str],
        look_alikes: Mapping[str, Sequence[str]],
    ) -> None:
        self._lookout = lookout
        self.printed: list[str] = []
        self._numbers: dict[tuple[str, ...], int] = {}
        for name in (province, *common):
            self._mean(split_syllables(name), Sort.COMMON, None)
        for name in (province, *read_facet_words()["other_provinces"]):
            self._mean(split_syllables(name), Sort.PROVINCE, name)
        for code, bodies in look_alikes.items():
            for body in bodies:
                self._mean(split_syllables(body), Sort.LOOK_ALIKE, (code, body))
        for counted in _COUNTED:
            self._mean(counted, Sort.COUNTED, counted[0])
        for district in districts:
            kind, bare = _cut_kind(split_syllables(district.name))
            if bare != split_syllables(province):
                self._mean(bare, Sort.DISTRICT, district.code)
            for prefix in (kind, _SHORT.get(kind, kind)):
                self._mean((*prefix, *bare), Sort.DISTRICT, district.code)

    def _mean(self, syllables: Sequence[str], sort: Sort, value: object) -> None:
        if syllables:
            self._lookout.add(syllables, (sort, value))

    def read_content(self, content: str, words: Sequence[str]) -> Named:
        """Return what an obligation names; `words` is the content segmented. New names are numbered."""
        for printed in self._cut_names(content, words):
            syllables = tuple(split_syllables(printed))
            if syllables not in self._numbers:
                self._numbers[syllables] = len(self.printed)
                self.printed.append(printed)
                self._mean(syllables, Sort.NAME, self._numbers[syllables])
        syllables = tuple(split_syllables(content))
        return read_named(self._lookout.find(syllables), syllables)

    def _cut_names(self, content: str, words: Sequence[str]) -> Iterable[str]:
        yield from _DOCUMENT.findall(content)
        run: list[str] = []
        for word in (*words, ""):
            if word and all(_is_capital(syllable) for syllable in word.split()):
                run.append(word)
                continue
            printed = " ".join(run)
            run = []
            if _is_name(printed) and not self._is_common(split_syllables(printed)):
                yield printed

    def _is_common(self, syllables: Sequence[str]) -> bool:
        """Say whether every syllable of a name belongs to a common name or to a district."""
        covered = {
            place
            for (sort, _), first, after in self._lookout.find(syllables)
            if sort in (Sort.COMMON, Sort.DISTRICT)
            for place in range(first, after)
        }
        return len(covered) == len(syllables)


def read_named(found: Found, syllables: Sequence[str]) -> Named:
    """Return all that a text names, of what the lookout found in its syllables."""
    sorts: defaultdict[Sort, list[tuple[Any, int, int]]] = defaultdict(list)
    for (sort, value), first, after in found:
        if sort is not Sort.CONCEPT:
            sorts[sort].append((value, first, after))
    return Named(
        names=_values(sorts[Sort.NAME]),
        places=_read_places(sorts[Sort.DISTRICT]),
        provinces=_values(sorts[Sort.PROVINCE]),
        look_alikes=_values(sorts[Sort.LOOK_ALIKE]),
        ordinals=_read_ordinals(sorts[Sort.COUNTED], syllables),
    )


def _values(found: Iterable[tuple[Any, int, int]]) -> frozenset[Any]:
    return frozenset(value for value, _, _ in found)


def _read_places(found: Iterable[tuple[str, int, int]]) -> frozenset[frozenset[str]]:
    """Return the districts of each mention; of two that end together the longer one, with its prefix, counts."""
    longest: dict[int, tuple[int, set[str]]] = {}
    for code, first, after in found:
        known = longest.get(after)
        if known is None or first < known[0]:
            longest[after] = first, {code}
        elif first == known[0]:
            known[1].add(code)
    return frozenset(frozenset(codes) for _, codes in longest.values())


def _read_ordinals(found: Iterable[tuple[str, int, int]], syllables: Sequence[str]) -> frozenset[tuple[str, int]]:
    """Return what is counted in a text, with its number: ("đợt", 2), ("quý", 3)."""
    numbered = ((counted, _read_number(syllables[after])) for counted, _, after in found if after < len(syllables))
    return frozenset((counted, number) for counted, number in numbered if number is not None)


def _read_number(syllable: str) -> int | None:
    if syllable.isascii() and syllable.isdigit():
        return int(syllable) if len(syllable) <= len(str(_FEW)) else None
    return _ROMAN.get(syllable, _ORDINAL_WORDS.get(syllable))


def _cut_kind(syllables: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    kind = next((kind for kind in _KINDS if tuple(syllables[: len(kind)]) == kind), ())
    return kind, list(syllables[len(kind) :])


def _is_capital(syllable: str) -> bool:
    return syllable[:1].isupper() and any(map(str.islower, syllable))


def _is_name(printed: str) -> bool:
    return " " in printed or len(printed) >= FEWEST_FOREIGN_LETTERS

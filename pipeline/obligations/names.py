"""Names and places of an obligation, and what an article names. Pure.

"Kỳ Anh" is a district and a town: a name means the one that its prefix says, and either without a prefix.
Document numbers, proper names and ordinals ("đợt 2", "quý III") are looked for too; an article that
speaks of another place or another ordinal is about something else.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from classify.facet_words import read_facet_words
from classify.rules.phrases import PhraseTrie
from classify.rules.syllables import split_keys

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


@dataclass(frozen=True, slots=True)
class DistrictName:
    """A district and its whole name ("Thị xã Kỳ Anh")."""

    code: str
    name: str

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return the name whole and without its kind."""
        keys = split_keys(self.name)
        return self.name, " ".join(_cut_kind(keys)[1])


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
    are easily taken for a department, by its code.
    """

    def __init__(
        self,
        districts: Sequence[DistrictName],
        province: str,
        common: Iterable[str],
        look_alikes: Mapping[str, Sequence[str]],
    ) -> None:
        self._common = PhraseTrie()
        for name in (province, *common):
            if spoken := split_keys(name):
                self._common.add(spoken)
        self._places = PhraseTrie()
        self._meant: dict[int, set[str]] = {}
        for district in districts:
            kind, keys = _cut_kind(split_keys(district.name))
            if keys != split_keys(province):
                self._mean(keys, district.code)
            for prefix in (kind, _SHORT.get(kind, kind)):
                self._mean((*prefix, *keys), district.code)
        self._provinces = PhraseTrie()
        self._printed_provinces = {
            self._provinces.add(split_keys(name)): name for name in (province, *read_facet_words()["other_provinces"])
        }
        self._look_alikes = PhraseTrie()
        self._taken_for: dict[int, set[tuple[str, str]]] = {}
        for code, bodies in look_alikes.items():
            for body in bodies:
                self._taken_for.setdefault(self._look_alikes.add(split_keys(body)), set()).add((code, body))
        self._names = PhraseTrie()
        self.printed: list[str] = []

    def _mean(self, keys: tuple[str, ...], code: str) -> None:
        self._meant.setdefault(self._places.add(keys), set()).add(code)

    def read_content(self, content: str, words: Sequence[str]) -> Named:
        """Return what an obligation names; `words` is the content segmented. New names are numbered."""
        names = frozenset(self._number(printed) for printed in self._cut_names(content, words))
        return self._complete(names, split_keys(content))

    def _number(self, printed: str) -> int:
        number = self._names.add(split_keys(printed))
        if number == len(self.printed):
            self.printed.append(printed)
        return number

    def _cut_names(self, content: str, words: Sequence[str]) -> Iterable[str]:
        yield from _DOCUMENT.findall(content)
        run: list[str] = []
        for word in (*words, ""):
            if word and all(_is_capital(syllable) for syllable in word.split()):
                run.append(word)
                continue
            printed = " ".join(run)
            run = []
            if _is_name(printed) and not self._is_common(split_keys(printed)):
                yield printed

    def _is_common(self, keys: tuple[str, ...]) -> bool:
        """Say whether every syllable of a name belongs to a common name or to a district."""
        found = (*self._common.find(keys), *self._places.find(keys))
        return len({place for _, first, after in found for place in range(first, after)}) == len(keys)

    def find(self, keys: Sequence[str]) -> frozenset[int]:
        """Return the names that stand in a text given as syllables."""
        return frozenset(number for number, _, _ in self._names.find(keys))

    def read(self, keys: Sequence[str]) -> Named:
        """Return all that a text names."""
        return self._complete(self.find(keys), keys)

    def _complete(self, names: frozenset[int], keys: Sequence[str]) -> Named:
        provinces = (self._printed_provinces[number] for number, _, _ in self._provinces.find(keys))
        taken = (pair for number, _, _ in self._look_alikes.find(keys) for pair in self._taken_for[number])
        return Named(names, self._find_places(keys), frozenset(provinces), frozenset(taken), find_ordinals(keys))

    def _find_places(self, keys: Sequence[str]) -> frozenset[frozenset[str]]:
        longest: dict[int, tuple[int, int]] = {}
        for number, first, after in self._places.find(keys):
            if after not in longest or first < longest[after][1]:
                longest[after] = number, first
        return frozenset(frozenset(self._meant[number]) for number, _ in longest.values())


def _cut_kind(keys: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    kind = next((kind for kind in _KINDS if keys[: len(kind)] == kind), ())
    return kind, keys[len(kind) :]


def _is_capital(syllable: str) -> bool:
    return syllable[:1].isupper() and any(map(str.islower, syllable))


def _is_name(printed: str) -> bool:
    return " " in printed or len(printed) >= FEWEST_FOREIGN_LETTERS


def find_ordinals(keys: Sequence[str]) -> frozenset[tuple[str, int]]:
    """Return what is counted in a text, with its number: ("đợt", 2), ("quý", 3)."""
    found: set[tuple[str, int]] = set()
    for place in range(len(keys)):
        for counted in _COUNTED:
            after = place + len(counted)
            if tuple(keys[place:after]) == counted and after < len(keys):
                number = _read_ordinal(keys[after])
                if number is not None:
                    found.add((counted[0], number))
    return frozenset(found)


def _read_ordinal(key: str) -> int | None:
    if key.isascii() and key.isdigit():
        return int(key) if int(key[:4]) <= _FEW else None
    return _ROMAN.get(key, _ORDINAL_WORDS.get(key))

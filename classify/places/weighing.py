"""How much an article speaks for each province or country, for the whole country, and for the province itself.

A place counts by where it stands; where people come from and the names of papers count little.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from classify.facet_words import PhraseSet
from classify.places.finding import Naming
from classify.places.gazetteer import read_known_places
from classify.rules.syllables import Aliases, Syllables
from models.office_files.organisation import OrganisationFile
from models.vocabulary import ArticlePart, PlaceKind

TITLE_WEIGHT, LEAD_WEIGHT, OPENING_WEIGHT, BODY_WEIGHT = 6.0, 4.0, 2.0, 0.5
# The first syllables of the text, where who, where and when are told.
OPENING = 90
# Repeating a name says little more than naming it a few times.
MOST_FROM_BODY, MOST_FROM_OPENING, MOST_NATIONAL, MOST_OWN_BODIES = 3.0, 4.0, 8.0, 4.0
PERSON_FACTORS = {"": 1.0, "residence": 0.35, "origin": 0.1}
PRESS_FACTOR, NATIONAL_FACTOR, FOREIGN_FACTOR = 0.1, 0.5, 0.6
# A plant or a harbour is named for its firm's sake also where the matter lies elsewhere.
LANDMARK_FACTOR = 0.7
# What it says that the province's own paper printed the article.
OWN_PRESS = 3.0


@dataclass(frozen=True, slots=True)
class PlaceEvidence:
    """How much speaks for each region by part, for the whole country, and for the province by its bodies alone.

    `named_in_head` is what title and lead say for the province by its own or its districts' and communes' names.
    """

    regions: Mapping[str, Mapping[str, float]]
    named_in_head: float
    national: float
    own_bodies: float
    foreign: frozenset[str]

    def head(self, region: str) -> float:
        """Return what title and lead say for `region`."""
        parts = self.regions.get(region, {})
        return self._factor(region) * (parts.get("title", 0.0) + parts.get("lead", 0.0))

    def weight(self, region: str) -> float:
        """Return all that speaks for `region`; the body counts up to a bound."""
        parts = self.regions.get(region, {})
        rest = min(parts.get("opening", 0.0), MOST_FROM_OPENING) + min(parts.get("body", 0.0), MOST_FROM_BODY)
        return self.head(region) + self._factor(region) * rest

    def _factor(self, region: str) -> float:
        return FOREIGN_FACTOR if region in self.foreign else 1.0


class EvidenceWeigher:
    """Weighs the places found in an article, with the words for the country and for the province's own bodies."""

    def __init__(self, organisation: OrganisationFile, aliases: Aliases) -> None:
        known = read_known_places()
        self._home = organisation.province.name
        self._national = PhraseSet(known["national"], aliases)
        offices = [name for agency in organisation.agencies for name in agency.aliases]
        self._own_bodies = PhraseSet([*known["own_bodies"], *offices], aliases)

    def weigh(
        self, texts: Mapping[ArticlePart, Syllables], found: Mapping[ArticlePart, Sequence[Naming]]
    ) -> PlaceEvidence:
        """Return what the parts say; `found` are their places."""
        regions: dict[str, dict[str, float]] = {}
        foreign: set[str] = set()
        named_in_head = 0.0
        for part, namings in found.items():
            for one in _one_a_group(namings):
                is_landmark = one.place.kind is PlaceKind.LANDMARK and not self._names_home(texts[part], one)
                weight = _weight_of(part, one) * (LANDMARK_FACTOR if is_landmark else 1.0)
                if one.region:
                    parts = regions.setdefault(one.region, {})
                    where = _where(part, one.first)
                    parts[where] = parts.get(where, 0.0) + weight
                if one.region == self._home and part is not ArticlePart.TEXT and not is_landmark:
                    named_in_head += weight
                if one.place.kind is PlaceKind.FOREIGN:
                    foreign.add(one.region)
        national = sum(
            _part_weight(part, first) * NATIONAL_FACTOR
            for part, text in texts.items()
            for first in _firsts(self._national, text)
        )
        own = sum(
            _part_weight(part, first)
            for part, text in texts.items()
            for first in _firsts(self._own_bodies, text, found[part])
        )
        national, own = min(national, MOST_NATIONAL), min(own, MOST_OWN_BODIES)
        return PlaceEvidence(regions, named_in_head, national, own, frozenset(foreign))

    def _names_home(self, text: Syllables, one: Naming) -> bool:
        """Say whether a name written out by an alias holds the province's own ("Formosa Hà Tĩnh")."""
        return self._home in text.written(one.first, one.after)


def _one_a_group(namings: Iterable[Naming]) -> Iterable[Naming]:
    return {one.group: one for one in namings}.values()


def _where(part: ArticlePart, first: int) -> str:
    if part is ArticlePart.TEXT:
        return "opening" if first < OPENING else "body"
    return part.value


def _part_weight(part: ArticlePart, first: int) -> float:
    if part is ArticlePart.TITLE:
        return TITLE_WEIGHT
    if part is ArticlePart.LEAD:
        return LEAD_WEIGHT
    return OPENING_WEIGHT if first < OPENING else BODY_WEIGHT


def _weight_of(part: ArticlePart, one: Naming) -> float:
    factor = PRESS_FACTOR if one.is_press else PERSON_FACTORS[one.person]
    return _part_weight(part, one.first) * factor


def _firsts(phrases: PhraseSet, text: Syllables, namings: Sequence[Naming] = ()) -> list[int]:
    """Return where the phrases begin; one that a named place follows is that place's."""
    taken = {one.start for one in namings} | {one.start - 1 for one in namings}
    return [first for first, after in phrases.find(text.keys) if after not in taken and after - 1 not in taken]

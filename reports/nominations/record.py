"""What a list of nominations says, as frozen records: who and what may be considered, what was left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.office_files.award import AwardFile
from reports.authors.record import AuthorBook, CreditedWork, Tally
from reports.gathering import Gathered
from reports.nominations.opinions import Rating, Reward
from reports.record import Work


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands to be considered as one: a work, or a whole series. `names` are its authors as counted."""

    works: tuple[Work, ...]
    names: tuple[str, ...]

    @property
    def is_series(self) -> bool:
        """Say whether it has several parts."""
        return len(self.works) > 1

    @property
    def title(self) -> str:
        """The title, of a series that of its first part with the number of parts."""
        first = self.works[0].title
        return f"{first} (loạt {len(self.works)} kỳ)" if self.is_series else first


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule of the award that an entry or author does not meet, and how."""

    rule: str
    told: str


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An entry that confirmed works make but rules of the award leave out."""

    entry: Entry
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class RankedWork:
    """An entry that may be considered, in its place. `rating` is None while nobody has rated it."""

    place: int
    entry: Entry
    rating: Rating | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RankedAuthor:
    """A contributor who may be considered, in their place among their own kind. `count` is what the place rests on."""

    place: int
    tally: Tally
    count: float
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedAuthor:
    """A contributor whose works would count but whom a rule on persons leaves out."""

    tally: Tally
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class NominationList:
    """Everything that the papers of a nomination say. Works are numbered as in the list of evidence."""

    award: AwardFile
    gathered: Gathered
    works: tuple[Work, ...]
    ranked_works: tuple[RankedWork, ...]
    ranked_authors: tuple[RankedAuthor, ...]
    near_misses: tuple[NearMiss, ...]
    refused_authors: tuple[RefusedAuthor, ...]
    book: AuthorBook
    ratings: Mapping[int, Rating]
    rewards: tuple[Reward, ...]
    excerpts: Mapping[int, str]
    waiting: int

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What may be considered, in the order of the list."""
        return tuple(one.entry for one in self.ranked_works)

    def credited(self, work: Work) -> tuple[CreditedWork, ...]:
        """Return how a work counts for each of its authors."""
        return tuple(one for tally in self.book.tallies for one in tally.credited if one.work.number == work.number)

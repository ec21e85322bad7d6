"""What is counted for an author, as frozen records: every figure keeps the works behind it and can open them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from models.registry import Registry
from models.vocabulary import Certainty, Genre
from reports.record import Work

DEEP = (Genre.FEATURE, Genre.REPORTAGE, Genre.INTERVIEW, Genre.EMAGAZINE)


@dataclass(frozen=True, slots=True)
class Signing:
    """The registry of the instant, the site each work first stood on by article id, and works' lengths in words."""

    registry: Registry
    sites: Mapping[int, str]
    lengths: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Timing:
    """How a work lies to the time a department had put into its monthly plan.

    `days` is 0 within that time, negative before it, positive after it. `certainty` is that of the link.
    """

    days: int
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Contributor:
    """Whom works are counted for: a confirmed person, or a pen name at one outlet that nobody has confirmed yet.

    `key` is "P<person>" or "A<author>", with "-nganh" for what was written as one of the sector: by people's word, or
    by print alone if not `is_confirmed`. A name printed with and without the sector's office is two lines until
    confirmed. `department` is the code of a sector's own office, where known; `affiliation` what stands in print.
    """

    key: str
    name: str
    outlets: tuple[str, ...]
    is_confirmed: bool
    is_insider: bool
    pen_names: tuple[str, ...]
    person_id: int | None = None
    author_ids: tuple[int, ...] = ()
    department: str | None = None
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class CreditedWork:
    """A work that counts for a contributor: `share` is 1/k of k authors, `series_share` that of the whole series.

    `department` is the sector's office that the contributor wrote for, None outside it or where it is not known.
    """

    work: Work
    share: Fraction
    series_share: Fraction | None
    department: str | None
    is_insider: bool
    words: int | None
    timing: Timing | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything counted for one contributor. `photographed` are works with their pictures only: no authorship."""

    contributor: Contributor
    credited: tuple[CreditedWork, ...]
    photographed: tuple[Work, ...] = ()

    @property
    def works(self) -> tuple[Work, ...]:
        """The works, by day."""
        return tuple(one.work for one in self.credited)

    @property
    def whole(self) -> int:
        """How many works, each part of a series one."""
        return len(self.credited)

    @property
    def shared(self) -> Fraction:
        """The same with 1/k for each of k authors."""
        return sum((one.share for one in self.credited), Fraction(0))

    @property
    def series_keys(self) -> tuple[str, ...]:
        """The series with parts of this contributor, in the order of their first parts."""
        return tuple(dict.fromkeys(work.series_key for work in self.works if work.series_key))

    @property
    def joined(self) -> int:
        """How many works if a whole series is one."""
        return sum(one.work.series_key is None for one in self.credited) + len(self.series_keys)

    @property
    def joined_shared(self) -> Fraction:
        """The same with 1/k for each of k authors; a series is shared by all authors of its parts."""
        series = {one.work.series_key: one.series_share or Fraction(0) for one in self.credited if one.work.series_key}
        single = (one.share for one in self.credited if one.work.series_key is None)
        return sum((*single, *series.values()), Fraction(0))

    @property
    def deep(self) -> tuple[Work, ...]:
        """The works longer than a news item, by genre."""
        return tuple(work for work in self.works if work.genre_key in DEEP)

    @property
    def words(self) -> int:
        """The words of the works whose length is known, together."""
        return sum(one.words or 0 for one in self.credited)

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of the plan that the works were confirmed under, by code."""
        return tuple(sorted({code for work in self.works for code in confirmed_rows(work)}))

    @property
    def critical(self) -> tuple[Work, ...]:
        """The works confirmed as criticism or complaint; they count like any other."""
        return tuple(work for work in self.works if work.critical is Certainty.CONFIRMED)

    def timed(self, certainty: Certainty = Certainty.CONFIRMED) -> tuple[CreditedWork, ...]:
        """Return the works whose time in a monthly plan is known by a link of `certainty`."""
        return tuple(one for one in self.credited if one.timing is not None and one.timing.certainty is certainty)

    def in_time(self, certainty: Certainty = Certainty.CONFIRMED) -> tuple[CreditedWork, ...]:
        """Return those of `timed` that did not come late."""
        return tuple(one for one in self.timed(certainty) if one.timing is not None and one.timing.days <= 0)


@dataclass(frozen=True)  # without slots: the index below is kept once made
class AuthorBook:
    """All contributors with their tallies, and the works that name nobody: they stand for no person."""

    tallies: tuple[Tally, ...]
    unnamed: tuple[Work, ...]

    @property
    def journalists(self) -> tuple[Tally, ...]:
        """Those who are not of the sector."""
        return tuple(one for one in self.tallies if not one.contributor.is_insider)

    @property
    def insiders(self) -> tuple[Tally, ...]:
        """Those of the sector: other rewards are for them."""
        return tuple(one for one in self.tallies if one.contributor.is_insider)

    @cached_property
    def by_work(self) -> Mapping[int, tuple[Tally, ...]]:
        """The contributors of each work by its number."""
        found: dict[int, list[Tally]] = {}
        for tally in self.tallies:
            for work in tally.works:
                found.setdefault(work.number, []).append(tally)
        return {number: tuple(tallies) for number, tallies in found.items()}


def confirmed_rows(work: Work) -> tuple[str, ...]:
    """Return the rows of the plan that a person confirmed a work under."""
    return tuple(row.code for row in work.rows if row.certainty is Certainty.CONFIRMED)


def by_series(works: Iterable[Work]) -> dict[str, list[Work]]:
    """Return the works that are parts of series, by series."""
    found: dict[str, list[Work]] = {}
    for work in works:
        if work.series_key:
            found.setdefault(work.series_key, []).append(work)
    return found

"""Whom a pen name stood for on a day, as people had said by an instant. Reads only; `pipeline.authors` decides.

A report on an earlier instant uses the links decided by then, so that it says again what it said.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Author
from models.person import PenNameLink, Person
from models.text import comparison_key
from models.vocabulary import LinkDecision


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A pen name at an outlet beside a person."""

    author_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Tenure:
    """Days of publication, both counted (None is open), and what the person was in them."""

    valid_from: date | None = None
    valid_to: date | None = None
    is_insider: bool = False
    department_code: str | None = None

    def holds_on(self, day: date | None) -> bool:
        """Say whether `day` lies within; an unknown day does only if both ends are open."""
        if day is None:
            return self.valid_from is None and self.valid_to is None
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)

    def meets(self, other: "Tenure") -> bool:
        """Say whether some day lies within both."""
        starts = max(self.valid_from or date.min, other.valid_from or date.min)
        return starts <= min(self.valid_to or date.max, other.valid_to or date.max)


Holdings = Mapping[Pair, tuple[Tenure, ...]]


@dataclass(frozen=True, slots=True)
class AuthorHead:
    """A pen name at an outlet's site, as first printed."""

    id: int
    outlet_key: str
    name: str
    name_key: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """The person behind a pen name on a day."""

    person_id: int
    name: str
    tenure: Tenure


@dataclass(frozen=True)  # without slots: the indexes below are kept once made
class Registry:
    """All pen names, the persons known, and who bore which; `holdings` leaves out pairs that were taken back."""

    authors: Mapping[int, AuthorHead]
    persons: Mapping[int, str]
    holdings: Holdings

    def find_author(self, outlet_key: str, name: str) -> AuthorHead | None:
        """Return the pen name as the registry has it, in any case and spacing."""
        return self.by_name.get((outlet_key, comparison_key(name)))

    @cached_property
    def by_name(self) -> Mapping[tuple[str, str], AuthorHead]:
        """The pen names by site and comparison key."""
        return {(one.outlet_key, one.name_key): one for one in self.authors.values()}

    @cached_property
    def by_author(self) -> Mapping[int, tuple[tuple[int, Tenure], ...]]:
        """The persons and tenures of each pen name."""
        found: dict[int, list[tuple[int, Tenure]]] = defaultdict(list)
        for pair, tenures in sorted(self.holdings.items()):
            found[pair.author_id] += [(pair.person_id, tenure) for tenure in tenures]
        return {author_id: tuple(held) for author_id, held in found.items()}

    def find_bearer(self, author_id: int, day: date | None) -> Bearer | None:
        """Return who bore a pen name on `day`, None where nobody has confirmed anyone."""
        for person_id, tenure in self.by_author.get(author_id, ()):
            if tenure.holds_on(day):
                return Bearer(person_id, self.persons[person_id], tenure)
        return None


def read_registry(session: Session, as_of: datetime | None = None) -> Registry:
    """Return the registry with the links decided by `as_of`, or all of them."""
    heads = session.execute(select(Author.id, Author.outlet_key, Author.name, Author.name_key))
    persons = session.execute(select(Person.id, Person.shown_name))
    return Registry(
        authors={row.id: AuthorHead(row.id, row.outlet_key, row.name, row.name_key) for row in heads},
        persons={row.id: row.shown_name for row in persons},
        holdings=sum_up(read_links(session, as_of)),
    )


def read_links(session: Session, as_of: datetime | None = None) -> list[PenNameLink]:
    """Return what people said by `as_of`, in the order in which they said it."""
    query = select(PenNameLink).order_by(PenNameLink.decided_at, PenNameLink.id)
    return list(session.scalars(query if as_of is None else query.where(PenNameLink.decided_at <= as_of)))


def sum_up(links: Iterable[PenNameLink]) -> dict[Pair, tuple[Tenure, ...]]:
    """Return what stands after `links`, given in their order: of each pair its newest batch."""
    newest: dict[Pair, tuple[str, list[Tenure]]] = {}
    for link in links:
        pair = Pair(link.author_id, link.person_id)
        batch, tenures = newest.get(pair, ("", []))
        if batch != link.batch:
            tenures = []
            newest[pair] = (link.batch, tenures)
        if link.decision is LinkDecision.LINK:
            tenures.append(Tenure(link.valid_from, link.valid_to, link.is_insider, link.department_code))
    return {pair: tuple(tenures) for pair, (_, tenures) in newest.items() if tenures}

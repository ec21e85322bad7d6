"""Makers of confirmed works with bylines, and of the registry that says whose they are."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import count

from models.records import Credit
from models.registry import AuthorHead, Holdings, Pair, Registry, Tenure
from models.text import comparison_key
from models.vocabulary import Certainty, CreditRole, Genre
from reports.authors.record import AuthorBook, Signing, Tally
from reports.authors.sector import SectorNames
from reports.authors.tallying import tally_authors
from reports.record import Placement, Work
from tests.reports.records import make_publication, make_work

SECTOR = SectorNames({comparison_key("Thanh tra Sở"): "TT"}, frozenset({comparison_key("Sở TN&MT")}))
_numbers = count(1)


def make_signed(
    *writers: str | Credit,
    rows: Sequence[str] = ("ND01",),
    certainty: Certainty = Certainty.CONFIRMED,
    outlet: str = "bao",
    day: datetime = datetime(2023, 3, 5, 1, tzinfo=UTC),
    **changes: object,
) -> Work:
    """Make a work with these writers, confirmed in ND01 unless told otherwise."""
    number = next(_numbers)
    credits = tuple(one if isinstance(one, Credit) else Credit(one) for one in writers)
    values: dict[str, object] = {
        "number": number,
        "writers": credits,
        "genre_key": Genre.NEWS,
        "certainty": certainty,
        "publications": (make_publication(outlet, number, article_id=number, published_at=day),),
    }
    return make_work(f"Bài {number}", tuple(Placement(code, certainty) for code in rows), **(values | changes))


def photo(name: str) -> Credit:
    """Make a credit for pictures."""
    return Credit(name, CreditRole.PHOTO)


def make_registry(pens: Sequence[tuple[str, str]], held: Mapping[int, tuple[int, Tenure]] | None = None) -> Registry:
    """Make a registry of pen names (outlet, name), numbered from 1; `held` gives persons and tenures by pen name."""
    heads = {
        id_: AuthorHead(id_, outlet, name, comparison_key(name)) for id_, (outlet, name) in enumerate(pens, start=1)
    }
    holdings: Holdings = {Pair(id_, person): (tenure,) for id_, (person, tenure) in (held or {}).items()}
    return Registry(heads, {person: f"Người {person}" for person, _ in (held or {}).values()}, holdings)


def count_works(works: Sequence[Work], registry: Registry | None = None) -> AuthorBook:
    """Count works by a registry, an empty one unless told otherwise."""
    return tally_authors(works, Signing(registry or Registry({}, {}, {}), {}, {}), SECTOR, {})


def find(book: AuthorBook, name: str) -> Tally:
    """Return the one tally under a name."""
    [found] = [one for one in book.tallies if one.contributor.name == name]
    return found

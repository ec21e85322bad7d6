"""Find what a question asks for: one page of keys at a time, and how many there are in all."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, case, distinct, func, intersect, select
from sqlalchemy.orm import Session

from models.errors import InputError
from models.search import ID_BITS, ID_MASK
from pipeline.searching.expressions import Wanted, list_closer
from pipeline.searching.inquiry import Inquiry, Span
from pipeline.searching.question import Order

PAGE = 20
RANKED, CLOSER = 500, 200
CLOSER_YEARS = (5 * 365 * 24 * 60) << ID_BITS  # where very much is found, how far back close ones are sought
COUNTED = 10_000  # more than anybody reads
LOOKED_AT = 100_000  # entries held against the sets of a plan to count; 30 ms


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends: the rank of its last article (see `list_closer`) and its key."""

    rank: int
    key: int

    def __str__(self) -> str:
        """Return the place as it stands in an address."""
        return f"{self.rank}-{self.key}"


@dataclass(frozen=True, slots=True)
class KeyPage:
    """The keys of one page in order; `end` is where the next page goes on, None on the last."""

    keys: tuple[int, ...]
    end: Place | None


@dataclass(frozen=True, slots=True)
class Total:
    """How many articles were found; where counting them all would take long, there are more than `number`."""

    number: int
    is_exact: bool


def read_place(typed: str | None) -> Place | None:
    """Read a place from an address; raises InputError."""
    if not typed:
        return None
    rank, _, key = typed.partition("-")
    if not (rank.isascii() and rank.isdigit() and key.isascii() and key.isdigit() and len(rank) < 3 and len(key) < 19):
        raise InputError("Địa chỉ trang kết quả không đúng: hãy tìm lại từ đầu.")
    return Place(int(rank), int(key))


def find_page(
    session: Session, inquiry: Inquiry, order: Order, *, after: Place | None = None, size: int = PAGE
) -> KeyPage:
    """Return the page that follows `after`, or the first one: the closest first, or simply the newest."""
    if order is Order.RELEVANCE and inquiry.wanted.sought:
        places = _rank(session, inquiry)
        if after is not None:
            places = [place for place in places if _order(place) > _order(after)]
    else:
        chosen = inquiry.select_keys(inquiry.period.before(after.key) if after else None).limit(size + 1)
        places = [Place(0, key) for key in session.scalars(chosen)]
    page = places[:size]
    return KeyPage(tuple(place.key for place in page), page[-1] if len(places) > size else None)


def _rank(session: Session, inquiry: Inquiry) -> list[Place]:
    """Return what is found by how close it comes to the words typed, then by time: the newest, and the newest close.

    Weighing words by their rarity (bm25) reads all entries of each word: 20 ms for a common one, half a second for
    200,000 articles. Title, phrase, rest is as quick as looking for them, and everybody sees why.
    """
    found = session.scalars(inquiry.select_keys().limit(RANKED)).all()
    closer = [_find_closer(session, inquiry, wanted, found) for wanted in list_closer(inquiry.wanted)]
    # What is closer was found as well, but for the sets: those hold few articles, nearly all of them among the newest.
    keys = set(found) if inquiry.sets else set(found).union(*closer)
    ranks = {key: next((rank for rank, those in enumerate(closer) if key in those), len(closer)) for key in keys}
    return sorted((Place(rank, key) for key, rank in ranks.items()), key=_order)


def _find_closer(session: Session, inquiry: Inquiry, wanted: Wanted, found: Sequence[int]) -> set[int]:
    if not found:
        return set()
    span = Span(found[-1], found[0])
    # FTS5 leaps to the low end of a range only where it may go upwards.
    among_found = set(session.scalars(inquiry.select_matching(wanted, span).order_by(None)))
    if inquiry.sets or len(found) < RANKED:
        return among_found
    low = max(found[0] - CLOSER_YEARS, inquiry.period.low or 0)
    return among_found.union(session.scalars(inquiry.select_matching(wanted, Span(low, found[-1])).limit(CLOSER)))


def _order(place: Place) -> tuple[int, int]:
    return place.rank, -place.key


def count_found(session: Session, inquiry: Inquiry) -> Total:
    """Count what is found as far as that is quick: see COUNTED and LOOKED_AT."""
    if not inquiry.sets:
        some = inquiry.select_keys().limit(COUNTED + 1).subquery()
        number = session.scalar(select(func.count()).select_from(some)) or 0
        return Total(min(number, COUNTED), number <= COUNTED)
    if inquiry.wanted == Wanted() and inquiry.period == Span():
        in_all = intersect(*inquiry.sets).subquery()
        return Total(session.scalar(select(func.count(distinct(in_all.c[0])))) or 0, is_exact=True)
    return _count_in_sets(session, inquiry)


def _count_in_sets(session: Session, inquiry: Inquiry) -> Total:
    newest = inquiry.select_matching(inquiry.wanted).limit(LOOKED_AT + 1).subquery()
    one = newest.c[0].op("&")(ID_MASK)
    is_in_all = and_(*(one.in_(ids) for ids in inquiry.sets))
    looked_at, number = session.execute(
        select(func.count(), func.count(case((is_in_all, 1)))).select_from(newest)
    ).one()
    return Total(number, looked_at <= LOOKED_AT)

"""Turn announced addresses into rows: one per article whatever its forms, each found once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from crawler.addresses import PageKind, find_outlet, identify
from crawler.collecting.fates import Reason
from crawler.collecting.seeds import FEED, SECTION
from crawler.collecting.sightings import Sightings
from crawler.collecting.tally import Tally
from crawler.collecting.window import Window
from crawler.listings.listed import Listed
from crawler.outlet_file import Outlet
from models.clock import local_day
from models.crawl import Address, AddressForm
from models.database import upsert
from models.vocabulary import AddressKind, AddressState

_CHUNK = 400
_MAX_FORMS = 12
_MAX_STRANGERS = 50
_MAX_URL = 2048
_MAY_RETURN = (AddressState.GONE, AddressState.ROBOTS)


@dataclass(slots=True)
class Sighting:
    """One article seen in a listing, under one or more forms."""

    article_id: str
    url: str
    rank: int
    forms: list[str]
    published_at: datetime | None
    modified_at: datetime | None


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where and when something was listed, and when the present pass began."""

    channel: str
    now: datetime
    pass_start: datetime


@dataclass(slots=True)
class Discovered:
    """What a listing page brought.

    `keys` are all articles it named, `listed` those in the window, `known` those found before this pass began
    (`meets_known` also counts older ones), `new` those never seen. `again` are to be asked again: held ones it says
    have changed, and lost or forbidden ones it still names.
    """

    listed: int = 0
    known: int = 0
    new: int = 0
    again: list[int] = field(default_factory=list)
    keys: frozenset[str] = frozenset()
    meets_known: bool = False


class Discovery:
    """Writes what listings announce, inside the caller's transaction."""

    def __init__(self, session: Session, tally: Tally, window: Window, run_id: int) -> None:
        self._session, self._tally, self._window = session, tally, window
        self.sightings = Sightings(session, run_id)

    def note(self, outlet: Outlet, entries: Iterable[Listed], occasion: Occasion) -> Discovered:
        """Store the entries of one listing page; those outside the window are counted only."""
        sightings: dict[str, Sighting] = {}
        strangers: list[tuple[str, Reason]] = []
        for entry in entries:
            reason = self._sort(outlet, entry, sightings)
            if reason is not None:
                strangers.append((entry.url, reason))
        named = frozenset(sightings)
        outside = [key for key, seen in sightings.items() if not self._is_inside(seen, occasion)]
        for key in outside:
            del sightings[key]
        self._tally.add(outlet.key, "outside_window", len(outside))
        self._note_strangers(outlet, strangers, occasion)
        found = Discovered(listed=len(sightings), keys=named)
        found.meets_known = any(self._count_known(keys, occasion.pass_start) for keys in _chunks(outside))
        for keys in _chunks(sightings):
            self._note_chunk(outlet, {key: sightings[key] for key in keys}, occasion, found)
        found.meets_known |= found.known > 0
        return found

    def _count_known(self, keys: Sequence[str], pass_start: datetime) -> int:
        statement = select(func.count()).where(Address.key.in_(keys), Address.first_seen_at < pass_start)
        return self._session.scalar(statement) or 0

    def _is_inside(self, seen: Sighting, occasion: Occasion) -> bool:
        """Say that an article is wanted; what feeds and sections show tonight is news to a night, however dated."""
        if not self._window.is_backfill and occasion.channel in (FEED, SECTION) and seen.published_at is not None:
            return seen.published_at < self._window.end
        return self._window.holds(Listed(seen.url, seen.published_at, seen.modified_at))

    def _sort(self, outlet: Outlet, entry: Listed, sightings: dict[str, Sighting]) -> Reason | None:
        """File an article under its key; return why an entry of another host or kind cannot be one."""
        address = identify(entry.url, (outlet,))
        if address is None:
            if entry.url.startswith(("http://", "https://")):
                return None if find_outlet(entry.url, (outlet,)) else Reason.OTHER_HOST
            return Reason.BAD_SCHEME if ":" in entry.url[:16] else None
        if address.kind is not PageKind.ARTICLE or address.article_id is None:
            return None
        rank = rank_form(outlet, address.canonical_url)
        seen = sightings.get(address.key)
        if seen is None:
            sightings[address.key] = Sighting(
                address.article_id, address.canonical_url, rank, [entry.url], entry.published_at, entry.modified_at
            )
            return None
        seen.forms.append(entry.url)
        seen.published_at = seen.published_at or entry.published_at
        seen.modified_at = seen.modified_at or entry.modified_at
        if rank < seen.rank:
            seen.url, seen.rank = address.canonical_url, rank
        return None

    def _note_strangers(self, outlet: Outlet, strangers: Sequence[tuple[str, Reason]], occasion: Occasion) -> None:
        """Keep a few of the addresses that lead elsewhere, dropped by name; count them all."""
        self._tally.add(outlet.key, "strangers", len(strangers))
        rows = {
            url: _address_row(outlet, url, url, occasion)
            | {"kind": AddressKind.ARTICLE, "state": AddressState.DROPPED, "reason": reason.value}
            for url, reason in strangers[:_MAX_STRANGERS]
            if len(url) <= _MAX_URL
        }
        known = set(self._session.scalars(select(Address.key).where(Address.key.in_(rows))))
        fresh = [row for key, row in rows.items() if key not in known]
        upsert(self._session, Address, fresh, key=("key",))
        for row in fresh:
            self._tally.add(outlet.key, "article.new")
            self._tally.add(outlet.key, "article.dropped")
            self._tally.add(outlet.key, f"article.dropped:{row['reason']}")

    def _note_chunk(
        self, outlet: Outlet, sightings: dict[str, Sighting], occasion: Occasion, found: Discovered
    ) -> None:
        columns = (Address.id, Address.key, Address.url, Address.state, Address.first_seen_at, Address.fetched_at)
        rows = {row.key: row for row in self._session.execute(select(*columns).where(Address.key.in_(sightings)))}
        fresh = [
            _address_row(outlet, key, seen.url, occasion)
            | {
                "kind": AddressKind.ARTICLE,
                "state": AddressState.QUEUED,
                "article_id": seen.article_id,
                "listed_on": local_day(seen.published_at) if seen.published_at else None,
            }
            for key, seen in sightings.items()
            if key not in rows
        ]
        upsert(self._session, Address, fresh, key=("key",))
        found.new += len(fresh)
        self._tally.add(outlet.key, "article.new", len(fresh))
        for key, row in rows.items():
            self._note_again(outlet, row, sightings[key], occasion.pass_start, found)
        if rows:
            seen_ids = [row.id for row in rows.values()]
            self._session.execute(update(Address).where(Address.id.in_(seen_ids)).values(last_seen_at=occasion.now))
        self.sightings.note(occasion.channel, self._note_forms(sightings, occasion.now))

    def _note_again(self, outlet: Outlet, row: Any, seen: Sighting, pass_start: datetime, found: Discovered) -> None:
        if row.first_seen_at < pass_start:
            found.known += 1
        if row.state is AddressState.QUEUED:
            if seen.rank < rank_form(outlet, row.url):
                self._session.execute(update(Address).where(Address.id == row.id).values(url=seen.url))
            return
        is_newer = seen.modified_at is not None and row.fetched_at is not None and seen.modified_at > row.fetched_at
        may_return = row.state in _MAY_RETURN and row.first_seen_at < pass_start
        if may_return or (row.state is AddressState.KEPT and is_newer):
            found.again.append(row.id)

    def _note_forms(self, sightings: dict[str, Sighting], now: datetime) -> list[int]:
        """Remember each form an article was seen under, up to a dozen; return the articles' addresses."""
        statement = (
            select(Address.key, Address.id, func.count(AddressForm.id))
            .outerjoin(AddressForm, AddressForm.address_id == Address.id)
            .where(Address.key.in_(sightings))
            .group_by(Address.key, Address.id)
        )
        known = self._session.execute(statement).all()
        rows = [
            {"address_id": address_id, "url": form, "first_seen_at": now}
            for key, address_id, count in known
            for form in dict.fromkeys((sightings[key].url, *sightings[key].forms[: max(0, _MAX_FORMS - count)]))
            if len(form) <= _MAX_URL
        ]
        upsert(self._session, AddressForm, rows, key=("url",))
        return [address_id for _, address_id, _ in known]


def rank_form(outlet: Outlet, canonical_url: str) -> int:
    """Return how good a form is: the place of its rule in the outlet's file, the best first."""
    path = canonical_url.removeprefix(outlet.addresses.origin)
    for place, rule in enumerate(outlet.addresses.articles):
        if rule.path.fullmatch(path):
            return place
    return len(outlet.addresses.articles)


def _address_row(outlet: Outlet, key: str, url: str, occasion: Occasion) -> dict[str, Any]:
    return {
        "outlet_key": outlet.key,
        "key": key,
        "url": url,
        "channel": occasion.channel,
        "tries": 0,
        "page_number": 0,
        "first_seen_at": occasion.now,
        "last_seen_at": occasion.now,
    }


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    iterator = iter(keys)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk

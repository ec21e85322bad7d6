"""Addresses that a person gives: put in the queue of the collector, which fetches them politely in the next night.

The desk fetches nothing itself. Only articles of the outlets that are read can be asked for, by the rules of their
own files, so that nobody can make this machine ask another host.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.addresses import Address as FoundAddress
from crawler.addresses import PageKind, identify
from crawler.outlet_file import Outlet
from models.article import Article
from models.crawl import Address, AddressForm
from models.database import upsert
from models.errors import InputError
from models.organisation import Outlet as OutletRow
from models.vocabulary import AddressKind, AddressState

BY_HAND = "by_hand"
# What has an end may be asked for again by a person; what is held or waits is not asked twice.
_ENDED = (AddressState.GONE, AddressState.DROPPED, AddressState.FAILED, AddressState.ROBOTS)


@dataclass(frozen=True, slots=True)
class AskedAddress:
    """What became of an address that was given: queued now, waiting already, or held as an article."""

    address_id: int
    article_id: int | None
    is_queued: bool


class NotAnOutletError(InputError):
    """The address belongs to no outlet that is read, or is no article there."""


def ask_for_article(session: Session, url: str, outlets: Sequence[Outlet], *, now: datetime) -> AskedAddress:
    """Queue the article at `url` for the next night; raises NotAnOutletError. The caller commits.

    One that is held with a page of its own is not asked for again; one added by hand without a page is.
    """
    found = _identify(url, outlets)
    held = Article.outlet_key == found.outlet, Article.article_id == found.article_id
    article = session.execute(select(Article.id, Article.address_id).where(*held)).one_or_none()
    if article is not None and article.address_id is not None:
        return AskedAddress(article.address_id, article.id, is_queued=False)
    known = session.scalars(select(Address).where(Address.key == found.key)).one_or_none()
    is_queued = known is None or known.state in _ENDED
    if known is None:
        known = _add_address(session, found, outlets, now)
    elif is_queued:
        known.state, known.next_try_at, known.tries, known.channel = AddressState.QUEUED, None, 0, BY_HAND
    return AskedAddress(known.id, article.id if article else None, is_queued=is_queued)


def _identify(url: str, outlets: Sequence[Outlet]) -> FoundAddress:
    found = identify(url.strip(), outlets)
    if found is None:
        names = ", ".join(sorted({host for outlet in outlets for host in outlet.hosts if not host.startswith("www.")}))
        raise NotAnOutletError(f"Chỉ thêm được địa chỉ bài của các trang đang theo dõi: {names}.")
    if found.kind is not PageKind.ARTICLE:
        raise NotAnOutletError("Địa chỉ này không phải trang bài (trang chuyên mục, trang chủ…): hãy chép địa chỉ bài.")
    return found


def _add_address(session: Session, found: FoundAddress, outlets: Sequence[Outlet], now: datetime) -> Address:
    outlet = next(one for one in outlets if one.key == found.outlet)
    site = {"key": outlet.key, "name": outlet.name, "hosts": list(outlet.hosts), "is_crawled": True}
    upsert(session, OutletRow, [site], key=("key",))
    row = {
        "outlet_key": found.outlet,
        "key": found.key,
        "url": found.canonical_url,
        "kind": AddressKind.ARTICLE,
        "state": AddressState.QUEUED,
        "article_id": found.article_id,
        "channel": BY_HAND,
        "tries": 0,
        "page_number": 0,
        "first_seen_at": now,
        "last_seen_at": now,
    }
    upsert(session, Address, [row], key=("key",))  # a night that runs now may have found it this very moment
    address = session.scalars(select(Address).where(Address.key == found.key)).one()
    form = {"address_id": address.id, "url": found.canonical_url, "first_seen_at": now}
    upsert(session, AddressForm, [form], key=("url",))
    return address


def list_asked(session: Session, *, limit: int) -> list[tuple[Address, int | None]]:
    """Return the newest addresses given by hand, each with the article that came of it, if one did."""
    query = (
        select(Address, Article.id)
        .outerjoin(Article, Article.address_id == Address.id)
        .where(Address.channel == BY_HAND)
        .order_by(Address.id.desc())
    )
    return [(address, article_id) for address, article_id in session.execute(query.limit(limit))]

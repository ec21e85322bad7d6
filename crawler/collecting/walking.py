"""What follows from a listing page: new addresses, further sitemaps, its next page."""

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from crawler.addresses import PageKind, find_outlet, identify
from crawler.collecting.discovery import Discovered, Occasion
from crawler.collecting.fates import Reason, Task
from crawler.collecting.ledger import listing_row
from crawler.collecting.seeds import SECTION, SITEMAP, TAG, queue_listings
from crawler.collecting.visits import Walk
from crawler.collecting.window import Window
from crawler.listings.listed import ListedPage
from crawler.outlet_file import Outlet
from models.crawl import Address
from models.database import upsert
from models.vocabulary import AddressState

if TYPE_CHECKING:
    from crawler.collecting.collection import Collection

_SITEMAP_DEPTH = 3


class WalkEnd(Enum):
    """Why a listing is not walked on."""

    LAST_PAGE = "last_page"
    REACHED_KNOWN = "reached_known"
    TOO_OLD = "too_old"
    EMPTY = "empty"
    REPEATS = "repeats"
    TOO_DEEP = "too_deep"


def follow_listing(collection: "Collection", task: Task, page: ListedPage, now: datetime) -> None:
    """Store what a listing page announced and queue what it leads to."""
    outlet = collection.outlets[task.outlet]
    lane = collection.frontier.lanes[task.outlet]
    found = collection.discovery.note(outlet, page.entries, Occasion(task.channel, now, lane.pass_start))
    collection.frontier.recheck(task.outlet, found.again)
    walk, repeats = collection.visits.note_page(task, found)
    walk.reached_known |= found.meets_known
    if page.overflow:
        collection.tally.add(task.outlet, "overflow", page.overflow)
        collection.issues.warn(task.outlet, f"{task.url} liệt kê quá dài: bỏ qua {page.overflow} địa chỉ cuối.")
    if page.sitemaps:
        _queue_sitemaps(collection, outlet, task, page, now)
    if task.channel in (SECTION, TAG):
        end = decide_walk(
            page,
            collection.window,
            found,
            page_number=task.page_number,
            limit=collection.order.listing_pages,
            repeats=repeats,
        )
        if end is None or end is WalkEnd.TOO_DEEP:
            _go_on(collection, task, page.next_url, walk, may_ask=end is None)
    collection.frontier.wake(task.outlet)


def _queue_sitemaps(collection: "Collection", outlet: Outlet, task: Task, page: ListedPage, now: datetime) -> None:
    """Queue the sitemaps an index names that may hold the window's articles."""
    inside = [each.url for each in page.sitemaps if collection.window.holds_sitemap(each)]
    own = [url for url in inside if find_outlet(url, (outlet,)) is not None]
    collection.tally.add(outlet.key, "strangers", len(inside) - len(own))
    if task.page_number >= _SITEMAP_DEPTH:
        collection.issues.warn(outlet.key, f"{task.url}: mục lục lồng quá sâu, không đọc tiếp.")
        for url in own:
            _drop_listing(collection, outlet, url, task, now)
        return
    queue_listings(
        collection.session,
        collection.tally,
        outlet.key,
        [(url, SITEMAP) for url in own],
        now=now,
        pass_start=collection.frontier.lanes[outlet.key].pass_start,
        number=task.page_number + 1,
    )


def _go_on(collection: "Collection", task: Task, next_url: str | None, walk: Walk, *, may_ask: bool) -> None:
    """Queue the next page of a listing, or drop it as too deep; a page of another kind is none."""
    outlet, now = collection.outlets[task.outlet], collection.clock.now()
    following = identify(next_url, (outlet,)) if next_url else None
    if following is None or following.kind is not PageKind.LISTING:
        return
    if not may_ask:
        walk.problem = f"dừng sau {task.page_number} trang"
        _drop_listing(collection, outlet, following.canonical_url, task, now)
        return
    queue_listings(
        collection.session,
        collection.tally,
        outlet.key,
        [(following.canonical_url, task.channel)],
        now=now,
        pass_start=collection.frontier.lanes[outlet.key].pass_start,
        first_page=task.listing_url or task.url,
        number=task.page_number + 1,
    )


def _drop_listing(collection: "Collection", outlet: Outlet, url: str, task: Task, now: datetime) -> None:
    """Count a listing page that is not asked because it lies too deep."""
    row = listing_row(outlet.key, url, task.channel, now, first_page=task.listing_url or task.url, number=0)
    row |= {"state": AddressState.DROPPED, "reason": Reason.TOO_DEEP.value}
    upsert(collection.session, Address, [row], key=("key",), update=("state", "reason", "last_seen_at"))
    collection.tally.add(outlet.key, "listing.new")
    collection.tally.add(outlet.key, "listing.dropped")
    collection.tally.add(outlet.key, f"listing.dropped:{Reason.TOO_DEEP.value}")


def decide_walk(
    page: ListedPage, window: Window, found: Discovered, *, page_number: int, limit: int, repeats: bool
) -> WalkEnd | None:
    """Return why the listing ends here, or None to ask for its next page.

    A page without any article ends it (an endless calendar), and one that names the same as an earlier page
    of it (a site that ignores page numbers).
    """
    dates = [entry.published_at for entry in page.entries]
    ends = (
        (page.next_url is None, WalkEnd.LAST_PAGE),
        (not found.keys, WalkEnd.EMPTY),
        (repeats, WalkEnd.REPEATS),
        (all(moment is not None and moment < window.start for moment in dates), WalkEnd.TOO_OLD),
        (not window.is_backfill and found.known == found.listed, WalkEnd.REACHED_KNOWN),
        (page_number >= limit, WalkEnd.TOO_DEEP),
    )
    return next((end for applies, end in ends if applies), None)

"""What follows from a listing page: new addresses, further sitemaps, its next page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from crawler.addresses import PageKind, find_outlet, identify
from crawler.collecting.discovery import Discovered, Discovery, Occasion
from crawler.collecting.fates import Reason, Task
from crawler.collecting.frontier import Frontier
from crawler.collecting.issues import Issues
from crawler.collecting.ledger import listing_row
from crawler.collecting.seeds import SECTION, SITEMAP, TAG, queue_listings
from crawler.collecting.tally import Tally
from crawler.collecting.visits import Visits, Walk
from crawler.collecting.window import Window
from crawler.listings.listed import ListedPage
from crawler.outlet_file import Outlet
from models.crawl import Address
from models.database import upsert
from models.vocabulary import AddressState

_SITEMAP_DEPTH = 3


class WalkEnd(Enum):
    """Why a listing is not walked on."""

    LAST_PAGE = "last_page"
    REACHED_KNOWN = "reached_known"
    TOO_OLD = "too_old"
    EMPTY = "empty"
    REPEATS = "repeats"
    TOO_DEEP = "too_deep"


@dataclass(frozen=True, slots=True)
class Walker:
    """Follows listings: writes what they announce into the crawl's books, inside the caller's transaction."""

    session: Session
    outlets: Mapping[str, Outlet]
    window: Window
    frontier: Frontier
    discovery: Discovery
    visits: Visits
    tally: Tally
    issues: Issues
    listing_pages: int

    def follow_listing(self, task: Task, page: ListedPage, now: datetime) -> None:
        """Store what a listing page announced and queue what it leads to."""
        outlet = self.outlets[task.outlet]
        lane = self.frontier.lanes[task.outlet]
        found = self.discovery.note(outlet, page.entries, Occasion(task.channel, now, lane.pass_start))
        self.frontier.recheck(task.outlet, found.again)
        walk, repeats = self.visits.note_page(task, found)
        walk.reached_known |= found.meets_known
        if page.overflow:
            self.tally.add(task.outlet, "overflow", page.overflow)
            self.issues.warn(task.outlet, f"{task.url} liệt kê quá dài: bỏ qua {page.overflow} địa chỉ cuối.")
        if page.sitemaps:
            self._queue_sitemaps(outlet, task, page, now)
        if task.channel in (SECTION, TAG):
            end = decide_walk(
                page, self.window, found, page_number=task.page_number, limit=self.listing_pages, repeats=repeats
            )
            if end is None or end is WalkEnd.TOO_DEEP:
                self._go_on(task, page.next_url, walk, now, may_ask=end is None)
        self.frontier.wake(task.outlet)

    def _queue_sitemaps(self, outlet: Outlet, task: Task, page: ListedPage, now: datetime) -> None:
        """Queue the sitemaps an index names that may hold the window's articles."""
        inside = [each.url for each in page.sitemaps if self.window.holds_sitemap(each)]
        own = [url for url in inside if find_outlet(url, (outlet,)) is not None]
        self.tally.add(outlet.key, "strangers", len(inside) - len(own))
        if task.page_number >= _SITEMAP_DEPTH:
            self.issues.warn(outlet.key, f"{task.url}: mục lục lồng quá sâu, không đọc tiếp.")
            for url in own:
                self._drop_listing(outlet, url, task, now)
            return
        queue_listings(
            self.session,
            self.tally,
            outlet.key,
            [(url, SITEMAP) for url in own],
            now=now,
            pass_start=self.frontier.lanes[outlet.key].pass_start,
            number=task.page_number + 1,
        )

    def _go_on(self, task: Task, next_url: str | None, walk: Walk, now: datetime, *, may_ask: bool) -> None:
        """Queue the next page of a listing, or drop it as too deep; a page of another kind is none."""
        outlet = self.outlets[task.outlet]
        following = identify(next_url, (outlet,)) if next_url else None
        if following is None or following.kind is not PageKind.LISTING:
            return
        if not may_ask:
            walk.problem = f"dừng sau {task.page_number} trang"
            self._drop_listing(outlet, following.canonical_url, task, now)
            return
        queue_listings(
            self.session,
            self.tally,
            outlet.key,
            [(following.canonical_url, task.channel)],
            now=now,
            pass_start=self.frontier.lanes[outlet.key].pass_start,
            first_page=task.listing_url or task.url,
            number=task.page_number + 1,
        )

    def _drop_listing(self, outlet: Outlet, url: str, task: Task, now: datetime) -> None:
        """Count a listing page that is not asked because it lies too deep."""
        row = listing_row(outlet.key, url, task.channel, now, first_page=task.listing_url or task.url, number=0)
        row |= {"state": AddressState.DROPPED, "reason": Reason.TOO_DEEP.value}
        upsert(self.session, Address, [row], key=("key",), update=("state", "reason", "last_seen_at"))
        self.tally.add(outlet.key, "listing.new")
        self.tally.add(outlet.key, "listing.dropped")
        self.tally.add(outlet.key, f"listing.dropped:{Reason.TOO_DEEP.value}")


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

"""Where a crawl begins: the listings of each outlet, put in the queue once a pass.

A pass begins anew with each crawl, unless the one before was interrupted: then listings asked since
its start are not asked again.
"""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urljoin

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from crawler.collecting.ledger import listing_row
from crawler.collecting.tally import Tally
from crawler.collecting.window import Window
from crawler.outlet_file import Outlet
from models.crawl import Address
from models.database import upsert
from models.night import RunCount
from models.vocabulary import AddressState, Stage

FEED, SITEMAP, SECTION, TAG = "feed", "sitemap", "section", "tag"


def entry_listings(outlet: Outlet) -> list[tuple[str, str]]:
    """Return (URL, channel) of the listings an outlet's file names, without the guessed monthly sitemaps."""
    discovery = outlet.discovery
    paths = [
        *((path, FEED) for path in discovery.feeds),
        *((path, SITEMAP) for path in discovery.sitemaps),
        *((section.path, SECTION) for section in discovery.sections),
        *((path, TAG) for path in discovery.tags),
    ]
    return [(urljoin(outlet.addresses.origin, path), channel) for path, channel in paths]


def monthly_sitemaps(outlet: Outlet, window: Window) -> list[tuple[str, str]]:
    """Return the guessed sitemaps of the window's months, for outlets whose index names none."""
    return [
        (
            urljoin(
                outlet.addresses.origin,
                template.format(year=month.year, month=month.month, month02=f"{month.month:02d}"),
            ),
            SITEMAP,
        )
        for month in window.months()
        for template in outlet.discovery.monthly_sitemaps
    ]


def queue_listings(
    session: Session,
    tally: Tally,
    outlet: str,
    listings: Iterable[tuple[str, str]],
    *,
    now: datetime,
    pass_start: datetime,
    first_page: str | None = None,
    number: int = 1,
) -> int:
    """Queue listings that were not asked in this pass; return how many wait because of it."""
    rows = {
        url: listing_row(outlet, url, channel, now, first_page=first_page or url, number=number)
        for url, channel in listings
    }
    known = set(session.scalars(select(Address.key).where(Address.key.in_(rows))))
    fresh = [row for url, row in rows.items() if url not in known]
    upsert(session, Address, fresh, key=("key",))
    again = session.execute(
        update(Address)
        .where(
            Address.key.in_(known),
            Address.state != AddressState.QUEUED,
            Address.last_seen_at < pass_start,
        )
        .values(state=AddressState.QUEUED, next_try_at=None, last_seen_at=now, page_number=number)
    ).rowcount  # type: ignore[attr-defined]  # an UPDATE's result counts rows
    tally.add(outlet, "listing.new", len(fresh))
    tally.add(outlet, "listing.again", again)
    return len(fresh) + int(again)


def begin_pass(session: Session, tally: Tally, outlet: str, start: datetime) -> datetime:
    """Return when the outlet's present pass began: now, or with the first of the interrupted crawls just before."""
    is_own = (RunCount.stage == Stage.CRAWL) & (RunCount.outlet_key == outlet)
    finished = session.scalar(select(func.max(RunCount.run_id)).where(is_own, RunCount.name == "finished"))
    open_starts = session.scalars(
        select(RunCount.value).where(is_own, RunCount.name == "started", RunCount.run_id > (finished or 0))
    ).all()
    first = min([start.timestamp(), *open_starts])
    tally.put(outlet, "started", first)
    return datetime.fromtimestamp(first, start.tzinfo)

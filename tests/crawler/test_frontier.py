"""The queue in the database: who is asked next, what a listing adds, where a pass begins. On both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from crawler.collecting.clock import Clock, start_clock
from crawler.collecting.discovery import Discovered, Discovery, Occasion
from crawler.collecting.fates import Task
from crawler.collecting.frontier import Frontier, Lane, requeue_due
from crawler.collecting.seeds import begin_pass, entry_listings, monthly_sitemaps, queue_listings
from crawler.collecting.tally import Tally
from crawler.collecting.window import Window
from crawler.listings.listed import Listed
from crawler.order import CrawlOrder, Guest
from crawler.outlet_file import Outlet, load_outlets
from models.crawl import Address, AddressForm
from models.night import Run
from models.organisation import Outlet as OutletRow
from models.vocabulary import AddressKind, AddressState, RunState

NOW = datetime(2024, 1, 1, tzinfo=UTC)
WINDOW = Window(datetime(2023, 1, 1, tzinfo=UTC), NOW + timedelta(days=1), is_backfill=True)
NIGHT = Occasion("section", NOW, NOW)
NEW, AMP = "https://baohatinh.vn/rung-post251265.html", "https://baohatinh.vn/rung-post251265.amp"
OLD = "https://baohatinh.vn/nong-nghiep/rung/251265.htm"


@pytest.fixture(scope="module")
def outlet() -> Outlet:
    """The newspaper as its file describes it."""
    return load_outlets(keys=["baohatinh"])[0]


@pytest.fixture
def run_id(session: Session, outlet: Outlet) -> int:
    """A run, and the outlet's row."""
    session.add(OutletRow(key=outlet.key, name=outlet.name, hosts=list(outlet.hosts), is_crawled=True))
    run = Run(command="crawl", state=RunState.RUNNING, started_at=NOW)
    session.add(run)
    session.flush()
    return run.id


@pytest.fixture
def discovery(session: Session, run_id: int) -> Discovery:
    """What writes listings down."""
    return Discovery(session, Tally(session, run_id), WINDOW, run_id)


def note(discovery: Discovery, outlet: Outlet, *urls: str, occasion: Occasion = NIGHT) -> Discovered:
    return discovery.note(outlet, [Listed(url) for url in urls], occasion)


def addresses(session: Session) -> list[Address]:
    session.expire_all()
    return list(session.scalars(select(Address).order_by(Address.id)))


def frontier(session: Session, *lanes: Lane, max_pages: int = 100) -> Frontier:
    return Frontier(session, Clock(NOW, lambda: 0.0), lanes or (Lane("baohatinh", 2, NOW),), max_pages)


def take_all(queue: Frontier) -> Iterator[Task]:
    while (task := queue.take()) is not None:
        yield task


def test_the_forms_of_one_article_are_one_address(session: Session, outlet: Outlet, discovery: Discovery) -> None:
    """Old, new, AMP and query forms share the article id; the best is asked, all are remembered."""
    note(discovery, outlet, OLD)
    note(discovery, outlet, AMP, f"{NEW}?fbclid=1", "http://www.baohatinh.vn/rung-post251265.html")

    [row] = addresses(session)
    forms = set(session.scalars(select(AddressForm.url)))
    assert (row.key, row.url, row.state) == ("baohatinh:251265", NEW, AddressState.QUEUED)
    assert {OLD, NEW, AMP, f"{NEW}?fbclid=1"} <= forms


def test_forms_without_end_are_bounded(session: Session, outlet: Outlet, discovery: Discovery) -> None:
    """A listing that names one article under a thousand queries leaves a dozen forms."""
    note(discovery, outlet, *(f"{NEW}?n={n}" for n in range(1000)))

    assert len(addresses(session)) == 1
    assert len(list(session.scalars(select(AddressForm.url)))) <= 13


def test_a_kept_article_is_not_queued_again(session: Session, outlet: Outlet, discovery: Discovery) -> None:
    """Listing it again changes nothing; a change it announces asks for a re-check."""
    note(discovery, outlet, NEW)
    session.execute(update(Address).values(state=AddressState.KEPT, fetched_at=NOW))
    later = Occasion("sitemap", NOW + timedelta(days=1), NOW + timedelta(hours=1))

    same = note(discovery, outlet, NEW, occasion=later)
    edited = discovery.note(outlet, [Listed(NEW, modified_at=NOW + timedelta(hours=2))], later)

    assert (same.new, same.known, same.again) == (0, 1, [])
    assert edited.again == [addresses(session)[0].id]
    assert addresses(session)[0].state is AddressState.KEPT


def test_listings_and_services_of_the_outlet_are_no_articles(
    session: Session, outlet: Outlet, discovery: Discovery
) -> None:
    """Section, tag and calendar links in a listing leave no row; other hosts leave a dropped one."""
    note(
        discovery,
        outlet,
        "https://baohatinh.vn/xa-hoi/",
        "https://baohatinh.vn/cong-cu/lich-am/01-01-2024",
        "https://baohatinh.vn/rung-tag12.html",
        "https://baohatinh.vn.lua.example/rung-post1.html",
        "/khong-goc",
    )

    assert [(row.state, row.reason) for row in addresses(session)] == [(AddressState.DROPPED, "other_host")]


def test_a_thousand_addresses_are_noted_at_once(session: Session, outlet: Outlet, discovery: Discovery) -> None:
    """Large sitemaps are written in portions."""
    found = note(discovery, outlet, *(f"https://baohatinh.vn/a-post{n}.html" for n in range(1, 1001)))

    assert (found.listed, found.new, len(addresses(session))) == (1000, 1000, 1000)


def test_tasks_come_oldest_first_and_no_more_than_the_lane_is_wide(
    session: Session, outlet: Outlet, discovery: Discovery
) -> None:
    """Two at a time; a released one makes room; none is given twice."""
    note(discovery, outlet, *(f"https://baohatinh.vn/a-post{n}.html" for n in range(1, 5)))
    queue = frontier(session)

    first = list(take_all(queue))
    session.execute(update(Address).where(Address.id == first[0].address_id).values(state=AddressState.KEPT))
    queue.release(first[0])
    second = list(take_all(queue))

    assert [task.article_id for task in (*first, *second)] == ["1", "2", "3"]


def test_an_address_waiting_for_its_hour_is_not_given(session: Session, outlet: Outlet, discovery: Discovery) -> None:
    """`next_try_at` in the future holds an address back."""
    note(discovery, outlet, NEW)
    session.execute(update(Address).values(next_try_at=NOW + timedelta(minutes=1)))
    queue = frontier(session)

    assert queue.take() is None
    assert not queue.has_work()


def test_a_stopped_lane_gives_nothing_and_the_others_go_on(
    session: Session, outlet: Outlet, discovery: Discovery
) -> None:
    """One outlet's refusal is not the other's."""
    session.add(OutletRow(key="hatinhtv", name="Đài", hosts=[], is_crawled=True))
    session.flush()
    note(discovery, outlet, NEW)
    session.execute(update(Address).values(outlet_key="hatinhtv"))
    note(discovery, outlet, NEW.replace("251265", "251266"))
    queue = frontier(session, Lane("baohatinh", 1, NOW), Lane("hatinhtv", 1, NOW))

    queue.stop("baohatinh", "403")

    assert [task.outlet for task in take_all(queue)] == ["hatinhtv"]


def test_the_page_bound_counts_tasks(session: Session, outlet: Outlet, discovery: Discovery) -> None:
    """After `max_pages` nothing is given, though rows wait."""
    note(discovery, outlet, *(f"https://baohatinh.vn/a-post{n}.html" for n in range(1, 5)))
    queue = frontier(session, Lane("baohatinh", 9, NOW), max_pages=3)

    assert len(list(take_all(queue))) == 3
    assert queue.is_spent


def test_rechecks_come_after_the_queue_and_once(session: Session, outlet: Outlet, discovery: Discovery) -> None:
    """A held address is asked again once a pass, with its validators; one asked in this pass is not."""
    note(discovery, outlet, NEW)
    session.execute(update(Address).values(state=AddressState.KEPT, etag='"1"', fetched_at=NOW - timedelta(days=1)))
    [row] = addresses(session)
    queue = frontier(session)

    lined_up = queue.recheck("baohatinh", [row.id, row.id]) + queue.recheck("baohatinh", [row.id])
    [task] = take_all(queue)

    assert lined_up == 1
    assert (task.is_recheck, task.is_held, task.etag) == (True, True, '"1"')


def test_failed_articles_return_when_due(session: Session, outlet: Outlet, discovery: Discovery) -> None:
    """Only those whose hour has come."""
    note(discovery, outlet, NEW, NEW.replace("251265", "251266"))
    session.execute(update(Address).values(state=AddressState.FAILED, next_try_at=NOW + timedelta(days=2)))
    session.execute(update(Address).where(Address.article_id == "251265").values(next_try_at=NOW))

    assert requeue_due(session, outlet.key, NOW) == 1
    assert [row.state for row in addresses(session)] == [AddressState.QUEUED, AddressState.FAILED]


def test_listings_wait_once_a_pass(session: Session, outlet: Outlet, run_id: int) -> None:
    """Asked in this pass, a listing is left alone; in the next it waits again."""
    tally = Tally(session, run_id)
    listings = entry_listings(outlet)

    first = queue_listings(session, tally, outlet.key, listings, now=NOW, pass_start=NOW)
    session.execute(update(Address).values(state=AddressState.KEPT, fetched_at=NOW, last_seen_at=NOW))
    same = queue_listings(session, tally, outlet.key, listings, now=NOW, pass_start=NOW)
    day = NOW + timedelta(days=1)
    following = queue_listings(session, tally, outlet.key, listings, now=day, pass_start=day)

    assert (first, same, following) == (len(listings), 0, len(listings))
    assert {row.kind for row in addresses(session)} == {AddressKind.LISTING}


def test_an_interrupted_pass_goes_on_where_it_began(session: Session, outlet: Outlet, run_id: int) -> None:
    """Without a finished mark the next run belongs to the same pass; after it, a new one begins."""
    first = Tally(session, run_id)
    start = begin_pass(session, first, outlet.key, NOW)
    first.write()
    next_run = Run(command="crawl", state=RunState.RUNNING, started_at=NOW)
    session.add(next_run)
    session.flush()
    second = Tally(session, next_run.id)
    day = NOW + timedelta(days=1)

    resumed = begin_pass(session, second, outlet.key, day)
    second.put(outlet.key, "finished", 1)
    second.write()

    assert start == resumed == NOW
    assert begin_pass(session, second, outlet.key, day + timedelta(days=1)) == day + timedelta(days=1)


def test_months_are_guessed_in_every_spelling(outlet: Outlet) -> None:
    """With and without leading zero, newest first."""
    window = replace(WINDOW, start=datetime(2023, 12, 1, tzinfo=UTC), end=datetime(2024, 1, 1, tzinfo=UTC))

    guesses = [url for url, _ in monthly_sitemaps(outlet, window)]

    assert "https://baohatinh.vn/sitemaps/news-2023-12.xml" in guesses
    assert "https://baohatinh.vn/sitemaps/news-2024-01.xml" in guesses
    assert "https://baohatinh.vn/sitemaps/news-2024-1.xml" in guesses


def test_the_clock_never_falls_behind_the_books(session: Session, outlet: Outlet, discovery: Discovery) -> None:
    """A crawl repeated with the same `now` starts after the newest record; one on another day at its own time."""
    note(discovery, outlet, NEW)

    assert start_clock(session, NOW).start > NOW
    assert start_clock(session, NOW + timedelta(days=3)).start == NOW + timedelta(days=3)
    assert start_clock(session, NOW - timedelta(days=3)).start == NOW - timedelta(days=3)


def test_an_order_crosses_the_process_border_whole() -> None:
    """What is read back equals what was written."""
    order = CrawlOrder(
        "sqlite:///x.db",
        Path("warc"),
        7,
        NOW,
        outlets=("baohatinh",),
        outlets_folder=Path("o"),
        since=date(2023, 1, 1),
        until=date(2023, 12, 31),
        origins=(("https://a.example", "http://127.0.0.1:1"),),
        recheck=(1, 2),
        guest=Guest(contact="Sở TN&MT", delay=9),
    )

    assert CrawlOrder.from_json(order.to_json()) == order
    assert Guest(contact="Sở TN&MT").user_agent.isascii()

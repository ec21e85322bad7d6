"""The real outlets' files against the miniature of both sites: two nights, every article held once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.order import CrawlOrder, CrawlResult, OutletResult
from crawler.run import crawl
from crawler.warc import read_page
from demo import DemoSites, demo_articles
from models.crawl import Address, AddressForm, ListingVisit, PageSnapshot
from models.database import open_engine, upgrade_database
from models.night import Run
from models.vocabulary import AddressKind, AddressState, RunState

FIRST_NIGHT = datetime(2023, 12, 31, 19, 0, tzinfo=UTC)


@dataclass
class TwoNights:
    """What two nights left behind."""

    session: Session
    first: CrawlResult
    second: CrawlResult
    folder: object
    requests: list[list[tuple[str, str]]]

    def outlet(self, result: CrawlResult, key: str) -> OutletResult:
        return next(outlet for outlet in result.outlets if outlet.key == key)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoNights]:
    """A back-fill of 2023, then a nightly crawl that re-checks everything held."""
    folder = tmp_path_factory.mktemp("nights")
    url = f"sqlite:///{folder / 'diembao.db'}"
    upgrade_database(url)
    engine = open_engine(url)
    with DemoSites(night=1) as sites, Session(engine) as session:
        order = CrawlOrder(
            url, folder / "warc", _start_run(session), FIRST_NIGHT, since=date(2023, 1, 1), origins=tuple(sites.origins)
        )
        first = crawl(order)
        asked = [[(request.outlet, request.path) for request in sites.requests]]
        sites.requests.clear()
        sites.night = 2
        held = tuple(session.scalars(select(Address.id).where(Address.state == AddressState.KEPT)))
        second = crawl(
            CrawlOrder(
                url,
                folder / "warc",
                _start_run(session),
                FIRST_NIGHT + timedelta(days=1),
                outlets=("baohatinh", "hatinhtv"),
                origins=tuple(sites.origins),
                recheck=held,
            )
        )
        asked.append([(request.outlet, request.path) for request in sites.requests])
        session.expire_all()
        yield TwoNights(session, first, second, folder, asked)
    engine.dispose()


def _start_run(session: Session) -> int:
    run = Run(command="crawl", state=RunState.RUNNING, started_at=FIRST_NIGHT)
    session.add(run)
    session.commit()
    return run.id


def article_rows(nights: TwoNights) -> dict[tuple[str, str], Address]:
    rows = nights.session.scalars(select(Address).where(Address.kind == AddressKind.ARTICLE))
    return {(row.outlet_key, row.article_id): row for row in rows if row.article_id}


def test_every_article_is_found_and_held_once(nights: TwoNights) -> None:
    """Feeds, monthly sitemaps, sections and tags together name each article; whatever its forms it is one row."""
    shown = {(article.outlet, article.article_id) for article in demo_articles() if article.first_night == 1}

    assert nights.first.kept == len(shown)
    assert shown <= set(article_rows(nights))


def test_nothing_is_asked_twice_in_a_night(nights: TwoNights) -> None:
    """Listings overlap, requests do not."""
    for asked in nights.requests:
        assert [each for each, count in Counter(asked).items() if count > 1] == []


def test_the_best_form_is_asked_and_all_forms_are_remembered(nights: TwoNights) -> None:
    """Of an article seen as `.htm`, `.amp` and `-post` the new page is asked; the others stand beside it."""
    article = next(each for each in demo_articles() if each.form == "both" and each.first_night == 1)
    row = article_rows(nights)[article.outlet, article.article_id]
    forms = set(nights.session.scalars(select(AddressForm.url).where(AddressForm.address_id == row.id)))

    assert row.url == article.urls[0]
    assert article.urls[0] in forms
    assert {url for url in article.urls if url.endswith(".htm")} <= forms


def test_the_calendar_and_other_services_are_not_asked(nights: TwoNights) -> None:
    """Endless service pages are no listings."""
    asked = {path for requests in nights.requests for _, path in requests}

    assert not any(path.startswith(("/cong-cu", "/tim-kiem", "/api")) for path in asked)


def test_the_second_night_finds_what_is_new_edited_and_gone(nights: TwoNights) -> None:
    """New articles are kept, edited ones have a second snapshot, removed ones are GONE, the others answer 304."""
    articles = demo_articles()
    known = [article for article in articles if article.first_night == 1]
    edited = [article for article in known if article.revision and not article.removed]
    removed = {(each.outlet, each.article_id) for each in known if each.removed}
    rows = article_rows(nights)

    assert nights.second.kept == sum(article.first_night == 2 for article in articles)
    assert sum(outlet.gone for outlet in nights.second.outlets) == len(removed)
    assert {key for key, row in rows.items() if row.state is AddressState.GONE} == removed
    for article in edited:
        row = rows[article.outlet, article.article_id]
        pages = nights.session.scalars(
            select(PageSnapshot).where(PageSnapshot.address_id == row.id, PageSnapshot.same_as_id.is_(None))
        )
        assert len(list(pages)) == 2
    assert sum(outlet.unchanged for outlet in nights.second.outlets) > len(known) / 2


def test_a_night_leaves_listings_at_their_first_known_page(nights: TwoNights) -> None:
    """The second night walks fewer pages than the back-fill, and says that it met known articles."""
    visits = list(nights.session.scalars(select(ListingVisit).where(ListingVisit.channel == "section")))
    pages = {run: sum(visit.pages for visit in visits if visit.run_id == run) for run in (1, 2)}

    assert pages[2] < pages[1]
    assert all(visit.reached_known for visit in visits if visit.run_id == 2 and visit.listed)


def test_listed_is_held_or_missing(nights: TwoNights) -> None:
    """The completeness figures of each outlet."""
    for outlet in (*nights.first.outlets, *nights.second.outlets):
        assert outlet.found == outlet.held + outlet.missing
    assert [outlet.missing for outlet in nights.first.outlets] == [0, 0]


def test_every_snapshot_reads_back(nights: TwoNights) -> None:
    """Each whole snapshot gives its page, checked by SHA-256, and passes as the site's own bytes."""
    snapshots = list(nights.session.scalars(select(PageSnapshot).where(PageSnapshot.same_as_id.is_(None))))

    for snapshot in snapshots:
        assert len(read_page(nights.folder / "warc", snapshot).page) == snapshot.length
    assert all(snapshot.url.startswith("https://") for snapshot in snapshots)


def test_a_night_without_days_takes_what_the_front_pages_show_however_old(sqlite_url: str, tmp_path: Path) -> None:
    """Years later the sections and feeds of a site that stood still are still read; the archive behind them is not."""
    engine = open_engine(sqlite_url)
    with DemoSites(night=1) as sites, Session(engine) as session:
        years_later = FIRST_NIGHT + timedelta(days=1000)
        result = crawl(
            CrawlOrder(sqlite_url, tmp_path / "warc", _start_run(session), years_later, origins=tuple(sites.origins))
        )
    engine.dispose()

    articles = Counter(article.outlet for article in demo_articles() if article.first_night == 1)
    assert {outlet.key for outlet in result.outlets} == set(articles)
    assert all(0 < outlet.kept < articles[outlet.key] for outlet in result.outlets)

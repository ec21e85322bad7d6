"""Every channel that lists an article is written down, once a run: completeness is reckoned from it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.collecting.sightings import Sightings
from crawler.run import crawl
from models.crawl import Address, AddressSighting
from models.night import Run
from models.organisation import Outlet
from models.vocabulary import AddressKind, AddressState, RunState
from tests.crawler.crawl_site import NOW, ORIGIN, Answer, Site, Workplace, listing, page

SEEN = datetime(2024, 1, 1, tzinfo=UTC)
FEED = "".join(f"<item><link>{ORIGIN}/bai-post{n}.html</link></item>" for n in (1, 2))
MAP = "".join(f"<url><loc>{ORIGIN}/bai-post{n}.html</loc></url>" for n in (2, 3))


@pytest.fixture
def addresses(session: Session) -> tuple[int, list[int]]:
    """A run and two articles' addresses."""
    session.add(Outlet(key="bao", name="Báo", hosts=[], is_crawled=True))
    session.flush()
    run = Run(command="crawl", state=RunState.RUNNING, started_at=SEEN)
    session.add(run)
    rows = [
        Address(
            outlet_key="bao",
            key=f"bao:{n}",
            url=f"https://bao.example/{n}",
            kind=AddressKind.ARTICLE,
            state=AddressState.QUEUED,
            first_seen_at=SEEN,
            last_seen_at=SEEN,
            tries=0,
            page_number=0,
        )
        for n in (1, 2)
    ]
    session.add_all(rows)
    session.flush()
    return run.id, [row.id for row in rows]


def stored(session: Session) -> list[tuple[int, str, int]]:
    """Return the sightings stored."""
    columns = (AddressSighting.run_id, AddressSighting.channel, AddressSighting.address_id)
    return [tuple(row) for row in session.execute(select(*columns).order_by(*columns))]


def test_a_sighting_said_twice_is_one_row(session: Session, addresses: tuple[int, list[int]]) -> None:
    """In one run, and in a run taken up again after a kill."""
    run_id, (one, two) = addresses
    for ids in ([one], [one, two]):
        again = Sightings(session, run_id)
        again.note("feed", ids)
        again.note("feed", ids)
        again.write()
        again.write()

    assert stored(session) == [(run_id, "feed", one), (run_id, "feed", two)]


def test_nothing_is_stored_before_it_is_to_last(session: Session, addresses: tuple[int, list[int]]) -> None:
    """Sightings wait for the commit of the pages they came with."""
    run_id, (one, _) = addresses
    sightings = Sightings(session, run_id)

    sightings.note("feed", [one])

    assert stored(session) == []


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """A workplace of the test's own."""
    return Workplace(tmp_path)


def test_a_crawl_notes_each_channel_of_each_article(place: Workplace) -> None:
    """Two nights: an article is noted under every channel that listed it, known or new."""
    routes = {
        "/rss": Answer(f'<?xml version="1.0"?><rss version="2.0"><channel>{FEED}</channel></rss>'.encode()),
        "/sitemap.xml": Answer(
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{MAP}</urlset>'.encode(),
            headers={"Content-Type": "application/xml"},
        ),
        "/tin/": listing("/bai-post1.html", "/bai-post3.html"),
    } | {f"/bai-post{n}.html": page(f"Bài {n}") for n in (1, 2, 3)}
    with Site(routes) as site:
        nights = [crawl(place.order(site, now=NOW + timedelta(days=night))).run_id for night in (0, 1)]

    keys = {row.id: row.key for row in place.rows(Address)}
    with place.session() as session:
        found = {(run_id, channel, keys[id_]) for run_id, channel, id_ in stored(session)}
    listed = {("feed", "1"), ("feed", "2"), ("sitemap", "2"), ("sitemap", "3"), ("section", "1"), ("section", "3")}
    assert found == {(run_id, channel, f"thu:{number}") for run_id in nights for channel, number in listed}

"""A fault of our own ends a crawl at once, with an error; it never waits for the end of the night."""

import subprocess
import sys

import pytest

from crawler.order import CrawlError, Guest
from crawler.run import crawl
from models.crawl import Address
from models.organisation import Outlet
from models.vocabulary import AddressKind, AddressState
from tests.crawler.crawl_site import NOW, Site, Workplace, listing, page
from tests.crawler.failing_crawl import FAULT, PARTS

BOUND = 60  # seconds; without an end of its own such a crawl would go on for GUEST.max_seconds
GUEST = Guest(timeout=1.5, retry_pause=0.1, max_seconds=2 * BOUND)
ROUTES = {"/tin/": listing("/bai-post1.html", "/hai-post2.html")} | {
    path: page(path) for path in ("/bai-post1.html", "/hai-post2.html")
}


@pytest.mark.parametrize("part", PARTS)
def test_a_fault_of_ours_ends_the_crawl_with_an_error(tmp_path, part) -> None:
    """Whatever part fails, the collecting process stops soon, names the fault last and ends with an error status."""
    place = Workplace(tmp_path)
    command = [sys.executable, "-m", "tests.crawler.failing_crawl", part]
    with Site(ROUTES) as site:
        order = place.order(site, guest=GUEST).to_json()

        done = subprocess.run(command, input=order, capture_output=True, text=True, timeout=BOUND, check=False)

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"RuntimeError: {FAULT}"


def test_an_address_that_cannot_be_asked_fails_the_crawl_in_one_sentence(tmp_path) -> None:
    """A row that makes no request ends the crawl with a CrawlError of one line that says why, not with silence."""
    place = Workplace(tmp_path)
    with place.session() as session:
        bad_row = Address(
            outlet_key="thu",
            key="thu:9",
            url="khong-phai-dia-chi",
            kind=AddressKind.ARTICLE,
            state=AddressState.QUEUED,
            channel="feed",
            tries=0,
            page_number=0,
            first_seen_at=NOW,
            last_seen_at=NOW,
        )
        session.add(Outlet(key="thu", name="Báo Thử", hosts=["thu.example"], is_crawled=True))
        session.flush()
        session.add(bad_row)
        session.commit()

    with Site(ROUTES) as site, pytest.raises(CrawlError, match=r"Missing scheme.*khong-phai-dia-chi") as caught:
        crawl(place.order(site, guest=GUEST))

    assert "\n" not in str(caught.value)

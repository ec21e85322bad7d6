"""How an outlet is visited: refusals and pauses heeded, nights that return, bounds kept."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update

from crawler.accounts import check_accounts
from crawler.collecting.ledger import next_try
from crawler.collecting.scrapy_settings import make_settings
from crawler.order import CrawlError, CrawlOrder, Guest
from crawler.run import crawl
from crawler.worker import choose_outlets
from models.crawl import Address, AddressForm, ListingVisit, PageSnapshot
from models.database import open_engine, upgrade_database
from models.night import RunCount
from models.vocabulary import AddressState, Severity
from tests.crawler.crawl_site import FAST, NOW, ORIGIN, Answer, Site, Workplace, listing, page, redirect


@pytest.fixture
def place(tmp_path) -> Workplace:
    """A workplace of the test's own."""
    return Workplace(tmp_path)


def paths_of(numbers: range) -> list[str]:
    return [f"/bai-{n}-post{n}.html" for n in numbers]


def site_of(numbers: range, **routes: Answer) -> Site:
    """A site whose one section lists plain articles."""
    pages = {path: page(f"Bài {path}") for path in paths_of(numbers)}
    return Site(pages | {"/tin/": listing(*paths_of(numbers))} | routes)


def test_a_403_ends_the_visit(place: Workplace) -> None:
    """After one refusal nothing more is asked that night; what waits goes on waiting, and an alarm says so."""
    with site_of(range(1, 9)) as site:
        site.routes |= dict.fromkeys(paths_of(range(1, 9)), Answer(status=403))
        guest = Guest(mapped_per_host=1)

        result = crawl(order := place.order(site, guest=guest)).outlets[0]

    assert len(site.paths) == 1
    assert (result.failed, result.waiting) == (1, 7)
    assert place.issues(order.run_id)[0].severity is Severity.ALARM


def test_retry_after_is_waited_for(place: Workplace) -> None:
    """A busy server that asks for a second gets it, and the page is kept in the same night."""
    answers = [Answer(status=429, headers={"Retry-After": "1"}), page("Một")]
    with site_of(range(1, 2)) as site:
        site.routes["/bai-1-post1.html"] = lambda _: answers.pop(0)

        result = crawl(place.order(site)).outlets[0]

    assert result.kept == 1
    assert site.paths.count("/bai-1-post1.html") == 2


def test_a_long_retry_after_is_left_for_another_night(place: Workplace) -> None:
    """A server that asks for a day is not asked again; its articles wait."""
    with site_of(range(1, 6)) as site:
        busy = Answer(status=503, headers={"Retry-After": "86400"})
        site.routes |= dict.fromkeys(paths_of(range(1, 6)), busy)

        result = crawl(place.order(site, guest=Guest(mapped_per_host=1))).outlets[0]

    assert len(site.paths) == 1
    assert result.waiting == 5


def test_an_unreadable_robots_file_closes_the_door(place: Workplace) -> None:
    """When robots.txt answers 500 nothing is asked, everything waits, and an alarm says why."""
    with site_of(range(1, 3)) as site:
        site.routes["/robots.txt"] = Answer(status=500)

        result = crawl(order := place.order(site)).outlets[0]

    assert {path for path, _ in site.log} == {"/robots.txt"}
    assert result.pages == 0
    assert any("robots.txt" in issue.text for issue in place.issues(order.run_id))


def test_robots_rules_are_found_behind_a_redirect_and_name_sitemaps(place: Workplace) -> None:
    """The file may have moved on the same host; the sitemaps it names are read."""
    sitemap = f"<urlset><url><loc>{ORIGIN}/xa-post5.html</loc></url></urlset>".encode()
    with Site({"/xa-post5.html": page("Xa"), "/robots.txt": redirect("/luat.txt", 301)}) as site:
        site.routes["/luat.txt"] = Answer(f"User-agent: *\nDisallow: /tin/\nSitemap: {ORIGIN}/ban-do.xml".encode())
        site.routes["/ban-do.xml"] = Answer(sitemap, headers={"Content-Type": "application/xml"})

        result = crawl(place.order(site)).outlets[0]

    assert result.kept == 1
    assert "/tin/" not in [path for path, _ in site.log]


def test_the_page_bound_ends_a_night_and_the_next_goes_on(place: Workplace) -> None:
    """No more than `max_pages` are asked; the rest waits for the next crawl, which asks nothing twice."""
    with site_of(range(1, 21)) as site:
        first = crawl(place.order(site, max_pages=10)).outlets[0]
        second = crawl(place.order(site, now=NOW + timedelta(days=1))).outlets[0]

    assert first.waiting > 0
    assert (first.kept + second.kept, second.waiting) == (20, 0)
    assert sorted(site.paths) == sorted(paths_of(range(1, 21)))


def test_a_deep_pagination_ends_in_a_counted_drop(place: Workplace) -> None:
    """A listing of two hundred pages is walked as far as ordered; the page after is dropped by name."""
    with Site() as site:
        for n in range(1, 201):
            cards = listing(*paths_of(range(n * 2, n * 2 + 2)), next_page=f"/tin/?page={n + 1}")
            site.routes["/tin/" if n == 1 else f"/tin/?page={n}"] = cards

        crawl(place.order(site, listing_pages=6))

    assert place.address(f"{ORIGIN}/tin/?page=7").reason == "too_deep"
    assert "/tin/?page=7" not in [path for path, _ in site.log]


def test_pages_without_articles_and_repeated_pages_end_a_listing(place: Workplace) -> None:
    """A calendar without end is left at its first page; a site that ignores page numbers at its second."""
    calendar = Answer(b'<html><a href="/lich/2">mai</a><a rel="next" href="/lich/2">tiep</a></html>')
    with site_of(range(1, 4), **{"/lich/2": calendar}) as site:
        cards = "".join(f'<div class="card"><a href="{path}">Tin</a></div>' for path in paths_of(range(1, 4)))
        site.routes |= {"/tin/": Answer(cards.encode()), "/tin/?page=2": Answer(cards.encode())}

        crawl(place.order(site, since=NOW.date() - timedelta(days=400)))

    listings = [path for path, _ in site.log if path.startswith(("/tin/", "/lich"))]
    assert listings == ["/tin/", "/tin/?page=2"]


def test_failures_come_back_ever_later_and_end(place: Workplace) -> None:
    """An address that fails is due the next night, then ever later, and after its last try not again."""
    with site_of(range(1, 2)) as site:
        site.routes["/bai-1-post1.html"] = Answer(status=502)
        guest = Guest(retry_pause=0.1, max_tries=2)
        crawl(place.order(site, guest=guest))
        asked_first = len(site.paths)
        crawl(place.order(site, guest=guest, now=NOW + timedelta(hours=2)))
        asked_early = len(site.paths)
        crawl(place.order(site, guest=guest, now=NOW + timedelta(days=1)))
        crawl(place.order(site, guest=guest, now=NOW + timedelta(days=60)))

    address = place.address("1")
    assert (asked_first, asked_early, len(site.paths)) == (2, 2, 4)
    assert (address.state, address.tries, address.next_try_at) == (AddressState.FAILED, 2, None)


def test_the_pause_between_tries_doubles_up_to_a_bound() -> None:
    """20 hours, 40, 80 … never more than eight days."""
    waits = [next_try(NOW, tries, 10) - NOW for tries in (1, 2, 3, 9)]

    assert waits == [timedelta(hours=20), timedelta(hours=40), timedelta(hours=80), timedelta(days=8)]


def test_a_dead_server_ends_the_visit_with_an_alarm(place: Workplace) -> None:
    """After ten failures in a row the outlet is left alone for the night."""
    with site_of(range(1, 40)) as site:
        site.routes |= dict.fromkeys(paths_of(range(1, 40)), Answer(status=500))

        result = crawl(order := place.order(site, guest=Guest(mapped_per_host=1, retry_pause=0.1))).outlets[0]

    assert len(site.paths) <= 20
    assert result.waiting > 0
    assert any(issue.severity is Severity.ALARM for issue in place.issues(order.run_id))


def test_fewer_articles_than_expected_is_an_alarm(tmp_path) -> None:
    """A listing that suddenly names too little fails the outlet's night."""
    from tests.crawler.crawl_site import OUTLET_FILE

    place = Workplace(tmp_path, OUTLET_FILE.replace("minimum: 0, maximum: 1000", "minimum: 5, maximum: 8"))
    with site_of(range(1, 3)) as site:
        crawl(few := place.order(site))
        site.routes["/tin/"] = listing(*paths_of(range(1, 11)))
        crawl(many := place.order(site, now=NOW + timedelta(days=1)))

    assert place.issues(few.run_id)[0].severity is Severity.ALARM
    assert place.issues(many.run_id)[0].severity is Severity.WARNING


def test_real_hosts_are_asked_one_at_a_time_five_seconds_apart(place: Workplace) -> None:
    """Only a mapped loopback origin is spared the pause; file, ftp and data addresses have no way out."""
    from crawler.collecting.collection import Collection

    with place.session() as session:
        order = CrawlOrder(place.url, place.warc, place.start_run(), NOW, outlets_folder=place.outlets)
        settings = make_settings(Collection(order, choose_outlets(order), session))

    assert settings["DOWNLOAD_SLOTS"] == {"thu": {"concurrency": 1, "delay": 5.0}}
    assert settings["OUTLET_HOSTS"] == ["thu.example", "www.thu.example"]
    assert [settings["DOWNLOAD_HANDLERS"][scheme] for scheme in ("file", "ftp", "s3", "data")] == [None] * 4
    assert not settings["TELNETCONSOLE_ENABLED"]
    assert not settings["COOKIES_ENABLED"]


def test_accounts_that_do_not_add_up_are_told(place: Workplace) -> None:
    """A fate that was counted nowhere is noticed."""
    with site_of(range(1, 4)) as site:
        crawl(order := place.order(site))

    with place.session() as session:
        assert check_accounts(session, order.run_id) == []
        session.execute(update(RunCount).where(RunCount.name == "article.kept").values(value=2))
        assert len(check_accounts(session, order.run_id)) == 1


def test_missing_listings_are_noted_and_none_is_required(place: Workplace) -> None:
    """Feeds and sitemaps that are not there become one note."""
    with site_of(range(1, 3)) as site:
        result = crawl(order := place.order(site, guest=FAST))

    assert result.kept == 2
    notes = [issue for issue in place.issues(order.run_id) if issue.severity is Severity.NOTE]
    assert "/rss" in notes[0].text
    assert {visit.url: visit.pages for visit in place.rows(ListingVisit)}[f"{ORIGIN}/rss"] == 0
    assert place.address(f"{ORIGIN}/rss").state is AddressState.GONE
    assert len(place.rows(Address)) == 5


def test_a_site_without_https_is_read_without_it(place: Workplace) -> None:
    """A server that is silent on https is asked on http, and a warning says so; what answers neither way is left."""
    with site_of(range(1, 3)) as site:
        silent = (ORIGIN, "http://127.0.0.1:1")
        result = crawl(order := place.order(site, origins=(silent, site.origins[1]))).outlets[0]
        dead = crawl(place.order(site, origins=(silent, (ORIGIN.replace("https", "http"), silent[1])))).outlets[0]

    assert (result.kept, dead.pages) == (2, 0)
    assert any("http" in issue.text for issue in place.issues(order.run_id))


@pytest.mark.postgres
def test_a_crawl_keeps_its_books_on_postgresql_as_well(place: Workplace, postgres_url: str) -> None:
    """The same crawl, interrupted by its page bound and resumed, on the other database."""
    url = postgres_url.rsplit("/", 1)[0] + "/crawl_books"
    _create_database(postgres_url, "crawl_books")
    upgrade_database(url)
    place.url = url
    with site_of(range(1, 9)) as site:
        site.routes["/bai-8-post8.html"] = Answer(status=404)
        crawl(place.order(site, max_pages=6))
        result = crawl(place.order(site, now=NOW + timedelta(days=1))).outlets[0]
        crawl(place.order(site, now=NOW + timedelta(days=2), recheck=(place.address("1").id,)))

    assert (result.held, result.waiting) == (7, 0)
    assert len([row for row in place.rows(PageSnapshot) if row.same_as_id]) == 1


def _create_database(url: str, name: str) -> None:
    engine = open_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()


def test_a_store_that_cannot_be_written_ends_the_crawl_and_loses_nothing(place: Workplace) -> None:
    """Where the WARC folder cannot be, the crawl is an error at once; everything waits for the next one."""
    place.warc.write_text("không phải thư mục")
    with site_of(range(1, 9)) as site:
        with pytest.raises(CrawlError, match="chạy lại"):
            crawl(place.order(site))
        place.warc.unlink()
        result = crawl(place.order(site)).outlets[0]

    assert (result.held, result.waiting) == (8, 0)
    assert len(place.rows(PageSnapshot)) == len({row.address_id for row in place.rows(PageSnapshot)})


def test_a_lost_article_that_is_still_listed_may_return(place: Workplace) -> None:
    """A page that answered 404 once is asked again the next night it is named, and kept."""
    answers = [Answer(status=404), page("Một")]
    with site_of(range(1, 2)) as site:
        site.routes["/bai-1-post1.html"] = lambda _: answers.pop(0)
        first = crawl(place.order(site)).outlets[0]
        second = crawl(place.order(site, now=NOW + timedelta(days=1))).outlets[0]

    assert (first.gone, second.kept, second.missing) == (1, 1, 0)


def test_the_form_a_redirect_leads_to_is_remembered(place: Workplace) -> None:
    """An old address that redirects to the new one of the same article is the same article."""
    with Site({"/tin/": listing("/cu/rung/7.htm"), "/rung-post7.html": page("Rừng")}) as site:
        site.routes["/cu/rung/7.htm"] = redirect(f"{ORIGIN}/rung-post7.html", 301)
        result = crawl(place.order(site)).outlets[0]

    forms = {row.url for row in place.rows(AddressForm)}
    assert (result.kept, result.duplicate) == (1, 0)
    assert forms == {f"{ORIGIN}/cu/rung/7.htm", f"{ORIGIN}/rung-post7.html"}

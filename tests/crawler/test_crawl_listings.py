"""Feeds, sitemaps and section pages are read however odd, and never make the reader fetch, stall or swell."""

import gzip
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.collecting.discovery import Discovered
from crawler.collecting.walking import WalkEnd, decide_walk
from crawler.collecting.window import Window
from crawler.encodings import TooLargeError
from crawler.listings.feeds import read_feed
from crawler.listings.listed import Listed, ListedPage, ListingError
from crawler.listings.section_pages import read_section_page
from crawler.listings.sitemaps import month_of, read_sitemap
from crawler.listings.soft_errors import says_not_found
from crawler.outlet_file import ListingCards

URL = "https://bao.example/tin/"
LIMIT = 1_000_000
CARDS = ListingCards(
    card=(".card",), link=("h2 a", "a"), published_at=("time",), next_page=("a[rel=next]",), page_query="page"
)
DECEMBER = Window(datetime(2023, 12, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC), is_backfill=True)


def rss(items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Bao</title>{items}</channel></rss>'.encode()


def urlset(rows: str) -> bytes:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


def test_rss_items_give_address_and_time() -> None:
    """A link, also a relative one, and the publication time in UTC."""
    body = rss("<item><link>/a-post1.html</link><pubDate>Sun, 31 Dec 2023 07:00:00 +0700</pubDate></item>")

    [entry] = read_feed(body, URL).entries

    assert (entry.url, entry.published_at) == ("https://bao.example/a-post1.html", datetime(2023, 12, 31, tzinfo=UTC))


def test_atom_entries_give_their_alternate_link() -> None:
    """The broadcaster's feed form."""
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="alternate" href="https://bao.example/x-1234"/>
    <updated>2023-12-31T07:00:00+07:00</updated></entry></feed>"""

    [entry] = read_feed(body, URL).entries

    assert entry.url == "https://bao.example/x-1234"
    assert entry.modified_at == datetime(2023, 12, 31, tzinfo=UTC)


def test_a_torn_feed_gives_what_can_be_read() -> None:
    """The items before the tear are kept."""
    body = rss("<item><link>https://bao.example/a-post1.html</link></item><item><link>https://bao.example/b")[:-30]

    assert read_feed(body, URL).entries[0].url == "https://bao.example/a-post1.html"


@pytest.mark.parametrize("body", [b"", b"<html><body>404</body></html>", b"/etc/passwd", b"\x00\xff", b"{}"])
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    """An error page, rubbish, and words that name a file are no feed; no file is opened."""
    with pytest.raises(ListingError):
        read_feed(body, URL)


def test_a_feed_that_names_a_real_file_does_not_open_it(tmp_path: Path) -> None:
    """Bytes are never taken for a file name."""
    feed = tmp_path / "feed.xml"
    feed.write_bytes(rss("<item><link>https://bao.example/bi-mat</link></item>"))

    with pytest.raises(ListingError):
        read_feed(str(feed).encode(), URL)


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def test_entities_of_feeds_and_sitemaps_neither_read_files_nor_swell(tmp_path: Path) -> None:
    """Outside entities stay unread, entity bombs stay small."""
    secret = tmp_path / "secret"
    secret.write_text("TUYET-MAT")
    outside = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()
    bodies = [
        outside + rss("<item><link>https://bao.example/&e;-post1.html</link></item>").partition(b"?>")[2],
        BOMB.encode() + rss("<item><link>https://bao.example/&j;</link></item>").partition(b"?>")[2],
    ]
    sitemaps = [
        outside + urlset("<url><loc>https://bao.example/&e;-post1.html</loc></url>"),
        BOMB.encode() + urlset("<url><loc>https://bao.example/&j;</loc></url>"),
    ]
    started = time.monotonic()

    found = [_try(lambda body=body: read_feed(body, URL)) for body in bodies]
    found += [_try(lambda body=body: read_sitemap(body, limit=LIMIT)) for body in sitemaps]

    urls = [entry.url for page in found for entry in page.entries]
    assert not any("TUYET-MAT" in url or len(url) > 1000 for url in urls)
    assert time.monotonic() - started < 5


def _try(read) -> ListedPage:
    try:
        return read()
    except ListingError:
        return ListedPage()


def test_a_sitemap_names_addresses_and_their_last_change() -> None:
    """Times with zone, and a bare day, which means its end."""
    body = urlset(
        "<url><loc> https://bao.example/a-post1.html </loc><lastmod>2023-12-31T07:00:00+07:00</lastmod></url>"
        "<url><loc>https://bao.example/b-post2.html</loc><lastmod>2023-12-30</lastmod></url>"
        "<url><loc>https://bao.example/c-post3.html</loc><lastmod>hom qua</lastmod></url>"
    )

    entries = read_sitemap(body, limit=LIMIT).entries

    assert [entry.url[-6] for entry in entries] == ["1", "2", "3"]
    assert entries[0].modified_at == datetime(2023, 12, 31, tzinfo=UTC)
    assert entries[1].modified_at == datetime(2023, 12, 30, 16, 59, 59, tzinfo=UTC)
    assert entries[2].modified_at is None


def test_an_index_names_sitemaps_also_when_gzipped() -> None:
    """A gzipped file is unpacked, but never past its limit."""
    index = b"<sitemapindex><sitemap><loc>https://bao.example/sitemaps/news-2023-1.xml</loc></sitemap></sitemapindex>"

    assert len(read_sitemap(gzip.compress(index), limit=LIMIT).sitemaps) == 1
    with pytest.raises(TooLargeError):
        read_sitemap(gzip.compress(b" " * (LIMIT + 1)), limit=LIMIT)


@pytest.mark.parametrize("body", [b"", b"<html><p>404</p></html>", b"khong", b"<urlset"])
def test_what_is_no_sitemap_is_refused_or_empty(body: bytes) -> None:
    """Error pages and rubbish give no address."""
    assert _try(lambda: read_sitemap(body, limit=LIMIT)).entries == ()


def test_a_sitemap_of_too_many_addresses_is_cut_and_says_so() -> None:
    """Fifty thousand count, the rest is told."""
    page = read_sitemap(urlset("<url><loc>https://b.example/a</loc></url>" * 50_010), limit=LIMIT)

    assert (len(page.entries), page.overflow) == (50_000, 10)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("news-2023-1.xml", date(2023, 1, 1)),
        ("news-2023-12.xml.gz", date(2023, 12, 1)),
        ("news-2023-07.xml", date(2023, 7, 1)),
        ("sitemap-202307.xml", date(2023, 7, 1)),
        ("categories.xml", None),
        ("news-2023-13.xml", None),
    ],
)
def test_the_month_of_a_sitemap_is_read_from_its_name(name: str, month: date | None) -> None:
    """With and without leading zero; a name without month says nothing."""
    assert month_of(f"https://bao.example/sitemaps/{name}") == month


def test_cards_give_links_and_days() -> None:
    """The first link of a card counts, its day is read day first, the next page is the linked one."""
    html = """<div class="card"><a href="/anh">Ảnh</a><h2><a href="/a-post1.html">Một</a></h2>
    <time>01/12/2023 08:30</time></div>
    <div class="card"><h2><a href="/b-post2.html">Hai</a></h2>
    <time datetime="2023-12-02T08:30:00+07:00">hôm qua</time></div>
    <a href="/ben-le-post9.html">bên lề</a><a rel="next" href="/tin/?page=2">Tiếp</a>"""

    page = read_section_page(html, URL, CARDS)

    assert [entry.url.rsplit("/", 1)[1] for entry in page.entries] == ["a-post1.html", "b-post2.html"]
    assert page.entries[0].published_at == datetime(2023, 12, 1, 1, 30, tzinfo=UTC)
    assert page.entries[1].published_at == datetime(2023, 12, 2, 1, 30, tzinfo=UTC)
    assert page.next_url == "https://bao.example/tin/?page=2"


def test_a_page_without_cards_is_read_link_by_link_and_its_next_page_guessed() -> None:
    """An unknown layout still gives its links; without any pagination the next number is tried."""
    page = read_section_page('<a href="a-post1.html">Một</a><a href="//[">x</a>', f"{URL}?page=3", CARDS)

    assert "https://bao.example/tin/a-post1.html" in [entry.url for entry in page.entries]
    assert page.next_url == f"{URL}?page=4"


def test_a_last_page_with_pagination_leads_nowhere() -> None:
    """Where numbers are shown but no next link, the listing ends."""
    page = read_section_page('<a href="/a-post1.html">Một</a><ul class="pagination"><li>1</li></ul>', URL, CARDS)

    assert page.next_url is None


@pytest.mark.parametrize("html", ["<div>" * 100_000 + '<a href="/x">', '<a href="/y">' * 150_000, "", "\x00"])
def test_hostile_pages_are_read_in_bounded_time(html: str) -> None:
    """Depth and width cost seconds at most and give a bounded number of links."""
    started = time.monotonic()

    page = read_section_page(html, URL, CARDS)

    assert len(page.entries) <= 500
    assert time.monotonic() - started < 10


def walk(page: ListedPage, found: Discovered, window: Window = DECEMBER, **changes: object) -> WalkEnd | None:
    values = {"page_number": 1, "limit": 10, "repeats": False} | changes
    return decide_walk(page, window, found, **values)


def test_a_listing_is_walked_as_far_as_it_helps() -> None:
    """A back-fill goes on past known articles until older ones come; a night stops at the first known page."""
    night = Window(DECEMBER.start, DECEMBER.end, is_backfill=False)
    inside = ListedPage(entries=(Listed("a", datetime(2023, 12, 5, tzinfo=UTC)),), next_url="b")
    older = ListedPage(entries=(Listed("a", DECEMBER.start - timedelta(days=1)),), next_url="b")
    known = Discovered(listed=2, known=2, keys=frozenset("ab"))
    mixed = Discovered(listed=2, known=1, keys=frozenset("ab"))

    assert walk(inside, known) is None
    assert walk(inside, known, night) is WalkEnd.REACHED_KNOWN
    assert walk(inside, mixed, night) is None
    assert walk(older, mixed) is WalkEnd.TOO_OLD
    assert walk(inside, mixed, page_number=10) is WalkEnd.TOO_DEEP
    assert walk(inside, mixed, repeats=True) is WalkEnd.REPEATS
    assert walk(inside, Discovered()) is WalkEnd.EMPTY
    assert walk(ListedPage(), mixed) is WalkEnd.LAST_PAGE


def test_the_window_judges_what_dates_prove() -> None:
    """A publication time decides; a change time only proves that an article is not younger."""
    before, inside, after = (datetime(2023, 11, 30, tzinfo=UTC), datetime(2023, 12, 5, tzinfo=UTC), DECEMBER.end)

    assert [DECEMBER.holds(Listed("a", each)) for each in (before, inside, after, None)] == [False, True, False, True]
    assert [DECEMBER.holds(Listed("a", None, each)) for each in (before, after)] == [False, True]
    assert DECEMBER.holds_sitemap(Listed("https://b.example/news-2023-12.xml", None, before))
    assert not DECEMBER.holds_sitemap(Listed("https://b.example/news-2023-11.xml", None, after))
    assert DECEMBER.months() == [date(2024, 1, 1), date(2023, 12, 1)]


@pytest.mark.parametrize(
    ("title", "is_error"),
    [
        ("Không tìm thấy trang | Báo Thử", True),
        ("404 - Báo Thử", True),
        ("Lỗi 404", True),
        ("Trang bạn tìm kiếm không tồn tại", True),
        ("Bài viết không tồn tại hoặc đã bị gỡ bỏ", True),
        ("Page not found", True),
        ("Không tìm thấy người mất tích sau 3 ngày tìm kiếm", False),
        ("Trang trại không tồn tại trên bản đồ quy hoạch", False),
        ("404 hộ dân được cấp giấy chứng nhận", True),
    ],
)
def test_error_pages_are_told_from_headlines(title: str, is_error: bool) -> None:
    """An error page says so in an opening phrase; a dated article is none, whatever its headline says."""
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    dated = html.replace("<head>", '<head><meta property="article:published_time" content="2023-12-01">')

    assert says_not_found(html.encode()) is is_error
    assert not says_not_found(dated.encode())


def test_broken_headings_are_searched_in_bounded_time() -> None:
    """Millions of opening tags do not slow the check down."""
    started = time.monotonic()

    assert not says_not_found(b"<title" * 1_000_000)
    assert not says_not_found(b"<h1>" * 1_000_000)
    assert time.monotonic() - started < 5

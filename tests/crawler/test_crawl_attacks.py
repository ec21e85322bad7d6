"""One crawl of a site that attacks in every known way: each attack ends in a counted fate, the crawl goes on."""

import gzip
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from crawler.collecting.fates import Reason
from crawler.order import CrawlResult
from crawler.run import crawl
from models.crawl import PageSnapshot
from models.vocabulary import AddressState
from tests.crawler.crawl_site import ORIGIN, Answer, Site, Workplace, listing, page, redirect, zipped

HTML = {"Content-Type": "text/html; charset=utf-8"}


def send_endless(request: BaseHTTPRequestHandler) -> None:
    """A chunked body without end."""
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    for _ in range(100_000):
        request.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


def send_drip(request: BaseHTTPRequestHandler) -> None:
    """One byte now and then."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Content-Length", "100000")
    request.end_headers()
    for _ in range(200):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.1)


def send_cut(request: BaseHTTPRequestHandler) -> None:
    """Fewer bytes than announced."""
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Content-Length", "100000")
    request.end_headers()
    request.wfile.write(b"<html>")
    request.close_connection = True


ATTACKS = {
    "/tot-post1.html": page("Trồng rừng ngập mặn"),
    "/bom-post2.html": zipped(b"\0" * 60_000_000),
    "/to-post3.html": Answer(b"x" * 3_000_000, headers=HTML),
    "/vo-tan-post4.html": Answer(send=send_endless),
    "/nho-giot-post5.html": Answer(send=send_drip),
    "/vong-a-post6.html": redirect("/vong-b-post6.html"),
    "/vong-b-post6.html": redirect("/vong-a-post6.html"),
    "/lui-post7.html": lambda request: redirect(f"/lui-x-post7.html?n={len(request.path)}"),
    "/rieng-post8.html": redirect("http://127.0.0.1:9/bi-mat"),
    "/may-post9.html": redirect("http://169.254.169.254/latest/meta-data/"),
    "/tep-post10.html": redirect("file:///etc/passwd"),
    "/du-lieu-post11.html": redirect("data:text/html,xin-chao"),
    "/giong-post12.html": redirect("https://thu.example.lua.example/x-post12.html"),
    "/ten-post13.html": redirect("https://thu.example@lua.example/x-post13.html"),
    "/cong-post14.html": redirect("https://thu.example:8443/x-post14.html"),
    "/anh-post15.html": Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}),
    "/hong-post16.html": Answer(b"khong phai gzip", headers=HTML | {"Content-Encoding": "gzip"}),
    "/la-post17.html": Answer(b"la", headers=HTML | {"Content-Encoding": "br"}),
    "/cut-post18.html": Answer(send=send_cut),
    "/tra-post19.html": Answer(b"tra", status=418, headers=HTML),
    "/loi-post20.html": Answer(b"loi", status=500),
    "/ve-nha-post21.html": redirect("/"),
    "/mat-post22.html": Answer(status=404),
    "/mat-mem-post23.html": page("Không tìm thấy trang | Báo Thử"),
    "/sang-post24.html": redirect("/tot-post1.html"),
    "/khong-doi-post25.html": Answer(status=304),
    "/doi-ten-post26.html": redirect("/ten-moi-post26.html"),
    "/ten-moi-post26.html": page("Tên mới"),
    "/lich/1": Answer(b"<a rel=next href=/lich/2>mai</a>"),
}
KIN = "/kin/cam-post27.html"
STRANGERS = ("https://thu.example.lua.example/gia-post30.html", "javascript:alert(1)", "file:///etc/shadow")
FATES = {
    "1": (AddressState.KEPT, None),
    "2": (AddressState.DROPPED, Reason.TOO_LARGE),
    "3": (AddressState.DROPPED, Reason.TOO_LARGE),
    "4": (AddressState.DROPPED, Reason.TOO_LARGE),
    "5": (AddressState.FAILED, Reason.TIMEOUT),
    "6": (AddressState.DROPPED, Reason.REDIRECT_LOOP),
    "7": (AddressState.DROPPED, Reason.REDIRECT_LOOP),
    "8": (AddressState.DROPPED, Reason.OTHER_HOST),
    "9": (AddressState.DROPPED, Reason.OTHER_HOST),
    "10": (AddressState.DROPPED, Reason.BAD_SCHEME),
    "11": (AddressState.DROPPED, Reason.BAD_SCHEME),
    "12": (AddressState.DROPPED, Reason.OTHER_HOST),
    "13": (AddressState.DROPPED, Reason.OTHER_HOST),
    "14": (AddressState.DROPPED, Reason.OTHER_HOST),
    "15": (AddressState.DROPPED, Reason.NOT_A_PAGE),
    "16": (AddressState.DROPPED, Reason.BAD_ENCODING),
    "17": (AddressState.DROPPED, Reason.BAD_ENCODING),
    "18": (AddressState.FAILED, Reason.CUT_OFF),
    "19": (AddressState.DROPPED, Reason.HTTP_STATUS),
    "20": (AddressState.FAILED, Reason.SERVER_ERROR),
    "21": (AddressState.GONE, None),
    "22": (AddressState.GONE, None),
    "23": (AddressState.GONE, None),
    "24": (AddressState.DUPLICATE, None),
    "25": (AddressState.DROPPED, Reason.HTTP_STATUS),
    "26": (AddressState.KEPT, None),
    "27": (AddressState.ROBOTS, None),
}


@dataclass
class Attacked:
    """The crawl all these tests look at."""

    site: Site
    place: Workplace
    result: CrawlResult
    seconds: float
    peak_kib: int


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """A site of attacks, crawled once."""
    place = Workplace(tmp_path_factory.mktemp("attacked"))
    with Site(dict(ATTACKS)) as site:
        for n in range(40):
            site.routes[f"/lui-x-post7.html?n={n}"] = redirect(f"/lui-x-post7.html?n={n + 1}")
        site.routes["/tin/"] = listing(*ATTACKS, KIN, *STRANGERS)
        started = time.monotonic()
        peaks = [0]
        result = crawl(place.order(site), lambda _: peaks.append(peak_of_collector()))
        yield Attacked(site, place, result, time.monotonic() - started, max(peaks))


def peak_of_collector() -> int:
    """The greatest memory, in KiB, that our collecting child has held so far; 0 where Linux does not tell."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
            if int(status["PPid"]) == os.getpid() and b"crawler.worker" in (folder / "cmdline").read_bytes():
                return int(status.get("VmHWM", "0 kB").split()[0])
    return 0


@pytest.mark.parametrize("article", FATES)
def test_each_attack_ends_in_its_named_fate(attacked: Attacked, article: str) -> None:
    """Whatever an address answers, it ends in exactly one state with its reason."""
    state, reason = FATES[article]

    address = attacked.place.address(article)

    assert (address.state, address.reason) == (state, reason.value if reason else None)


def test_the_crawl_of_attacks_ends_soon(attacked: Attacked) -> None:
    """Slow and endless answers are cut; the whole crawl takes seconds."""
    assert attacked.seconds < 25


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells a process's memory in /proc")
def test_the_collecting_process_stays_small(attacked: Attacked) -> None:
    """Neither bombs nor endless bodies make the process grow past its bound of 400 MB."""
    assert attacked.result.kept == 2
    assert 0 < attacked.peak_kib < 400 * 1024


def test_what_robots_forbids_is_never_asked(attacked: Attacked) -> None:
    """An address under a Disallow line is counted, and no request for it was made."""
    assert attacked.result.outlets[0].robots == 1
    assert KIN not in attacked.site.paths


def test_addresses_of_strangers_are_dropped_by_name(attacked: Attacked) -> None:
    """Look-alike hosts and odd schemes in a listing become dropped rows, not requests."""
    reasons = {url: attacked.place.address(url).reason for url in STRANGERS}

    assert list(reasons.values()) == ["other_host", "bad_scheme", "bad_scheme"]


def test_an_endless_calendar_is_not_walked(attacked: Attacked) -> None:
    """Pages that lead only to more of their kind are no articles and are not followed from a listing."""
    assert not any(path.startswith("/lich/") for path in attacked.site.paths)


def test_a_transient_failure_is_asked_twice_a_night(attacked: Attacked) -> None:
    """A server error is tried once more and then left for another night."""
    address = attacked.place.address("20")

    assert attacked.site.paths.count("/loi-post20.html") == 2
    assert address.tries == 1
    assert address.next_try_at is not None


def test_a_redirect_to_another_article_makes_a_duplicate(attacked: Attacked) -> None:
    """The address that redirects is a duplicate; the article is fetched once."""
    assert attacked.site.paths.count("/tot-post1.html") == 1


def test_only_kept_and_gone_pages_have_snapshots(attacked: Attacked) -> None:
    """Dropped and failed answers leave no snapshot behind."""
    urls = {row.url.removeprefix(ORIGIN) for row in attacked.place.rows(PageSnapshot)}

    assert {path for path in urls if "-post" in path} == {
        "/tot-post1.html",
        "/ten-moi-post26.html",
        "/ve-nha-post21.html",
        "/mat-post22.html",
        "/mat-mem-post23.html",
    }


def test_the_counts_of_an_attacked_crawl_add_up(attacked: Attacked) -> None:
    """Every discovered address is in exactly one figure."""
    outlet = attacked.result.outlets[0]
    ends = (outlet.kept, outlet.duplicate, outlet.gone, outlet.robots, outlet.dropped, outlet.failed, outlet.waiting)

    assert sum(ends) == outlet.new == len(FATES) + len(STRANGERS)
    assert sum(outlet.reasons.values()) == outlet.dropped + outlet.failed


def test_requests_name_the_program_and_nothing_personal(attacked: Attacked) -> None:
    """Each request carries the honest user agent and the public host; no cookie, no referrer."""
    headers = [sent for _, sent in attacked.site.log]

    assert all(sent["User-Agent"].startswith("diembao/") for sent in headers)
    assert {sent["Host"] for sent in headers} == {"thu.example"}
    assert not any({"Cookie", "Referer"} & set(sent) for sent in headers)


def test_a_bomb_in_a_sitemap_file_is_dropped(tmp_path) -> None:
    """A gzipped sitemap that unpacks past the limit is dropped with its reason; the others are read."""
    place = Workplace(tmp_path)
    with Site({"/sitemap.xml": Answer(gzip.compress(b" " * 50_000_000)), "/tin/": listing("/a-post1.html")}) as site:
        site.routes["/a-post1.html"] = page("Một")

        result = crawl(place.order(site))

    assert place.address(f"{ORIGIN}/sitemap.xml").reason == Reason.TOO_LARGE.value
    assert result.kept == 1

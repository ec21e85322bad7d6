"""The server: conditional requests, compression, nights, the log, and its command."""

import gzip
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from demo import demo_articles
from demo.server import DemoSites


@pytest.fixture
def sites() -> Iterator[DemoSites]:
    """Both sites, listening on loopback, on the first night."""
    with DemoSites() as running:
        yield running


def ask(
    sites: DemoSites, target: str, headers: dict[str, str] | None = None, outlet: str = "baohatinh", method: str = "GET"
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(sites.address(outlet)).netloc, timeout=5)
    connection.request(method, target, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def path_of(key: str) -> str:
    return urlsplit(next(article.urls[0] for article in demo_articles() if article.key == key)).path


@pytest.mark.parametrize("target", ["/", "/sitemap.xml", "/rss/home.rss", path_of("hd08-bui-than-ky-loi")])
def test_same_copy_answers_304_by_tag(sites: DemoSites, target: str) -> None:
    """An asker that names the tag of its copy gets 304 without a body."""
    first, _ = ask(sites, target)

    second, body = ask(sites, target, {"If-None-Match": first.headers["ETag"]})

    assert (first.status, second.status, body) == (200, 304, b"")


def test_same_copy_answers_304_by_time(sites: DemoSites) -> None:
    """An asker that names the time of its copy gets 304, one with an older copy gets the page."""
    target = path_of("hd08-bui-than-ky-loi")
    first, _ = ask(sites, target)

    same, _ = ask(sites, target, {"If-Modified-Since": first.headers["Last-Modified"]})
    older, _ = ask(sites, target, {"If-Modified-Since": "Sun, 01 Jan 2023 00:00:00 GMT"})

    assert (same.status, older.status) == (304, 200)


def test_edited_page_is_sent_again_on_the_second_night(sites: DemoSites) -> None:
    """A conditional request for an edited page gets the new words, one for an untouched page gets 304."""
    edited, untouched = path_of("hd06-bai-rac-qua-tai-ky-anh"), path_of("hd08-bui-than-ky-loi")
    tags = {target: ask(sites, target)[0].headers["ETag"] for target in (edited, untouched)}

    sites.night = 2
    answers = {target: ask(sites, target, {"If-None-Match": tag}) for target, tag in tags.items()}

    assert answers[edited][0].status == 200
    assert "đã chuyển hết sau phản ánh" in answers[edited][1].decode()
    assert answers[untouched][0].status == 304


def test_text_is_gzipped_when_accepted(sites: DemoSites) -> None:
    """The same page comes plain or gzipped as the asker accepts."""
    plain, plain_body = ask(sites, "/xa-hoi/")

    packed, packed_body = ask(sites, "/xa-hoi/", {"Accept-Encoding": "gzip, deflate"})

    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed_body) == plain_body


def test_head_sends_no_body(sites: DemoSites) -> None:
    """HEAD gives the headers of the page alone."""
    answer, body = ask(sites, "/", method="HEAD")

    assert (answer.status, body) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 1000


def test_unknown_address_answers_404(sites: DemoSites) -> None:
    """An address that leads nowhere answers 404 on both sites."""
    statuses = [ask(sites, "/khong-co-post1.html", outlet=outlet)[0].status for outlet in ("baohatinh", "hatinhtv")]

    assert statuses == [404, 404]


def test_calendar_never_ends(sites: DemoSites) -> None:
    """Each calendar day leads on to a later one."""
    target = "/cong-cu/lich-am/31-12-2023"
    for _ in range(5):
        answer, body = ask(sites, target)
        assert answer.status == 200
        later = body.decode().split("/cong-cu/lich-am/")[-1][:10]
        target = f"/cong-cu/lich-am/{later}"

    assert int(target[-4:]) >= 2024


def test_impossible_calendar_day_answers_404(sites: DemoSites) -> None:
    """A day that does not exist is an error page, not a failure of the server."""
    answer, _ = ask(sites, "/cong-cu/lich-am/31-02-2023")

    assert answer.status == 404


def test_query_does_not_change_an_article(sites: DemoSites) -> None:
    """A tracking query leads to the same page."""
    target = path_of("hd08-bui-than-ky-loi")

    assert ask(sites, f"{target}?fbclid=IwAR0abc")[1] == ask(sites, target)[1]


def test_askers_that_hang_up_leave_no_trace(sites: DemoSites, capfd: pytest.CaptureFixture[str]) -> None:
    """A connection reset in the middle of a request is no failure worth printing."""
    host, port = urlsplit(sites.address("baohatinh")).netloc.split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.sendall(b"GET / HTTP/1.1\r\nHost")
        time.sleep(0.1)

    time.sleep(0.1)

    assert ask(sites, "/")[0].status == 200
    assert capfd.readouterr().err == ""


def test_tag_page_is_found_by_its_number(sites: DemoSites) -> None:
    """The words before the number of a tag page are free."""
    answer, body = ask(sites, "/phan-loai-rac-thai-tag124847.html")

    assert answer.status == 200
    assert "Đức Thọ bắt đầu từ cân ki lô" in body.decode()


def test_every_request_is_logged(sites: DemoSites) -> None:
    """The log names site, target, status, agent and whether a copy was named."""
    ask(sites, "/rss-feed", {"User-Agent": "thu-may", "If-None-Match": '"x"'}, outlet="hatinhtv")

    (line,) = sites.requests
    assert (line.outlet, line.method, line.path, line.status) == ("hatinhtv", "GET", "/rss-feed", 200)
    assert (line.user_agent, line.is_conditional) == ("thu-may", True)


def test_origins_map_both_schemes_to_loopback(sites: DemoSites) -> None:
    """Four public origins lead to two loopback ports."""
    origins = dict(sites.origins)

    assert set(origins) == {
        f"{scheme}://{host}" for scheme in ("http", "https") for host in ("baohatinh.vn", "hatinhtv.vn")
    }
    assert origins["http://hatinhtv.vn"] == origins["https://hatinhtv.vn"] == sites.address("hatinhtv")


def test_command_serves_until_interrupted() -> None:
    """`python -m demo.server` prints the origins, serves, and stops on an interrupt."""
    command = [sys.executable, "-m", "demo.server", "--ports", "0", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as command_run:
        assert command_run.stdout is not None
        first = command_run.stdout.readline()
        command_run.send_signal(signal.SIGINT)
        try:
            rest, errors = command_run.communicate(timeout=10)
        finally:
            command_run.kill()

    assert first.startswith("--origin https://baohatinh.vn=http://127.0.0.1:")
    assert rest.endswith("Đã dừng.\n")
    assert "Traceback" not in errors

"""Answers are kept as received, read back checked, and mended after a kill."""

import gzip
import subprocess
import sys
import zlib
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.encodings import BadEncodingError, TooLargeError, decode_body
from crawler.run import crawl
from crawler.warc import SnapshotLostError, mend_files, read_page
from models.crawl import PageSnapshot, WarcFile
from models.vocabulary import AddressState, Severity
from tests.crawler.crawl_site import NOW, ORIGIN, Answer, Site, Workplace, listing, page, zipped

URL = f"{ORIGIN}/bai-post1.html"
HTML = "<html><title>Bài</title><p>Đất đai</p></html>".encode()


@pytest.fixture
def place(tmp_path) -> Workplace:
    """A workplace of the test's own."""
    return Workplace(tmp_path)


def check_warcs(folder: Path) -> list[int]:
    return [
        subprocess.run([Path(sys.executable).with_name("warcio"), "check", path], check=False).returncode
        for path in sorted(folder.glob("*.warc"))
    ]


def snapshots_of(place: Workplace) -> list[PageSnapshot]:
    return [row for row in place.rows(PageSnapshot) if row.url == URL]


def records_of(place: Workplace, url: str) -> list[tuple[str, str, list[tuple[str, str]], bytes]]:
    found = []
    for path in sorted(place.warc.glob("*.warc")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_headers.get_header("WARC-Target-URI") == url and record.rec_type != "request":
                    head = record.http_headers
                    found.append(
                        (record.rec_type, f"{head.protocol} {head.statusline}", head.headers, record.raw_stream.read())
                    )
    return found


def test_an_answer_is_kept_byte_for_byte(place: Workplace) -> None:
    """Status line, header spelling and order, and the compressed body lie in the WARC; the page reads back decoded."""
    body = gzip.compress(HTML, mtime=7)

    def send(request: BaseHTTPRequestHandler) -> None:
        head = b"HTTP/1.1 200 Rat tot\r\nx-La: a\r\nContent-Encoding: gzip\r\ncontent-TYPE: text/html\r\n"
        request.wfile.write(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    with Site({"/tin/": listing("/bai-post1.html"), "/bai-post1.html": Answer(send=send)}) as site:
        crawl(place.order(site))

    [(kind, status_line, headers, kept)] = records_of(place, URL)
    [snapshot] = snapshots_of(place)
    assert (kind, status_line, kept) == ("response", "HTTP/1.1 200 Rat tot", body)
    assert headers == [
        ("x-La", "a"),
        ("Content-Encoding", "gzip"),
        ("content-TYPE", "text/html"),
        ("Content-Length", str(len(body))),
    ]
    assert snapshot.headers == [list(header) for header in headers]
    assert read_page(place.warc, snapshot).page == HTML


def test_the_true_version_of_the_protocol_is_kept(place: Workplace) -> None:
    """An old server's HTTP/1.0 stays HTTP/1.0."""

    def send(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML)
        request.close_connection = True

    with Site({"/tin/": listing("/bai-post1.html"), "/bai-post1.html": Answer(send=send)}) as site:
        crawl(place.order(site))

    assert records_of(place, URL)[0][1] == "HTTP/1.0 200 OK"


def test_chunked_and_compressed_answers_pass_the_check(place: Workplace) -> None:
    """Files pass `warcio check`, and hold request, response and file records."""

    def send_chunked(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        request.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML))

    routes = {"/tin/": listing("/bai-post1.html", "/b-post2.html"), "/b-post2.html": zipped(HTML)}
    with Site(routes | {"/bai-post1.html": Answer(send=send_chunked)}) as site:
        crawl(place.order(site))

    [path] = place.warc.glob("*.warc")
    with path.open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream)]
    assert check_warcs(place.warc) == [0]
    assert kinds[0] == "warcinfo"
    assert kinds.count("request") == kinds.count("response") == len(place.rows(PageSnapshot))
    assert {read_page(place.warc, row).page for row in place.rows(PageSnapshot) if "-post" in row.url} == {HTML}


def test_an_unchanged_page_becomes_a_revisit_record(place: Workplace) -> None:
    """A 304 and the same bytes again point to the first snapshot; changed bytes make a new one."""
    answers = [
        Answer(HTML, headers={"Content-Type": "text/html", "ETag": '"1"'}),
        Answer(status=304),
        Answer(HTML, headers={"Content-Type": "text/html"}),
        page("Bài đã sửa"),
    ]
    with Site({"/tin/": listing("/bai-post1.html"), "/bai-post1.html": lambda _: answers.pop(0)}) as site:
        results = [crawl(place.order(site))]
        address = place.address("1")
        for night in (1, 2, 3):
            order = place.order(site, now=NOW + timedelta(days=night), recheck=(address.id,))
            results.append(crawl(order))

    first, spared, same, changed = snapshots_of(place)
    assert [record[0] for record in records_of(place, URL)] == ["response", "revisit", "revisit", "response"]
    assert (spared.same_as_id, same.same_as_id, changed.same_as_id) == (first.id, first.id, None)
    assert [result.outlets[0].unchanged for result in results] == [0, 1, 1, 0]
    assert results[3].outlets[0].changed == 1
    assert check_warcs(place.warc) == [0, 0, 0, 0]


def test_conditional_requests_name_the_copy_held(place: Workplace) -> None:
    """A re-check sends the validators of the first answer, a first visit none."""
    held = page("Bài", ETag='"7"', **{"Last-Modified": "Sun, 31 Dec 2023 00:00:00 GMT"})
    with Site({"/tin/": listing("/bai-post1.html"), "/bai-post1.html": held}) as site:
        crawl(place.order(site))
        crawl(place.order(site, now=NOW + timedelta(days=1), recheck=(place.address("1").id,)))

    first, again = [headers for path, headers in site.log if path == "/bai-post1.html"]
    assert "If-None-Match" not in first
    assert again["If-None-Match"] == '"7"'
    assert again["If-Modified-Since"] == "Sun, 31 Dec 2023 00:00:00 GMT"


def test_vanished_articles_are_gone_and_keep_their_snapshots(place: Workplace) -> None:
    """404, 410 and a page that only says so mark an address GONE; what was kept stays; it may come back."""
    ends = {"1": Answer(status=404), "2": Answer(status=410), "3": page("Không tìm thấy trang")}
    answers = {n: [page(f"Bài {n}"), end, page(f"Bài {n}")] for n, end in ends.items()}
    routes = {f"/bai-post{n}.html": lambda _, n=n: answers[n].pop(0) for n in ends}
    with Site(routes | {"/tin/": listing(*routes)}) as site:
        crawl(place.order(site))
        recheck = tuple(place.address(n).id for n in ends)
        gone = crawl(place.order(site, now=NOW + timedelta(days=1), recheck=recheck))
        states = {place.address(n).state for n in ends}
        crawl(place.order(site, now=NOW + timedelta(days=2), recheck=recheck))

    assert (gone.outlets[0].gone, states) == (3, {AddressState.GONE})
    assert read_page(place.warc, snapshots_of(place)[0]).page == page("Bài 1").body
    assert {place.address(n).state for n in ends} == {AddressState.KEPT}


def test_a_failed_recheck_leaves_the_article_held(place: Workplace) -> None:
    """A server error on a known article changes nothing but the count."""
    answers = [page("Bài"), Answer(status=500)]
    with Site({"/tin/": listing("/bai-post1.html"), "/bai-post1.html": lambda _: answers.pop(0)}) as site:
        crawl(place.order(site))
        result = crawl(place.order(site, now=NOW + timedelta(days=1), recheck=(place.address("1").id,)))

    assert result.outlets[0].failed == 1
    assert place.address("1").state is AddressState.KEPT


def test_what_a_killed_crawl_wrote_beyond_its_word_is_cut_off(place: Workplace) -> None:
    """An open file is cut to its acknowledged length and closed; one without any acknowledged byte is removed."""
    place.warc.mkdir()
    whole = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    (place.warc / "a.warc").write_bytes(whole + b"half a rec")
    (place.warc / "b.warc").write_bytes(b"half")
    with place.session() as session:
        lengths = {"a.warc": len(whole), "b.warc": 0, "c.warc": 10}
        rows = [WarcFile(name=name, started_at=NOW, good_length=n, is_closed=False) for name, n in lengths.items()]
        session.add_all(rows)

        missing = mend_files(session, place.warc)

        assert missing == ["c.warc"]
        assert all(row.is_closed for row in rows)
    assert (place.warc / "a.warc").read_bytes() == whole
    assert not (place.warc / "b.warc").exists()


def test_a_lost_file_is_an_alarm_of_the_next_crawl(place: Workplace) -> None:
    """A WARC file that vanished is told, and the crawl goes on."""
    with place.session() as session:
        session.add(WarcFile(name="mat.warc", started_at=NOW, good_length=10, is_closed=False))
        session.commit()
    with Site({"/tin/": listing("/bai-post1.html"), "/bai-post1.html": page("Bài")}) as site:
        result = crawl(order := place.order(site))

    assert result.kept == 1
    assert any(issue.severity is Severity.ALARM and "mat.warc" in issue.text for issue in place.issues(order.run_id))


def test_a_damaged_snapshot_is_noticed(place: Workplace) -> None:
    """Reading back checks the SHA-256: a flipped byte or a missing file is an error, never a wrong page."""
    with Site({"/tin/": listing("/bai-post1.html"), "/bai-post1.html": page("Bài")}) as site:
        crawl(place.order(site))
    [snapshot] = snapshots_of(place)
    path = place.warc / snapshot.warc_name
    path.write_bytes(path.read_bytes().replace("Nội dung".encode(), "Nội dunG".encode()))

    with pytest.raises(SnapshotLostError):
        read_page(place.warc, snapshot)
    path.unlink()
    with pytest.raises(SnapshotLostError):
        read_page(place.warc, snapshot)


@pytest.mark.parametrize("encodings", ["gzip", "x-gzip", "gzip, identity", "deflate", "deflate, gzip", ""])
def test_bodies_are_decoded_as_their_headers_say(encodings: str) -> None:
    """gzip and deflate, with or without wrapper, one after another."""
    body = HTML
    for name in [each.strip() for each in encodings.split(",")]:
        body = gzip.compress(body) if name.endswith("gzip") else zlib.compress(body) if name == "deflate" else body

    assert decode_body(body, encodings, 10_000) == HTML


def test_odd_compression_is_read_or_refused() -> None:
    """Raw deflate, several members and a cut-off end are read; rubbish, unknown names and bombs are refused."""
    raw = zlib.compressobj(wbits=-15)

    assert decode_body(raw.compress(HTML) + raw.flush(), "deflate", 10_000) == HTML
    assert decode_body(gzip.compress(HTML) * 2, "gzip", 10_000) == HTML * 2
    assert HTML.startswith(decode_body(gzip.compress(HTML)[:-12], "gzip", 10_000))
    for body, encoding in ((b"rubbish", "gzip"), (b"\xff\xff", "deflate"), (HTML, "br"), (HTML, "gzip,gzip,gzip")):
        with pytest.raises(BadEncodingError):
            decode_body(body, encoding, 10_000)
    with pytest.raises(TooLargeError):
        decode_body(gzip.compress(b"\0" * 10_001), "gzip", 10_000)
    with pytest.raises(TooLargeError):
        decode_body(gzip.compress(b"\0" * 6_000) * 2, "gzip", 10_000)

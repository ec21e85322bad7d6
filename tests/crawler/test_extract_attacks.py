"""No page stops the reading: hostile, broken and huge ones end in an answer with a reason."""

import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.dates import HANOI
from crawler.extract import describe_article, extract_article
from crawler.extract.limits import MAX_BYTES
from crawler.outlet_file import load_outlets
from models.records import ExtractedArticle, NotAnArticle

OUTLETS = load_outlets()
NOW = datetime(2026, 11, 1, tzinfo=HANOI)
ARTICLE_URL = "https://baohatinh.vn/mot-bai-post300001.html"
OTHER_URL = "https://example.org/mot-bai.html"

_JSONLD = "<script type='application/ld+json'>"
_PIECES = (
    *("<div class='article__body'>", "<h1 class='article__title'>", "<p>", "</p>", "</div>", "<table><tr><td>", "<b>"),
    *("<time datetime='2024-99-99T99:99'>", "<meta property='article:published_time' content='x'>", "<a href='//['>"),
    *(_JSONLD + "[[[", "<!--", "-->", "<svg><title>", "<template>", "\x00", "&#xD800;", "&#8238;", "\u0323", "ẳ"),
    _JSONLD + '{"@type":["NewsArticle"],"headline":"x","author":[[{}]],"datePublished":{}}</script>',
    _JSONLD + '{"@type":"NewsArticle","headline":"Một bài","datePublished":"2024-01-01"}</script>',
    "Đoạn văn thứ nhất của một bài viết khá dài, có đủ chữ để được coi là nội dung. ",
    *("Theo TTXVN", "Bài 2: "),
)
_MARKUP = st.lists(st.sampled_from(_PIECES), max_size=60)


def read(page: bytes | str, url: str = ARTICLE_URL, content_type: str | None = None) -> ExtractedArticle | NotAnArticle:
    return extract_article(page, url, fetched_at=NOW, outlets=OUTLETS, content_type=content_type)


@given(page=st.binary(max_size=400), content_type=st.one_of(st.none(), st.text(max_size=40)))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_an_answer(page: bytes, content_type: str | None) -> None:
    """Whatever the bytes and the header say, the answer is a record or a reason."""
    answer = read(page, content_type=content_type)

    assert isinstance(answer, ExtractedArticle | NotAnArticle)


@given(pieces=_MARKUP, url=st.sampled_from([ARTICLE_URL, OTHER_URL, "http://[", "", "https://hatinhtv.vn/a-b-c-1234"]))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_markup_gives_a_describable_answer(pieces: list[str], url: str) -> None:
    """Broken markup of the kinds pages are made of is read, and the answer can be printed as UTF-8."""
    answer = read("".join(pieces).encode("utf-8", errors="surrogatepass"), url)

    if isinstance(answer, ExtractedArticle):
        assert str(describe_article(answer)).encode("utf-8")
    else:
        assert answer.reason


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"<p>" + b"a" * MAX_BYTES, "trang quá lớn (8 MB)"),
        (b"<div>" * 20_000, "trang lồng quá sâu"),
        (b"<p>x" * 300_000, "trang có quá nhiều phần tử"),
        (b"<div " + b" ".join(b"a%d=1" % n for n in range(50_000)) + b">", "trang có thẻ với quá nhiều thuộc tính"),
    ],
    ids=["bytes", "depth", "tags", "attributes"],
)
def test_page_over_a_limit_is_quarantined_at_once(page: bytes, reason: str) -> None:
    """A page that would take the parser very long is not given to it; its article waits for a person."""
    started = time.monotonic()

    answer = read(page)

    assert isinstance(answer, ExtractedArticle)
    assert (answer.outlet_article_id, answer.quarantine) == ("300001", reason)
    assert time.monotonic() - started < 2


def test_page_over_a_limit_elsewhere_is_no_article() -> None:
    """Without an article's address there is nothing to wait for."""
    answer = read(b"<div>" * 20_000, OTHER_URL)

    assert answer == NotAnArticle(OTHER_URL, "trang lồng quá sâu")


def test_overlong_token_is_cut() -> None:
    """A word without blanks that would stall the segmenter is shortened."""
    page = (
        f"<h1 class='article__title'>Một đầu đề</h1><div class='article__body'><p>Mở đầu {'a.' * 20_000} kết.</p></div>"
    )

    answer = read(page)

    assert isinstance(answer, ExtractedArticle)
    assert max(map(len, answer.text.split())) <= 201


def test_unsafe_characters_never_reach_the_record() -> None:
    """Direction marks, zero-width letters, NUL and lone surrogates are gone, and the text is NFC."""
    title, body = "Đất\u202e và\u200b nước\x00", "Ho\u0300a Ha\u0309i"
    page = f"<h1 class='article__title'>{title}</h1><div class='article__body'><p>{body}</p></div>"

    answer = read(page)

    assert isinstance(answer, ExtractedArticle)
    assert (answer.title, answer.text) == ("Đất và nước", "Hòa Hải")


def test_deeply_nested_json_is_left_alone() -> None:
    """JSON-LD made of brackets does not stop the reading of the page around it."""
    bomb = "<script type='application/ld+json'>" + "[" * 200_000 + "</script>"

    answer = read(bomb + "<h1 class='article__title'>Một đầu đề</h1>")

    assert isinstance(answer, ExtractedArticle)
    assert answer.title == "Một đầu đề"

"""Pages of unknown sites: what may be read from where, and what is quarantined or no article at all."""

from datetime import UTC, datetime

import pytest

from crawler.dates import HANOI
from crawler.extract import extract_article
from crawler.extract.general import GONE
from crawler.outlet_file import load_outlets
from models.records import ExtractedArticle, NotAnArticle

OTHER = "<a href='/a'>Một bài khác của trang này đăng hôm trước, nên đọc thêm</a><i>04/06/2025</i>"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
URL = "https://vungha.example/mot-bai.html"
OUTLETS = load_outlets()
BODY = "".join(
    f"<p>Đoạn thứ {n} kể chuyện mười hai hộ dân góp tiền xây bể lắng chung để nước mương bớt đục và bớt mùi.</p>"
    for n in range(1, 5)
)


def make_page(*, head: str = "", below_title: str = "", body: str = BODY, below_body: str = "", above: str = "") -> str:
    main = f"<h1>Bể lắng chung của làng bún</h1>{below_title}<div class='overflow-hidden'>{body}</div>{below_body}"
    head = f"<title>Bể lắng chung của làng bún</title>{head}"
    return f"<html><head>{head}</head><body>{above}<div class='relative main'>{main}</div></body></html>"


def read(page: str, url: str = URL) -> ExtractedArticle:
    answer = extract_article(page, url, fetched_at=NOW, outlets=OUTLETS)
    assert isinstance(answer, ExtractedArticle)
    return answer


def test_page_of_utility_classes_is_read() -> None:
    """Class names as of style frameworks ("relative", "overflow-hidden") hide nothing."""
    answer = read(make_page(below_title="<div class='relative'><time class='relative'>04/06/2025 07:45</time></div>"))

    assert answer.published_at == datetime(2025, 6, 4, 7, 45, tzinfo=HANOI)
    assert answer.text.startswith("Đoạn thứ 1")
    assert answer.quarantine is None


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"below_body": f"<div class='tin'>{OTHER}</div>"},
        {"below_title": f"<div>{OTHER}</div>"},
        {"above": "<div class='today'>Thứ Tư, 04/06/2025</div>"},
        {"below_body": "<div class='comments'><p class='date'>04/06/2025 09:00</p></div>"},
        {"body": BODY + "<p>Nghị định có hiệu lực từ ngày 04/06/2025.</p>"},
    ],
    ids=["list below", "card above the text", "clock of the site", "comment", "body"],
)
def test_date_of_something_else_is_not_taken(elsewhere: dict[str, str]) -> None:
    """A date in a list, a comment, the text or the site's clock is not the article's; without one it waits."""
    answer = read(make_page(**elsewhere))

    assert (answer.published_at, answer.quarantine) == (None, "không có ngày đăng")


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ("2026-11-05T08:00:00+07:00", "ngày đăng ở tương lai (05/11/2026)"),
        ("1999-12-31T08:00:00+07:00", "ngày đăng trước năm 2000 (31/12/1999)"),
        ("hôm qua", "không có ngày đăng"),
    ],
)
def test_impossible_date_waits_for_a_person(stated: str, reason: str) -> None:
    """A date in the future or long ago is kept, and the article is quarantined with the reason."""
    answer = read(make_page(head=f"<meta property='article:published_time' content='{stated}'>"))

    assert answer.quarantine == reason


def test_page_just_ahead_of_our_clock_is_counted() -> None:
    """A few hours of difference between clocks are no future."""
    answer = read(make_page(head="<meta property='article:published_time' content='2026-11-01T20:00:00+07:00'>"))

    assert answer.quarantine is None


def test_what_a_reader_does_not_see_is_no_text() -> None:
    """Hidden boxes, scripts, forms and alternative texts stay out."""
    hidden = (
        "<p style='display: none'>Câu ẩn một.</p><p hidden>Câu ẩn hai.</p><script>Câu ẩn ba.</script>"
        "<img alt='Câu ẩn bốn.'><form>Câu ẩn năm.</form><noscript>Câu ẩn sáu.</noscript>"
    )

    assert "Câu ẩn" not in read(make_page(body=BODY + hidden + BODY)).text


@pytest.mark.parametrize(
    "below_title",
    [
        "<span class='author'>Mai Hạ</span>",
        "<a rel='author'>Mai Hạ</a>",
        "<span itemprop='author'>Mai Hạ</span>",
        "<a href='/tac-gia/mai-ha.html'>Mai Hạ</a>",
        "<div class='tacgia'>Mai Hạ</div>",
    ],
)
def test_author_stands_in_an_element_named_for_it(below_title: str) -> None:
    """A class, a relation, a property or an address says who wrote."""
    answer = read(make_page(below_title=below_title))

    assert answer.byline is not None
    assert [credit.name for credit in answer.byline.credits] == ["Mai Hạ"]


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='author' content='Vùng Hạ'><meta property='og:site_name' content='Báo Vùng Hạ'>",
        "<meta name='author' content='vungha.example'>",
        "<meta property='article:author' content='https://www.facebook.com/vungha'>",
        "<meta name='author' content='admin'>",
    ],
)
def test_site_is_no_author(head: str) -> None:
    """What the metadata says of the site itself signs no article."""
    assert read(make_page(head=head)).byline is None


def test_page_saved_without_address_uses_its_own() -> None:
    """With no URL given the page's canonical address is used, without tracking."""
    answer = read(make_page(head=f"<link rel='canonical' href='{URL}?utm_source=x'>"), url="")

    assert answer.url == URL


@pytest.mark.parametrize(
    ("page", "url", "reason"),
    [
        (make_page(), "https://vungha.example/", "trang chủ, không phải trang bài"),
        ("<h1>Không tìm thấy trang</h1><p>Nội dung đã bị gỡ.</p>", URL, GONE),
        ("<h1>Không tìm thấy trang</h1><p>Nội dung đã bị gỡ.</p>", "https://baohatinh.vn/a-post1.html", GONE),
        ("", URL, "không thấy bài trên trang"),
        (make_page(), "https://baohatinh.vn/rac-thai-tag12.html", "địa chỉ này không phải của một bài"),
    ],
)
def test_page_that_is_no_article_says_why(page: str, url: str, reason: str) -> None:
    """Home pages, error pages sent as pages, empty answers and list addresses are no articles."""
    answer = extract_article(page, url, fetched_at=NOW, outlets=OUTLETS)

    assert isinstance(answer, NotAnArticle)
    assert answer.reason == reason


def test_article_address_without_an_article_waits_for_a_person() -> None:
    """A page of ours that cannot be read is kept with the reason: the outlet may have changed its pages."""
    answer = read("<h1>Bảo trì</h1><p>Mời quay lại sau.</p>", "https://baohatinh.vn/a-post1.html")

    assert (answer.outlet_article_id, answer.quarantine) == ("1", "không thấy bài trên trang")


def test_trafilatura_is_asked_where_no_block_is_found() -> None:
    """A page that calls itself an article but holds little text is read generically, and says so."""
    ld = '{"@type":"NewsArticle","headline":"Tin vắn","datePublished":"2026-03-07T09:40:00"}'
    page = f"<head><script type='application/ld+json'>{ld}</script></head><body><main><p>Mưa to.</p></main></body>"

    answer = read(page)

    assert (answer.title, answer.text) == ("Tin vắn", "Mưa to.")
    assert answer.provenance["text"] == "trafilatura:text"
    assert answer.published_at == datetime(2026, 3, 7, 9, 40, tzinfo=HANOI)

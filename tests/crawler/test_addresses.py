"""Which article an address leads to, whatever form it takes."""

import pytest

from crawler.addresses import PageKind, identify
from crawler.outlet_file import load_outlets

OUTLETS = load_outlets()


@pytest.mark.parametrize(
    "url",
    [
        "https://baohatinh.vn/tin-moi-ve-rung-post251265.html",
        "http://baohatinh.vn/tin-moi-ve-rung-post251265.html",
        "https://www.baohatinh.vn/tin-moi-ve-rung-post251265.amp",
        "https://baohatinh.vn/tin-moi-ve-rung-post251265.html?fbclid=IwAR0&utm_source=zalo#binh-luan",
        "https://baohatinh.vn:443//tin-moi-ve-rung-post251265.html",
    ],
)
def test_twins_of_a_new_address_are_one_article(url: str) -> None:
    """Scheme, www, AMP, query and fragment do not make another article."""
    address = identify(url, OUTLETS)

    assert address is not None
    assert (address.kind, address.key) == (PageKind.ARTICLE, "baohatinh:251265")
    assert address.canonical_url == "https://baohatinh.vn/tin-moi-ve-rung-post251265.html"


@pytest.mark.parametrize(
    ("url", "article_id"),
    [
        ("https://baohatinh.vn/xa-hoi/tin-moi-ve-rung/251265.htm", "251265"),
        ("https://baohatinh.vn/video/dau-tu/mot-vong-cong-truong/191730.htm", "191730"),
        ("http://baohatinh.vn/video/ngay-hoi-lang/364", "video-364"),
        ("https://baohatinh.vn/tv/luat-moi-ve-du-lieu-31120.html", "tv-31120"),
        ("https://baohatinh.vn/ten-bai-co-nbsp-nbsp-post218655.html", "218655"),
        ("http://hatinhtv.vn/tin-bai/van-hoa---xa-hoi/cong-tac-vien-cua-dai", "cong-tac-vien-cua-dai"),
        ("http://www.hatinhtv.vn/mot-ngay-o-cang-ca-4821?page=2", "mot-ngay-o-cang-ca-4821"),
        ("http://hatinhtv.vn/thoi-su/topic/512", "topic-512"),
        ("http://hatinhtv.vn/mot-ngay-o-cang-ca-cua-nho", "mot-ngay-o-cang-ca-cua-nho"),
    ],
)
def test_each_form_of_article_address_gives_its_id(url: str, article_id: str) -> None:
    """Old and new forms share one series of ids; separate counters have a name space of their own."""
    address = identify(url, OUTLETS)

    assert address is not None
    assert (address.kind, address.article_id) == (PageKind.ARTICLE, article_id)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://baohatinh.vn/", PageKind.LISTING),
        ("https://baohatinh.vn/moi-truong/", PageKind.LISTING),
        ("https://baohatinh.vn/phan-loai-rac-thai-tag124847.html", PageKind.LISTING),
        ("https://baohatinh.vn/tag.html?q=r%C3%A1c+th%E1%BA%A3i", PageKind.LISTING),
        ("https://baohatinh.vn/cong-cu/lich-am/15-06-2023", PageKind.IGNORED),
        ("https://baohatinh.vn/api/morenews-zone-3-1.html", PageKind.IGNORED),
        ("https://baohatinh.vn/anh/bia-post251265.jpg", PageKind.IGNORED),
        ("http://hatinhtv.vn/thoi-su?page=27", PageKind.LISTING),
        ("http://hatinhtv.vn/vi/dai-bieu-dan-cu-voi-cu-tri?page=3", PageKind.LISTING),
        ("http://hatinhtv.vn/lich-phat-song", PageKind.IGNORED),
        ("http://hatinhtv.vn/user/12", PageKind.IGNORED),
    ],
)
def test_pages_that_are_no_articles(url: str, kind: PageKind) -> None:
    """Lists are walked, tools and files are left alone, and neither has an article id."""
    address = identify(url, OUTLETS)

    assert address is not None
    assert (address.kind, address.article_id) == (kind, None)


@pytest.mark.parametrize(
    "url",
    [
        "https://baohatinh.vn.example.org/tin-post251265.html",
        "https://tinthethaonews.example/rac-thai-tag124847.html",
        "https://baohatinh.vn@example.org/tin-post251265.html",
        "https://baohatinh.vn:8443/tin-post251265.html",
        "https://xbaohatinh.vn/tin-post251265.html",
        "ftp://baohatinh.vn/tin-post251265.html",
        "javascript:alert(1)",
        "//baohatinh.vn/tin-post251265.html",
        "https://[baohatinh.vn/tin-post1.html",
        "https://baohatinh.vn/" + "a" * 3000,
        "",
    ],
)
def test_foreign_and_unsafe_addresses_belong_to_no_outlet(url: str) -> None:
    """Look-alike hosts, other schemes, credentials, odd ports and broken addresses are refused."""
    assert identify(url, OUTLETS) is None


def test_only_named_parts_of_a_listing_query_are_kept() -> None:
    """Two walks over one list meet at one address, whatever tracking stands behind it."""
    address = identify("https://hatinhtv.vn/thoi-su?utm_source=x&page=3&fbclid=y", OUTLETS)

    assert address is not None
    assert address.canonical_url == "https://hatinhtv.vn/thoi-su?page=3"

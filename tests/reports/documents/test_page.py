"""The page of a document in HTML."""

import re

from lxml import html

from reports.documents.record import Annex, Column, Heading, Table, paragraph, table_row
from reports.documents.writing import render_document
from tests.reports.documents.sample import HOSTILE, LINK, make_document


def read_page(**changes: object) -> html.HtmlElement:
    """Render the page and parse it."""
    return html.fromstring(render_document(make_document(**changes), "html").decode("utf-8"))


def test_the_page_stands_alone() -> None:
    """No script runs and nothing is fetched: charts are inside, and the page's own rule allows no more."""
    page = read_page()

    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert page.xpath("//script | //link | //iframe") == []
    assert all(address.startswith("data:image/svg+xml;base64,") for address in page.xpath("//img/@src"))
    assert page.xpath("//img/@alt") == [
        "Cột theo tháng, cao nhất tháng 12",
        "Thanh ngang, cao nhất Chi cục Bảo vệ môi trường",
    ]


def test_the_page_has_every_part() -> None:
    """Headings with numbers, marked passages, tables, signature and annexes."""
    page = read_page()

    assert page.xpath("//h2/text()") == [
        "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
        "II. KẾT QUẢ THỰC HIỆN",
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ",
        "I. TẬP THỂ",
    ]
    assert [mark.text_content() for mark in page.xpath("//mark")] == [
        "[… Văn phòng bổ sung: tình hình chỉ đạo, các văn bản đã ban hành trong năm. …]"
    ]
    assert page.xpath("//main[contains(@class, 'annex')]/h1/span/text()") == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert [line.text_content() for line in page.xpath("//div[@class='recipients']/p")][-1] == "- Lưu: VT, VP."
    assert page.xpath("//tbody/tr[last()]/td")[6].text_content() == "4.840"
    assert set(page.xpath("//td//a/@href")) == {LINK}


def test_hostile_texts_stay_text() -> None:
    """Nothing of a text becomes an element, and no address but http(s) becomes a link."""
    table = Table((Column(HOSTILE, 1),), (table_row(HOSTILE),), HOSTILE)
    page = read_page(
        blocks=(Heading(1, HOSTILE), paragraph(HOSTILE), table), subject=HOSTILE, annexes=(Annex(HOSTILE, ()),)
    )

    assert page.xpath("//script") == []
    assert page.xpath("//caption/text()") == ['#import "x" $a$ *b* =cmd|calc </w:t> {{ 7*7 }} <script> Đất']
    assert page.xpath("//a") == []


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing of the clock or of chance is in the page."""
    first, second = (render_document(make_document(), "html") for _ in range(2))

    assert first == second
    assert not re.search(rb"\u200b".decode("unicode_escape").encode(), first)

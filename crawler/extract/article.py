"""One kept page → one article, or the reason why the page is none. Pure, and never raises for any bytes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from crawler.addresses import Address, PageKind, clean_address, find_outlet, identify
from crawler.extract.by_layout import choose_layout, read_by_layout
from crawler.extract.decode import as_utf8
from crawler.extract.finish import finish_article
from crawler.extract.general import GONE, read_general
from crawler.extract.limits import refuse_bytes, refuse_markup
from crawler.extract.page import Page, parse_page
from crawler.extract.reading import Reading
from crawler.outlet_file import Outlet
from models.records import ExtractedArticle, NotAnArticle

NOT_ITS_ADDRESS = "địa chỉ này không phải của một bài"


def extract_article(
    html: bytes | str, url: str, *, fetched_at: datetime, outlets: Sequence[Outlet], content_type: str | None = None
) -> ExtractedArticle | NotAnArticle:
    """Return what the page at `url` says. `content_type` is the header it came with.

    With an empty `url` the page's own canonical address is used. An outlet's article address whose page
    shows no article is quarantined, since the outlet may have changed its pages; only a page that says
    itself that the article is gone is `NotAnArticle` there.
    """
    if reason := refuse_bytes(html):
        return refuse_page(url, reason, outlets)
    markup = as_utf8(html, content_type)
    if reason := refuse_markup(markup):
        return refuse_page(url, reason, outlets)
    page = parse_page(markup, url)
    page = replace(page, url=clean_address(url or _own_address(page)))
    address, outlet = identify(page.url, outlets), find_outlet(page.url, outlets)
    if address and address.kind is not PageKind.ARTICLE:
        return NotAnArticle(address.canonical_url, NOT_ITS_ADDRESS)
    reading = _read(page, outlet)
    if not isinstance(reading, str):
        return finish_article(page, reading, address=address, outlet=outlet, fetched_at=fetched_at)
    if address and reading != GONE:
        return _empty_article(address, reading)
    return NotAnArticle(address.canonical_url if address else page.url, reading)


def refuse_page(url: str, reason: str, outlets: Sequence[Outlet]) -> ExtractedArticle | NotAnArticle:
    """Return the quarantined article of an article's address, for any other address that there is none."""
    address = identify(url, outlets)
    if address is None or address.kind is not PageKind.ARTICLE:
        return NotAnArticle(address.canonical_url if address else url, reason)
    return _empty_article(address, reason)


def _own_address(page: Page) -> str:
    node = page.tree.css_first("link[rel=canonical]")
    stated = page.metadata.meta("og:url")
    return (node.attributes.get("href") if node else None) or (stated.value if stated else "")


def _read(page: Page, outlet: Outlet | None) -> Reading | str:
    layout = choose_layout(page, outlet) if outlet else None
    if outlet and layout:
        return read_by_layout(page, outlet, layout)
    return read_general(page, untrusted_meta=outlet.untrusted_meta if outlet else ())


def _empty_article(address: Address, reason: str) -> ExtractedArticle:
    return ExtractedArticle(
        url=address.canonical_url,
        outlet=address.outlet,
        outlet_article_id=address.article_id,
        title=None,
        lead=None,
        text="",
        byline=None,
        published_at=None,
        modified_at=None,
        section=None,
        tags=(),
        genre=None,
        series=None,
        own_report=None,
        layout="none",
        provenance={},
        quarantine=reason,
    )

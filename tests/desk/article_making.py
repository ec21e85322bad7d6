"""Makers for the tests of the article's room: an article with kept pages, revisions, promises."""

import gc
import warnings
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from crawler.collecting.fates import Exchange
from crawler.warc import RecordPlace, WarcFolder
from models.article import Article, Revision
from models.crawl import Address, PageSnapshot
from models.vocabulary import AddressKind, AddressState
from pipeline.config import Config
from tests.factories import make_article, make_outlet

CAPTURED_AT = datetime(2023, 3, 5, 18, 0, tzinfo=UTC)


def make_address(session: Session, article_id: str, **changes: object) -> Address:
    """Make the address of an article of the outlet "bao"."""
    outlet = make_outlet(session)
    values: dict[str, object] = {
        "outlet_key": outlet.key,
        "key": f"{outlet.key}:{article_id}",
        "url": f"https://bao.example/bai-post{article_id}.html",
        "kind": AddressKind.ARTICLE,
        "state": AddressState.KEPT,
        "article_id": article_id,
        "channel": "feed",
        "first_seen_at": CAPTURED_AT,
        "last_seen_at": CAPTURED_AT,
    }
    address = Address(**(values | changes))
    session.add(address)
    session.flush()
    return address


def keep_page(
    session: Session, config: Config, address: Address, page: bytes, content_type: str = "text/html"
) -> PageSnapshot:
    """Write `page` into a WARC file of its own and make its snapshot."""
    at = CAPTURED_AT
    headers = (("Content-Type", content_type),)
    exchange = Exchange(address.url, at, "GET / HTTP/1.1", (), "HTTP/1.1 200 OK", headers, page, "127.0.0.1")
    place = _write(session, config, exchange)
    snapshot = PageSnapshot(
        address_id=address.id,
        url=address.url,
        captured_at=at,
        http_status=200,
        headers=[list(header) for header in headers],
        content_type=content_type,
        sha256=sha256(page).hexdigest(),
        length=len(page),
        warc_name=place.warc_name,
        warc_offset=place.offset,
        warc_length=place.length,
        extracted_at=at,
    )
    session.add(snapshot)
    session.flush()
    return snapshot


def _write(session: Session, config: Config, exchange: Exchange) -> RecordPlace:
    """Write into a WARC file; the library leaves its spools to the collector, which would warn later."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        folder = WarcFolder(config.warc_folder, "thử")
        place = folder.write(session, exchange)
        folder.close()
        gc.collect()
    return place


def make_captured(session: Session, config: Config, page: bytes, **changes: object) -> Article:
    """Make an article whose page is kept."""
    article = make_article(session, **changes)  # type: ignore[arg-type]  # columns by name
    address = make_address(session, article.article_id, outlet_key=article.outlet_key)
    article.address_id = address.id
    article.snapshot = keep_page(session, config, address, page)
    session.commit()
    return article


def add_revision(session: Session, article: Article, number: int, text: str, **changes: object) -> Revision:
    """Make a state of the article's text as it was seen."""
    values: dict[str, object] = {
        "seen_at": CAPTURED_AT,
        "title": article.title,
        "lead": article.lead,
        "byline": article.byline,
        "text_sha256": sha256(text.encode()).hexdigest(),
    }
    revision = Revision(article_id=article.id, number=number, text=text, **(values | changes))
    session.add(revision)
    session.flush()
    return revision

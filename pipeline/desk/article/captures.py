"""The answers of the outlet that are kept of an article: when, with which status, under which digest, in which file."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.crawl import PageSnapshot
from pipeline.custody.agreement import Agreement, read_agreement

_HTTP_OK = 200


@dataclass(frozen=True, slots=True)
class CaptureLine:
    """One kept answer. `page_id` is the snapshot that holds its page, None where it holds none."""

    snapshot_id: int
    page_id: int | None
    captured_at: datetime
    url: str
    http_status: int
    is_repeat: bool
    sha256: str
    warc_name: str


def read_capture_lines(session: Session, article: Article) -> tuple[CaptureLine, ...]:
    """Return what is kept of the article's address, the newest first; empty for one added by hand."""
    if article.address_id is None:
        return ()
    kept = select(PageSnapshot).where(PageSnapshot.address_id == article.address_id)
    newest_first = PageSnapshot.captured_at.desc(), PageSnapshot.id.desc()
    return tuple(_make_line(one) for one in session.scalars(kept.order_by(*newest_first)))


def _make_line(one: PageSnapshot) -> CaptureLine:
    holds_page = one.same_as_id is None and one.http_status == _HTTP_OK
    return CaptureLine(
        snapshot_id=one.id,
        page_id=one.id if holds_page else one.same_as_id,
        captured_at=one.captured_at,
        url=one.url,
        http_status=one.http_status,
        is_repeat=one.same_as_id is not None,
        sha256=one.sha256,
        warc_name=one.warc_name,
    )


def find_agreement(session: Session, article: Article, now: datetime) -> Agreement | None:
    """Return how the captures of the article agree, as the annex of the evidence says it."""
    return read_agreement(session, [article.id], now).get(article.id)

"""A page looked at again and again: an article of an outlet with its address, and what each look brought."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from models.article import Article, Revision
from models.crawl import Address, PageSnapshot
from models.vocabulary import AddressKind, AddressState
from pipeline.articles.columns import text_digest
from pipeline.articles.keeping import mark_removed, mark_returned
from tests import factories as make

FIRST = datetime(2023, 3, 5, 20, tzinfo=UTC)
NIGHT = timedelta(days=1)


def make_address(session: Session, key: str, **changes: object) -> Address:
    """Make a kept address of an article at the outlet "bao"."""
    outlet = make.make_outlet(session)
    values: dict[str, object] = {
        "outlet_key": outlet.key,
        "url": f"https://{outlet.key}.example/{key}",
        "kind": AddressKind.ARTICLE,
        "state": AddressState.KEPT,
        "article_id": key,
        "first_seen_at": FIRST,
        "last_seen_at": FIRST,
    }
    address = Address(key=f"{outlet.key}:{key}", **(values | changes))
    session.add(address)
    session.flush()
    return address


def make_snapshot(session: Session, address: Address, at: datetime, **changes: object) -> PageSnapshot:
    """Make a kept answer of an address: a whole page, read, unless told otherwise."""
    values: dict[str, object] = {
        "url": address.url,
        "http_status": 200,
        "headers": [],
        "sha256": f"{address.id:032x}{int(at.timestamp()):032x}",
        "length": 10,
        "warc_name": "diembao-000001.warc",
        "warc_offset": 0,
        "warc_length": 10,
        "extracted_at": at,
    }
    snapshot = PageSnapshot(address_id=address.id, captured_at=at, **(values | changes))
    session.add(snapshot)
    session.flush()
    return snapshot


@dataclass(slots=True)
class Looked:
    """An article first captured at FIRST; each further look is told what it found."""

    session: Session
    name: str = "bai-1"
    article: Article = field(init=False)
    page: PageSnapshot = field(init=False)

    def __post_init__(self) -> None:
        """Make the article with its first capture and revision."""
        address = make_address(self.session, self.name)
        self.page = make_snapshot(self.session, address, FIRST)
        self.article = make.make_article(
            self.session, f"Thu gom rác {self.name}", address_id=address.id, snapshot_id=self.page.id, byline="Lan Anh"
        )
        self._set_text(self.article.text)
        self._note_revision(FIRST, self.page)

    def see_same_bytes(self, at: datetime) -> PageSnapshot:
        """Look again: the outlet answers 304."""
        return make_snapshot(self.session, self.address, at, http_status=304, same_as_id=self.page.id)

    def see_other_boxes(self, at: datetime) -> PageSnapshot:
        """Look again: other bytes, the same words."""
        self.page = make_snapshot(self.session, self.address, at)
        self.article.snapshot_id = self.page.id
        self._flush()
        return self.page

    def see_edit(self, at: datetime, text: str, byline: str | None = "Lan Anh") -> PageSnapshot:
        """Look again: other words."""
        page = self.see_other_boxes(at)
        self._set_text(text)
        self.article.byline = byline
        self._note_revision(at, page)
        return page

    def see_nothing_readable(self, at: datetime) -> PageSnapshot:
        """Look again: a page without the article's body; the words known are held on to."""
        return make_snapshot(self.session, self.address, at)

    def see_gone(self, at: datetime, status: int = 404) -> PageSnapshot:
        """Look again: the page is gone; with 200 it only says so."""
        snapshot = make_snapshot(self.session, self.address, at, http_status=status)
        mark_removed(self.article, "trang không còn trên mạng", at)
        self._flush()
        return snapshot

    def see_return(self, at: datetime) -> PageSnapshot:
        """Look again: a removed page is back with its old bytes."""
        snapshot = make_snapshot(self.session, self.address, at, same_as_id=self.page.id)
        mark_returned(self.article, at)
        self._flush()
        return snapshot

    @property
    def address(self) -> Address:
        """The article's address."""
        assert self.article.address is not None
        return self.article.address

    def _set_text(self, text: str) -> None:
        self.article.text = text
        self.article.text_sha256 = text_digest(self.article.title, self.article.lead, text)

    def _note_revision(self, at: datetime, page: PageSnapshot) -> None:
        number = len(self.article.revisions) + 1
        revision = Revision(number=number, snapshot_id=page.id, seen_at=at, text=self.article.text)
        for name in ("title", "lead", "byline", "published_at", "genre", "text_sha256"):
            setattr(revision, name, getattr(self.article, name))
        self.article.revisions.append(revision)
        self._flush()

    def _flush(self) -> None:
        self.session.flush()


def nights(*numbers: float) -> Sequence[datetime]:
    """Return the instants so many nights after the first capture."""
    return [FIRST + number * NIGHT for number in numbers]

"""A small installation with every kind of work a folder of evidence may hold, its pages in a real WARC file."""

import gzip
import hashlib
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from crawler.collecting.fates import Exchange
from crawler.warc import WarcFolder
from models.account import Account
from models.article import Article, Revision
from models.crawl import Address, PageSnapshot
from models.desk import ArticleCorrection, CountStanding
from models.organisation import OfficeFile
from models.tag import Review
from models.vocabulary import (
    AccountRole,
    AddressKind,
    AddressState,
    ArticleOrigin,
    ArticleStatus,
    CorrectedField,
    CountCause,
    ReviewDecision,
    TagAxis,
)
from pipeline.config import EvidenceSettings
from pipeline.evidence.making import MadeFolder, make_folder
from pipeline.evidence.order import FolderOrder
from tests.factories import (
    find_item,
    make_agency,
    make_article,
    make_outlet,
    make_plan,
    make_review,
    make_row_tag,
)

NOW = datetime(2024, 1, 10, 3, 0, tzinfo=UTC)
AS_OF = datetime(2023, 12, 31, 17, 0, tzinfo=UTC)
FIRST_LOOK = datetime(2023, 3, 5, 19, 0, 0, 123456, tzinfo=UTC)
SECRET_NAME = "tran-thi-bi-mat"
OTS_HEAD = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"
"""How an OpenTimestamps file of a SHA-256 begins; the digest follows."""


@dataclass(frozen=True, slots=True)
class Look:
    """One answer of the outlet: its page, or None for 304."""

    at: datetime
    page: str | None
    status: int = 200


class Installation:
    """Rows and WARC records of a test's own."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session, self.warc_folder = session, folder / "warc"
        make_agency(session)
        self.outlets = {key: make_outlet(session, key, name) for key, name in (("bao", "Báo Thử"), ("dai", "Đài Thử"))}
        self.plan = make_plan(session)
        session.get_one(OfficeFile, self.plan.office_file_id).text = "# Kế hoạch thử\n"
        self._warc = WarcFolder(self.warc_folder, "diembao/thử")
        self._addresses = 0

    def add_captured(self, title: str, looks: Sequence[Look], *, outlet: str = "bao", **changes: object) -> Article:
        """Make an article with its address, and a snapshot and WARC records for each look."""
        self._addresses += 1
        url = f"https://{outlet}.example/bai-post9{self._addresses}.html"
        address = Address(
            outlet_key=outlet,
            key=f"{outlet}:9{self._addresses}",
            url=url,
            kind=AddressKind.ARTICLE,
            state=AddressState.KEPT,
            article_id=f"9{self._addresses}",
            first_seen_at=looks[0].at,
            last_seen_at=looks[-1].at,
        )
        self.session.add(address)
        self.session.flush()
        snapshots = self._capture(address, looks)
        values = {"url": url, "address_id": address.id, "snapshot_id": snapshots[0].id, "first_seen_at": looks[0].at}
        article = make_article(self.session, title, outlet=self.outlets[outlet], **{**values, **changes})
        self.add_revision(article, 1, looks[0].at, article.text, snapshots[0])
        return article

    def _capture(self, address: Address, looks: Sequence[Look]) -> list[PageSnapshot]:
        made: list[PageSnapshot] = []
        for look in looks:
            same = next((one for one in reversed(made) if one.same_as_id is None), None) if look.page is None else None
            page = (look.page or "").encode()
            status_line = "HTTP/1.1 304 Not Modified" if look.page is None else f"HTTP/1.1 {look.status} OK"
            body = b"" if look.page is None else gzip.compress(page, mtime=0)
            headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"))
            exchange = Exchange(
                address.url, look.at, "GET /bai HTTP/1.1", (("Host", "x"),), status_line, headers, body, "10.0.0.1"
            )
            with warnings.catch_warnings():
                # warcio leaves its spool to the collector; a crawl does this in a child of its own.
                warnings.simplefilter("ignore", ResourceWarning)
                place = self._warc.write(self.session, exchange, same_as=same)
            self._warc.sync()
            snapshot = PageSnapshot(
                address_id=address.id,
                url=address.url,
                captured_at=look.at,
                http_status=304 if look.page is None else look.status,
                headers=[list(one) for one in headers],
                content_type="text/html",
                sha256=same.sha256 if same else hashlib.sha256(page).hexdigest(),
                length=same.length if same else len(page),
                warc_name=place.warc_name,
                warc_offset=place.offset,
                warc_length=place.length,
                same_as_id=same.id if same else None,
                extracted_at=look.at,
            )
            self.session.add(snapshot)
            self.session.flush()
            made.append(snapshot)
        return made

    def add_revision(
        self, article: Article, number: int, seen_at: datetime, text: str, snapshot: PageSnapshot | None
    ) -> None:
        """Note a state of an article's words."""
        self.session.add(
            Revision(
                article_id=article.id,
                number=number,
                snapshot_id=snapshot.id if snapshot else None,
                seen_at=seen_at,
                title=article.title,
                lead=article.lead,
                text=text,
                byline=article.byline,
                published_at=article.published_at,
                genre=article.genre,
                text_sha256=hashlib.sha256(text.encode()).hexdigest(),
                diff=f"-{number - 1}\n+{number}" if number > 1 else None,
            )
        )
        self.session.flush()

    def confirm(self, article: Article, code: str = "ND02", by: str = "lan") -> Review:
        """Propose a row for an article and let a person accept it."""
        make_row_tag(self.session, article, find_item(self.session, self.plan, code))
        review = make_review(
            self.session,
            article,
            self.plan,
            TagAxis.ROW,
            code,
            decision=ReviewDecision.ACCEPT,
            decided_at=NOW - WEEK * 9,
        )
        review.decided_by = by
        self.session.flush()
        return review

    def close(self) -> None:
        """Finish the WARC file."""
        self._warc.close()

    def make(
        self,
        out: Path,
        *,
        as_of: datetime = AS_OF,
        settings: EvidenceSettings | None = None,
        tell: Callable[[str, int, int | None], None] = lambda *_: None,
    ) -> MadeFolder:
        """Make the folder of the year."""
        order = FolderOrder(date(2023, 1, 1), date(2023, 12, 31), as_of, out, self.warc_folder, "lan", NOW)
        return make_folder(self.session, self.plan, order, settings or EvidenceSettings(), tell)


WEEK = timedelta(days=7)


def fill(place: Installation) -> None:
    """Fill an installation: works seen twice, edited and reprinted, removed, added by hand, and one only proposed."""
    place.session.add(
        Account(
            name=SECRET_NAME, full_name="Trần Thị Bí Mật", role=AccountRole.REVIEWER, created_at=NOW, created_by="x"
        )
    )
    twice = place.add_captured(
        "Dọn rác ven sông", [Look(FIRST_LOOK, "<p>rác</p>"), Look(FIRST_LOOK + WEEK, None)], authors=("Mai Hạ",)
    )
    removed = place.add_captured(
        "Xử phạt cơ sở xả thải",
        [Look(FIRST_LOOK, "<p>phạt</p>"), Look(FIRST_LOOK + WEEK, "<p>Không tìm thấy trang</p>", 404)],
        status=ArticleStatus.REMOVED,
        status_reason="máy chủ trả lời 404",
        status_since=FIRST_LOOK + WEEK,
    )
    by_hand = make_article(place.session, "Bài nhập tay", origin=ArticleOrigin.IMPORTED)
    proposed = place.add_captured("Chỉ đề xuất", [Look(FIRST_LOOK, "<p>đề xuất</p>")])
    place.confirm(twice, by=SECRET_NAME)
    for article in (add_edited(place), removed, by_hand):
        place.confirm(article)
    make_row_tag(place.session, proposed, find_item(place.session, place.plan, "ND02"))
    make_review(place.session, proposed, place.plan, TagAxis.ROW, "HD01", decision=ReviewDecision.REJECT)
    add_desk_decisions(place, corrected=twice, removed=removed)


def add_edited(place: Installation) -> Article:
    """Make a work of which the second look showed other words, and that another outlet took over."""
    edited = place.add_captured(
        "Cấp nước sạch cho xã đảo",
        [Look(FIRST_LOOK, "<p>nước</p>"), Look(FIRST_LOOK + WEEK, "<p>nước mới</p>")],
        status=ArticleStatus.EDITED,
        status_reason="nội dung trang đã thay đổi",
        status_since=FIRST_LOOK + WEEK,
    )
    place.add_revision(edited, 2, FIRST_LOOK + WEEK, "Lời khác.", edited.snapshot)
    edited.text_sha256 = hashlib.sha256("Lời khác.".encode()).hexdigest()
    place.add_captured(
        "Cấp nước sạch cho xã đảo",
        [Look(FIRST_LOOK + timedelta(hours=2), "<p>nước</p>")],
        outlet="dai",
        duplicate_of_id=edited.id,
        published_at=FIRST_LOOK,
    )
    return edited


def add_desk_decisions(place: Installation, *, corrected: Article, removed: Article) -> None:
    """Note a corrected text, and a word that a removed article still counts."""
    correction = ArticleCorrection(
        article_id=corrected.id,
        field=CorrectedField.TEXT,
        before={"value": "cũ"},
        after={"value": "lời mới dài"},
        corrected_at=FIRST_LOOK + WEEK,
        corrected_by="lan",
    )
    standing = CountStanding(
        plan_id=place.plan.id,
        article_id=removed.id,
        cause=CountCause.REMOVED,
        cause_at=FIRST_LOOK + WEEK,
        stands=True,
        decided_at=FIRST_LOOK + 2 * WEEK,
        decided_by=SECRET_NAME,
    )
    place.session.add_all([correction, standing])
    place.session.flush()

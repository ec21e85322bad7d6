"""The extracting stage: pages kept become articles, each snapshot in exactly one counted fate.

Key: the snapshot. Its article and its `extracted_at` are committed together, so that a
killed run leaves no page half read and the next one reads each page once.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, selectinload

from crawler.extract.worker import ExtractionJob, ExtractionPool
from crawler.outlet_file import Outlet
from crawler.warc import KeptPage, read_page
from models.article import Article
from models.crawl import Address, PageSnapshot
from models.records import ExtractedArticle, NotAnArticle
from models.vocabulary import AddressKind, AddressState, ArticleOrigin, ArticleStatus
from pipeline.articles.keeping import Fate, Sighting, keep_article, mark_removed, mark_returned
from pipeline.night.summary import DROP_PREFIX

BATCH = 50
GONE = "trang không còn trên mạng"


@dataclass(frozen=True, slots=True)
class ExtractProgress:
    """How far extraction is; `counts` are keyed by (outlet, fate)."""

    done: int
    total: int
    counts: Counter[tuple[str, str]]


def extract_pages(
    engine: Engine, warc_folder: Path, outlets: Sequence[Outlet], *, now: datetime
) -> Iterator[ExtractProgress]:
    """Read every kept page not yet read, yielding after each committed batch."""
    counts: Counter[tuple[str, str]] = Counter()
    with Session(engine) as session:
        ids = session.scalars(
            select(PageSnapshot.id)
            .join(PageSnapshot.address)
            .where(PageSnapshot.extracted_at.is_(None), Address.kind == AddressKind.ARTICLE)
            .order_by(PageSnapshot.id)
        ).all()
    with ExtractionPool(outlets) as pool:
        for start in range(0, len(ids), BATCH):
            part = ids[start : start + BATCH]
            with Session(engine) as session, session.begin():
                chosen = select(PageSnapshot).where(PageSnapshot.id.in_(part)).order_by(PageSnapshot.id)
                snapshots = session.scalars(chosen.options(selectinload(PageSnapshot.address))).all()
                results = _extract_batch(snapshots, warc_folder, pool)
                for snapshot in snapshots:
                    fate = _settle(session, snapshot, results.get(snapshot.id))
                    counts[snapshot.address.outlet_key, fate] += 1
                    snapshot.extracted_at = now
            yield ExtractProgress(start + len(part), len(ids), counts)


def _extract_batch(
    snapshots: Sequence[PageSnapshot], warc_folder: Path, pool: ExtractionPool
) -> dict[int, ExtractedArticle | NotAnArticle]:
    """Return what each page that holds an article says, by snapshot id."""
    pages = {s.id: read_page(warc_folder, s) for s in snapshots if _holds_article(s)}
    jobs = [_job(snapshot, pages[snapshot.id]) for snapshot in snapshots if snapshot.id in pages]
    return dict(zip(pages, pool.extract_many(jobs), strict=True))


def _holds_article(snapshot: PageSnapshot) -> bool:
    is_gone = snapshot.address.state is AddressState.GONE
    return snapshot.http_status == 200 and snapshot.same_as_id is None and not is_gone


def _job(snapshot: PageSnapshot, page: KeptPage) -> ExtractionJob:
    return ExtractionJob(page.page, snapshot.url, snapshot.captured_at, snapshot.content_type)


def _settle(session: Session, snapshot: PageSnapshot, result: ExtractedArticle | NotAnArticle | None) -> str:
    """Store one snapshot's result and return the name of its fate."""
    address = snapshot.address
    known = session.scalar(select(Article).where(Article.address_id == address.id))
    if result is None:
        return _settle_without_page(address, known, snapshot.captured_at)
    if isinstance(result, NotAnArticle):
        if known and known.status is not ArticleStatus.QUARANTINED:
            mark_removed(known, result.reason, snapshot.captured_at)
            return "removed"
        address.state, address.reason = AddressState.DROPPED, result.reason
        return f"{DROP_PREFIX}{result.reason}"
    sighting = Sighting(snapshot.captured_at, ArticleOrigin.CRAWLED, address.id, snapshot.id)
    article, fate = keep_article(session, result, sighting)
    if fate is Fate.QUARANTINED:
        return f"{DROP_PREFIX}chờ xem lại: {article.status_reason}"
    return fate


def _settle_without_page(address: Address, known: Article | None, seen_at: datetime) -> str:
    """Tell what an answer without a new page means: gone, back again, or just the same."""
    if known and address.state is AddressState.GONE and mark_removed(known, address.reason or GONE, seen_at):
        return "removed"
    if known and address.state is AddressState.KEPT and mark_returned(known, seen_at):
        return Fate.CHANGED
    return Fate.UNCHANGED

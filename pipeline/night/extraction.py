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

from crawler.order import PROGRAM
from crawler.outlet_file import Outlet
from models.article import Article
from models.crawl import Address, PageSnapshot
from models.records import ExtractedArticle
from models.vocabulary import AddressKind, AddressState, ArticleOrigin, ArticleStatus
from pipeline.articles.columns import Sighting
from pipeline.articles.keeping import Fate, keep_articles, mark_removed, mark_returned
from pipeline.night.reading import PageReader, ReadBatch
from pipeline.night.summary import DROP_PREFIX

BATCH = 50
GONE = "trang không còn trên mạng"
LOST = f"{DROP_PREFIX}bản chụp đã lưu bị hỏng, cần phục hồi từ bản sao lưu"


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
    done = 0
    for batch in PageReader(engine, warc_folder, outlets).read_batches(ids, BATCH):
        with Session(engine) as session, session.begin():
            chosen = select(PageSnapshot).where(PageSnapshot.id.in_(batch.ids)).order_by(PageSnapshot.id)
            snapshots = session.scalars(chosen.options(selectinload(PageSnapshot.address))).all()
            for wave in _part_by_turn(snapshots):
                for snapshot, fate in _settle_wave(session, wave, batch):
                    counts[snapshot.address.outlet_key, fate] += 1
                    snapshot.extracted_at, snapshot.extracted_by = now, PROGRAM
        done += len(batch.ids)
        yield ExtractProgress(done, len(ids), counts)


def _part_by_turn(snapshots: Sequence[PageSnapshot]) -> list[list[PageSnapshot]]:
    """Return waves of snapshots with at most one of an address each, so that each address's come in order."""
    waves: list[list[PageSnapshot]] = []
    turns: Counter[int] = Counter()
    for snapshot in snapshots:
        turn = turns[snapshot.address_id]
        turns[snapshot.address_id] += 1
        if turn == len(waves):
            waves.append([])
        waves[turn].append(snapshot)
    return waves


def _settle_wave(
    session: Session, wave: Sequence[PageSnapshot], batch: ReadBatch
) -> Iterator[tuple[PageSnapshot, str]]:
    """Store what the pages of different addresses say, articles first and together; yield each snapshot's fate."""
    results = batch.results
    articles = [(s, result) for s in wave if isinstance(result := results.get(s.id), ExtractedArticle)]
    seen = [(result, Sighting(s.captured_at, ArticleOrigin.CRAWLED, s.address_id, s.id)) for s, result in articles]
    for (snapshot, result), fate in zip(articles, keep_articles(session, seen), strict=True):
        yield snapshot, f"{DROP_PREFIX}chờ xem lại: {result.quarantine}" if fate is Fate.QUARANTINED else fate
    others = [(s, result) for s in wave if not isinstance(result := results.get(s.id), ExtractedArticle)]
    chosen = select(Article).where(Article.address_id.in_([s.address_id for s, _ in others]))
    known = {article.address_id: article for article in session.scalars(chosen)} if others else {}
    for snapshot, reading in others:
        article = known.get(snapshot.address_id)
        if snapshot.id in batch.lost:
            yield snapshot, LOST
        elif reading is None:
            yield snapshot, _settle_without_page(snapshot.address, article, snapshot.captured_at)
        else:
            yield snapshot, _settle_no_article(snapshot, article, reading.reason)


def _settle_no_article(snapshot: PageSnapshot, known: Article | None, reason: str) -> str:
    """Tell what a page without an article means: a known one was taken away, or there never was one."""
    if known and known.status is not ArticleStatus.QUARANTINED:
        mark_removed(known, reason, snapshot.captured_at)
        return "removed"
    snapshot.address.state, snapshot.address.reason = AddressState.DROPPED, reason
    return f"{DROP_PREFIX}{reason}"


def _settle_without_page(address: Address, known: Article | None, seen_at: datetime) -> str:
    """Tell what an answer without a new page means: gone, back again, or just the same."""
    if known and address.state is AddressState.GONE and mark_removed(known, address.reason or GONE, seen_at):
        return "removed"
    if known and address.state is AddressState.KEPT and mark_returned(known, seen_at):
        return Fate.CHANGED
    return Fate.UNCHANGED

"""Reading kept pages: one bad record stops nothing, and what was kept before a page went away is still read."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.extract import extract_article
from crawler.outlet_file import load_outlets
from crawler.warc import read_page
from demo import DemoSites
from models.article import Article
from models.crawl import Address, PageSnapshot
from models.database import open_engine
from models.vocabulary import AddressState, ArticleStatus, Stage
from pipeline.config import Config
from pipeline.night.extraction import LOST, extract_pages
from pipeline.night.order import NightOrder
from pipeline.night.run import run_night

NOW = datetime(2024, 1, 1, 19, 0, tzinfo=UTC)


@pytest.fixture
def collected(tmp_path: Path) -> Config:
    """December's pages of both sites, kept and not yet read."""
    config = Config(data=tmp_path)
    with DemoSites() as sites:
        order = NightOrder(
            now=NOW,
            since=date(2023, 12, 1),
            until=date(2023, 12, 31),
            origins=tuple(sites.origins),
            plan_code="KH-2023",
        )
        run_night(config, order, stages=(Stage.CRAWL,))
    return config


def read_all(config: Config, change: Callable[[Session, list[PageSnapshot]], None]) -> dict[tuple[str, str], int]:
    """Change what is stored, then read every page; returns the counts."""
    engine = open_engine(config.database)
    with Session(engine) as session, session.begin():
        pages = select(PageSnapshot).join(PageSnapshot.address).where(Address.article_id.is_not(None))
        change(session, list(session.scalars(pages.order_by(PageSnapshot.id))))
    *_, progress = extract_pages(engine, config.warc_folder, load_outlets(), now=NOW)
    engine.dispose()
    return dict(progress.counts)


def articles_of(config: Config) -> list[Article]:
    """Every article held."""
    engine = open_engine(config.database)
    with Session(engine) as session:
        articles = list(session.scalars(select(Article)))
    engine.dispose()
    return articles


def test_a_damaged_record_loses_its_own_page_only(collected: Config) -> None:
    """Bytes overwritten in one WARC record end that page as lost; every other page is read."""
    pages = 0

    def damage(_session: Session, snapshots: list[PageSnapshot]) -> None:
        nonlocal pages
        pages = len(snapshots)
        victim = snapshots[1]
        with (collected.warc_folder / victim.warc_name).open("r+b") as file:
            file.seek(victim.warc_offset + victim.warc_length - 200)
            file.write(b"\x00" * 100)

    counts = read_all(collected, damage)

    assert pages > 5
    assert sum(number for (_, fate), number in counts.items() if fate == LOST) == 1
    assert len(articles_of(collected)) == pages - 1


def test_a_missing_file_is_told_page_by_page(collected: Config) -> None:
    """Without the WARC file no page is read, nothing raises, and each page is counted as lost."""

    def remove(_session: Session, snapshots: list[PageSnapshot]) -> None:
        for name in {snapshot.warc_name for snapshot in snapshots}:
            (collected.warc_folder / name).unlink()

    counts = read_all(collected, remove)

    assert {fate for _, fate in counts} == {LOST}


def test_a_page_kept_before_its_address_went_away_is_read_and_then_removed(collected: Config) -> None:
    """The night died between keeping and reading, then the page answered 404: the text is not lost."""
    gone = 0

    def vanish(session: Session, snapshots: list[PageSnapshot]) -> None:
        nonlocal gone
        kept = snapshots[0]
        gone = kept.address_id
        kept.address.state, kept.address.reason = AddressState.GONE, "không có (HTTP 404)"
        values = {column.key: getattr(kept, column.key) for column in kept.__mapper__.column_attrs}
        values |= {"id": None, "http_status": 404, "captured_at": NOW, "extracted_at": None}
        session.add(PageSnapshot(**values))

    read_all(collected, vanish)

    [article] = [article for article in articles_of(collected) if article.address_id == gone]
    assert article.status is ArticleStatus.REMOVED
    assert article.text


def test_any_article_can_be_rebuilt_from_its_kept_page(collected: Config) -> None:
    """Reading the same bytes with the same layouts gives the very text that is stored."""
    read_all(collected, lambda _session, _snapshots: None)
    engine = open_engine(collected.database)
    outlets = load_outlets()

    with Session(engine) as session:
        for article in session.scalars(select(Article)):
            assert article.snapshot is not None
            page = read_page(collected.warc_folder, article.snapshot)
            again = extract_article(
                page.page, article.snapshot.url, fetched_at=article.snapshot.captured_at, outlets=outlets
            )
            stored = (article.title, article.lead, article.text, article.provenance)
            assert (again.title, again.lead, again.text, again.provenance) == stored
    engine.dispose()

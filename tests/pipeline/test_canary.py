"""The canary: a field that used to be on an outlet's pages and is suddenly missing is told."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from models.article import Article
from models.crawl import Address, PageSnapshot
from models.night import Run, RunCount
from models.organisation import Outlet
from models.vocabulary import AddressKind, AddressState, ArticleOrigin, ArticleStatus, RunState, Signature, Stage
from pipeline.night.canary import find_lost_fields, measure_shares

NIGHT = datetime(2023, 7, 12, 19, 0, tzinfo=UTC)


@pytest.fixture
def run_of(session: Session) -> Callable[..., Run]:
    """Make a run with some new articles, of which a part has a lead."""
    session.add(Outlet(key="bao", name="Báo", hosts=[], is_crawled=True))

    def make(articles: int, *, with_lead: int) -> Run:
        run = Run(command="nightly", state=RunState.DONE, started_at=NIGHT)
        session.add(run)
        session.flush()
        for number in range(articles):
            add_article(session, run, f"{run.id}-{number}", lead="sapô" if number < with_lead else None)
        session.flush()
        return run

    return make


def add_article(session: Session, run: Run, number: str, *, lead: str | None) -> None:
    """One article new in a run."""
    address = Address(
        outlet_key="bao",
        key=f"bao:{number}",
        url=f"https://bao.vn/{number}",
        kind=AddressKind.ARTICLE,
        state=AddressState.KEPT,
        article_id=number,
        first_seen_at=NIGHT,
        last_seen_at=NIGHT,
    )
    session.add(address)
    session.flush()
    snapshot = PageSnapshot(
        address_id=address.id,
        run_id=run.id,
        url=address.url,
        captured_at=NIGHT,
        http_status=200,
        headers=[],
        sha256="0" * 64,
        length=1,
        warc_name="a.warc",
        warc_offset=0,
        warc_length=1,
    )
    session.add(snapshot)
    session.flush()
    session.add(
        Article(
            outlet_key="bao",
            article_id=number,
            origin=ArticleOrigin.CRAWLED,
            address_id=address.id,
            snapshot_id=snapshot.id,
            title="Tên bài",
            lead=lead,
            text="Nội dung.",
            signature=Signature.NAMED,
            byline_sources=[],
            published_at=NIGHT,
            first_seen_at=NIGHT,
            section="Xã hội",
            page_tags=[],
            status=ArticleStatus.LIVE,
            status_since=NIGHT,
            provenance={},
            text_key=number,
            text_sha256=number,
        )
    )


def remember(session: Session, run: Run) -> dict[tuple[str, str], float]:
    """Write a run's shares into its record, as the stage does."""
    shares = measure_shares(session, run.id)
    session.add_all(
        RunCount(run_id=run.id, stage=Stage.EXTRACT, outlet_key=outlet, name=name, value=value)
        for (outlet, name), value in shares.items()
    )
    session.flush()
    return shares


def test_a_field_that_vanishes_is_told_with_both_shares(session: Session, run_of: Callable[..., Run]) -> None:
    """After nights on which every page had a lead, a night on which few have one raises it, and nothing else."""
    for _ in range(3):
        remember(session, run_of(12, with_lead=12))
    tonight = run_of(20, with_lead=4)

    lost = find_lost_fields(session, tonight.id, measure_shares(session, tonight.id))

    assert [(field.outlet_key, field.label, field.share, field.usual) for field in lost] == [("bao", "sapô", 0.2, 1.0)]
    assert "Chỉ 20% bài mới có sapô (thường 100%)" in lost[0].sentence


def test_a_first_night_a_small_night_and_a_small_fall_are_no_alarm(
    session: Session, run_of: Callable[..., Run]
) -> None:
    """Nothing to compare with, too few articles, or a fall within the usual sway: all quiet."""
    first = run_of(12, with_lead=12)
    quiet = [find_lost_fields(session, first.id, remember(session, first))]
    for articles, with_lead in ((9, 0), (20, 15)):
        run = run_of(articles, with_lead=with_lead)
        quiet.append(find_lost_fields(session, run.id, measure_shares(session, run.id)))

    assert quiet == [[], [], []]

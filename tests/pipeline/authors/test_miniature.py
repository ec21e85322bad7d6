"""Author tallies of the miniature year equal the hand count, for every author."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy.orm import Session

from models.database import open_engine, upgrade_database
from reports.authors.record import AuthorBook
from reports.gathering import gather
from tests.pipeline.authors.miniature import fill_miniature

GOLD = yaml.safe_load((Path(__file__).parents[2] / "expected" / "demo-authors.yaml").read_text("utf-8"))
AS_OF = datetime(2024, 1, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuthorBook]:
    """The authors of the confirmed miniature year."""
    url = f"sqlite:///{tmp_path_factory.mktemp('authors') / 'demo.db'}"
    upgrade_database(url)
    engine = open_engine(url)
    with Session(engine) as session:
        plan = fill_miniature(session)
        gathered = gather(session, plan, date(2023, 1, 1), date(2023, 12, 31), AS_OF)
        yield gathered.tally_authors(gathered.coverage.works)
    engine.dispose()


def _count_by_hand(author: dict[str, Any]) -> tuple[int, Fraction, int, int]:
    shares = author.get("with", {1: author["whole"]})
    shared = sum((Fraction(count, authors) for authors, count in shares.items()), Fraction(0))
    return author["whole"], shared, len(author.get("series", ())), len(author.get("photos", ()))


def test_every_author_has_the_tally_of_the_hand_count(book: AuthorBook) -> None:
    """Whole and shared counts, series and pictures, for each name at each outlet, and nobody else."""
    by_hand = {
        (one["outlet"], one["name"].lower(), one.get("insider", False)): _count_by_hand(one) for one in GOLD["authors"]
    }

    counted = {
        (_site(one.contributor.outlets), one.contributor.name.lower(), one.contributor.is_insider): (
            one.whole,
            one.shared,
            len(one.series_keys),
            len(one.photographed),
        )
        for one in book.tallies
    }

    assert len(by_hand) == 24
    assert counted == by_hand


def test_works_that_name_nobody_are_those_of_the_hand_count(book: AuthorBook) -> None:
    """PV, CTV, agencies and unsigned pieces stand for no person; named and unnamed works make all confirmed ones."""
    named = {work.number for one in book.tallies for work in one.works}

    assert len(book.unnamed) == len(GOLD["unnamed"]) == 13
    assert len(named) + len(book.unnamed) == GOLD["confirmed"] == 129


def _site(outlets: tuple[str, ...]) -> str:
    assert len(outlets) == 1
    return "baohatinh" if "Báo" in outlets[0] else "hatinhtv"

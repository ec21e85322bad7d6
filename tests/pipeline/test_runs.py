"""The record of a run: what a stage took, also when it failed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import open_engine
from models.night import RunCount
from models.vocabulary import Stage
from pipeline.runs import record_run


def ticking() -> Callable[[], datetime]:
    """A clock that goes one second on at every look."""

    def seconds() -> Iterator[datetime]:
        instant = datetime(2023, 12, 31, tzinfo=UTC)
        while True:
            instant += timedelta(seconds=1)
            yield instant

    clock = seconds()
    return lambda: next(clock)


def fail(problem: Exception) -> None:
    """Fail as a stage does."""
    raise problem


def test_a_failed_stage_counts_its_seconds(sqlite_url: str) -> None:
    """How long a stage worked before it failed stands in the record."""
    engine = open_engine(sqlite_url)

    with (
        pytest.raises(OSError, match="disk"),
        record_run(engine, "nightly", clock=ticking()) as book,
        book.stage(Stage.CRAWL),
    ):
        fail(OSError("disk"))

    with Session(engine) as session:
        seconds = session.scalars(select(RunCount.value).where(RunCount.name == "seconds")).one()
    engine.dispose()
    assert seconds == 2.0

"""What is made from answers is made while nobody answers: no answer falls between the reading and the writing."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models.database import open_engine, upgrade_database
from models.plan import Plan
from pipeline.reconcile import stage
from pipeline.reviews import queue, second_reading
from tests import factories as make

NOW = datetime(2023, 7, 1, tzinfo=UTC)


@pytest.fixture
def engine(sqlite_url: str) -> Engine:
    """A database of the test's own with a plan."""
    upgrade_database(sqlite_url)
    engine = open_engine(sqlite_url)
    with Session(engine) as session, session.begin():
        make.make_agency(session)
        make.make_plan(session)
    return engine


def rank(engine: Engine) -> None:
    """Rank the whole queue anew."""
    with Session(engine) as session:
        queue.rank_queue(session, session.scalars(select(Plan)).one(), now=NOW)


def reconcile(engine: Engine) -> None:
    """Match everything anew."""
    stage.reconcile(engine, 1, now=NOW)


def read_again(engine: Engine) -> None:
    """Keep a second reading."""
    with Session(engine) as session:
        plan = session.scalars(select(Plan)).one()
        second_reading.keep_second_reading(session, plan, 1, [], by="lan", now=NOW)


@pytest.mark.parametrize(
    ("work", "module", "reading"),
    [
        (rank, queue, "rank_articles"),
        (reconcile, stage, "read_published"),
        (read_again, second_reading, "read_standing"),
    ],
)
def test_nobody_answers_between_the_reading_and_the_writing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, work: Callable[[Engine], None], module: object, reading: str
) -> None:
    """From the first look at the answers on, another writer waits."""

    def answer_meanwhile(*_args: object, **_named: object) -> None:
        with engine.connect() as other:
            other.execute(text("PRAGMA busy_timeout=0"))
            other.execute(update(Plan).values(short_title="khác"))

    monkeypatch.setattr(module, reading, answer_meanwhile)

    with pytest.raises(OperationalError, match="locked"):
        work(engine)
    engine.dispose()

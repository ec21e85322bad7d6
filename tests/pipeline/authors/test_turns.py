"""Decisions on pen names take turns: what one is made on is still true when it is written."""

import pytest
from sqlalchemy import Engine, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models.article import Author
from models.database import open_engine, upgrade_database
from pipeline.authors import deciding
from pipeline.authors.deciding import Act, Order, decide
from tests.pipeline.authors.making import DECIDED_AT, make_author


@pytest.fixture
def engine(sqlite_url: str) -> Engine:
    """A database of the test's own with one pen name."""
    upgrade_database(sqlite_url)
    engine = open_engine(sqlite_url)
    with Session(engine) as session, session.begin():
        make_author(session, "Lam Giang")
    return engine


def test_nobody_decides_between_the_looking_and_the_writing(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the look at the registry on, another writer waits, on SQLite too."""

    def decide_meanwhile(*_args: object) -> None:
        with engine.connect() as other:
            other.execute(text("PRAGMA busy_timeout=0"))
            other.execute(update(Author).values(name="khác"))

    monkeypatch.setattr(deciding, "plan_change", decide_meanwhile)
    order = Order(Act.LINK, (1,), new_name="Lam Giang")

    with Session(engine) as session, pytest.raises(OperationalError, match="locked"):
        decide(session, order, reason="tòa soạn trả lời", by="lan", now=DECIDED_AT)
    engine.dispose()

"""Fixtures every room shares: both databases, each test rolled back; the clock is an argument, never the wall's."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from models.database import open_engine, upgrade_database
from tests.postgres_server import MISSING, find_programs, running_server

NOW = datetime(2023, 12, 31, 19, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a running throw-away PostgreSQL; the test is skipped where the programs are missing."""
    if find_programs() is None:
        pytest.skip(MISSING)
    with running_server() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An upgraded SQLite file shared by a worker's tests; each rolls back."""
    url = f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'test.db'}"
    upgrade_database(url)
    engine = open_engine(url)
    # The driver begins transactions late and would let savepoints end them; here each must roll back whole.
    event.listen(engine, "connect", _leave_transactions_alone)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    yield engine
    engine.dispose()


def _leave_transactions_alone(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


@pytest.fixture(scope="session")
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    """An upgraded PostgreSQL database shared by a worker's tests; each rolls back."""
    upgrade_database(postgres_url)
    engine = open_engine(postgres_url)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each of the two databases in turn."""
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session whose work, commits included, is rolled back after the test."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as open_session:
            yield open_session
        transaction.rollback()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a fresh, upgraded SQLite file of the test's own."""
    url = f"sqlite:///{tmp_path / 'diembao.db'}"
    upgrade_database(url)
    return url


@pytest.fixture
def now() -> datetime:
    """The instant at which every test happens: 02:00 on 01/01/2024 in Việt Nam."""
    return NOW

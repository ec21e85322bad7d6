"""One sealed folder for all tests that only read it, and installations of a test's own for the others."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.database import open_engine, upgrade_database
from pipeline.evidence.making import MadeFolder
from tests.pipeline.evidence.making import Installation, fill


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> MadeFolder:
    """A folder of the filled installation; nobody may change it."""
    folder = tmp_path_factory.mktemp("sealed")
    with _open_installation(folder) as place:
        return place.make(folder / "ho-so")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    """A filled installation on SQLite."""
    with _open_installation(tmp_path) as place:
        yield place


@pytest.fixture
def any_place(session: Session, tmp_path: Path) -> Iterator[Installation]:
    """A filled installation on each of the two databases in turn."""
    place = Installation(session, tmp_path)
    fill(place)
    yield place
    place.close()


@contextmanager
def _open_installation(folder: Path) -> Iterator[Installation]:
    url = f"sqlite:///{folder / 'diembao.db'}"
    upgrade_database(url)
    engine = open_engine(url)
    with Session(engine) as session:
        place = Installation(session, folder)
        fill(place)
        yield place
        place.close()
    engine.dispose()

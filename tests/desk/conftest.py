"""Fixtures of the desk: one on a file database of the test's own, one in a real browser."""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from models.database import open_engine, upgrade_database
from pipeline.accounts.passwords import hash_password
from pipeline.config import Config
from pipeline.desk.state import Desk
from tests.conftest import NOW
from tests.desk.door_making import PASSWORD, add_lan
from tests.desk.serving import serve
from tests.desk.visiting import SignIn, sign_in

CHROMIUM = Path("/usr/bin/chromium")
MISSING = "no Chromium: install Debian's package `chromium` (or run .ci/run) to test in a browser"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on an empty database; fill it with the makers of `tests/factories.py` in a session on `desk.engine`."""
    config = Config(data=tmp_path)
    upgrade_database(config.database)
    engine = open_engine(config.database)
    yield Desk(config, engine, clock=lambda: NOW, secret="kiểm thử")
    engine.dispose()


@pytest.fixture
def visit_as(desk: Desk) -> SignIn:
    """A maker of signed-in browsers: `visit_as(AccountRole.REVIEWER)`."""
    return functools.partial(sign_in, desk)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real headless Chromium; the test is skipped where it is missing."""
    if not CHROMIUM.exists():
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def desk_address(desk: Desk) -> Iterator[str]:
    """The address of `desk` behind a real server on loopback."""
    with serve(desk) as address:
        yield address


@pytest.fixture(scope="session")
def password_hash() -> str:
    """One hash for many tests: each takes a fifth of a second."""
    return hash_password(PASSWORD)


@pytest.fixture
def lan(desk: Desk, password_hash: str) -> Desk:
    """A desk with the reviewer "lan"."""
    add_lan(desk, password_hash)
    return desk

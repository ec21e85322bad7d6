"""Every page of the desk that needs no number answers, on SQLite and on PostgreSQL, empty and with articles."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

import plans
from models.database import open_engine, read_database_url, upgrade_database
from models.plan import Plan, find_plan
from models.vocabulary import AccountRole, ArticleStatus, ReviewDecision, TagAxis
from pipeline.desk.state import Desk
from pipeline.plan_import.importing import import_office_file
from tests.conftest import NOW
from tests.desk.page_list import list_pages
from tests.desk.visiting import sign_in
from tests.factories import find_item, make_article, make_review, make_row_tag

FOLDER = Path(plans.__file__).parent
DATABASE = "desk"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def office(request: pytest.FixtureRequest, desk: Desk) -> Iterator[Desk]:
    """A desk with the office's own files, on each of the two databases in turn."""
    engine = desk.engine
    if request.param == "postgres":
        engine = open_engine(_make_database(request.getfixturevalue("postgres_url")))
    with Session(engine) as session, session.begin():
        for name in ("to-chuc-2023.yaml", "ke-hoach-2023.yaml"):
            import_office_file(session, FOLDER / name, now=NOW)
    yield replace(desk, engine=engine)
    engine.dispose()


def _make_database(url: str) -> str:
    """Make a fresh, upgraded database on the server at `url` and return its address."""
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {DATABASE}"))
        connection.execute(text(f"CREATE DATABASE {DATABASE}"))
    server.dispose()
    address = read_database_url(url).set(database=DATABASE).render_as_string(hide_password=False)
    upgrade_database(address)
    return address


def fill(session: Session, plan: Plan) -> None:
    """Give the plan articles: one accepted, one proposed, one taken down, one waiting to be mended."""
    statuses = (ArticleStatus.LIVE, ArticleStatus.EDITED, ArticleStatus.REMOVED, ArticleStatus.QUARANTINED)
    for number, status in enumerate(statuses):
        article = make_article(session, f"Bài {number}", authors=["Minh Hà"], status=status)
        make_row_tag(session, article, find_item(session, plan, "ND07"))
        if number == 0:
            make_review(session, article, plan, TagAxis.ROW, "ND07", decision=ReviewDecision.ACCEPT)


@pytest.mark.parametrize("is_filled", [False, True])
def test_every_page_answers(office: Desk, *, is_filled: bool) -> None:
    """Those who may see a page see it, with nothing to show as well as with articles."""
    if is_filled:
        with Session(office.engine) as session, session.begin():
            fill(session, find_plan(session, "KH-2023"))
    visits = {
        AccountRole.ADMIN: sign_in(office, AccountRole.ADMIN),
        AccountRole.DEPARTMENT: sign_in(office, AccountRole.DEPARTMENT, department="CC-BVMT"),
    }

    answers = {path: visits[role].get(path).status_code for path, role in list_pages(office).items()}

    assert {path: status for path, status in answers.items() if status not in (200, 303)} == {}

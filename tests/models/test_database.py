"""The migrations and the shared database operations, on SQLite and PostgreSQL."""

import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.operations import BatchOperations
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from models.clock import day_end, day_start, local_day
from models.database import (
    DatabaseAddressError,
    DatabaseNotReadyError,
    alembic_config,
    open_engine,
    require_current,
    upgrade_database,
    upsert,
)
from models.night import Run
from models.organisation import Function
from models.search_index import is_of_index
from models.tables import Base
from models.vocabulary import RunState


def test_an_empty_database_upgrades_to_exactly_the_declared_tables(engine: Engine) -> None:
    """After the upgrade alembic finds nothing left to change, and every declared table is there."""
    url = engine.url.render_as_string(hide_password=False)

    command.check(alembic_config(url))

    there = {name for name in inspect(engine).get_table_names() if not is_of_index(name)}
    assert there == {*Base.metadata.tables, "alembic_version"}


def test_a_database_without_tables_is_refused_with_the_next_step(tmp_path) -> None:
    """Work on an empty file stops with the command that mends it."""
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")

    with pytest.raises(DatabaseNotReadyError, match="diembao db upgrade"):
        require_current(engine)
    engine.dispose()


def test_upsert_changes_a_known_row_and_doubles_nothing(session: Session) -> None:
    """A second upsert of the same key changes the named columns only."""
    upsert(session, Function, [{"code": "CN.X", "name": "cũ"}], key=["code"], update=["name"])

    upsert(session, Function, [{"code": "CN.X", "name": "mới"}], key=["code"], update=["name"])
    upsert(session, Function, [{"code": "CN.X", "name": "khác"}], key=["code"])

    assert session.scalars(select(Function.name).where(Function.code == "CN.X")).all() == ["mới"]


def test_instants_come_back_aware_in_utc_and_naive_ones_are_refused(session: Session) -> None:
    """A time keeps its instant through either database; one without a zone is not stored."""
    moment = datetime.fromisoformat("2023-12-31T23:50:00+07:00")
    run = Run(command="crawl", state=RunState.RUNNING, started_at=moment)
    session.add(run)
    session.flush()
    session.expire(run)

    assert run.started_at == moment
    assert run.started_at.tzinfo is UTC
    with pytest.raises(StatementError):
        session.execute(select(Run).where(Run.started_at == datetime(2023, 1, 1)))  # noqa: DTZ001  # the point of the test


def test_an_unknown_stored_key_is_an_error(session: Session) -> None:
    """A vocabulary value the program does not know stops the read instead of passing as something else."""
    session.execute(text("INSERT INTO runs (command, state, started_at) VALUES ('x', 'lost', '2023-01-01 00:00:00')"))

    with pytest.raises(ValueError, match="lost"):
        session.scalars(select(Run)).all()


def test_the_last_minutes_of_a_year_belong_to_it() -> None:
    """23:50 on 31/12 in Việt Nam is a day of that year although UTC has another hour."""
    moment = datetime(2023, 12, 31, 16, 50, tzinfo=UTC)

    assert local_day(moment) == date(2023, 12, 31)
    assert day_start(date(2023, 12, 31)) <= moment < day_end(date(2023, 12, 31))


def test_a_migration_that_breaks_in_the_middle_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables are made all or none on SQLite: the next upgrade finds an empty file and succeeds."""
    url = f"sqlite:///{tmp_path / 'broken.db'}"
    create_index = BatchOperations.create_index
    monkeypatch.setattr(BatchOperations, "create_index", _break)

    with pytest.raises(RuntimeError):
        upgrade_database(url)

    monkeypatch.setattr(BatchOperations, "create_index", create_index)
    engine = open_engine(url)
    assert inspect(engine).get_table_names() == []
    upgrade_database(url)
    require_current(engine)
    engine.dispose()


def test_a_filled_database_of_the_first_release_keeps_its_rows_and_references(tmp_path: Path) -> None:
    """Tags that reviews point at, and files that plans point at, survive tables being made anew."""
    url = f"sqlite:///{tmp_path / 'first.db'}"
    command.upgrade(alembic_config(url), "0001")
    engine = open_engine(url)
    with engine.begin() as connection:
        for statement in FIRST_ROWS:
            connection.execute(text(statement))
    engine.dispose()

    upgrade_database(url)

    with open_engine(url).connect() as connection:
        pointing = "SELECT reviews.code FROM reviews JOIN tags ON tags.id = reviews.tag_id"
        assert connection.execute(text(pointing)).scalars().all() == ["HD06"]
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_tables_of_a_later_program_are_left_alone(sqlite_url: str) -> None:
    """An older program asks for the newer one instead of guessing."""
    engine = open_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseNotReadyError, match="bản mới hơn"):
        upgrade_database(sqlite_url)
    engine.dispose()


def _break(*_arguments: object, **_options: object) -> None:
    raise RuntimeError


FIRST_ROWS = (
    "INSERT INTO outlets (key, name, hosts, is_crawled) VALUES ('bao', 'Báo', '[]', 1)",
    "INSERT INTO office_files (id, kind, code, sha256, file_name, text, content, imported_at)"
    " VALUES (1, 'plan', 'KH', 'a', 'kh.yaml', '', '{}', '2023-01-01 00:00:00')",
    "INSERT INTO agencies (code, name, letterhead_parent, letterhead_name, document_code, place_name, aliases,"
    " predecessor_codes, verification, evidence)"
    " VALUES ('SO', 'Sở', 'UBND', 'SỞ', 'S', 'Hà Tĩnh', '[]', '[]', 'plan', '[]')",
    "INSERT INTO plans (id, code, title, short_title, agency_code, period_from, period_to, count_from, office_file_id,"
    " imported_at)"
    " VALUES (1, 'KH', 'k', 'k', 'SO', '2023-01-01', '2023-12-31', '2023-01-01', 1, '2023-01-01 00:00:00')",
    "INSERT INTO classifiers (version, sha256, folder, card, registered_at)"
    " VALUES ('c', 'a', 'f', '{}', '2023-01-01 00:00:00')",
    "INSERT INTO articles (id, outlet_key, article_id, origin, text, signature, byline_sources, first_seen_at,"
    " page_tags, series_last, status, status_since, provenance, text_key, text_sha256)"
    " VALUES (1, 'bao', '1', 'imported', 't', 'none', '[]', '2023-01-01 00:00:00', '[]', 0, 'live',"
    " '2023-01-01 00:00:00', '{}', 'k', 'a')",
    "INSERT INTO tags (id, article_id, plan_id, axis, code, score, certainty, is_auto, is_candidate, reasons,"
    " classifier_version, office_sha256, text_sha256, proposed_at, is_current)"
    " VALUES (1, 1, 1, 'row', 'HD06', 0.9, 'proposed', 0, 0, '[]', 'c', 'o', 'a', '2023-01-01 00:00:00', 1)",
    "INSERT INTO reviews (id, article_id, plan_id, axis, code, decision, decided_at, decided_by, tag_id, text_sha256)"
    " VALUES (1, 1, 1, 'row', 'HD06', 'accept', '2023-01-02 00:00:00', 'thu', 1, 'a')",
)

MIGRATE_AND_DIE = """
import os, signal, sys
from alembic.operations import BatchOperations
from models.database import upgrade_database
BatchOperations.create_index = lambda *_a, **_k: os.kill(os.getpid(), signal.SIGKILL)
upgrade_database(sys.argv[1])
"""


def test_a_first_start_killed_while_making_tables_can_be_repeated(tmp_path: Path) -> None:
    """SIGKILL after some of the tables: the next upgrade makes them all."""
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    died = subprocess.run([sys.executable, "-c", MIGRATE_AND_DIE, url], check=False)

    upgrade_database(url)

    engine = open_engine(url)
    require_current(engine)
    engine.dispose()
    assert died.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    "url", ["foo", "mysql://u:geheim@localhost/x", "postgresql://u:geheim@localhost:x/y", "oracle://x"]
)
def test_an_address_of_no_known_database_is_one_sentence_without_its_password(url: str) -> None:
    """Whatever is wrong with the URL, the office reads how to write one."""
    with pytest.raises(DatabaseAddressError, match="DIEMBAO_DATABASE_URL viết như") as error:
        open_engine(url)

    assert "geheim" not in str(error.value)

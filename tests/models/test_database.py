"""The migrations and the shared database operations, on SQLite and PostgreSQL."""

from datetime import UTC, date, datetime

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from models.clock import day_end, day_start, local_day
from models.database import DatabaseNotReadyError, alembic_config, open_engine, require_current, upsert
from models.night import Run
from models.organisation import Function
from models.tables import Base
from models.vocabulary import RunState


def test_an_empty_database_upgrades_to_exactly_the_declared_tables(engine: Engine) -> None:
    """After the upgrade alembic finds nothing left to change, and every declared table is there."""
    url = engine.url.render_as_string(hide_password=False)

    command.check(alembic_config(url))

    assert set(inspect(engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


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

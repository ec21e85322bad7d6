"""Opening the database: what is wrong is told in the office's words, at the place where it went wrong."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from pipeline.config import Config
from pipeline.store import DatabaseFailedError, DatabaseUnreachableError, open_store


def test_a_file_that_is_no_database_cannot_be_opened(tmp_path: Path) -> None:
    """A letter under the database's name is refused and left as it is."""
    letter = tmp_path / "diembao.db"
    letter.write_text("Kính gửi " * 1000, "utf-8")

    with pytest.raises(DatabaseUnreachableError, match="không phải cơ sở dữ liệu"), open_store(Config(data=tmp_path)):
        pass

    assert letter.read_text("utf-8") == "Kính gửi " * 1000


def test_a_server_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    """PostgreSQL's several lines become one."""
    config = Config(data=tmp_path, database_url="postgresql://nobody@127.0.0.1:1/none")

    with pytest.raises(DatabaseUnreachableError) as error, open_store(config):
        pass

    assert str(error.value) == "Không mở được cơ sở dữ liệu: máy chủ không trả lời."


def write_past_the_end(engine: Engine) -> None:
    """Write into a database that may not grow any more."""
    with engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        connection.execute(text("CREATE TABLE letters (words BLOB)"))
        connection.execute(text("INSERT INTO letters VALUES (zeroblob(10000000))"))


def test_a_full_disk_at_work_is_not_called_unreachable(tmp_path: Path) -> None:
    """What fails after opening says that the database failed, and why."""
    with (
        pytest.raises(DatabaseFailedError, match="Cơ sở dữ liệu báo lỗi: ổ đĩa đã đầy"),
        open_store(Config(data=tmp_path)) as engine,
    ):
        write_past_the_end(engine)


def test_a_fault_of_the_program_stays_what_it_is(tmp_path: Path) -> None:
    """A broken constraint is no matter of the disk."""
    with (
        pytest.raises(IntegrityError),
        open_store(Config(data=tmp_path)) as engine,
        engine.begin() as connection,
    ):
        connection.execute(text("INSERT INTO functions (code, name) VALUES ('x', NULL)"))

"""The doctor: looks, makes nothing, and names each fault with its next step."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.crawl import WarcFile
from models.night import Run
from models.vocabulary import RunState
from pipeline.config import Config
from pipeline.doctor import Finding, examine
from pipeline.plan_import.importing import import_office_file
from pipeline.store import open_store

NOW = datetime(2023, 12, 31, tzinfo=UTC)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Settings for a data folder of the test's own."""
    return Config(data=tmp_path / "data")


@pytest.fixture
def engine(config: Config) -> Iterator[Engine]:
    """The open database of that folder, with its tables."""
    with open_store(config) as engine:
        yield engine


def look(config: Config) -> dict[str, Finding]:
    """What the doctor finds, by what was looked at."""
    return {finding.what: finding for finding in examine(config, now=NOW)}


@pytest.mark.parametrize("database", ["", "sqlite:///{folder}/other.db"])
def test_looking_at_nothing_makes_nothing(tmp_path: Path, database: str) -> None:
    """Before the first start the doctor says so, and neither folder nor database come into being."""
    config = Config(data=tmp_path / "data", database_url=database.format(folder=tmp_path))

    found = look(config)

    assert found["Cơ sở dữ liệu"].seen == "chưa có bảng nào"
    assert found["Thư mục dữ liệu"].is_well
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("database", ["foo", "mysql://localhost/x"])
def test_an_unusable_address_is_a_finding(tmp_path: Path, database: str) -> None:
    """A mistyped DIEMBAO_DATABASE_URL is told among the other findings."""
    found = look(Config(data=tmp_path, database_url=database))

    assert "DIEMBAO_DATABASE_URL" in (found["Cơ sở dữ liệu"].next_step or "")


def test_a_file_that_is_no_database_is_a_finding(tmp_path: Path) -> None:
    """A letter under the database's name is told in the office's words."""
    (tmp_path / "diembao.db").write_text("Kính gửi " * 1000, "utf-8")

    found = look(Config(data=tmp_path))

    assert found["Cơ sở dữ liệu"].seen == "tệp này không phải cơ sở dữ liệu SQLite"


def test_a_data_folder_that_is_a_file_is_a_finding(tmp_path: Path) -> None:
    """Where a file stands in the way of the data folder the next step names another place."""
    (tmp_path / "data").write_text("")

    found = look(Config(data=tmp_path / "data"))

    assert "DIEMBAO_DATA" in (found["Thư mục dữ liệu"].next_step or "")


@pytest.mark.parametrize(("content", "is_well"), [(b"WARC/1.1\nmore", True), (b"WARC", False), (None, False)])
def test_a_lost_or_shortened_page_file_is_found(
    config: Config, engine: Engine, content: bytes | None, is_well: bool
) -> None:
    """A page file holds at least what was acknowledged, or is to be brought back from a backup."""
    with Session(engine) as session, session.begin():
        session.add(WarcFile(name="diembao-000001.warc", started_at=NOW, good_length=9))
    config.warc_folder.mkdir()
    if content is not None:
        (config.warc_folder / "diembao-000001.warc").write_bytes(content)

    found = look(config)

    assert found["Trang đã lưu"].is_well is is_well


def test_the_last_night_is_not_hidden_by_other_runs(config: Config, engine: Engine) -> None:
    """A failed night stays in sight although a reconciliation went well afterwards."""
    with Session(engine) as session, session.begin():
        failed = Run(command="nightly", state=RunState.FAILED, started_at=NOW - timedelta(hours=9), problem="hết mạng")
        session.add_all([failed, Run(command="tag+reconcile", state=RunState.DONE, started_at=NOW)])

    found = look(config)

    assert "hết mạng" in found["Đêm chạy gần nhất"].seen
    assert not found["Đêm chạy gần nhất"].is_well


def test_the_plan_set_in_the_settings_is_the_one_looked_at(config: Config, engine: Engine) -> None:
    """A plan that is set and does not exist is found before the night fails over it."""
    with Session(engine) as session, session.begin():
        for name in ("to-chuc-2023", "ke-hoach-2023"):
            import_office_file(session, Path(f"plans/{name}.yaml"), now=NOW)

    found = look(config.model_copy(update={"plan": "KH-1999"}))

    assert "KH-1999" in found["Bộ phân loại"].seen
    assert not found["Bộ phân loại"].is_well

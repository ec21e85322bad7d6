"""A backup put back elsewhere is the same installation; a damaged one is refused whole."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.crawl import WarcFile
from models.errors import UsageError
from pipeline.backup import BackupDamagedError, Contents, make_backup, restore_backup
from pipeline.config import Config
from pipeline.lock import AlreadyRunningError, hold_data_folder
from pipeline.store import open_store

NOW = datetime(2023, 12, 31, tzinfo=UTC)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """An installation with one kept page file, of which a running night wrote more than is acknowledged."""
    config = Config(data=tmp_path / "data")
    with open_store(config) as engine, Session(engine) as session, session.begin():
        session.add(WarcFile(name="diembao-000001.warc", started_at=NOW, good_length=9))
    config.warc_folder.mkdir()
    (config.warc_folder / "diembao-000001.warc").write_bytes(b"WARC/1.1\nhalf a record")
    for name in ("2023-12-01-ab12", ".draft"):
        (config.classifier_folder / name).mkdir(parents=True)
        (config.classifier_folder / name / "card.json").write_text("{}", "utf-8")
    return config


RESTORE_WITHOUT_ROOM = """
import pathlib, resource, sys
from pipeline.backup import restore_backup
from pipeline.config import Config
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
restore_backup(pathlib.Path(sys.argv[1]), Config(data=pathlib.Path(sys.argv[2])))
"""


def back_up(config: Config, folder: Path) -> Contents:
    """Make a backup of an installation."""
    with open_store(config) as engine:
        return make_backup(engine, config, folder, now=NOW)


def test_a_restored_backup_holds_what_cannot_be_made_again(config: Config, tmp_path: Path) -> None:
    """Database, pages and classifiers come back; what was not acknowledged or finished is left out."""
    made = back_up(config, tmp_path / "backup")
    elsewhere = Config(data=tmp_path / "elsewhere")

    assert restore_backup(tmp_path / "backup", elsewhere) == made
    assert made.files == 3

    with open_store(elsewhere) as engine, Session(engine) as session:
        assert session.scalars(select(WarcFile.name)).all() == ["diembao-000001.warc"]
    assert (elsewhere.warc_folder / "diembao-000001.warc").read_bytes() == b"WARC/1.1\n"
    kept = [path.relative_to(elsewhere.data) for path in elsewhere.classifier_folder.rglob("*.json")]
    assert kept == [Path("classifiers/2023-12-01-ab12/card.json")]


def test_a_flipped_byte_is_found_before_anything_is_restored(config: Config, tmp_path: Path) -> None:
    """One changed byte in one file refuses the whole backup, naming the file."""
    back_up(config, tmp_path / "backup")
    (tmp_path / "backup" / "warc" / "diembao-000001.warc").write_bytes(b"WARC/1.0\n")

    with pytest.raises(BackupDamagedError, match=r"diembao-000001\.warc"):
        restore_backup(tmp_path / "backup", Config(data=tmp_path / "elsewhere"))

    assert not (tmp_path / "elsewhere").exists()


def test_nothing_in_use_is_overwritten(config: Config, tmp_path: Path) -> None:
    """Neither an earlier backup nor a data folder with something in it."""
    back_up(config, tmp_path / "backup")

    with pytest.raises(UsageError, match="thư mục mới"):
        back_up(config, tmp_path / "backup")
    with pytest.raises(UsageError, match="thư mục trống"):
        restore_backup(tmp_path / "backup", config)


def test_a_neighbouring_folder_is_left_alone(config: Config, tmp_path: Path) -> None:
    """Whatever stands beside the backup keeps its content, and no draft stays behind."""
    neighbour = tmp_path / "backup.part"
    neighbour.mkdir()
    (neighbour / "letter.txt").write_text("kept")

    back_up(config, tmp_path / "backup")

    assert (neighbour / "letter.txt").read_text() == "kept"
    assert {path.name for path in tmp_path.iterdir()} == {"data", "backup", "backup.part"}


def test_a_backup_that_fails_leaves_nothing(config: Config, tmp_path: Path) -> None:
    """A lost page file stops the backup; neither the folder nor a draft of it stays."""
    (config.warc_folder / "diembao-000001.warc").unlink()

    with pytest.raises(FileNotFoundError):
        back_up(config, tmp_path / "backup")

    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_restore_beside_another_database_is_refused(config: Config, tmp_path: Path) -> None:
    """Where the program works on a SQLite file elsewhere, one restored into the data folder would not be looked at."""
    back_up(config, tmp_path / "backup")
    elsewhere = Config(data=tmp_path / "elsewhere", database_url=f"sqlite:///{tmp_path}/other.db")

    with pytest.raises(UsageError, match="DIEMBAO_DATABASE_URL"):
        restore_backup(tmp_path / "backup", elsewhere)

    assert not (tmp_path / "elsewhere").exists()


def test_a_restore_waits_for_nobody_who_holds_the_folder(config: Config, tmp_path: Path) -> None:
    """While another process holds the data folder nothing is put into it; afterwards it is filled."""
    back_up(config, tmp_path / "backup")
    elsewhere = Config(data=tmp_path / "elsewhere")

    with hold_data_folder(elsewhere.data), pytest.raises(AlreadyRunningError):
        restore_backup(tmp_path / "backup", elsewhere)
    held = [path.name for path in elsewhere.data.iterdir()]
    restore_backup(tmp_path / "backup", elsewhere)

    assert held == ["running.lock"]
    assert (elsewhere.data / "diembao.db").is_file()


def test_a_restore_without_room_leaves_the_folder_empty(config: Config, tmp_path: Path) -> None:
    """A copy that breaks off in the middle puts nothing into the data folder and leaves no draft."""
    back_up(config, tmp_path / "backup")
    elsewhere = Config(data=tmp_path / "elsewhere")
    least = (tmp_path / "backup" / "diembao.db").stat().st_size // 2

    died = subprocess.run(
        [sys.executable, "-c", RESTORE_WITHOUT_ROOM, str(tmp_path / "backup"), str(elsewhere.data), str(least)],
        check=False,
        capture_output=True,
        text=True,
    )

    assert "File too large" in died.stderr
    assert [path.name for path in elsewhere.data.iterdir()] == ["running.lock"]
    assert {path.name for path in tmp_path.iterdir()} == {"data", "backup", "elsewhere"}


@pytest.mark.parametrize("manifest", [None, "", "[]", "{}", '{"files": 3}'])
def test_a_folder_that_is_no_backup_is_refused(tmp_path: Path, manifest: str | None) -> None:
    """Without a readable list of its files a folder is no backup."""
    (tmp_path / "backup").mkdir()
    if manifest is not None:
        (tmp_path / "backup" / "manifest.json").write_text(manifest)

    with pytest.raises(BackupDamagedError, match="không phải bản sao lưu"):
        restore_backup(tmp_path / "backup", Config(data=tmp_path / "elsewhere"))


def test_a_list_that_points_outside_the_backup_is_refused(tmp_path: Path) -> None:
    """A made-up list cannot make the program copy other files."""
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "manifest.json").write_text('{"files": {"../secret": "0"}}')

    with pytest.raises(BackupDamagedError, match="ra ngoài"):
        restore_backup(tmp_path / "backup", Config(data=tmp_path / "elsewhere"))


def test_ordered_reports_are_backed_up_unless_one_is_just_being_made(config: Config, tmp_path: Path) -> None:
    """What was made at the desk may have been handed over, with a time proof that cannot be made again."""
    made, under_way = (config.order_folder / f"20231231-0{hour}0000-abcdef" for hour in (8, 9))
    for folder in (made, under_way):
        (folder / "tep").mkdir(parents=True)
        (folder / "tep" / "bao-cao.docx").write_bytes(b"PK")

    with hold_data_folder(under_way):
        back_up(config, tmp_path / "backup")

    kept = sorted((tmp_path / "backup" / "ordered").rglob("*.docx"))
    assert kept == [tmp_path / "backup" / "ordered" / made.name / "tep" / "bao-cao.docx"]

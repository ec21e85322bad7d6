"""A backup goes back into either database with every row as it was, and says so only when it is true."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, text, update
from sqlalchemy.orm import Session

from models.article import Article
from models.crawl import WarcFile
from models.database import alembic_config, open_engine, read_database_url
from models.errors import UsageError
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.backup import RestoreDiffersError, make_backup, restore_backup
from pipeline.backup.manifest import write_manifest
from pipeline.backup.restoring import RestoreRefusedError
from pipeline.backup.tables import TableDigest, digest_tables
from pipeline.config import Config
from pipeline.store import open_store
from tests import factories as make
from tests.pipeline.custody.looks import FIRST, NIGHT, Looked
from tests.promises import make_monthly_plan_file, make_obligation

NOW = datetime(2023, 12, 31, tzinfo=UTC)


@pytest.fixture
def server(postgres_url: str) -> Iterator[str]:
    """The URL of an empty database of the test's own on the server."""
    name = "phuc_hoi"
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield read_database_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def fill(engine: Engine) -> None:
    """Write an office's year in small: plan, files, reviews, captures, a reprint whose first publication came later."""
    with Session(engine) as session, session.begin():
        make.make_agency(session)
        plan = make.make_plan(session)
        make_obligation(session, make_monthly_plan_file(session, plan), "Một tin")
        reprint, first = Looked(session, "bai-1"), Looked(session, "bai-2")
        reprint.see_same_bytes(FIRST + NIGHT)
        reprint.article.duplicate_of_id = first.article.id
        make.make_tag(session, first.article, plan, TagAxis.ROW, "ND01", score=0.1 + 0.2, marks=[{"start": 0}])
        review = make.make_review(
            session, first.article, plan, TagAxis.ROW, "ND01", decision=ReviewDecision.ACCEPT, decided_at=NOW
        )
        again = make.make_review(
            session, first.article, plan, TagAxis.ROW, "ND01", decision=ReviewDecision.REJECT, decided_at=NOW
        )
        again.earlier_id = review.id
        session.add(WarcFile(name="diembao-000001.warc", started_at=NOW, good_length=4))


def install(folder: Path, url: str = "") -> Config:
    """Return an installation filled with an office's year."""
    config = Config(data=folder, database_url=url)
    config.warc_folder.mkdir(parents=True)
    (config.warc_folder / "diembao-000001.warc").write_bytes(b"WARC")
    with open_store(config) as engine:
        fill(engine)
    return config


def back_up(config: Config, folder: Path) -> None:
    """Make a backup."""
    with open_store(config) as engine:
        make_backup(engine, config, folder, now=NOW)


def digest(config: Config) -> dict[str, TableDigest]:
    """Return the digests of an installation's tables."""
    with open_store(config) as engine, engine.connect() as connection:
        return digest_tables(connection)


@pytest.mark.parametrize(
    ("is_from_server", "is_to_server"), [(True, False), (False, True)], ids=["server-to-file", "file-to-server"]
)
@pytest.mark.postgres
def test_every_row_goes_from_one_database_to_the_other(
    tmp_path: Path, server: str, is_from_server: bool, is_to_server: bool
) -> None:
    """The same backup serves SQLite and PostgreSQL, with references to later rows, bytes, JSON and instants."""
    source = install(tmp_path / "data", server if is_from_server else "")
    target = Config(data=tmp_path / "elsewhere", database_url=server if is_to_server else "")
    back_up(source, tmp_path / "backup")

    restored = restore_backup(tmp_path / "backup", target)

    found = digest(target)
    assert found == digest(source)
    assert (restored.tables, restored.rows) == (len(found), sum(table.rows for table in found.values()))
    assert restored.rows > 20
    assert (target.warc_folder / "diembao-000001.warc").read_bytes() == b"WARC"
    assert (target.data / "diembao.db").exists() is not is_to_server


@pytest.mark.postgres
def test_a_restored_server_goes_on_numbering(tmp_path: Path, server: str) -> None:
    """The next row gets a number of its own, and the search finds what was restored."""
    back_up(install(tmp_path / "data"), tmp_path / "backup")
    target = Config(data=tmp_path / "elsewhere", database_url=server)
    restore_backup(tmp_path / "backup", target)

    with open_store(target) as engine, Session(engine) as session, session.begin():
        new_id = make.make_article(session).id
        indexed = session.scalar(text("SELECT count(*) FROM article_words"))

    assert new_id == 3
    assert indexed == 3


@pytest.mark.postgres
def test_a_server_with_rows_is_refused(tmp_path: Path, server: str) -> None:
    """Nothing in use is overwritten; the data folder stays empty."""
    back_up(install(tmp_path / "data"), tmp_path / "backup")
    target = install(tmp_path / "used", server)
    before = digest(target)

    with pytest.raises(UsageError, match="PostgreSQL đã có dữ liệu"):
        restore_backup(tmp_path / "backup", Config(data=tmp_path / "elsewhere", database_url=server))

    assert digest(target) == before
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["running.lock"]


@pytest.mark.postgres
def test_rows_the_server_does_not_take_leave_it_empty(tmp_path: Path, server: str) -> None:
    """A character that PostgreSQL cannot hold refuses the whole restore with a sentence."""
    config = install(tmp_path / "data")
    with open_store(config) as engine, Session(engine) as session, session.begin():
        session.execute(update(Article).values(byline="Lan\x00Anh"))
    back_up(config, tmp_path / "backup")
    target = Config(data=tmp_path / "elsewhere", database_url=server)

    with pytest.raises(RestoreRefusedError, match="Chưa phục hồi gì"):
        restore_backup(tmp_path / "backup", target)

    assert sum(table.rows for table in digest(target).values()) == 0
    assert [path.name for path in target.data.iterdir()] == ["running.lock"]


@pytest.mark.postgres
def test_a_backup_of_an_earlier_version_is_brought_up_to_date_on_the_way(tmp_path: Path, server: str) -> None:
    """Tables of the release before get this version's form when they go into PostgreSQL."""
    backup = tmp_path / "backup"
    backup.mkdir()
    url = f"sqlite:///{backup / 'diembao.db'}"
    command.upgrade(alembic_config(url), "0004")
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO outlets (key, name, hosts, is_crawled) VALUES ('bao', 'Báo', '[]', 1)"))
        connection.exec_driver_sql("PRAGMA journal_mode")
    engine.dispose()
    write_manifest(backup, {}, "0004", now=NOW)
    target = Config(data=tmp_path / "elsewhere", database_url=server)

    restored = restore_backup(backup, target)

    assert digest(target)["outlets"].rows == 1
    assert restored.rows == 1


def test_rows_that_differ_from_the_list_are_refused(tmp_path: Path) -> None:
    """The comparison is no formality: a list of other rows refuses the restore."""
    back_up(install(tmp_path / "data"), tmp_path / "backup")
    path = tmp_path / "backup" / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["tables"]["reviews"]["sha256"] = "0" * 64
    path.write_text(json.dumps(manifest), "utf-8")

    with pytest.raises(RestoreDiffersError, match="reviews"):
        restore_backup(tmp_path / "backup", Config(data=tmp_path / "elsewhere"))

    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["running.lock"]


def test_a_backup_without_a_list_of_tables_is_restored(tmp_path: Path) -> None:
    """Backups of the release before list files only; they are restored and nothing is said of rows."""
    back_up(install(tmp_path / "data"), tmp_path / "backup")
    path = tmp_path / "backup" / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({name: manifest[name] for name in ("made_at", "files")}), "utf-8")

    restored = restore_backup(tmp_path / "backup", Config(data=tmp_path / "elsewhere"))

    assert (restored.files, restored.tables) == (2, 0)


def test_a_changed_value_changes_the_digest_of_its_table_only(session: Session) -> None:
    """One letter in one row is told, whatever the order of rows."""
    looked = Looked(session)
    before = digest_tables(session.connection())
    looked.article.title = f"{looked.article.title}."
    session.flush()

    after = digest_tables(session.connection())

    assert {name for name in before if before[name] != after[name]} == {"articles"}

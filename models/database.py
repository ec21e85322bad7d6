"""Opening the database, and the few operations SQLite and PostgreSQL share.

SQLite runs in WAL mode with synchronous FULL: acknowledged rows survive a power cut
at about a tenth of the speed. One writer waits up to 30 s for another.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from models.base import Base
from models.errors import DiembaoError, UsageError
from models.search import write_words

MIGRATIONS = Path(__file__).parent / "migrations"
DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
URL_FORMS = (
    "DIEMBAO_DATABASE_URL viết như postgresql://nguoi-dung@may-chu/diembao hoặc sqlite:////srv/diembao/diembao.db."
)
REASONS = {
    "file is not a database": "tệp này không phải cơ sở dữ liệu SQLite",
    "unable to open database file": "không mở được tệp (thư mục không có hoặc không có quyền)",
    "database or disk is full": "ổ đĩa đã đầy",
    "disk I/O error": "ổ đĩa đọc, ghi hỏng hoặc đã đầy",
    "database is locked": "tiến trình khác đang ghi quá lâu; hãy thử lại sau",
    "attempt to write a readonly database": "không có quyền ghi",
    "database disk image is malformed": "tệp đã hỏng; hãy phục hồi từ bản sao lưu",
    "Connection refused": "máy chủ không trả lời",
    "password authentication failed": "sai tên hoặc mật khẩu",
}


class DatabaseNotReadyError(DiembaoError):
    """The database's tables are not those of this program version."""


class DatabaseAddressError(UsageError):
    """The database's URL cannot be used; the message says how to write one."""


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    connection.create_function("search_words", 1, write_words, deterministic=True)  # the search index is fed with it


def read_database_url(url: str) -> URL:
    """Read the URL of a SQLite or PostgreSQL database; a plain postgresql:// uses psycopg.

    Raises DatabaseAddressError, which never repeats the URL: it may hold a password.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise DatabaseAddressError(f"Địa chỉ cơ sở dữ liệu không đọc được; {URL_FORMS}") from None
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in DRIVERS:
        raise DatabaseAddressError(f"Không dùng được loại cơ sở dữ liệu «{parsed.drivername}»; {URL_FORMS}")
    return parsed


def open_engine(url: str) -> Engine:
    """Return an engine for the database at `url`; raises DatabaseAddressError."""
    parsed = read_database_url(url)
    try:
        engine = create_engine(parsed)
    except ModuleNotFoundError:
        raise DatabaseAddressError("Chưa cài thư viện cho PostgreSQL: hãy cài «diembao[postgres]».") from None
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def alembic_config(url: str) -> AlembicConfig:
    """Return alembic's settings for `url`, usable from a checkout and from an installed wheel."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def upgrade_database(url: str) -> None:
    """Bring the tables at `url` to this program's version; harmless when they are.

    Raises DatabaseNotReadyError for tables of a version this program does not know.
    """
    try:
        command.upgrade(alembic_config(url), "head")
    except CommandError:
        raise DatabaseNotReadyError("Cơ sở dữ liệu thuộc bản mới hơn: hãy cài bản chương trình mới.") from None


def describe_database_error(error: DBAPIError) -> str:
    """Return what the database says in one line: the common reasons in plain Vietnamese, others in its own words."""
    said = " ".join(str(error.orig).split())
    return next((reason for words, reason in REASONS.items() if words in said), said)


def is_empty(engine: Engine) -> bool:
    """Say whether no table of this program is there yet."""
    return not inspect(engine).has_table("alembic_version")


def require_current(engine: Engine) -> None:
    """Raise DatabaseNotReadyError unless the tables are those of this program version."""
    head = ScriptDirectory.from_config(alembic_config("")).get_current_head()
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current != head:
        state = "chưa có bảng" if current is None else f"đang ở bản {current}, cần bản {head}"
        raise DatabaseNotReadyError(f"Cơ sở dữ liệu {state}: hãy chạy «diembao db upgrade».")


def _insert(connection: Connection | Session, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    bind = connection.get_bind() if isinstance(connection, Session) else connection
    return sqlite.insert(table) if bind.dialect.name == "sqlite" else postgresql.insert(table)


def upsert(
    connection: Connection | Session,
    table: type[Base],
    rows: Sequence[dict[str, Any]],
    *,
    key: Iterable[str],
    update: Iterable[str] = (),
) -> None:
    """Insert `rows`; where `key` columns meet an existing row, set the `update` columns, or leave it alone if none."""
    if not rows:
        return
    statement = _insert(connection, table)
    changes = {name: statement.excluded[name] for name in update}
    if changes:
        statement = statement.on_conflict_do_update(index_elements=list(key), set_=changes)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=list(key))
    connection.execute(statement, list(rows))

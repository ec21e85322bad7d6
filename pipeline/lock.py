"""One writing run at a time: locks that are freed when their holder dies, however it dies.

The data folder's lock is the operating system's. A PostgreSQL database has its own beside it,
because two machines with two data folders may share one database.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from models.errors import DiembaoError

LOCK = "running.lock"
ADVISORY_KEY = 0x6469656D62616F  # "diembao": advisory locks are numbers shared by all programs on one database


class AlreadyRunningError(DiembaoError):
    """Another run holds the data folder or the database."""


@contextmanager
def hold_data_folder(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process; raises AlreadyRunningError, naming the other process, if one holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "?"
            raise AlreadyRunningError(
                f"Đang có một lượt chạy khác trên {folder} (tiến trình {holder}); hãy đợi lượt đó xong."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
        file.truncate(0)


def is_held(folder: Path) -> bool:
    """Say whether a live process holds `folder`."""
    path = folder / LOCK
    if not path.exists():
        return False
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def hold_database(engine: Engine) -> Iterator[None]:
    """Hold a PostgreSQL database against other machines; raises AlreadyRunningError if one holds it.

    SQLite lies in the data folder and is held with it.
    """
    if engine.dialect.name == "sqlite":
        yield
        return
    # Without a transaction: one kept open all night would keep the server from tidying up. The connection is taken
    # out of the pool, so that leaving ends it and the lock with it, also where the server had gone meanwhile.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": ADVISORY_KEY}).scalar_one():
            raise AlreadyRunningError("Đang có một lượt chạy khác trên cùng cơ sở dữ liệu; hãy đợi lượt đó xong.")
        yield


def is_database_held(engine: Engine) -> bool:
    """Say whether a live run, on whatever machine, holds a PostgreSQL database."""
    try:
        with hold_database(engine):
            return False
    except AlreadyRunningError:
        return True

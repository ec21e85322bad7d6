"""One writing run at a time: a lock the operating system frees when its holder dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import DiembaoError

LOCK = "running.lock"


class AlreadyRunningError(DiembaoError):
    """Another run holds the data folder."""


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

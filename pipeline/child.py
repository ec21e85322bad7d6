"""Work that a page must not wait for, done by a process of its own: another start of this program on the same data."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence

from pipeline.config import Config


def start_child(config: Config, module: str, arguments: Sequence[str], *, seconds: float) -> None:
    """Start `python -m module` with the settings of `config` and do not wait; it is ended after `seconds`."""
    environment = os.environ | {"DIEMBAO_DATA": str(config.data.absolute()), "DIEMBAO_DATABASE_URL": config.database}
    process = subprocess.Popen(  # noqa: S603  # our own interpreter and modules, never a shell
        [sys.executable, "-m", module, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    threading.Thread(target=_await_end, args=(process, seconds), daemon=True).start()


def _await_end(process: "subprocess.Popen[bytes]", seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

"""The desk as a running server: its secret, its socket, one process until it is told to stop."""

import errno
import os
import secrets
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.errors import DiembaoError, UsageError
from pipeline.accounts.directory import has_accounts
from pipeline.accounts.signing_in import make_first_code
from pipeline.accounts.standing import Door
from pipeline.config import Config
from pipeline.desk.app import make_desk
from pipeline.desk.state import Desk

SECRET = "desk-secret"  # noqa: S105  # a file's name
SECRET_BYTES = 32
OWNER_ONLY = 0o600
LAST_ANSWERS_SECONDS = 5
WAITING_CALLS = 128


class CannotListenError(DiembaoError):
    """The desk cannot be reached at the address it was told; the message says which other to take."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the desk listens."""

    host: str
    port: int

    @property
    def address(self) -> str:
        """What is typed into a browser on this machine."""
        name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104  # told apart, not used
        return f"http://{f'[{name}]' if ':' in name and not name.startswith('[') else name}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Say whether only this machine reaches it."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def read_secret(folder: Path) -> str:
    """Return the secret that signs the desk's cookies, made at the first start; only the owner may read the file."""
    path = folder / SECRET
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        path.chmod(OWNER_ONLY)
    else:
        with os.fdopen(opened, "w") as file:
            file.write(secrets.token_urlsafe(SECRET_BYTES))
    kept = path.read_text("utf-8").strip()
    if len(kept) < SECRET_BYTES:
        raise DiembaoError(f"Tệp {path} hỏng: hãy xóa tệp này rồi chạy lại; mọi người chỉ phải tải lại trang.")
    return kept


def open_desk(config: Config, engine: Engine, clock: Callable[[], datetime]) -> Desk:
    """Return the desk of a data folder; without any account its door has a code for the first."""
    with Session(engine) as db:
        door = Door(first_code=None if has_accounts(db) else make_first_code())
    return Desk(config, engine, clock, read_secret(config.data), door)


def bind(place: Place) -> socket.socket:
    """Return a socket that listens at `place`; raises CannotListenError in one sentence."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError):
        raise UsageError(f"Không hiểu địa chỉ --host {place.host}: hãy viết như 127.0.0.1.") from None
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(WAITING_CALLS)
    except OSError as error:
        listener.close()
        raise CannotListenError(_tell_why(error, place)) from None
    return listener


def serve(desk: Desk, listener: socket.socket) -> None:
    """Answer until told to stop (Ctrl-C or SIGTERM); requests under way are finished first."""
    settings = uvicorn.Config(
        make_desk(desk),
        log_config=None,
        log_level="critical",  # failed requests are logged by the desk itself
        access_log=False,
        ws="none",
        lifespan="off",
        server_header=False,
        proxy_headers=bool(desk.config.desk.proxies),
        forwarded_allow_ips=list(desk.config.desk.proxies),
        timeout_graceful_shutdown=LAST_ANSWERS_SECONDS,
    )
    # The server hands the signal on after its last answer; the program then goes on to its end.
    previous = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        uvicorn.Server(settings).run(sockets=[listener])
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, previous)


def _tell_why(error: OSError, place: Place) -> str:
    where = f"{place.host}:{place.port}"
    if error.errno == errno.EADDRINUSE:
        return f"Cổng {place.port} đang có chương trình khác dùng: hãy thêm --port {place.port + 1}, hoặc dừng nó."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"Máy này không có địa chỉ {place.host}: hãy dùng --host 127.0.0.1."
    if error.errno == errno.EACCES:
        return f"Không có quyền nghe ở {where}: hãy dùng cổng từ 1024 trở lên, ví dụ --port 8100."
    return f"Không nghe được ở {where}: {error.strerror}."

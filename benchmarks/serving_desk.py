"""The desk of a data folder behind a real server on loopback, with somebody signed in: for measures and pictures."""

import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.account import Account
from models.clock import utc_now
from models.database import open_engine
from models.vocabulary import AccountRole
from pipeline.accounts.sessions import start_session
from pipeline.config import Config
from pipeline.desk.app import make_desk
from pipeline.desk.state import Desk

SECONDS = 30


@dataclass(frozen=True, slots=True)
class ServedDesk:
    """A desk at work: its address, the token of the session that is open, its database."""

    address: str
    token: str
    engine: Engine


@contextmanager
def serve_desk(data: Path, role: AccountRole, full_name: str = "Trần Thị Lan") -> Iterator[ServedDesk]:
    """Serve the desk of `data` while the context lasts, with an account of `role` signed in."""
    config = Config(data=data)
    engine = open_engine(config.database)
    with Session(engine) as session, session.begin():
        account = Account(name="lan", full_name=full_name, role=role, created_at=utc_now(), created_by="serving_desk")
        session.add(account)
        session.flush()
        token = start_session(session, account, address="127.0.0.1", now=utc_now())
    app = make_desk(Desk(config, engine, clock=utc_now, secret=secrets.token_hex()))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + SECONDS
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.05)
        yield ServedDesk(f"http://127.0.0.1:{listener.getsockname()[1]}", token, engine)
        server.should_exit = True
        thread.join(timeout=SECONDS)
    engine.dispose()

"""What the whole desk shares while it runs: settings, database, clock, secret."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine

from pipeline.accounts.standing import Door
from pipeline.config import Config


@dataclass(frozen=True, slots=True)
class Desk:
    """The running desk. `clock` gives the present instant; `secret` signs cookies that hold no secret themselves.

    `door` remembers who failed to enter.
    """

    config: Config
    engine: Engine
    clock: Callable[[], datetime]
    secret: str
    door: Door = field(default_factory=Door)


def find_desk(request: Request) -> Desk:
    """Return the desk that serves `request`."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


TheDesk = Annotated[Desk, Depends(find_desk)]

"""What a night is asked to do, and what it tells while it works."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine

from models.clock import local_day
from models.vocabulary import Stage
from pipeline.config import Config
from pipeline.runs import RunBook

REPORT_FORMATS = ("html", "docx", "xlsx")


@dataclass(frozen=True, slots=True)
class NightOrder:
    """One night: which outlets and days, through which addresses, for which plan, as of when."""

    now: datetime
    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    origins: tuple[tuple[str, str], ...] = ()
    plan_code: str | None = None


def tell_nobody(stage: Stage, done: int, total: int | None) -> None:
    """Ignore progress: for callers with nobody to show it to."""
    del stage, done, total


@dataclass(frozen=True, slots=True)
class Night:
    """A night under way: its order, settings, open database and record, and who is told of progress."""

    order: NightOrder
    config: Config
    engine: Engine
    book: RunBook
    plan_id: int
    tell: Callable[[Stage, int, int | None], None] = field(default=tell_nobody)

    @property
    def report_folder(self) -> Path:
        """Where this night's reports lie: a folder per Vietnamese day; a second run of the day replaces them."""
        return self.config.report_folder / f"{local_day(self.order.now):%Y-%m-%d}"

"""The counted year behind the pages on authors: read anew only after something that counts has changed.

Counting a whole year takes seconds where there are very many articles; what it is made of only grows, so the newest
numbers of its tables tell whether anything is new.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models.article import Article, ArticleState, Revision
from models.clock import local_day
from models.ledger import ObligationLink, ObligationMatch
from models.night import Run
from models.organisation import OfficeFile
from models.person import PenNameLink
from models.plan import Plan
from models.tag import Review, Tag
from pipeline.authors.wording import gather_now
from reports.gathering import Gathered

GROWING = (Article, ArticleState, Revision, ObligationMatch, ObligationLink, Run, OfficeFile, PenNameLink, Tag, Review)
Mark = tuple[str, date, tuple[int, ...]]

T = TypeVar("T")
_LOCK = Lock()
_KNOWN: WeakKeyDictionary[Engine, dict[str, tuple[Mark, "CountedYear"]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class CountedYear:
    """A counted year, with what pages made of it; `made` is lost with it."""

    gathered: Gathered
    made: dict[str, tuple[object, Any]] = field(default_factory=dict)

    def make_once(self, name: str, make: Callable[[], T], *, mark: object = None) -> T:
        """Return what `make` returned when `name` was first asked for with `mark`; the last one only is kept."""
        kept = self.made.get(name)
        if kept is None or kept[0] != mark:
            kept = self.made[name] = (mark, make())
        found: T = kept[1]
        return found


def count_year(db: Session, engine: Engine, plan: Plan, now: datetime) -> CountedYear:
    """Return what the tallies of `plan` are counted from, as of a moment since which nothing new came."""
    mark = (plan.code, local_day(now), _read_newest(db))
    with _LOCK:
        known = _KNOWN.setdefault(engine, {}).get(plan.code)
    if known is not None and known[0] == mark:
        return known[1]
    year = CountedYear(gather_now(db, plan, now))
    with _LOCK:
        _KNOWN[engine][plan.code] = (mark, year)
    return year


def _read_newest(db: Session) -> tuple[int, ...]:
    newest = select(*(select(func.max(table.id)).scalar_subquery() for table in GROWING))
    return tuple(number or 0 for number in db.execute(newest).one())

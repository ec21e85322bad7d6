"""The counted year behind the pages on authors: read anew only after something that counts has changed.

Counting a whole year takes seconds where there are very many articles; what it is made of only grows, so the newest
numbers of its tables tell whether anything is new.
"""

from datetime import date, datetime
from threading import Lock
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

_LOCK = Lock()
_KNOWN: WeakKeyDictionary[Engine, dict[str, tuple[Mark, Gathered]]] = WeakKeyDictionary()


def count_year(db: Session, engine: Engine, plan: Plan, now: datetime) -> Gathered:
    """Return what the tallies of `plan` are counted from, as of a moment since which nothing new came."""
    mark = (plan.code, local_day(now), _read_newest(db))
    with _LOCK:
        known = _KNOWN.setdefault(engine, {}).get(plan.code)
    if known is not None and known[0] == mark:
        return known[1]
    gathered = gather_now(db, plan, now)
    with _LOCK:
        _KNOWN[engine][plan.code] = (mark, gathered)
    return gathered


def _read_newest(db: Session) -> tuple[int, ...]:
    newest = select(*(select(func.max(table.id)).scalar_subquery() for table in GROWING))
    return tuple(number or 0 for number in db.execute(newest).one())

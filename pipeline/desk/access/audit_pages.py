"""The log as the administrator reads it: the latest first, by person, action and day, a page at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from models.account import AuditEntry
from models.clock import day_end, day_start
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import show
from pipeline.desk.reading_forms import read_day_or_none
from pipeline.desk.visit import Db, allow

LOG = "/quan-tri/nhat-ky"
PAGE = 100
MOST_ACTIONS = 200
_KEY = re.compile(r"\d{1,15}", re.ASCII)

router = APIRouter()


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What is looked for; an empty text or None is no condition. Days are typed as dd/mm/yyyy."""

    who: str
    action: str
    since: str
    until: str

    def write_query(self, before: int | None = None) -> str:
        """Return the query part of the page that shows this, from the entry `before` backwards."""
        fields = {"ai": self.who, "viec": self.action, "tu": self.since, "den": self.until, "truoc": before}
        return urlencode({name: value for name, value in fields.items() if value})


@router.get(LOG, dependencies=[allow(Right.ADMINISTER)])
def log_page(
    request: Request, db: Db, *, ai: str = "", viec: str = "", tu: str = "", den: str = "", truoc: str = ""
) -> Response:
    """Show a page of the log."""
    wanted = LogFilter(ai.strip(), viec, tu.strip(), den.strip())
    entries = list_entries(db, wanted, before=int(truoc) if _KEY.fullmatch(truoc) else None)
    has_more = len(entries) > PAGE
    return show(
        request,
        "access/log.html",
        entries=entries[:PAGE],
        wanted=wanted,
        older=wanted.write_query(entries[PAGE - 1].id) if has_more else None,
        is_first=not truoc,
        actions=db.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action).limit(MOST_ACTIONS)).all(),
    )


def list_entries(db: Session, wanted: LogFilter, *, before: int | None = None) -> Sequence[AuditEntry]:
    """Return one more than a page of entries, the latest first; raises InputError for a day that is none."""
    query = _narrow(select(AuditEntry), wanted)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    return db.scalars(query.order_by(AuditEntry.id.desc()).limit(PAGE + 1)).all()


def _narrow(query: Select[AuditEntry], wanted: LogFilter) -> Select[AuditEntry]:
    if wanted.who:
        query = query.where(or_(AuditEntry.account_name == wanted.who, AuditEntry.subject == wanted.who))
    if wanted.action:
        query = query.where(AuditEntry.action == wanted.action)
    if since := read_day_or_none(wanted.since):
        query = query.where(AuditEntry.at >= day_start(since))
    if until := read_day_or_none(wanted.until):
        query = query.where(AuditEntry.at < day_end(until))
    return query

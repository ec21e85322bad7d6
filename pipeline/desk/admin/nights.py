"""The last nights and the outlets: what was collected, what went wrong, how complete it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.article import Article
from models.errors import InputError
from models.night import Run, RunCount, RunIssue
from models.organisation import Outlet
from models.vocabulary import ArticleOrigin, ArticleStatus, RunState, Severity
from pipeline.custody.certificate import OneNight
from pipeline.custody.completeness import read_completeness
from pipeline.custody.telling import LIMITS, tell_outlet
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import show
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, allow
from pipeline.doctor import examine
from pipeline.night.summary import summarise_night

router = APIRouter(prefix="/quan-tri")
NIGHTS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class NightLine:
    """A run in the list: its figures over all outlets, and how many alarms and warnings it gave."""

    run_id: int
    command: str
    state: RunState
    started_at: datetime
    new: int
    missing: int
    alarms: int
    warnings: int


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet with its articles by what became of them."""

    key: str
    name: str
    hosts: tuple[str, ...]
    is_crawled: bool
    articles: int
    by_hand: int
    removed: int
    waiting: int
    newest: datetime | None


@router.get("", dependencies=[allow(Right.ADMINISTER)])
def overview(request: Request, db: Db) -> Response:
    """Lead to the parts of administration, with the last night in view."""
    nights = list_nights(db, 1)
    return show(request, "admin/overview.html", night=nights[0] if nights else None, outlets=list_outlets(db))


@router.get("/kham", dependencies=[allow(Right.ADMINISTER)])
def check_up(request: Request, desk: TheDesk, now: Now) -> Response:
    """Look at the whole installation and name the next step for what is wrong."""
    return show(request, "admin/check_up.html", findings=examine(desk.config, now=now))


@router.get("/dem", dependencies=[allow(Right.ADMINISTER)])
def nights_page(request: Request, db: Db) -> Response:
    """Show the last nights."""
    return show(request, "admin/nights.html", nights=list_nights(db, NIGHTS_SHOWN))


@router.get("/dem/{run_id}", dependencies=[allow(Right.ADMINISTER)])
def night_page(*, request: Request, db: Db, desk: TheDesk, now: Now, run_id: int) -> Response:
    """Show one night: outlets, stages, what a person should know, and how complete each channel was."""
    if db.get(Run, run_id) is None:
        raise InputError("Không có đêm này.")
    certificate = read_completeness(db, OneNight(run_id), now)
    told = [(line.name, tell_outlet(line)) for line in certificate.outlets]
    night = summarise_night(desk.engine, run_id)
    return show(request, "admin/night.html", night=night, certificate=certificate, told=told, limits=LIMITS)


@router.get("/nguon", dependencies=[allow(Right.ADMINISTER)])
def outlets_page(request: Request, db: Db) -> Response:
    """Show the outlets and what is held of each."""
    return show(request, "admin/outlets.html", outlets=list_outlets(db))


def list_nights(db: Session, limit: int) -> list[NightLine]:
    """Return the newest runs, the newest first, in three statements."""
    runs = db.scalars(select(Run).order_by(Run.id.desc()).limit(limit)).all()
    ids = [run.id for run in runs]
    figures = _count(db, ids)
    issues = db.execute(
        select(RunIssue.run_id, RunIssue.severity, func.count())
        .where(RunIssue.run_id.in_(ids))
        .group_by(RunIssue.run_id, RunIssue.severity)
    )
    noted = {(run_id, severity): number for run_id, severity, number in issues}
    return [
        NightLine(
            run.id,
            run.command,
            run.state,
            run.started_at,
            figures.get((run.id, "new"), 0),
            figures.get((run.id, "missing"), 0),
            noted.get((run.id, Severity.ALARM), 0),
            noted.get((run.id, Severity.WARNING), 0),
        )
        for run in runs
    ]


def _count(db: Session, run_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    query = (
        select(RunCount.run_id, RunCount.name, func.sum(RunCount.value))
        .where(RunCount.run_id.in_(run_ids), RunCount.outlet_key != "", RunCount.name.in_(("new", "missing")))
        .group_by(RunCount.run_id, RunCount.name)
    )
    return {(run_id, name): int(value) for run_id, name, value in db.execute(query)}


def list_outlets(db: Session) -> list[OutletLine]:
    """Return every outlet by key with its articles counted."""
    counted: dict[str, dict[str, int]] = {}
    newest: dict[str, datetime] = {}
    query = select(
        Article.outlet_key, Article.origin, Article.status, func.count(), func.max(Article.published_at)
    ).group_by(Article.outlet_key, Article.origin, Article.status)
    for key, origin, status, number, latest in db.execute(query):
        line = counted.setdefault(key, {"all": 0, "hand": 0, "removed": 0, "waiting": 0})
        line["all"] += number
        line["hand"] += number if origin is ArticleOrigin.IMPORTED else 0
        line["removed"] += number if status is ArticleStatus.REMOVED else 0
        line["waiting"] += number if status is ArticleStatus.QUARANTINED else 0
        if latest is not None:
            newest[key] = max(latest, newest.get(key, latest))
    nothing = {"all": 0, "hand": 0, "removed": 0, "waiting": 0}
    lines = []
    for outlet in db.scalars(select(Outlet).order_by(Outlet.key)):
        found = counted.get(outlet.key, nothing)
        lines.append(
            OutletLine(
                outlet.key,
                outlet.name,
                tuple(outlet.hosts),
                outlet.is_crawled,
                found["all"],
                found["hand"],
                found["removed"],
                found["waiting"],
                newest.get(outlet.key),
            )
        )
    return lines

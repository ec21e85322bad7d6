"""Read how complete the nights were, and which classifiers spoke, up to an instant."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.night import Run, RunCount, StageRun
from models.organisation import Outlet
from models.tag import Tag
from models.vocabulary import Stage
from reports.reading import Question
from reports.record import Completeness

COMPLETENESS_COUNTS = ("listed", "held", "missing")


def read_completeness(session: Session, as_of: datetime) -> tuple[Completeness, ...]:
    """Return what the latest crawl of each outlet that was over by `as_of` found listed, and what of it is held."""
    counted = (RunCount.stage == Stage.CRAWL) & RunCount.name.in_(COMPLETENESS_COUNTS)
    over = func.coalesce(StageRun.finished_at, Run.finished_at) <= as_of
    of_crawl = (StageRun.run_id == Run.id) & (StageRun.stage == Stage.CRAWL)
    latest = (
        select(RunCount.outlet_key, func.max(RunCount.run_id).label("run_id"))
        .join(Run, Run.id == RunCount.run_id)
        .outerjoin(StageRun, of_crawl)
        .where(counted, RunCount.outlet_key != "", over)
        .group_by(RunCount.outlet_key)
        .subquery()
    )
    query = (
        select(Outlet.name, RunCount.name, RunCount.value, Run.started_at)
        .join(latest, (latest.c.outlet_key == RunCount.outlet_key) & (latest.c.run_id == RunCount.run_id))
        .join(Run, Run.id == RunCount.run_id)
        .join(Outlet, Outlet.key == RunCount.outlet_key)
        .where(counted)
        .order_by(Outlet.key)
    )
    found: dict[tuple[str, datetime], dict[str, int]] = defaultdict(lambda: dict.fromkeys(COMPLETENESS_COUNTS, 0))
    for outlet_name, name, value, started_at in session.execute(query):
        found[(outlet_name, started_at)][name] = int(value)
    return tuple(Completeness(outlet, run_at=run_at, **counts) for (outlet, run_at), counts in found.items())


def read_classifiers(session: Session, question: Question) -> tuple[str, ...]:
    """Return the versions of the classifiers whose tags counted at the instant."""
    held = Tag.plan_id == question.plan_id, Tag.holds_at(question.as_of)
    return tuple(sorted(session.scalars(select(Tag.classifier_version).where(*held).distinct())))

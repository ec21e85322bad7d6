"""The reconciling stage: find works, hold all articles against the plan, write the matches, count them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.clock import local_day
from models.plan import Plan
from models.vocabulary import Certainty
from pipeline.reconcile.matching import Decided, Published, decide_articles, read_published, write_matches
from pipeline.reviews.locking import lock_answers
from pipeline.works.stage import find_works


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What a reconciliation found, for the table and the record of the night.

    `articles` are those of the sector, `outside_plan` the works of the plan's period among them that no
    item counts (the report's list of works outside the plan), `reprints` all that were found.
    """

    articles: int
    matches: Counter[Certainty]
    outside_plan: int
    reprints: int


def reconcile(engine: Engine, plan_id: int, *, now: datetime) -> Reconciliation:
    """Match all articles with the plan's items; commits once, at the end."""
    with Session(engine) as session, session.begin():
        plan = session.get_one(Plan, plan_id)
        works = find_works(session)
        lock_answers(session, plan)  # an answer given from here on would be lost among matches made without it
        published = read_published(session, plan_id)
        decided = decide_articles(session, plan, published)
        write_matches(session, plan, decided, now)
        outside = _count_outside(plan, published, decided)
    counts = Counter(match.certainty for matches in decided.values() for match in matches)
    return Reconciliation(len(decided), counts, outside, works.reprints)


def _count_outside(plan: Plan, published: dict[int, Published], decided: Decided) -> int:
    """Count the works first published in the plan's period that belong to the sector and to no item."""
    works: defaultdict[int, list[int]] = defaultdict(list)
    for id_ in decided:
        works[published[id_].work].append(id_)
    return sum(
        _is_in_period(plan, published.get(work)) and not any(decided[id_] for id_ in members)
        for work, members in works.items()
    )


def _is_in_period(plan: Plan, first: Published | None) -> bool:
    return first is not None and first.at is not None and plan.count_from <= local_day(first.at) <= plan.period_to

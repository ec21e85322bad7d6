"""The ledger stage, after articles were held against the annual plan: match, decide the states, write the ledger."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.obligation_state import Answer, Standing, decide_standing
from models.office_files.stored import restore_organisation, restore_plan
from models.organisation import Outlet
from models.plan import Plan
from models.vocabulary import MatchOrigin, ObligationState
from pipeline.obligations.matching import Matching, match_obligations
from pipeline.obligations.office import read_office
from pipeline.obligations.reading import read_links, read_promises, read_published
from pipeline.obligations.records import Entry, Matched, Promised, Published
from pipeline.obligations.storing import write_ledger
from pipeline.store import find_office_files

UNMET = frozenset(ObligationState) - {ObligationState.MET, ObligationState.DROPPED}


@dataclass(frozen=True, slots=True)
class LedgerRun:
    """What a run found: obligations by state, articles waiting for a person, lines added and ended."""

    states: Counter[ObligationState]
    questions: int
    added: int
    ended: int


def reconcile_obligations(engine: Engine, plan_id: int, *, now: datetime) -> LedgerRun:
    """Match a plan's obligations with the articles held, and write the ledger; commits once, at the end."""
    with Session(engine) as session, session.begin():
        promises = read_promises(session, plan_id)
        if not promises:
            return LedgerRun(Counter(), 0, 0, 0)
        plan = session.get_one(Plan, plan_id)
        links = read_links(session, plan_id)
        articles = read_published(session, plan, [article for _, article in links])
        outlet_names = dict(session.execute(select(Outlet.key, Outlet.name)).all())
        plan_file, organisation = find_office_files(session, plan)
        office = read_office(restore_plan(plan_file.content), restore_organisation(organisation.content), outlet_names)
        matching = match_obligations(promises, articles, office, links)
        entries, standings = matching.entries, stand_obligations(promises, matching, outlet_names)
        kept = [
            entry if standing.state in UNMET else Entry(entry.obligation, entry.matches)
            for entry, standing in zip(entries, standings, strict=True)
        ]
        written = write_ledger(session, plan_id, kept, now)
    questions = sum(match.origin is MatchOrigin.QUESTION for entry in entries for match in entry.matches)
    return LedgerRun(Counter(one.state for one in standings), questions, written.added, written.ended)


def stand_obligations(
    promises: Sequence[Promised], matching: Matching, outlet_names: Mapping[str, str]
) -> list[Standing]:
    """Return how each obligation stands with what was matched to it."""
    return [
        decide_standing(
            promised.terms, [_answer(match, matching.articles[match.article]) for match in entry.matches], outlet_names
        )
        for promised, entry in zip(promises, matching.entries, strict=True)
    ]


def _answer(match: Matched, article: Published) -> Answer:
    return Answer(
        article_id=article.id,
        work=article.work,
        outlet=article.outlet,
        published_on=article.published_on,
        genre=article.genre,
        covers_part=match.covers_part,
        is_question=match.origin is MatchOrigin.QUESTION,
    )

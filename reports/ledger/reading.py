"""Read the ledger of a plan as it stood at an instant: promises, the articles beside them, the nearest misses."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import local_day
from models.ledger import ObligationGap, ObligationMatch
from models.obligation import Obligation
from models.obligation_state import Answer, decide_standing
from models.press import Press
from models.vocabulary import Certainty, MatchOrigin, ObligationState
from reports.formats import safe_link, shorten
from reports.ledger.promises import read_promises
from reports.ledger.record import CERTAINTY_OF_ORIGIN, LedgerArticle, LedgerLine, NearArticle, Promise
from reports.reading import ArticleFact, join_sites, read_facts_of
from reports.works import NO_TITLE, weakest

NEAREST = 3


def read_ledger_lines(
    session: Session, plan_id: int, as_of: datetime, press: Press, outlet_names: Mapping[str, str]
) -> tuple[LedgerLine, ...]:
    """Return the ledger of the plan at `as_of`, one line a promise, by month and department."""
    promises = read_promises(session, plan_id, as_of)
    matches = _read_matches(session, plan_id, as_of)
    gaps = _read_gaps(session, plan_id, as_of)
    wanted = {match.article_id for found in matches.values() for match in found}
    wanted |= {gap.article_id for found in gaps.values() for gap in found}
    facts = join_sites(read_facts_of(session, wanted, as_of), press)
    return tuple(
        _make_line(promise, matches.get(id_, ()), gaps.get(id_, ()), facts, outlet_names)
        for id_, promise in promises.items()
    )


def _read_matches(session: Session, plan_id: int, as_of: datetime) -> dict[int, list[ObligationMatch]]:
    query = (
        select(ObligationMatch)
        .join(Obligation, Obligation.id == ObligationMatch.obligation_id)
        .where(Obligation.plan_id == plan_id, ObligationMatch.holds_at(as_of))
        .order_by(ObligationMatch.score.desc(), ObligationMatch.article_id, ObligationMatch.id)
    )
    found: dict[int, list[ObligationMatch]] = defaultdict(list)
    for match in session.scalars(query):
        found[match.obligation_id].append(match)
    return found


def _read_gaps(session: Session, plan_id: int, as_of: datetime) -> dict[int, list[ObligationGap]]:
    query = (
        select(ObligationGap)
        .join(Obligation, Obligation.id == ObligationGap.obligation_id)
        .where(Obligation.plan_id == plan_id, ObligationGap.holds_at(as_of), ObligationGap.rank <= NEAREST)
        .order_by(ObligationGap.rank, ObligationGap.id)
    )
    found: dict[int, list[ObligationGap]] = defaultdict(list)
    for gap in session.scalars(query):
        found[gap.obligation_id].append(gap)
    return found


def _make_line(
    promise: Promise,
    matches: Sequence[ObligationMatch],
    gaps: Sequence[ObligationGap],
    facts: Mapping[int, ArticleFact],
    outlet_names: Mapping[str, str],
) -> LedgerLine:
    known = [match for match in matches if match.article_id in facts]
    standing = decide_standing(promise.terms, [_answer(one, facts[one.article_id]) for one in known], outlet_names)
    return LedgerLine(
        promise=promise,
        state=standing.state,
        reasons=standing.reasons,
        certainty=_weigh(standing.state, known),
        reached=standing.reached,
        articles=tuple(_make_article(one, facts[one.article_id], outlet_names) for one in known),
        gaps=tuple(
            _make_gap(one, facts[one.article_id], outlet_names)
            for one in gaps
            if one.article_id in facts and standing.state is not ObligationState.DROPPED
        ),
    )


def _answer(match: ObligationMatch, fact: ArticleFact) -> Answer:
    return Answer(
        article_id=fact.id,
        work=fact.duplicate_of_id or fact.id,
        outlet=fact.outlet_key,
        published_on=local_day(fact.published_at) if fact.published_at else None,
        genre=fact.genre,
        covers_part=match.covers_part,
        is_question=match.origin is MatchOrigin.QUESTION,
    )


def _weigh(state: ObligationState, matches: Sequence[ObligationMatch]) -> Certainty | None:
    if state in (ObligationState.UNMET, ObligationState.DROPPED):
        return None
    is_suggested = state is ObligationState.SUGGESTED
    counted = [one.origin for one in matches if (one.origin is MatchOrigin.QUESTION) is is_suggested]
    return weakest(CERTAINTY_OF_ORIGIN[origin] for origin in counted)


def _make_article(match: ObligationMatch, fact: ArticleFact, outlet_names: Mapping[str, str]) -> LedgerArticle:
    return LedgerArticle(
        article_id=fact.id,
        title=shorten(fact.title) or NO_TITLE,
        outlet_name=outlet_names.get(fact.outlet_key, fact.outlet_key),
        url=safe_link(fact.url),
        published_on=local_day(fact.published_at) if fact.published_at else None,
        origin=match.origin,
        reasons=tuple(match.reasons),
        is_reprint=match.is_reprint,
    )


def _make_gap(gap: ObligationGap, fact: ArticleFact, outlet_names: Mapping[str, str]) -> NearArticle:
    return NearArticle(
        title=shorten(fact.title) or NO_TITLE,
        outlet_name=outlet_names.get(fact.outlet_key, fact.outlet_key),
        url=safe_link(fact.url),
        published_on=local_day(fact.published_at) if fact.published_at else None,
        fails=gap.fails,
    )

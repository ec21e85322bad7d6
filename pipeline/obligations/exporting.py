"""The present ledger in the words of `diembao export obligations`: state, articles with reasons, nearest misses."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.clock import local_day
from models.ledger import ObligationGap, ObligationMatch
from models.obligation import Obligation
from models.obligation_state import Answer, decide_standing
from models.organisation import Outlet
from models.plan import Plan
from models.vocabulary import MatchOrigin
from pipeline.monthly_plans.exporting import LedgerWords
from pipeline.obligations.reading import read_terms
from pipeline.obligations.sites import Sites, read_sites


def read_ledger_words(session: Session, plan: Plan) -> dict[int, LedgerWords]:
    """Return what the ledger says at present of each obligation of `plan`, by its id."""
    of_plan = select(Obligation.id).where(Obligation.plan_id == plan.id)
    sites = read_sites(session)
    outlet_names = dict(session.execute(select(Outlet.key, Outlet.name)).all())
    answers: defaultdict[int, list[Answer]] = defaultdict(list)
    articles: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    matches = (
        select(ObligationMatch, Article)
        .join(Article, Article.id == ObligationMatch.article_id)
        .where(ObligationMatch.obligation_id.in_(of_plan), ObligationMatch.ended_at.is_(None))
        .order_by(ObligationMatch.score.desc(), ObligationMatch.article_id)
    )
    for match, article in session.execute(matches):
        answers[match.obligation_id].append(_answer(match, article, sites))
        told = {"url": article.url, "origin": match.origin.value, "score": match.score, "reasons": list(match.reasons)}
        articles[match.obligation_id].append(told)
    gaps = _read_gaps(session, plan)
    known = session.scalars(select(Obligation).where(Obligation.plan_id == plan.id))
    return {
        one.id: LedgerWords(
            state=decide_standing(read_terms(one), answers[one.id], outlet_names).state,
            articles=tuple(articles[one.id]),
            gap=tuple(gaps[one.id]),
        )
        for one in known
    }


def _answer(match: ObligationMatch, article: Article, sites: Sites) -> Answer:
    day = local_day(article.published_at) if article.published_at else None
    return Answer(
        article_id=article.id,
        work=article.duplicate_of_id or article.id,
        outlet=sites.find_outlet(article.outlet_key, article.url, day),
        published_on=day,
        genre=article.genre,
        covers_part=match.covers_part,
        is_question=match.origin is MatchOrigin.QUESTION,
    )


def _read_gaps(session: Session, plan: Plan) -> defaultdict[int, list[dict[str, Any]]]:
    query = (
        select(ObligationGap.obligation_id, Article.url, ObligationGap.fails)
        .join(Article, Article.id == ObligationGap.article_id)
        .join(Obligation, Obligation.id == ObligationGap.obligation_id)
        .where(Obligation.plan_id == plan.id, ObligationGap.ended_at.is_(None))
        .order_by(ObligationGap.rank, ObligationGap.id)
    )
    gaps: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for obligation, url, fails in session.execute(query):
        gaps[obligation].append({"url": url, "fails": fails})
    return gaps

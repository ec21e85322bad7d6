"""The reconciling stage: read proposals and answers, decide, and write the matches that result.

Matches are computed anew each time from what is stored; the same inputs give the same rows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, selectinload

from models.article import Article
from models.clock import local_day
from models.plan import Plan, PlanItem
from models.tag import Match, Review, Tag
from models.vocabulary import ArticleStatus, Certainty, ReviewDecision, TagAxis
from pipeline.reconcile.decide import Answer, ArticleFacts, ItemTerms, MatchDecision, Proposal, decide_matches
from pipeline.reconcile.reprints import WorkText, find_first_publications


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What a reconciliation found, for the table and the record of the night."""

    articles: int
    matches: Counter[Certainty]
    outside_plan: int
    reprints: int


def reconcile(engine: Engine, plan_id: int, *, now: datetime) -> Reconciliation:
    """Match all articles with the plan's items; commits once, at the end."""
    with Session(engine) as session, session.begin():
        plan = session.get_one(Plan, plan_id, options=[selectinload(Plan.items)])
        articles = _sector_articles(session, plan_id)
        first_of = find_first_publications(_work_text(article) for article in articles)
        for article in articles:
            article.duplicate_of_id = first_of.get(article.id)
        answers = _answers(session, plan_id)
        proposals = _proposals(session, plan_id)
        items = {item.code: _terms(plan, item) for item in plan.items}
        decided = {a.id: decide_matches(_facts(a, proposals, answers), items) for a in articles}
        _write_matches(session, plan, decided, now)
    counts = Counter(match.certainty for matches in decided.values() for match in matches)
    outside = sum(not matches for matches in decided.values())
    return Reconciliation(len(articles), counts, outside, len(first_of))


def _sector_articles(session: Session, plan_id: int) -> Sequence[Article]:
    """Return the articles of the sector: proposed as such, or answered so by a person on any row."""
    proposed = select(Tag.article_id).where(
        Tag.plan_id == plan_id, Tag.axis == TagAxis.RELEVANT, Tag.is_current, Tag.is_candidate.is_(False)
    )
    accepted = select(Review.article_id).where(Review.plan_id == plan_id, Review.decision == ReviewDecision.ACCEPT)
    chosen = select(Article).where(
        Article.id.in_(proposed.union(accepted)), Article.status != ArticleStatus.QUARANTINED
    )
    return session.scalars(chosen.order_by(Article.id)).all()


def _work_text(article: Article) -> WorkText:
    return WorkText(article.id, article.published_at, f"{article.title or ''}\n{article.lead or ''}\n{article.text}")


def _proposals(session: Session, plan_id: int) -> dict[int, list[Proposal]]:
    rows = select(Tag).where(
        Tag.plan_id == plan_id, Tag.axis == TagAxis.ROW, Tag.is_current, Tag.is_candidate.is_(False)
    )
    found: defaultdict[int, list[Proposal]] = defaultdict(list)
    for tag in session.scalars(rows.order_by(Tag.score.desc(), Tag.code)):
        found[tag.article_id].append(Proposal(tag.code, tag.score, tag.certainty, tuple(tag.reasons)))
    return found


def _answers(session: Session, plan_id: int) -> dict[int, dict[str, Answer]]:
    """Return the newest answer per article and row."""
    reviews = select(Review).where(Review.plan_id == plan_id, Review.axis == TagAxis.ROW)
    found: defaultdict[int, dict[str, Answer]] = defaultdict(dict)
    for review in session.scalars(reviews.order_by(Review.id)):
        answer = Answer(review.decision, local_day(review.decided_at), review.text_sha256)
        found[review.article_id][review.code] = answer
    return found


def _facts(
    article: Article, proposals: dict[int, list[Proposal]], answers: dict[int, dict[str, Answer]]
) -> ArticleFacts:
    published_on = local_day(article.published_at) if article.published_at else None
    return ArticleFacts(published_on, article.text_sha256, proposals.get(article.id, ()), answers.get(article.id, {}))


def _terms(plan: Plan, item: PlanItem) -> ItemTerms:
    windows = tuple(_window(window) for window in item.timing.get("windows", ()))
    return ItemTerms(item.id, item.code, (plan.count_from, plan.period_to), windows)


def _window(window: dict[str, str]) -> tuple[date, date]:
    return date.fromisoformat(window["from"]), date.fromisoformat(window["to"])


def _write_matches(session: Session, plan: Plan, decided: dict[int, list[MatchDecision]], now: datetime) -> None:
    item_ids = [item.id for item in plan.items]
    stored = session.scalars(select(Match).where(Match.plan_item_id.in_(item_ids)))
    known = {(match.article_id, match.plan_item_id): match for match in stored}
    for article_id, decisions in decided.items():
        for decision in decisions:
            _write_match(session, known.pop((article_id, decision.item_id), None), article_id, decision, now)
    _forget(session, known.values())


def _write_match(
    session: Session, match: Match | None, article_id: int, decision: MatchDecision, now: datetime
) -> None:
    reasons = list(decision.reasons)
    if match is None:
        session.add(
            Match(
                article_id=article_id,
                plan_item_id=decision.item_id,
                certainty=decision.certainty,
                score=decision.score,
                reasons=reasons,
                matched_at=now,
            )
        )
    elif (match.certainty, match.score, match.reasons) != (decision.certainty, decision.score, reasons):
        match.certainty, match.score, match.reasons = decision.certainty, decision.score, reasons
        match.matched_at = now


def _forget(session: Session, matches: Iterable[Match]) -> None:
    for match in matches:
        session.delete(match)

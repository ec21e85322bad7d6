"""Read what is known of the articles of a report, in a handful of statements whatever their number.

Rows are those of the latest reconciliation. Where people ever answered, rows, relevance and
departments are decided anew by the rules of reconciliation, from the present proposals and the
answers given by the as-of instant.
"""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import COUNTING_AXES, Answers, answers_on, is_answered, read_answers
from models.article import Article, ArticleCredit
from models.clock import local_day
from models.deciding import ArticleFacts, Proposal, decide_matches, decide_sector, list_terms, settle
from models.plan import Plan, PlanItem, PlanItemKind
from models.records import RELEVANT
from models.tag import Match, Tag
from models.vocabulary import CreditRole, TagAxis
from reports.reading import Question
from reports.record import Placement

Proposals = dict[int, dict[tuple[TagAxis, str], Proposal]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the articles in scope, by article id."""

    rows: dict[int, list[Placement]]
    departments: dict[int, list[Placement]]
    relevance: dict[int, Placement]
    credits: dict[int, list[tuple[str, CreditRole]]]


def read_evidence(session: Session, question: Question) -> Evidence:
    """Return rows, departments, relevance and credits of the articles in scope; an answer outranks a proposal."""
    answers = read_answers(session, question.plan_id, until=question.as_of)
    proposals = _read_proposals(session, question)
    departments: dict[int, list[Placement]] = {}
    relevance: dict[int, Placement] = {}
    for id_ in sorted({*proposals, *answers}):
        proposed, given = proposals.get(id_, {}), answers.get(id_, {})
        sector = decide_sector(proposed.get((TagAxis.RELEVANT, RELEVANT)), given)
        if sector is not None:
            relevance[id_] = _place(sector)
        departments[id_] = _place_departments(proposed, given)
    rows = _read_rows(session, question)
    rows |= _decide_rows(session, question, {id_: answers.get(id_, {}) for id_ in relevance})
    return Evidence(rows, departments, relevance, _read_credits(session, question))


def _place(one: Proposal) -> Placement:
    return Placement(one.code, one.certainty, one.reasons)


def _place_departments(proposed: dict[tuple[TagAxis, str], Proposal], given: Answers) -> list[Placement]:
    keys = sorted(key for key in {*proposed, *given} if key[0] is TagAxis.DEPARTMENT)
    settled = (settle(key[1], proposed.get(key), given.get(key)) for key in keys)
    return [_place(one) for one in settled if one is not None]


def _read_proposals(session: Session, question: Question) -> Proposals:
    """Return the relevance and the departments proposed at present."""
    query = (
        select(Tag.article_id, Tag.axis, Tag.code, Tag.score, Tag.certainty, Tag.reasons)
        .join(Article, Article.id == Tag.article_id)
        .where(question.scope, Tag.plan_id == question.plan_id, Tag.is_current, Tag.is_candidate.is_(False))
        .where(Tag.axis.in_((TagAxis.DEPARTMENT, TagAxis.RELEVANT)))
    )
    found: Proposals = defaultdict(dict)
    for id_, axis, code, score, certainty, reasons in session.execute(query):
        found[id_][axis, code] = Proposal(code, score, certainty, tuple(reasons))
    return found


def _read_rows(session: Session, question: Question) -> dict[int, list[Placement]]:
    """Return the plan rows of the articles nobody answered on, as they were matched."""
    rows_of = _name_rows(session.get_one(Plan, question.plan_id))
    query = (
        select(Match.article_id, Match.plan_item_id, Match.certainty, Match.reasons)
        .join(Article, Article.id == Match.article_id)
        .join(PlanItem, PlanItem.id == Match.plan_item_id)
        .where(question.scope, ~is_answered(question.plan_id, COUNTING_AXES), PlanItem.plan_id == question.plan_id)
        .order_by(Match.article_id, PlanItem.position, PlanItem.id)
    )
    placed: dict[int, list[Placement]] = defaultdict(list)
    for article_id, item_id, certainty, reasons in session.execute(query):
        placed[article_id].append(Placement(rows_of[item_id], certainty, tuple(reasons)))
    return dict(placed)


def _decide_rows(session: Session, question: Question, answers: dict[int, Answers]) -> dict[int, list[Placement]]:
    """Return the plan rows of the articles that people ever answered on, as decided by the as-of instant.

    `answers` names the articles of the sector, with what was answered on each by then.
    """
    plan = session.get_one(Plan, question.plan_id)
    rows_of, terms = _name_rows(plan), list_terms(plan)
    places = {item_id: place for place, item_id in enumerate(rows_of)}
    proposals = _read_row_proposals(session, question)
    answered = select(Article.id, Article.published_at).where(
        question.scope, is_answered(question.plan_id, COUNTING_AXES)
    )
    placed: dict[int, list[Placement]] = {}
    for id_, published_at in session.execute(answered):
        if id_ in answers:
            day = local_day(published_at) if published_at else None
            facts = ArticleFacts(day, proposals.get(id_, ()), answers_on(answers[id_], TagAxis.ROW))
            matches = sorted(decide_matches(facts, terms), key=lambda match: places[match.item_id])
            placed[id_] = [Placement(rows_of[one.item_id], one.certainty, one.reasons) for one in matches]
    return placed


def _read_row_proposals(session: Session, question: Question) -> dict[int, list[Proposal]]:
    query = (
        select(Tag.article_id, Tag.code, Tag.score, Tag.certainty, Tag.reasons)
        .join(Article, Article.id == Tag.article_id)
        .where(question.scope, is_answered(question.plan_id, COUNTING_AXES), Tag.plan_id == question.plan_id)
        .where(Tag.axis == TagAxis.ROW, Tag.is_current, Tag.is_candidate.is_(False))
        .order_by(Tag.score.desc(), Tag.code)
    )
    found: dict[int, list[Proposal]] = defaultdict(list)
    for id_, code, score, certainty, reasons in session.execute(query):
        found[id_].append(Proposal(code, score, certainty, tuple(reasons)))
    return found


def _name_rows(plan: Plan) -> dict[int, str]:
    """Return the code of the row that each item counts for, in the plan's order: a sub-item counts for its parent's."""
    items = {item.id: item for item in plan.items}
    named = {}
    for item in plan.items:
        row = item
        while row.kind is PlanItemKind.SUBTHEME and row.parent_id is not None:
            row = items[row.parent_id]
        named[item.id] = row.code
    return named


def _read_credits(session: Session, question: Question) -> dict[int, list[tuple[str, CreditRole]]]:
    query = (
        select(ArticleCredit.article_id, ArticleCredit.name, ArticleCredit.role)
        .join(Article, Article.id == ArticleCredit.article_id)
        .where(question.scope)
        .order_by(ArticleCredit.article_id, ArticleCredit.position)
    )
    printed: dict[int, list[tuple[str, CreditRole]]] = defaultdict(list)
    for article_id, name, role in session.execute(query):
        printed[article_id].append((name, role))
    return dict(printed)

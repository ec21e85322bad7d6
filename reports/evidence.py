"""Read what was known of the articles of a report at its instant, in a handful of statements whatever their number.

Rows, relevance, departments and tone are decided by the rules of reconciliation, from the proposals that stood at
the instant and the answers given by then: a report on an earlier instant says again what it said.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import Answers, answers_on, read_answers
from models.article import Article, ArticleCredit
from models.clock import local_day
from models.deciding import ArticleFacts, ItemTerms, Proposal, decide_matches, decide_sector, settle
from models.records import RELEVANT, Credit
from models.tag import Tag
from models.vocabulary import TagAxis, Tone
from reports.office.record import Office
from reports.reading import ArticleFact, Question
from reports.record import Placement

Key = tuple[TagAxis, str]
AXES = (TagAxis.ROW, TagAxis.DEPARTMENT, TagAxis.RELEVANT, TagAxis.TONE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the articles in scope, by article id; `critical` holds those that criticise or complain."""

    rows: dict[int, list[Placement]]
    departments: dict[int, list[Placement]]
    relevance: dict[int, Placement]
    critical: dict[int, Placement]
    credits: dict[int, list[Credit]]


def read_evidence(session: Session, question: Question, office: Office, facts: Mapping[int, ArticleFact]) -> Evidence:
    """Return what is known of `facts`; an answer outranks a proposal."""
    answers = read_answers(session, question.plan_id, until=question.as_of)
    proposals = _read_proposals(session, question)
    terms, rows_of = office.terms, [item.row for item in office.items]
    found = Evidence({}, {}, {}, {}, _read_credits(session, question))
    for id_, fact in facts.items():
        proposed, given = proposals.get(id_, {}), answers.get(id_, {})
        if not proposed and not given:
            continue
        found.departments[id_] = _place_axis(TagAxis.DEPARTMENT, proposed, given)
        sector = decide_sector(proposed.get((TagAxis.RELEVANT, RELEVANT)), given)
        if sector is None:
            continue
        found.relevance[id_] = _place(sector)
        found.rows[id_] = _decide_rows(fact, proposed, given, terms, rows_of)
        tones = {one.code: one for one in _place_axis(TagAxis.TONE, proposed, given)}
        if Tone.CRITICAL in tones:
            found.critical[id_] = tones[Tone.CRITICAL]
    return found


def _decide_rows(
    fact: ArticleFact,
    proposed: Mapping[Key, Proposal],
    given: Answers,
    terms: Mapping[str, ItemTerms],
    rows_of: list[str],
) -> list[Placement]:
    """Return the plan rows of an article of the sector, in the plan's order; a sub-item counts for its row."""
    day = local_day(fact.published_at) if fact.published_at else None
    rows = [one for (axis, _), one in proposed.items() if axis is TagAxis.ROW]
    decided = decide_matches(ArticleFacts(day, rows, answers_on(given, TagAxis.ROW)), terms)
    decided.sort(key=lambda match: match.item_id)
    return [Placement(rows_of[match.item_id], match.certainty, match.reasons) for match in decided]


def _place(one: Proposal) -> Placement:
    return Placement(one.code, one.certainty, one.reasons)


def _place_axis(asked: TagAxis, proposed: Mapping[Key, Proposal], given: Answers) -> list[Placement]:
    keys = sorted(key for key in {*proposed, *given} if key[0] is asked)
    settled = (settle(key[1], proposed.get(key), given.get(key)) for key in keys)
    return [_place(one) for one in settled if one is not None]


def _read_proposals(session: Session, question: Question) -> dict[int, dict[Key, Proposal]]:
    """Return what the classifier proposed at the instant, the surest first."""
    query = (
        select(Tag.article_id, Tag.axis, Tag.code, Tag.score, Tag.certainty, Tag.reasons)
        .join(Article, Article.id == Tag.article_id)
        .where(question.scope, Tag.plan_id == question.plan_id, Tag.holds_at(question.as_of), Tag.axis.in_(AXES))
        .order_by(Tag.article_id, Tag.score.desc(), Tag.code)
    )
    found: dict[int, dict[Key, Proposal]] = defaultdict(dict)
    for id_, axis, code, score, certainty, reasons in session.execute(query):
        found[id_][axis, code] = Proposal(code, score, certainty, tuple(reasons))
    return found


def _read_credits(session: Session, question: Question) -> dict[int, list[Credit]]:
    query = (
        select(ArticleCredit.article_id, ArticleCredit.name, ArticleCredit.role, ArticleCredit.affiliation)
        .join(Article, Article.id == ArticleCredit.article_id)
        .where(question.scope)
        .order_by(ArticleCredit.article_id, ArticleCredit.position)
    )
    printed: dict[int, list[Credit]] = defaultdict(list)
    for article_id, name, role, affiliation in session.execute(query):
        printed[article_id].append(Credit(name, role, affiliation))
    return dict(printed)

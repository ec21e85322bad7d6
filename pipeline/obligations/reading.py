"""Read from the database what matching needs: obligations, people's links, articles with what is said of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.answers import Answers, answers_on, read_answers
from models.article import Article
from models.clock import day_end, day_start, local_day
from models.deciding import Proposal, decide_sector, settle
from models.ledger import ObligationLink
from models.obligation import Obligation
from models.obligation_state import Terms
from models.plan import Plan
from models.records import RELEVANT
from models.tag import Tag
from models.vocabulary import ArticleStatus, Certainty, LinkDecision, TagAxis
from pipeline.obligations.records import Promised, Published
from pipeline.obligations.sites import read_sites

OPENING = 3000
READ_BATCH = 500
# What a December plan asked for may be printed in January; what came before the plan's first day is not its fruit.
AFTERWARDS = timedelta(days=31)
MENTION = "mention"
AXES = (TagAxis.RELEVANT, TagAxis.ROW, TagAxis.DEPARTMENT)


def read_promises(session: Session, plan_id: int) -> list[Promised]:
    """Return the obligations of a plan, by month, department and place in the file."""
    order = (Obligation.month, Obligation.department_code, Obligation.file_id, Obligation.sheet, Obligation.row)
    chosen = select(Obligation).where(Obligation.plan_id == plan_id).order_by(*order, Obligation.ordinal, Obligation.id)
    return [
        Promised(
            id=one.id,
            content=one.content,
            terms=read_terms(one),
            plan_rows=tuple(one.plan_rows),
            departments=tuple(code for code in (one.department_code, *one.supporting) if code),
        )
        for one in session.scalars(chosen)
    ]


def read_terms(one: Obligation) -> Terms:
    """Return what an obligation asks for at present."""
    return Terms(
        month=one.month,
        status=one.status,
        status_reason=one.status_reason,
        genre=one.genre,
        quantity=one.quantity,
        outlets=tuple(one.outlets),
        window_from=one.window_from,
        window_to=one.window_to,
    )


def read_links(session: Session, plan_id: int) -> dict[tuple[int, int], LinkDecision]:
    """Return people's newest word on each (obligation, article); one taken back is none."""
    query = (
        select(ObligationLink.obligation_id, ObligationLink.article_id, ObligationLink.decision)
        .join(Obligation, Obligation.id == ObligationLink.obligation_id)
        .where(Obligation.plan_id == plan_id)
        .order_by(ObligationLink.decided_at, ObligationLink.id)
    )
    newest = {(obligation, article): decision for obligation, article, decision in session.execute(query)}
    return {pair: decision for pair, decision in newest.items() if decision is not LinkDecision.WITHDRAW}


def read_published(session: Session, plan: Plan, linked: Iterable[int]) -> Iterator[Published]:
    """Yield the articles that may answer an obligation of the plan: of its period and a month more, undated, linked.

    What waits to be looked at is left out, unless a person linked it.
    """
    said = _read_said(session, plan.id)
    sites = read_sites(session)
    start, end = day_start(plan.count_from), day_end(plan.period_to + AFTERWARDS)
    in_period = Article.published_at.is_(None) | ((Article.published_at >= start) & (Article.published_at < end))
    may_count = in_period & (Article.status != ArticleStatus.QUARANTINED)
    chosen = may_count | Article.id.in_(sorted(set(linked)))
    columns = (Article.outlet_key, Article.url, Article.title, Article.lead, func.substr(Article.text, 1, OPENING))
    query = (
        select(Article.id, Article.duplicate_of_id, Article.published_at, Article.genre, Article.series_key, *columns)
        .where(chosen)
        .order_by(Article.id)
        .execution_options(yield_per=READ_BATCH)
    )
    for id_, first, at, genre, series, outlet, url, title, lead, opening in session.execute(query):
        of = said.get(id_, _NOTHING_SAID)
        yield Published(
            id=id_,
            work=first or id_,
            title=title or "",
            lead=lead or "",
            opening=opening,
            outlet=sites.find_outlet(outlet, url, local_day(at) if at else None),
            published_on=local_day(at) if at else None,
            genre=genre,
            series=f"{outlet} {series}" if series else None,
            is_sector=of.is_sector,
            rows=of.rows,
            functions=of.functions,
            named=of.named,
        )


@dataclass(slots=True)
class _Said:
    """What the classifier and people say of an article."""

    is_sector: bool = False
    rows: dict[str, float] = field(default_factory=dict)
    functions: dict[str, float] = field(default_factory=dict)
    named: frozenset[str] = frozenset()


_NOTHING_SAID = _Said()
_Proposals = dict[TagAxis, dict[str, tuple[Proposal, str | None]]]


def _read_said(session: Session, plan_id: int) -> dict[int, _Said]:
    """Return by article what stands of the proposals after people's answers."""
    proposals: defaultdict[int, _Proposals] = defaultdict(lambda: {axis: {} for axis in AXES})
    query = select(Tag.article_id, Tag.axis, Tag.code, Tag.score, Tag.certainty, Tag.via).where(
        Tag.plan_id == plan_id, Tag.is_current, Tag.is_candidate.is_(False), Tag.axis.in_(AXES)
    )
    for article, axis, code, score, certainty, via in session.execute(query):
        proposals[article][axis][code] = Proposal(code, score, certainty, ()), via
    answers = read_answers(session, plan_id)
    return {id_: _decide(proposals[id_], answers.get(id_, {})) for id_ in {*proposals, *answers}}


def _decide(proposed: _Proposals, answers: Answers) -> _Said:
    sector = proposed[TagAxis.RELEVANT].get(RELEVANT)
    departments = _settle_axis(proposed, answers, TagAxis.DEPARTMENT)
    via = {code: how for code, (_, how) in proposed[TagAxis.DEPARTMENT].items()}
    named = {
        code for code, one in departments.items() if via.get(code) == MENTION or one.certainty is Certainty.CONFIRMED
    }
    return _Said(
        is_sector=decide_sector(sector[0] if sector else None, answers) is not None,
        rows={code: one.score for code, one in _settle_axis(proposed, answers, TagAxis.ROW).items()},
        functions={code: one.score for code, one in departments.items() if code not in named},
        named=frozenset(named),
    )


def _settle_axis(proposed: _Proposals, answers: Answers, axis: TagAxis) -> Mapping[str, Proposal]:
    given = answers_on(answers, axis)
    codes = sorted({*proposed[axis], *given})
    settled = {code: settle(code, proposed[axis].get(code, (None, None))[0], given.get(code)) for code in codes}
    return {code: one for code, one in settled.items() if one is not None}

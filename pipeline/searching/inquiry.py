"""A question made ready for the index: what it is asked in its own words, what the tables of the plan are asked.

Words, authors, outlet, genre and status are asked of the index, a period is a range of its keys; rows, departments,
fields and review states are sets of article ids, which hold the sector's articles only and so stay small.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from models.clock import day_end, day_start
from models.plan import Plan, find_plan
from models.search import ID_MASK, mark_fact
from models.search_index import TABLE, first_key
from models.vocabulary import ArticleOrigin, ArticleStatus, ReadingState, TagAxis
from pipeline.searching.expressions import Wanted, write_fts5, write_tsquery
from pipeline.searching.question import SearchQuestion, SearchState
from pipeline.searching.standing import (
    Ids,
    select_by_hand,
    select_matched,
    select_outside,
    select_read,
    select_tagged,
)
from pipeline.searching.terms import Part, Term, read_authors, read_terms

STATUSES = {
    SearchState.EDITED: ArticleStatus.EDITED,
    SearchState.REMOVED: ArticleStatus.REMOVED,
    SearchState.QUARANTINED: ArticleStatus.QUARANTINED,
}
READINGS = {
    SearchState.WAITING: ReadingState.WAITING,
    SearchState.ANSWERED: ReadingState.ANSWERED,
    SearchState.CHANGED: ReadingState.CHANGED,
}
IMPORTED = Term(((mark_fact("c", ArticleOrigin.IMPORTED),),), Part.FACTS)


@dataclass(frozen=True, slots=True)
class Index:
    """The index of one kind of database: its table, its key, how it is matched and ranked."""

    words: FromClause
    key: ColumnElement[int]
    is_sqlite: bool

    @property
    def article_id(self) -> ColumnElement[int]:
        """The article of an entry."""
        return self.key.op("&")(ID_MASK)

    def matches(self, wanted: Wanted) -> ColumnElement[bool]:
        """Say that an entry has what is wanted."""
        if self.is_sqlite:
            asked: ColumnElement[str] = bindparam(None, write_fts5(wanted))
            return literal_column(TABLE).op("MATCH", is_comparison=True)(asked)
        return column("words").op("@@", is_comparison=True)(cast(write_tsquery(wanted), TSQUERY))


@dataclass(frozen=True, slots=True)
class Span:
    """A range of keys, both ends in it; None is open. FTS5 goes by one bound a side, so there is never a second."""

    low: int | None = None
    high: int | None = None

    def before(self, key: int) -> "Span":
        """Return the part of the range before a key of it."""
        return Span(self.low, key - 1)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as the database is asked it; `plan` is the one whose rows are shown, None where there is none.

    Articles found are of the period and in each of `sets`.
    """

    index: Index
    wanted: Wanted
    period: Span
    sets: tuple[Ids, ...]
    plan: Plan | None

    def select_keys(self, span: Span | None = None) -> Select[int]:
        """Return the keys of what is found, or of a part of it, the newest first."""
        limits = [self.index.article_id.in_(one) for one in self.sets]
        return self.select_matching(self.wanted, span).where(*limits)

    def select_matching(self, wanted: Wanted, span: Span | None = None) -> Select[int]:
        """Return the keys that the index has for `wanted`, whatever sets they are in; the newest first."""
        span, key = span or self.period, self.index.key
        found = select(key).select_from(self.index.words).where(self.index.matches(wanted)).order_by(key.desc())
        if span.low is not None:
            found = found.where(key >= span.low)
        return found if span.high is None else found.where(key <= span.high)


def find_index(session: Session) -> Index:
    """Return the index of the session's database."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    name = "rowid" if is_sqlite else "key"
    words = table(TABLE, column(name, BigInteger))
    return Index(words, words.c[name], is_sqlite)


def prepare_inquiry(session: Session, question: SearchQuestion) -> Inquiry:
    """Make a question ready; raises InputError for what cannot be read and for a plan that is not there."""
    index = find_index(session)
    plan = _find_plan(session, question.plan)
    typed = read_terms(question.words)
    required = (*typed.sought, *read_authors(question.author), *_list_facts(question))
    wanted = Wanted(required, typed.excluded)
    return Inquiry(index, wanted, _read_period(question), tuple(_list_sets(index, question, plan)), plan)


def _list_facts(question: SearchQuestion) -> list[Term]:
    status = STATUSES.get(question.state) if question.state else None
    facts = (("o", question.outlet), ("g", question.genre), ("s", status))
    return [Term(((mark_fact(kind, value),),), Part.FACTS) for kind, value in facts if value]


def _find_plan(session: Session, code: str | None) -> Plan | None:
    if code is None and session.scalar(select(func.count()).select_from(Plan)) == 0:
        return None
    return find_plan(session, code)


def _read_period(question: SearchQuestion) -> Span:
    return Span(
        first_key(day_start(question.since)) if question.since else None,
        first_key(day_end(question.until)) - 1 if question.until else None,
    )


def _list_sets(index: Index, question: SearchQuestion, plan: Plan | None) -> Iterator[Ids]:
    """Return what the tables of the plan are asked; without a plan nothing stands under one."""
    plan_id = plan.id if plan else 0
    if question.row is not None or question.certainty is not None:
        yield select_matched(plan_id, question.row, question.certainty)
    if question.department is not None:
        yield select_tagged(plan_id, TagAxis.DEPARTMENT, question.department)
    if question.field is not None:
        yield select_tagged(plan_id, TagAxis.FIELD, question.field)
    if question.state is SearchState.IN_PLAN:
        yield select_matched(plan_id, None, None)
    elif question.state is SearchState.OUTSIDE:
        yield select_outside(plan_id)
    elif question.state is SearchState.BY_HAND:
        entries = select(index.article_id).select_from(index.words)
        yield select_by_hand(entries.where(index.matches(Wanted((IMPORTED,)))))
    elif question.state in READINGS:
        yield select_read(plan_id, READINGS[question.state])

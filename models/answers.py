"""What people answered on articles under a plan: the newest answer on each question, for each article it is about.

An answer is about the work that was read: publications with the same first publication and
equal words (`Article.text_key`) share their answers. An answer taken back leaves its question open.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import ColumnElement

from models.article import Article, Revision
from models.clock import local_day
from models.tag import Review
from models.vocabulary import ReviewDecision, TagAxis


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's newest answer on one code; `is_current` says that the words read are still those of the article.

    `review_id` is the row that holds it.
    """

    decision: ReviewDecision
    decided_on: date
    is_current: bool
    review_id: int = field(default=0, compare=False)


COUNTING_AXES = (TagAxis.ROW, TagAxis.RELEVANT)
Answers = Mapping[tuple[TagAxis, str], Answer]


def is_answered(plan_id: int, axes: Iterable[TagAxis]) -> ColumnElement[bool]:
    """Say that an article, or one of the same words, was ever answered on under the plan, on one of some axes."""
    asked = select(Article.text_key).join(Review, Review.article_id == Article.id)
    return Article.text_key.in_(asked.where(Review.plan_id == plan_id, Review.axis.in_(tuple(axes))))


def read_answers(
    session: Session, plan_id: int, *, until: datetime | None = None, about: Collection[int] | None = None
) -> dict[int, Answers]:
    """Return the answers of each article that has any under the plan, of those given up to `until`.

    Whether an answer is on the current words is said of the words of that instant. With `about` only these articles are
    looked at; publications of one work with equal words belong in it together (`find_same_words`).
    """
    work = Article.work_id()
    columns = (Review.id, Review.axis, Review.code, Review.decision, Review.decided_at, Review.text_sha256)
    query = (
        select(*columns, Article.id, work, Article.text_key, Article.text_sha256)
        .join(Article, Article.id == Review.article_id)
        .where(Review.plan_id == plan_id)
        .order_by(Review.decided_at, Review.id)
    )
    members = select(Article.id, work, Article.text_key).order_by(Article.id)
    if about is None:
        members = members.where(is_answered(plan_id, TagAxis))
    else:
        query, members = query.where(Review.article_id.in_(about)), members.where(Article.id.in_(about))
    earlier: dict[int, str] = {}
    if until is not None:
        query = query.where(Review.decided_at <= until)
        earlier = _read_earlier_words(session, plan_id, until)
    given: defaultdict[tuple[int, str], dict[tuple[TagAxis, str], Answer]] = defaultdict(dict)
    for row in session.execute(query):
        id_, axis, code, decision, decided_at, words_read, article_id, first, text_key, text_sha256 = row
        if decision is ReviewDecision.WITHDRAW:
            given[first, text_key].pop((axis, code), None)
            continue
        is_current = words_read == earlier.get(article_id, text_sha256)
        given[first, text_key][axis, code] = Answer(decision, local_day(decided_at), is_current, id_)
    return {id_: given[first, key] for id_, first, key in session.execute(members) if given.get((first, key))}


def find_same_words(session: Session, article_id: int) -> list[int]:
    """Return the publications that share their answers with an article, itself among them: one work, equal words."""
    return list(session.scalars(_select_same_words(), {"article_id": article_id}))


@cache
def _select_same_words() -> Select[int]:
    # Asked several times for each answer of a person, and building it takes ten times as long as running it.
    other = aliased(Article)
    is_same_work = func.coalesce(other.duplicate_of_id, other.id) == Article.work_id()
    query = select(other.id).join(Article, (other.text_key == Article.text_key) & is_same_work)
    return query.where(Article.id == bindparam("article_id")).order_by(other.id)


def _read_earlier_words(session: Session, plan_id: int, until: datetime) -> dict[int, str]:
    """Return the `text_sha256` at `until` of the articles answered on that were seen with other words since."""
    answered = select(Review.article_id).where(Review.plan_id == plan_id)
    changed = select(Revision.article_id).where(Revision.seen_at > until)
    query = (
        select(Revision.article_id, Revision.text_sha256)
        .where(Revision.article_id.in_(answered), Revision.article_id.in_(changed), Revision.seen_at <= until)
        .order_by(Revision.article_id, Revision.number)
    )
    return dict(session.execute(query).all())


def answers_on(answers: Answers, axis: TagAxis) -> dict[str, Answer]:
    """Return the answers on one axis by code."""
    return {code: answer for (one, code), answer in answers.items() if one is axis}

"""Which codes are asked about on an article: what is proposed now, and near misses worth a glance."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.plan import Plan
from models.tag import Tag
from models.vocabulary import TagAxis
from pipeline.reviews.answering import ASKED_AXES
from pipeline.reviews.choosing import Asked
from pipeline.reviews.weighing import LOWEST_ASKED

AXES = (TagAxis.RELEVANT, *ASKED_AXES)


def read_asked(session: Session, plan: Plan, about: Collection[int]) -> dict[int, list[Asked]]:
    """Return the questions on each article: sector, rows, fields, departments, the surest first in each."""
    query = (
        select(Tag.article_id, Tag.axis, Tag.code, Tag.id, Tag.is_candidate)
        .where(Tag.plan_id == plan.id, Tag.article_id.in_(about), Tag.is_current, Tag.axis.in_(AXES))
        .where(Tag.is_candidate.is_(False) | (Tag.score >= LOWEST_ASKED) | (Tag.axis == TagAxis.RELEVANT))
        .order_by(Tag.is_candidate, Tag.score.desc(), Tag.code)
    )
    asked: defaultdict[int, list[Asked]] = defaultdict(list)
    for article_id, axis, code, tag_id, is_candidate in session.execute(query):
        asked[article_id].append(Asked(axis, code, tag_id, not is_candidate))
    return {id_: sorted(questions, key=lambda one: AXES.index(one.axis)) for id_, questions in asked.items()}

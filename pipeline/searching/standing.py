"""Which articles stand how under a plan, as sets of article ids in SQL: small sets, found by index."""

from collections.abc import Collection

from sqlalchemy import CompoundSelect, Select, and_, func, select, union
from sqlalchemy.orm import aliased

from models.article import Article
from models.crawl import Address
from models.desk import QueueRank
from models.plan import PlanItem
from models.records import RELEVANT
from models.tag import Match, Review, Tag
from models.vocabulary import Certainty, ReadingState, ReviewDecision, TagAxis
from pipeline.articles.asking import BY_HAND

Ids = Select[int]


def select_matched(plan_id: int, row: str | None, certainty: Certainty | None) -> Ids:
    """Return the articles counted under a row of the plan (any, if none is named), as surely as `certainty` says."""
    matched = select(Match.article_id).join(PlanItem, PlanItem.id == Match.plan_item_id)
    matched = matched.where(PlanItem.plan_id == plan_id)
    if row is not None:
        matched = matched.where(PlanItem.code == row)
    return matched if certainty is None else matched.where(Match.certainty == certainty)


def select_tagged(plan_id: int, axis: TagAxis, code: str, *, among: Collection[int] | None = None) -> Ids:
    """Return the articles (all, or of `among`) with a code: proposed and not rejected since, or given by a person."""
    proposed = select(Tag.article_id).where(
        Tag.plan_id == plan_id, Tag.axis == axis, Tag.code == code, Tag.is_current, Tag.is_candidate.is_(False)
    )
    accepted = _select_answered(plan_id, axis, code, ReviewDecision.ACCEPT)
    if among is not None:
        proposed, accepted = proposed.where(Tag.article_id.in_(among)), accepted.where(Review.article_id.in_(among))
    rejected = _select_answered(plan_id, axis, code, ReviewDecision.REJECT)
    return _as_ids(union(proposed.where(Tag.article_id.not_in(rejected)), accepted))


def _select_answered(plan_id: int, axis: TagAxis, code: str, decision: ReviewDecision) -> Ids:
    """Return the articles whose newest answer on a code is `decision`."""
    later = aliased(Review)
    same = and_(later.article_id == Review.article_id, later.axis == axis, later.code == code, later.plan_id == plan_id)
    is_newest = ~select(later.id).where(same, later.id > Review.id).exists()
    asked = select(Review.article_id).where(Review.plan_id == plan_id, Review.axis == axis, Review.code == code)
    return asked.where(Review.decision == decision, is_newest)


def select_outside(plan_id: int) -> Ids:
    """Return the articles that belong to the sector but to no row of the plan."""
    of_sector = select_tagged(plan_id, TagAxis.RELEVANT, RELEVANT).subquery().c[0]
    return select(of_sector).where(of_sector.not_in(select_matched(plan_id, None, None)))


def select_read(plan_id: int, state: ReadingState) -> Ids:
    """Return the articles that people have read so far under the plan."""
    return select(QueueRank.article_id).where(QueueRank.plan_id == plan_id, QueueRank.state == state)


def select_by_hand(imported: Select[int]) -> Ids:
    """Return the articles that a person added: their words (`imported`), or their address."""
    addressed = select(Article.id).join(Address, Address.id == Article.address_id).where(Address.channel == BY_HAND)
    return _as_ids(union(imported, addressed))


def _as_ids(compound: CompoundSelect[int]) -> Ids:
    """Return a plain selection: SQLite takes no compound one inside another."""
    column = compound.subquery().c[0]
    return select(column)


def select_plan_rows(plan_id: int, article_ids: list[int]) -> Select[int, str, Certainty, int]:
    """Return the rows under which articles are counted: article, code of the row, certainty, place in the plan."""
    found = select(Match.article_id, PlanItem.code, Match.certainty, PlanItem.position)
    found = found.join(PlanItem, PlanItem.id == Match.plan_item_id).where(PlanItem.plan_id == plan_id)
    return found.where(Match.article_id.in_(article_ids)).order_by(PlanItem.position, func.length(PlanItem.code))

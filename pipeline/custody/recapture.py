"""Which addresses a night asks again: what is counted and was looked at once only, and what is recent in the sector.

An article of the sector is asked again each night for some days after its publication. That misses one confirmed
later than that, or found by a back-fill: whatever a person counted is asked until two separate captures are kept.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from pipeline.custody.agreement import read_agreement
from pipeline.custody.captures import in_batches
from pipeline.custody.counted import find_counted
from pipeline.sector import find_sector

ENOUGH = 2


def list_rechecks(session: Session, plan_id: int, now: datetime, *, recheck_days: int) -> tuple[int, ...]:
    """Return the addresses to ask again, counted articles that lack a capture first: a full night may cut the rest."""
    lacking = _find_addresses(session, find_lacking(session, now))
    recent = (
        select(Article.id, Article.address_id)
        .where(Article.published_at >= now - timedelta(days=recheck_days), Article.address_id.is_not(None))
        .order_by(Article.address_id)
    )
    sector = find_sector(session, plan_id)
    asked = [address_id for id_, address_id in session.execute(recent) if id_ in sector and address_id is not None]
    return tuple(dict.fromkeys([*lacking, *asked]))


def find_lacking(session: Session, now: datetime) -> list[int]:
    """Return the counted articles that have an address and fewer than two separate captures by `now`."""
    agreements = read_agreement(session, find_counted(session, now), now)
    return [id_ for id_, agreement in agreements.items() if len(agreement.separate_at) < ENOUGH]


def _find_addresses(session: Session, article_ids: list[int]) -> list[int]:
    found: list[int] = []
    for batch in in_batches(sorted(article_ids)):
        wanted = select(Article.address_id).where(Article.id.in_(batch), Article.address_id.is_not(None))
        found += [address_id for address_id in session.scalars(wanted.order_by(Article.address_id)) if address_id]
    return found

"""Which addresses a night asks again: what is counted and lacks a look, and what is recent in the sector.

An article of the sector is asked again each night for some days after its publication. That misses one confirmed
later than that, or found by a back-fill: whatever a person counted is asked until two separate captures are kept.
From then on it is asked once a month, a few each night, so that a late edit or removal is seen while it still counts.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from pipeline.custody.agreement import Agreement, read_agreement
from pipeline.custody.captures import in_batches
from pipeline.custody.counted import find_counted
from pipeline.sector import find_sector

ENOUGH = 2
MONTH = timedelta(days=30)
MOST_MONTHLY = 60  # five minutes a night at five seconds a page


def list_rechecks(session: Session, plan_id: int, now: datetime, *, recheck_days: int) -> tuple[int, ...]:
    """Return the addresses to ask again, counted articles that lack a capture first: a full night may cut the rest."""
    counted = read_agreement(session, find_counted(session, now), now).values()
    owed = [*choose_lacking(counted), *choose_unseen(counted, now)]
    recent = (
        select(Article.id)
        .where(Article.published_at >= now - timedelta(days=recheck_days), Article.address_id.is_not(None))
        .order_by(Article.address_id)
    )
    sector = find_sector(session, plan_id)
    asked = [*owed, *(id_ for id_ in session.scalars(recent) if id_ in sector)]
    addresses = _find_addresses(session, asked)
    return tuple(dict.fromkeys(addresses[id_] for id_ in asked if id_ in addresses))


def choose_lacking(counted: Iterable[Agreement]) -> list[int]:
    """Return the counted articles with fewer than two separate captures. Pure."""
    return [one.article_id for one in counted if len(one.separate_at) < ENOUGH]


def choose_unseen(counted: Iterable[Agreement], now: datetime) -> list[int]:
    """Return the counted articles not seen for a month, the longest unseen first, as many as a night takes. Pure."""
    last = [(one.captures[-1].captured_at, one.article_id) for one in counted if one.captures]
    return [id_ for seen_at, id_ in sorted(last) if now - seen_at >= MONTH][:MOST_MONTHLY]


def _find_addresses(session: Session, article_ids: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for batch in in_batches(sorted(set(article_ids))):
        query = select(Article.id, Article.address_id).where(Article.id.in_(batch))
        found |= {id_: address_id for id_, address_id in session.execute(query) if address_id is not None}
    return found

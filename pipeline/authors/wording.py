"""Decisions on pen names in words: what was decided, and what a decision would change."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from models.clock import local_day
from models.person import PenNameLink
from models.plan import Plan
from models.registry import Registry, Tenure
from models.vocabulary import LinkDecision
from pipeline.authors.deciding import Prospect
from pipeline.authors.looking import tell_tenure
from pipeline.authors.previewing import TallyChange, compare_tallies
from reports.authors.record import Tally
from reports.formats import format_instant
from reports.gathering import Gathered, gather
from reports.nominations.annex import tell_share


def tell_link(link: PenNameLink, registry: Registry) -> str:
    """Say one decision in a line."""
    head = registry.authors[link.author_id]
    who = f"«{head.name}» ({head.outlet_key})"
    person = f"«{registry.persons[link.person_id]}» (số {link.person_id})"
    if link.decision is LinkDecision.LINK:
        tenure = Tenure(link.valid_from, link.valid_to, link.is_insider, link.department_code)
        said = f"{who} là của {person}, {tell_tenure(tenure)}"
    else:
        said = f"{who} không phải của {person}"
    return f"{said} – {link.decided_by}, {format_instant(link.decided_at)}: {link.reason}"


def tell_prospect(session: Session, plan: Plan, prospect: Prospect, now: datetime) -> Iterator[str]:
    """Say which tallies of a plan a decision would change."""
    changes = compare_tallies(gather_now(session, plan, now), prospect.before, prospect.after)
    yield f"Số liệu tác giả thay đổi ({plan.code}): {len(changes)} dòng." if changes else "Không số liệu nào thay đổi."
    yield from (tell_change(one) for one in changes)


def gather_now(session: Session, plan: Plan, now: datetime) -> Gathered:
    """Read what the tallies of a plan are counted from at present."""
    end = max(plan.count_from, min(plan.period_to, local_day(now)))
    return gather(session, plan, plan.count_from, end, now)


def tell_change(change: TallyChange) -> str:
    """Say how one tally would change."""
    known = change.after or change.before
    assert known is not None
    who = f"{known.contributor.name} ({', '.join(known.contributor.outlets)})"
    return f"{who}: {_tell(change.before)} → {_tell(change.after)}"


def _tell(tally: Tally | None) -> str:
    if tally is None:
        return "không có"
    side = "trong ngành" if tally.contributor.is_insider else "ngoài ngành"
    sure = "" if tally.contributor.is_confirmed else ", chưa xác nhận"
    return f"{tally.whole} tác phẩm (chia đều {tell_share(float(tally.shared))}; {side}{sure})"

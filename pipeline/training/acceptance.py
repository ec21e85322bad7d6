"""The office's one number, "tối đa 2 % sai trong số tự nhận": limits proven by reviews, kept, and put to use.

Without a number of its own the office works with the limits that ship with the classifier. With one, a
classifier that has too few reviews, or whose tags no longer look like the reviewed ones, accepts nothing unread.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, exists, select, update
from sqlalchemy.orm import Session, aliased

from classify.classifier import AutoLimits
from classify.risk import AcceptanceLimit, ReviewedDecision, find_limit
from models.article import Article
from models.plan import Plan
from models.tag import Review, RiskSetting, Tag
from models.vocabulary import ReviewDecision, TagAxis

AXES = (TagAxis.RELEVANT, TagAxis.FIELD, TagAxis.ROW)


@dataclass(frozen=True, slots=True)
class _Proposals:
    """Proposed tags of one axis: those reviewed, in order of time, and the scores of those waiting."""

    reviewed: list[ReviewedDecision]
    waiting: list[float]


def read_setting(session: Session, plan_id: int) -> RiskSetting | None:
    """Return what the office set last for the plan, or None if it never set anything."""
    query = select(RiskSetting).where(RiskSetting.plan_id == plan_id)
    return session.scalars(query.order_by(RiskSetting.id.desc()).limit(1)).first()


def read_auto_limits(session: Session, plan_id: int, version: str) -> AutoLimits | None:
    """Return the limits to tag with, or None for the shipped ones; those of another classifier accept nothing."""
    setting = read_setting(session, plan_id)
    if setting is None:
        return None
    held = setting.limits if setting.classifier_version == version else {}
    return AutoLimits(held.get(TagAxis.RELEVANT.value), held.get(TagAxis.FIELD.value), held.get(TagAxis.ROW.value))


def set_risk(
    session: Session, plan: Plan, version: str, max_error: float, *, by: str, now: datetime
) -> dict[TagAxis, AcceptanceLimit]:
    """Prove limits for `max_error` (a share) from the reviews of the classifier `version`, keep them and apply them.

    A setting equal to the one in force is not written again. The caller commits.
    """
    found: dict[TagAxis, AcceptanceLimit] = {}
    for axis in AXES:
        sector = None if axis is TagAxis.RELEVANT else found[TagAxis.RELEVANT].limit
        if axis is not TagAxis.RELEVANT and sector is None:
            found[axis] = AcceptanceLimit(None, 0, 0, None, 0.0, "chưa tự nhận được câu trả lời «thuộc ngành»")
            continue
        proposals = _read_proposals(session, plan.id, version, axis, sector)
        found[axis] = find_limit(proposals.reviewed, proposals.waiting, max_error)
    limits = {axis.value: one.limit for axis, one in found.items()}
    before = read_setting(session, plan.id)
    if before is None or (before.limits, before.max_error, before.classifier_version) != (limits, max_error, version):
        session.add(
            RiskSetting(
                plan_id=plan.id,
                classifier_version=version,
                max_error=max_error,
                limits=limits,
                reasons=[f"{axis.label}: {one.reason}" for axis, one in found.items()],
                decided_at=now,
                decided_by=by,
            )
        )
    apply_limits(session, plan.id, limits)
    return found


def renew_limits(session: Session, plan: Plan, version: str, *, by: str, now: datetime) -> None:
    """Prove the office's number anew after tags or reviews came in; does nothing where none was set."""
    setting = read_setting(session, plan.id)
    if setting is not None:
        set_risk(session, plan, version, setting.max_error, by=by, now=now)


def apply_limits(session: Session, plan_id: int, limits: Mapping[str, float | None]) -> None:
    """Say anew of the plan's current tags which may be accepted unread; nothing of an article whose sector may not."""
    current = (Tag.plan_id == plan_id) & Tag.is_current
    session.execute(update(Tag).where(current, Tag.is_auto).values(is_auto=False))
    sector = aliased(Tag)
    is_sure = exists().where(
        sector.article_id == Tag.article_id,
        sector.plan_id == plan_id,
        sector.is_current,
        sector.axis == TagAxis.RELEVANT,
        sector.is_auto,
    )
    for axis in AXES:
        limit = limits.get(axis.value)
        if limit is None:
            continue
        chosen = and_(current, Tag.axis == axis, Tag.is_candidate.is_(False), Tag.score >= limit)
        if axis is not TagAxis.RELEVANT:
            chosen &= is_sure
        session.execute(
            update(Tag).where(chosen).values(is_auto=True), execution_options={"synchronize_session": False}
        )
    session.expire_all()


def _read_proposals(session: Session, plan_id: int, version: str, axis: TagAxis, sector: float | None) -> _Proposals:
    """Return what `version` proposed on an axis; rows and fields only of articles surely of the sector."""
    decided = _read_decisions(session, plan_id, axis)
    reviewed: list[tuple[datetime, ReviewedDecision]] = []
    waiting: list[float] = []
    for article_id, code, score, text_sha256 in session.execute(_proposed(plan_id, version, axis, sector)):
        answer = decided.get((article_id, code))
        if answer is None:
            waiting.append(score)
        elif answer[2] == text_sha256:
            reviewed.append((answer[0], ReviewedDecision(score, answer[1])))
    reviewed.sort(key=lambda pair: pair[0])
    return _Proposals([one for _, one in reviewed], waiting)


def _read_decisions(session: Session, plan_id: int, axis: TagAxis) -> dict[tuple[int, str], tuple[datetime, bool, str]]:
    """Return the standing answer by (article, code): when, whether it was a yes, and for which words."""
    query = (
        select(Review.article_id, Review.code, Review.decided_at, Review.decision, Review.text_sha256)
        .where(Review.plan_id == plan_id, Review.axis == axis)
        .order_by(Review.decided_at, Review.id)
    )
    newest = {(row.article_id, row.code): row for row in session.execute(query)}
    return {
        key: (row.decided_at, row.decision is ReviewDecision.ACCEPT, row.text_sha256)
        for key, row in newest.items()
        if row.decision is not ReviewDecision.WITHDRAW
    }


def _proposed(plan_id: int, version: str, axis: TagAxis, sector: float | None) -> Select[int, str, float, str]:
    query = (
        select(Tag.article_id, Tag.code, Tag.score, Article.text_sha256)
        .join(Article, Article.id == Tag.article_id)
        .where(Tag.plan_id == plan_id, Tag.classifier_version == version, Tag.is_current, Tag.axis == axis)
        .where(Tag.is_candidate.is_(False))
        .order_by(Tag.article_id, Tag.code)
    )
    if sector is None:
        return query
    sure = select(Tag.article_id).where(
        Tag.plan_id == plan_id, Tag.is_current, Tag.axis == TagAxis.RELEVANT, Tag.score >= sector
    )
    return query.where(Tag.article_id.in_(sure.where(Tag.is_candidate.is_(False))))

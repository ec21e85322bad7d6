"""Decide whether an article belongs to the sector, under which plan items it counts, and how surely. Pure.

A person's newest answer wins over any proposal, unless the text changed since: then the
question is open again and the old answer is told beside it. What lies outside the plan's
period never counts; an undated article or one outside an activity's own time is doubtful.
Reconciliation and reports decide with these same rules.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.answers import Answer, Answers, answers_on
from models.plan import Plan, PlanItem
from models.records import RELEVANT
from models.vocabulary import Certainty, ReviewDecision, TagAxis

REOPENED_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class ItemTerms:
    """When a plan item counts: the plan's period and the item's own windows (none means the whole period)."""

    item_id: int
    code: str
    period: tuple[date, date]
    windows: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code as the classifier proposes it for an article, or as it stands after a person's answer."""

    code: str
    score: float
    certainty: Certainty
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What deciding on the rows of an article needs to know: its day, the rows proposed, the answers by row."""

    published_on: date | None
    proposals: Sequence[Proposal]
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class MatchDecision:
    """One article under one item."""

    item_id: int
    certainty: Certainty
    score: float
    reasons: tuple[str, ...]


def list_terms(plan: Plan) -> dict[str, ItemTerms]:
    """Return the terms of the plan's items by code."""
    return {item.code: _read_terms(plan, item) for item in plan.items}


def _read_terms(plan: Plan, item: PlanItem) -> ItemTerms:
    windows = tuple(
        (date.fromisoformat(window["from"]), date.fromisoformat(window["to"]))
        for window in item.timing.get("windows", ())
    )
    return ItemTerms(item.id, item.code, (plan.count_from, plan.period_to), windows)


def decide_sector(proposed: Proposal | None, answers: Answers) -> Proposal | None:
    """Say how surely an article belongs to the sector, or None if it does not.

    A person's no for the present text outranks everything; a row that a person accepted is a yes.
    """
    answer = answers.get((TagAxis.RELEVANT, RELEVANT))
    settled = settle(RELEVANT, proposed, answer)
    if settled is not None or (answer is not None and answer.is_current):
        return settled
    rows = sorted(
        (row for row in answers_on(answers, TagAxis.ROW).values() if row.decision is ReviewDecision.ACCEPT),
        key=lambda row: (not row.is_current, row.decided_on),
    )
    return settle(RELEVANT, None, rows[0]) if rows else None


def settle(code: str, proposed: Proposal | None, answer: Answer | None) -> Proposal | None:
    """Return what stands of a proposal after a person's answer; either may be missing."""
    if answer is None:
        return proposed
    if answer.is_current:
        if answer.decision is ReviewDecision.REJECT:
            return None
        reasons = proposed.reasons if proposed else ()
        return Proposal(code, 1.0, Certainty.CONFIRMED, (f"đã duyệt ngày {answer.decided_on:%d/%m/%Y}", *reasons))
    if proposed is not None:
        told = f"bài đã sửa sau khi trả lời «{answer.decision.label}» ngày {answer.decided_on:%d/%m/%Y}"
        certainty = proposed.certainty if answer.decision is ReviewDecision.ACCEPT else Certainty.DOUBTFUL
        return replace(proposed, certainty=certainty, reasons=(told, *proposed.reasons))
    if answer.decision is ReviewDecision.REJECT:
        return None
    told = f"người duyệt gắn ngày {answer.decided_on:%d/%m/%Y}, sau đó bài đã sửa"
    return Proposal(code, REOPENED_SCORE, Certainty.DOUBTFUL, (told,))


def decide_matches(article: ArticleFacts, items: Mapping[str, ItemTerms]) -> list[MatchDecision]:
    """Return the matches of `article`, one per item at most, in the order of the proposals.

    Raises KeyError for a proposed code the plan does not have: a classifier of another plan was used.
    """
    proposed = {proposal.code: proposal for proposal in article.proposals}
    codes = dict.fromkeys([*proposed, *article.answers])
    settled = [settle(code, proposed.get(code), article.answers.get(code)) for code in codes]
    matches = [_limit(one, article.published_on, items[one.code]) for one in settled if one is not None]
    return [match for match in matches if match is not None]


def _limit(one: Proposal, day: date | None, item: ItemTerms) -> MatchDecision | None:
    """Hold a match against the calendar; a person's confirmation stands whatever an activity's own time is."""
    if day is None:
        return MatchDecision(item.item_id, Certainty.DOUBTFUL, one.score, (*one.reasons, "không rõ ngày đăng"))
    if not item.period[0] <= day <= item.period[1]:
        return None
    in_window = not item.windows or any(start <= day <= end for start, end in item.windows)
    place = "trong kỳ kế hoạch" if in_window else "ngoài thời gian của mục"
    is_limited = not in_window and one.certainty is not Certainty.CONFIRMED
    certainty = Certainty.DOUBTFUL if is_limited else one.certainty
    return MatchDecision(item.item_id, certainty, one.score, (*one.reasons, f"đăng {day:%d/%m/%Y}, {place}"))

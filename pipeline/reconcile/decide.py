"""Decide under which plan items an article counts, and how surely. Pure.

A person's newest answer wins over any proposal, unless the text changed since: then the
question is open again and the old answer is told beside it. What lies outside the plan's
period never counts; an undated article or one outside an activity's own time is doubtful.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.vocabulary import Certainty, ReviewDecision


@dataclass(frozen=True, slots=True)
class ItemTerms:
    """When a plan item counts: the plan's period and the item's own windows (none means the whole period)."""

    item_id: int
    code: str
    period: tuple[date, date]
    windows: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row the classifier proposes for an article."""

    code: str
    score: float
    certainty: Certainty
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's newest answer on one row of an article, and the text it was given for."""

    decision: ReviewDecision
    decided_on: date
    text_sha256: str


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What deciding needs to know of an article."""

    published_on: date | None
    text_sha256: str
    proposals: Sequence[Proposal]
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class MatchDecision:
    """One article under one item."""

    item_id: int
    certainty: Certainty
    score: float
    reasons: tuple[str, ...]


def decide_matches(article: ArticleFacts, items: Mapping[str, ItemTerms]) -> list[MatchDecision]:
    """Return the matches of `article`, one per item at most, in the order of the proposals.

    Raises KeyError for a proposed code the plan does not have: a classifier of another plan was used.
    """
    decided = [_decide_proposal(article, proposal, items[proposal.code]) for proposal in article.proposals]
    proposed = {proposal.code for proposal in article.proposals}
    added = [
        _decide_added(article, answer, items[code])
        for code, answer in article.answers.items()
        if code not in proposed and answer.decision is ReviewDecision.ACCEPT
    ]
    return [match for match in [*decided, *added] if match is not None]


def _decide_proposal(article: ArticleFacts, proposal: Proposal, item: ItemTerms) -> MatchDecision | None:
    answer = article.answers.get(proposal.code)
    if answer is None:
        return _limit(article, item, proposal.certainty, proposal.score, proposal.reasons)
    if answer.text_sha256 != article.text_sha256:
        told = f"bài đã sửa sau khi trả lời «{answer.decision.label}» ngày {answer.decided_on:%d/%m/%Y}"
        certainty = proposal.certainty if answer.decision is ReviewDecision.ACCEPT else Certainty.DOUBTFUL
        return _limit(article, item, certainty, proposal.score, (told, *proposal.reasons))
    if answer.decision is ReviewDecision.REJECT:
        return None
    return _limit(article, item, Certainty.CONFIRMED, 1.0, (_told(answer), *proposal.reasons))


def _decide_added(article: ArticleFacts, answer: Answer, item: ItemTerms) -> MatchDecision | None:
    if answer.text_sha256 == article.text_sha256:
        return _limit(article, item, Certainty.CONFIRMED, 1.0, (_told(answer),))
    told = f"người duyệt gắn ngày {answer.decided_on:%d/%m/%Y}, sau đó bài đã sửa"
    return _limit(article, item, Certainty.DOUBTFUL, 0.5, (told,))


def _told(answer: Answer) -> str:
    return f"đã duyệt ngày {answer.decided_on:%d/%m/%Y}"


def _limit(
    article: ArticleFacts, item: ItemTerms, certainty: Certainty, score: float, reasons: tuple[str, ...]
) -> MatchDecision | None:
    """Hold a match against the calendar; a person's confirmation stands whatever an activity's own time is."""
    day = article.published_on
    if day is None:
        return MatchDecision(item.item_id, Certainty.DOUBTFUL, score, (*reasons, "không rõ ngày đăng"))
    if not item.period[0] <= day <= item.period[1]:
        return None
    in_window = not item.windows or any(start <= day <= end for start, end in item.windows)
    if in_window:
        return MatchDecision(item.item_id, certainty, score, (*reasons, f"đăng {day:%d/%m/%Y}, trong kỳ kế hoạch"))
    limited = certainty if certainty is Certainty.CONFIRMED else Certainty.DOUBTFUL
    return MatchDecision(item.item_id, limited, score, (*reasons, f"đăng {day:%d/%m/%Y}, ngoài thời gian của mục"))

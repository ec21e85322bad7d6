"""From what a page asked and what was ticked there to answers. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from models.records import RELEVANT
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.reviews.answering import CodeAnswer


@dataclass(frozen=True, slots=True)
class Asked:
    """A code that was asked about. `is_proposed` is False for a near miss, and for one that a person only might add."""

    axis: TagAxis
    code: str
    tag_id: int | None = None
    is_proposed: bool = True


def accept_all(asked: Iterable[Asked]) -> list[CodeAnswer]:
    """Say yes to the sector and to everything proposed, no to the near misses shown beside it."""
    questions = list(asked)
    return choose(questions, {(one.axis, one.code) for one in questions if one.is_proposed})


def choose(asked: Iterable[Asked], chosen: Collection[tuple[TagAxis, str]]) -> list[CodeAnswer]:
    """Say yes to the sector and to what was ticked, no to all else that was asked; what was added is a yes too."""
    questions = [one for one in asked if one.axis is not TagAxis.RELEVANT]
    sector = next((one.tag_id for one in asked if one.axis is TagAxis.RELEVANT), None)
    answers = [CodeAnswer(TagAxis.RELEVANT, RELEVANT, ReviewDecision.ACCEPT, sector)]
    for one in questions:
        is_right = (one.axis, one.code) in chosen
        decision = ReviewDecision.ACCEPT if is_right else ReviewDecision.REJECT
        answers.append(CodeAnswer(one.axis, one.code, decision, one.tag_id))
    known = {(one.axis, one.code) for one in questions} | {(TagAxis.RELEVANT, RELEVANT)}
    added = sorted(set(chosen) - known)
    return answers + [CodeAnswer(axis, code, ReviewDecision.ACCEPT) for axis, code in added]


def refuse(asked: Sequence[Asked]) -> list[CodeAnswer]:
    """Say that the article is not of the sector; nothing else need be answered then."""
    tag_id = next((one.tag_id for one in asked if one.axis is TagAxis.RELEVANT), None)
    return [CodeAnswer(TagAxis.RELEVANT, RELEVANT, ReviewDecision.REJECT, tag_id)]

"""Two people's answers on one article, side by side, and the form that sends the second ones again. Pure."""

from dataclasses import dataclass

from models.records import RELEVANT
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.desk.queue.forms import REFUSE
from pipeline.reviews.answering import CodeAnswer, ConflictError


@dataclass(frozen=True, slots=True)
class Disputed:
    """One question that both do not answer alike; None where one of them said nothing on it."""

    axis: TagAxis
    code: str
    theirs: str | None
    yours: str | None


@dataclass(frozen=True, slots=True)
class ConflictView:
    """What differs, who answered first, and the fields that send the second answers again."""

    people: str
    questions: tuple[Disputed, ...]
    resend: tuple[tuple[str, str], ...]


def describe_conflict(conflict: ConflictError) -> ConflictView:
    """Return the questions on which the two do not agree."""
    theirs = {(one.axis, one.code): one.decision for one in conflict.theirs}
    yours = {(one.axis, one.code): one.decision for one in conflict.yours}
    differing = [key for key in dict.fromkeys([*yours, *theirs]) if theirs.get(key) is not yours.get(key)]
    questions = tuple(Disputed(*key, _word(theirs.get(key)), _word(yours.get(key))) for key in differing)
    people = ", ".join(dict.fromkeys(one.decided_by for one in conflict.theirs))
    return ConflictView(people, questions, tuple(field for one in conflict.yours for field in _send_again(one)))


def _word(decision: ReviewDecision | None) -> str | None:
    return decision.label if decision else None


def _send_again(one: CodeAnswer) -> list[tuple[str, str]]:
    """Return the fields of a form that say an answer once more."""
    fields = [("asked", f"{one.axis.value}:{one.code}:{one.tag_id or ''}")]
    if one.code == RELEVANT and one.decision is ReviewDecision.REJECT:
        return [*fields, ("action", REFUSE)]
    if one.decision is ReviewDecision.ACCEPT and one.axis is not TagAxis.RELEVANT:
        fields.append(("chosen", f"{one.axis.value}:{one.code}"))
    return fields

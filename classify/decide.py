"""Scores → proposals: limits, what follows from what, and the two ways to read "models and exemplars"."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from classify.classifier import Limits
from models.vocabulary import Certainty

LOWEST_CANDIDATE = 0.1


@dataclass(frozen=True, slots=True)
class Decision:
    """One code with its final score. `assigned` says that the program would give it."""

    code: str
    score: float
    assigned: bool
    certainty: Certainty
    auto: bool
    follows_from: str | None = None


def decide(
    scores: Mapping[str, float],
    limits: Limits,
    *,
    is_relevant: bool,
    is_sure: bool,
    implied: Mapping[str, str] | None = None,
    unproven: Collection[str] = (),
) -> tuple[Decision, ...]:
    """Return a decision for each code that is assigned or worth showing, by falling score.

    `implied` maps a code to the code that follows from it (HD09 → ND03): the second is never
    less likely than the first. Nothing is assigned to an article outside the sector, and nothing
    is accepted without reading where it is not sure that the article belongs to it. Codes in `unproven`
    are always read: nobody has measured how often the program is right about them.
    """
    follows: dict[str, str | None] = dict.fromkeys(scores)
    values = dict(scores)
    for child, parent in (implied or {}).items():
        if values.get(child, 0.0) > values.get(parent, 1.0):
            values[parent], follows[parent] = values[child], child
    decisions = [
        _decide_one(code, values[code], limits, is_relevant=is_relevant, is_sure=is_sure, follows=follows[code])
        for code in scores
        if values[code] >= LOWEST_CANDIDATE
    ]
    decisions = [replace(one, auto=one.auto and one.code not in unproven) for one in decisions]
    return tuple(sorted(decisions, key=lambda one: (-one.score, one.code)))


def _decide_one(
    code: str, score: float, limits: Limits, *, is_relevant: bool, is_sure: bool, follows: str | None
) -> Decision:
    assigned = is_relevant and score >= limits.assign
    return Decision(
        code=code,
        score=score,
        assigned=assigned,
        certainty=Certainty.PROPOSED if score >= limits.propose else Certainty.DOUBTFUL,
        auto=assigned and is_sure and score >= limits.auto,
        follows_from=follows,
    )

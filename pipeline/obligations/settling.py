"""What stands beside an obligation right after a person's word, until the next matching of everything. Pure.

The rules are those of `matching` as far as they concern what a person said: their links stand, what they took off is
gone, a work linked within a department is counted once there. Who else might take a freed work is left to the night.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.obligation_state import Terms
from models.vocabulary import LinkDecision, MatchOrigin, ObligationStatus
from pipeline.obligations.records import Matched

BY_PERSON = "người dùng gắn"
WITH_LINKED = "cùng tác phẩm với tin, bài người dùng gắn"
OF_SERIES = "cùng loạt bài"
BEYOND = "ngoài số lượng đăng ký"


@dataclass(frozen=True, slots=True)
class Said:
    """What people said of one obligation: articles linked and taken off; `taken` are works linked to others.

    `works` gives the work (id of the first publication) of every article concerned, `copies` the articles of a work.
    """

    linked: frozenset[int]
    unlinked: frozenset[int]
    taken: frozenset[int]
    works: Mapping[int, int]
    copies: Mapping[int, Sequence[int]]


def sort_words(words: Mapping[int, LinkDecision]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the articles linked and those taken off, from the newest word on each."""
    linked = frozenset(article for article, word in words.items() if word is LinkDecision.LINK)
    return linked, frozenset(article for article, word in words.items() if word is LinkDecision.UNLINK)


def settle_matches(terms: Terms, stored: Sequence[Matched], said: Said) -> tuple[Matched, ...]:
    """Return what stands beside an obligation; `stored` is what stood there, by a run or by people."""
    matches = _list_linked(said)
    if terms.status is ObligationStatus.ACTIVE:
        known = {match.article for match in matches}
        kept = [one for one in stored if one.article not in known and _stays(one, said)]
        matches += _limit(terms, kept, said)
    return tuple(sorted(matches, key=lambda match: (-match.score, match.article)))


def _list_linked(said: Said) -> list[Matched]:
    matches = [
        Matched(article, MatchOrigin.PERSON, 1.0, (BY_PERSON,), is_reprint=said.works[article] != article)
        for article in sorted(said.linked)
    ]
    for work in sorted({said.works[article] for article in said.linked}):
        matches += [
            Matched(copy, MatchOrigin.AUTO, 1.0, (WITH_LINKED,), is_reprint=True)
            for copy in said.copies[work]
            if copy not in said.linked and copy not in said.unlinked
        ]
    return matches


def _stays(one: Matched, said: Said) -> bool:
    """Say whether a stored match outlives the words; who takes off a first publication means the work."""
    if one.origin is MatchOrigin.PERSON or WITH_LINKED in one.reasons:
        return False
    work = said.works[one.article]
    return work not in said.taken and not {work, one.article} & said.unlinked


def _limit(terms: Terms, kept: Sequence[Matched], said: Said) -> list[Matched]:
    """Ask about what is more than asked for, where people's links are enough."""
    places = terms.wanted * max(1, len(terms.outlets))
    if len({said.works[article] for article in said.linked}) < places:
        return list(kept)
    return [_ask(one) if one.origin is MatchOrigin.AUTO and OF_SERIES not in one.reasons else one for one in kept]


def _ask(one: Matched) -> Matched:
    return replace(one, origin=MatchOrigin.QUESTION, reasons=(*one.reasons, BEYOND))

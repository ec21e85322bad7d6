"""The part the office plays in an article, by plain rules on where and how it is named.

Actor: named in title or lead, or named as the one who acts. Quoted: named as the one who tells.
Named: anything else. Absent: not named.
"""

import re
from collections.abc import Sequence
from functools import cache

from classify.departments import Mention, Mentions
from classify.facet_words import read_facet_words
from classify.rules.syllables import Syllables, split_keys
from models.vocabulary import OfficeRole

# How many syllables after a name a verb may stand: "Sở TN&MT tỉnh Hà Tĩnh (…) đã tổ chức".
REACH_AFTER, REACH_BEFORE, REACH_OF_ORDER = 10, 4, 25
_SENTENCE_END = re.compile(r"[.;!?\n]")


def tell_role(mentions: Mentions) -> OfficeRole:
    """Return the strongest part the office has in the article."""
    roles = {_role_of(mention, mentions.texts[mention.place]) for mention in mentions.found}
    for role in (OfficeRole.ACTOR, OfficeRole.QUOTED, OfficeRole.NAMED):
        if role in roles:
            return role
    return OfficeRole.ABSENT


@cache
def read_phrases(key: str) -> tuple[tuple[str, ...], ...]:
    """Return a list of `facets.yaml` as syllables."""
    return tuple(split_keys(phrase) for phrase in read_facet_words()[key])


def _role_of(mention: Mention, text: Syllables) -> OfficeRole:
    ahead = text.keys[max(0, mention.first - REACH_BEFORE) : mention.first]
    behind = read_clause(text, mention.after)
    tells, acts = first_place(behind, "quoting_after"), first_place(behind, "acting_after")
    if ends_with(ahead, read_phrases("agent_before")):
        return OfficeRole.ACTOR
    if ends_with(ahead, read_phrases("receiving_before")) or begins_with(behind, read_phrases("receiving_after")):
        return OfficeRole.NAMED
    if _is_ordered(text, mention.first) and not begins_with(behind, read_phrases("doing_after")):
        return OfficeRole.NAMED
    if mention.place == "title":
        return OfficeRole.ACTOR
    quoted_before = first_place(ahead, "quoting_before") is not None
    if quoted_before or (tells is not None and (acts is None or tells < acts)):
        return OfficeRole.QUOTED
    acts_somehow = acts is not None or begins_with(behind, read_phrases("doing_after"))
    return OfficeRole.ACTOR if acts_somehow or mention.place == "lead" else OfficeRole.NAMED


def read_clause(text: Syllables, after: int) -> tuple[str, ...]:
    """Return the syllables behind a name up to the end of its sentence, at most `REACH_AFTER`."""
    end = after
    while end < min(len(text.keys), after + REACH_AFTER):
        if end and _SENTENCE_END.search(text.text, text.ends[end - 1], text.starts[end]):
            break
        end += 1
    return text.keys[after:end]


def _is_ordered(text: Syllables, first: int) -> bool:
    """Say whether an order stands before the name in its sentence: what follows is still to be done."""
    start = first
    while start > max(0, first - REACH_OF_ORDER):
        if _SENTENCE_END.search(text.text, text.ends[start - 1], text.starts[start]):
            break
        start -= 1
    return first_place(text.keys[start:first], "ordering_before") is not None


def ends_with(keys: tuple[str, ...], phrases: Sequence[tuple[str, ...]]) -> bool:
    """Say whether one of `phrases` stands at the end of `keys`."""
    return any(keys[len(keys) - len(phrase) :] == phrase for phrase in phrases if len(phrase) <= len(keys))


def begins_with(keys: tuple[str, ...], phrases: Sequence[tuple[str, ...]]) -> bool:
    """Say whether one of `phrases` stands at the start of `keys`."""
    return any(keys[: len(phrase)] == phrase for phrase in phrases)


def first_place(keys: tuple[str, ...], words: str) -> int | None:
    """Return where the first phrase of the list `words` of `facets.yaml` begins, None if none is met."""
    by_first = _index(words)
    for place, key in enumerate(keys):
        if any(keys[place : place + len(phrase)] == phrase for phrase in by_first.get(key, ())):
            return place
    return None


@cache
def _index(words: str) -> dict[str, list[tuple[str, ...]]]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in read_phrases(words):
        by_first.setdefault(phrase[0], []).append(phrase)
    return by_first

"""The part the office plays in an article, by plain rules on where and how it is named.

Actor: named in title or lead, or named as the one who acts. Quoted: named as the one who tells.
Named: anything else. Absent: not named.
"""

from collections.abc import Sequence
from functools import cache

from classify.departments import Mention, Mentions
from classify.facet_words import read_facet_words
from classify.rules.syllables import Syllables, split_keys
from models.vocabulary import OfficeRole

# How many syllables after a name a verb may stand: "Sở TN&MT tỉnh Hà Tĩnh (…) đã tổ chức".
REACH_AFTER, REACH_BEFORE = 9, 4


def tell_role(mentions: Mentions) -> OfficeRole:
    """Return the strongest part the office has in the article."""
    before, after, acting = (_phrases(key) for key in ("quoting_before", "quoting_after", "acting_after"))
    roles = {_role_of(mention, mentions.texts[mention.place], before, after, acting) for mention in mentions.found}
    for role in (OfficeRole.ACTOR, OfficeRole.QUOTED, OfficeRole.NAMED):
        if role in roles:
            return role
    return OfficeRole.ABSENT


@cache
def _phrases(key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(split_keys(phrase) for phrase in read_facet_words()[key])


def _role_of(
    mention: Mention,
    text: Syllables,
    before: Sequence[tuple[str, ...]],
    after: Sequence[tuple[str, ...]],
    acting: Sequence[tuple[str, ...]],
) -> OfficeRole:
    ahead = text.keys[max(0, mention.first - REACH_BEFORE) : mention.first]
    behind = text.keys[mention.after : mention.after + REACH_AFTER]
    tells, acts = _first_place(behind, after), _first_place(behind, acting)
    is_quoted = _first_place(ahead, before) is not None or (tells is not None and (acts is None or tells < acts))
    if mention.place == "title":
        return OfficeRole.ACTOR
    if is_quoted:
        return OfficeRole.QUOTED
    if mention.place == "lead" or (acts is not None and acts <= REACH_BEFORE):
        return OfficeRole.ACTOR
    return OfficeRole.NAMED


def _first_place(keys: tuple[str, ...], phrases: Sequence[tuple[str, ...]]) -> int | None:
    for place in range(len(keys)):
        if any(keys[place : place + len(phrase)] == phrase for phrase in phrases):
            return place
    return None

"""Whose act an article reports: the office's, the province's, a district's or commune's, or somebody else's.

The first body that acts in the title decides, then in the lead, then in the first sentences. Bodies of
other provinces are somebody else.
"""

from collections.abc import Iterator

from classify.departments import Mentions
from classify.facet_words import read_facet_words
from classify.office_role import begins_with, ends_with, first_place, read_clause, read_phrases
from classify.places.gazetteer import split_level
from classify.rules.phrases import PhraseTrie
from classify.rules.syllables import Aliases, Syllables, expand, read_syllables
from models.office_files.organisation import OrganisationFile
from models.records import ArticleText
from models.vocabulary import ActingBody, LocalityScope

# How many characters of each part may hold the answer: the first sentences.
FIRST_SENTENCES = 300
REACH_OF_VERB, REACH_OF_PLACE, REACH_BEFORE = 8, 4, 4
REACH_OF_NEGATION = 4
_STOPS = frozenset({".", ";", "!", "?", '."', ".”"})
# Before the verb: nothing is done, or it is done to the body.
_NEGATIONS = frozenset({"chưa", "không", "chậm", "bị", "được"})
_SUFFERING = (("có",), ("lại",), ("xảy", "ra"), ("xuất", "hiện"))


class ActorReader:
    """Knows the names of bodies and reads who acts."""

    def __init__(self, organisation: OrganisationFile, aliases: Aliases) -> None:
        self._aliases = aliases
        self._trie = PhraseTrie()
        self._bodies: dict[int, ActingBody] = {}
        words = read_facet_words()
        for body, key in (
            (ActingBody.OTHER, "other_bodies"),
            (ActingBody.PROVINCE, "province_bodies"),
            (ActingBody.LOCAL, "local_bodies"),
        ):
            for name in words[key]:
                self._add(name, body)
        home = organisation.province.name
        self._places = {self._add(home, ActingBody.PROVINCE), self._add(f"tỉnh {home}", ActingBody.PROVINCE)}
        for district in organisation.districts:
            for name in (district.name, *district.aliases, split_level(district.name)[1]):
                if name != home:
                    self._places.add(self._add(name, ActingBody.LOCAL))

    def _add(self, name: str, body: ActingBody) -> int:
        number = self._trie.add(expand(name, self._aliases))
        self._bodies[number] = body
        return number

    def tell(self, article: ArticleText, mentions: Mentions, scope: LocalityScope) -> ActingBody:
        """Return whose act it is; `mentions` are those of the office."""
        if scope in (LocalityScope.ELSEWHERE, LocalityScope.NATION):
            return ActingBody.OTHER
        parts = {"title": article.title, "lead": article.lead, "text": article.text}
        for place, part in parts.items():
            text = read_syllables(part, self._aliases).opening(FIRST_SENTENCES)
            for first, after, body, is_place in self._named(text, mentions, place):
                is_subject = place == "title" and first == 0 and not is_place
                if _acts(text, first, after, is_subject=is_subject):
                    return body
        return ActingBody.OTHER

    def _named(self, text: Syllables, mentions: Mentions, place: str) -> Iterator[tuple[int, int, ActingBody, bool]]:
        """Yield the bodies of one part in reading order, none inside another, and whether it is a place's name."""
        own = [(one.first, one.after, ActingBody.OFFICE, False) for one in mentions.found if one.place == place]
        named = own + [
            (first, after, self._bodies[number], number in self._places)
            for number, first, after in self._trie.find(text.keys)
            if number not in self._places or (place != "text" and _is_subject(text, first, after))
        ]
        end = 0
        for first, after, body, is_place in sorted(
            named, key=lambda one: (one[0], -one[1], one[2] is not ActingBody.OFFICE)
        ):
            if first >= end and after <= len(text.keys):
                yield first, after, body, is_place
                end = after


def _is_subject(text: Syllables, first: int, after: int) -> bool:
    """Say whether a place's name stands for its authorities: it opens a sentence and a verb of authority follows."""
    opens = first == 0 or text.text[text.ends[first - 1] : text.starts[first]].strip() in _STOPS
    label = after < len(text.keys) and ":" in text.text[text.ends[after - 1] : text.starts[after]]
    behind = read_clause(text, after)[:REACH_OF_PLACE]
    return opens and not label and any(first_place(behind, words) is not None for words in ("acting_after", "ruling"))


def _acts(text: Syllables, first: int, after: int, *, is_subject: bool) -> bool:
    """Say whether a body acts: by a verb of authority behind it, or any but one of telling where it opens the title."""
    ahead, behind = text.keys[max(0, first - REACH_BEFORE) : first], read_clause(text, after)[:REACH_OF_VERB]
    if ends_with(ahead, read_phrases("agent_before")):
        return True
    if ends_with(ahead, read_phrases("receiving_before")) or begins_with(behind, _SUFFERING):
        return False
    if not _NEGATIONS.isdisjoint(behind[:REACH_OF_NEGATION]):
        return False
    if is_subject and behind and first_place(behind, "quoting_after") is None:
        return True
    return first_place(behind, "acting_after") is not None or first_place(behind, "ruling") is not None

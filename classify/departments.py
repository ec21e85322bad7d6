"""Which departments an article concerns: named in it, or claiming on that day the function its tags point at.

A name counts when it is the office's own: not a look-alike the organisation file warns of, not an
external body, not the like-named one of another province or of a district.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from classify.dates import day_of
from classify.department_functions import FunctionReader
from classify.facet_words import read_facet_words
from classify.rules.phrases import PhraseTrie
from classify.rules.syllables import Aliases, Syllables, expand, read_syllables, split_keys
from models.office_files.organisation import Department, OrganisationFile
from models.office_files.plan import PlanFile
from models.records import ArticleText, TagProposal
from models.vocabulary import Certainty, LocalityScope

MENTION = "mention"
# A name is nearly certain where the article also names the province or one of its districts.
MENTION_SCORE, UNPLACED_SCORE = 0.95, 0.8
FEWEST_SYLLABLES = 2
# Within so many syllables after the office's name the province's name is the office's.
REACH_OF_PROVINCE = 7
_OFFICE = "sở"
_DISTRICT_WORDS = {"huyện", "quận"}
_MENTION_REASON = "nhắc tên: {}"


@dataclass(frozen=True, slots=True)
class Mention:
    """The office, or one of its departments, named in `place` (title, lead or text) at syllables `first:after`.

    `is_own`: the province's name follows closely.
    """

    department: str | None
    place: str
    first: int
    after: int
    words: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of one article, with the texts they stand in; `is_placed` says the province is named too."""

    found: tuple[Mention, ...]
    texts: dict[str, Syllables]
    is_placed: bool

    def within(self, scope: LocalityScope) -> "Mentions":
        """Return the mentions that can be ours: told of elsewhere or the country, those with the province's name."""
        if scope in (LocalityScope.INSIDE, LocalityScope.UNCLEAR):
            return self
        return replace(self, found=tuple(one for one in self.found if one.is_own))


class DepartmentFinder:
    """Finds departments by name and by function, as the organisation stood on the article's day."""

    def __init__(self, organisation: OrganisationFile, plan: PlanFile, aliases: Aliases) -> None:
        self._organisation, self._aliases = organisation, aliases
        self._home = split_keys(organisation.province.name)
        self._functions = FunctionReader(organisation, plan, aliases)
        words = read_facet_words()
        self._other_provinces = PhraseTrie()
        for name in words["other_provinces"]:
            self._other_provinces.add(split_keys(name))
        self._between = {split_keys(word) for word in words["between"]}
        self._trie = PhraseTrie()
        self._named: dict[int, list[Department | None]] = {}
        self._masks: set[int] = set()
        self._places: set[int] = set()
        self._compile()

    def _compile(self) -> None:
        organisation = self._organisation
        for department in organisation.departments:
            for name in (*department.mention_patterns, *department.aliases, department.name):
                if len(keys := expand(name, self._aliases)) >= FEWEST_SYLLABLES:
                    self._name(keys, department)
        for position in organisation.positions:
            lines: list[Department | None] = [
                one for one in organisation.departments if one.code == position.department
            ]
            for pattern in position.patterns:
                for line in lines or [None]:
                    self._name(expand(pattern, self._aliases), line)
        for agency in organisation.agencies:
            for name in (*agency.aliases, *read_facet_words()["office_names"]):
                self._name(expand(name, self._aliases), None)
        masks = [pattern for body in organisation.external_bodies for pattern in body.patterns]
        masks += [name for department in organisation.departments for name in department.not_to_confuse]
        self._masks = {self._trie.add(expand(name, self._aliases)) for name in masks} - self._named.keys()
        places = [organisation.province.name, *(name for one in organisation.districts for name in one.aliases)]
        self._places = {self._trie.add(expand(name, self._aliases)) for name in places}

    def _name(self, keys: tuple[str, ...], department: Department | None) -> None:
        holders = self._named.setdefault(self._trie.add(keys), [])
        if department not in holders:
            holders.append(department)

    def read(self, article: ArticleText) -> Mentions:
        """Find every naming of the office and its departments."""
        parts = {"title": article.title, "lead": article.lead, "text": article.text}
        texts = {place: read_syllables(text, self._aliases) for place, text in parts.items()}
        day = day_of(article)
        found: list[Mention] = []
        is_placed = False
        for place, text in texts.items():
            occurrences = self._trie.find(text.keys)
            is_placed = is_placed or any(number in self._places for number, _, _ in occurrences)
            masks = [(first, after) for number, first, after in occurrences if number in self._masks]
            for number, first, after in _longest([one for one in occurrences if one[0] in self._named]):
                for department in self._holders(number, day):
                    if not self._is_other(text, first, after, masks, department):
                        code = department.code if department else None
                        is_own = self._is_own(text, after)
                        found.append(Mention(code, place, first, after, text.written(first, after), is_own))
        return Mentions(tuple(found), texts, is_placed)

    def _holders(self, number: int, day: date | None) -> Iterable[Department | None]:
        for department in self._named[number]:
            if department is None or day is None or department.holds_on(day):
                yield department

    def _is_other(
        self,
        text: Syllables,
        first: int,
        after: int,
        masks: Sequence[tuple[int, int]],
        department: Department | None,
    ) -> bool:
        if any(start <= first and after <= end for start, end in masks):
            return True
        following = text.keys[after : after + 4]
        if text.keys[after - 1] == _OFFICE and following and _goes_on(text, after):
            return True  # "Văn phòng Sở Giáo dục": our own full names are longer names, found as such
        if following[:1] and following[0] in _DISTRICT_WORDS:
            return not (department and department.has_district_branches)
        skipped = next((len(word) for word in self._between if following[: len(word)] == word), 0)
        return any(
            start == 0 for _, start, _ in self._other_provinces.find(text.keys[after + skipped : after + skipped + 5])
        )

    def _is_own(self, text: Syllables, after: int) -> bool:
        following = text.keys[after : after + REACH_OF_PROVINCE]
        size = len(self._home)
        return any(following[at : at + size] == self._home for at in range(len(following) - size + 1))

    def propose(
        self,
        mentions: Mentions,
        rows: Sequence[TagProposal],
        fields: Sequence[TagProposal],
        article: ArticleText,
        scope: LocalityScope,
    ) -> tuple[TagProposal, ...]:
        """Return each department once, by name where it is named, else by the likeliest function; falling score."""
        best: dict[str, TagProposal] = {}
        for proposal in (*self._by_mention(mentions), *self._functions.propose(rows, fields, article, scope)):
            known = best.setdefault(proposal.code, proposal)
            if known.via == proposal.via and known.score < proposal.score:
                best[proposal.code] = proposal
        return tuple(sorted(best.values(), key=lambda one: (-one.score, one.code)))

    def _by_mention(self, mentions: Mentions) -> Iterable[TagProposal]:
        score = MENTION_SCORE if mentions.is_placed else UNPLACED_SCORE
        for mention in mentions.found:
            if mention.department:
                reasons = (_MENTION_REASON.format(mention.words),)
                yield TagProposal(mention.department, score, Certainty.PROPOSED, reasons=reasons, via=MENTION)


def _goes_on(text: Syllables, after: int) -> bool:
    """Say whether a capitalised syllable follows with only a blank between."""
    return text.text[text.ends[after - 1] : text.starts[after]] == " " and text.text[text.starts[after]].isupper()


def _longest(occurrences: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Drop names inside longer names: "Sở TN&MT" within "Thanh tra Sở TN&MT"."""
    return [
        (number, first, after)
        for number, first, after in occurrences
        if not any(start <= first and after <= end and (start, end) != (first, after) for _, start, end in occurrences)
    ]

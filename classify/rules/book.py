"""Compile a lexicon once; walk an article once; say which signal stands where, in the words of the article."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from classify.rules.phrases import PhraseTrie
from classify.rules.signals import AllOf, Lexicon, Part, Signals, Voice
from classify.rules.syllables import Aliases, Syllables, expand, read_syllables
from models.records import ArticleText
from models.vocabulary import ArticlePart

# A reader decides from about the first 1,300 characters of the body; what comes later is background.
OPENING_LENGTH = 1300


Span = tuple[ArticlePart, int, int]


class Scope(IntEnum):
    """Where in an article something stands. `HEAD` is title and lead read as one stretch."""

    TITLE = 0
    LEAD = 1
    HEAD = 2
    OPENING = 3
    REST = 4

    @property
    def part(self) -> ArticlePart:
        """Return the part of the article it lies in; `HEAD` begins with the title."""
        return {Scope.TITLE: ArticlePart.TITLE, Scope.LEAD: ArticlePart.LEAD, Scope.HEAD: ArticlePart.TITLE}.get(
            self, ArticlePart.TEXT
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """One signal met. `words` are as written in the article; offsets count in the NFC text of `scope`'s field.

    A combined rule has the place of each of its words in `spans`: (part, start, end).
    """

    code: str
    voice: Voice
    part: Part
    scope: Scope
    words: tuple[str, ...]
    start: int
    end: int
    rule: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class PartlyMet:
    """An `all_of` rule of a code of which all groups but one are met; `wanted` are the phrases of the one missing."""

    code: str
    met: int
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Syllables `first:after` of one text, read as one unit by `all_of` rules."""

    scope: Scope
    text: Syllables
    first: int
    after: int


_Occurrence = tuple[int, int, int]


class RuleBook:
    """The compiled rules of one plan and the guidelines; matching is pure and shares nothing between articles."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.aliases = Aliases(lexicon.aliases)
        self._trie = PhraseTrie()
        self._roles: dict[int, list[tuple[Signals, Part]]] = defaultdict(list)
        self._members: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._rules: list[tuple[Signals, AllOf]] = []
        self._figurative = {self._number(phrase) for phrase in lexicon.figurative}
        self._office = {self._number(phrase) for phrase in lexicon.office}
        for signals in lexicon.signals:
            self._compile(signals)

    def _number(self, phrase: str) -> int:
        return self._trie.add(expand(phrase, self.aliases))

    def _compile(self, signals: Signals) -> None:
        parts = (
            (Part.STRONG, signals.strong),
            (Part.SUPPORT, signals.support),
            (Part.AGAINST, signals.against),
            (Part.DOCUMENT, signals.documents),
        )
        for part, phrases in parts:
            for number in {self._number(phrase) for phrase in phrases}:
                self._roles[number].append((signals, part))
        for rule in signals.all_of:
            place = len(self._rules)
            self._rules.append((signals, rule))
            for group, phrases in enumerate(rule.groups):
                for number in {self._number(phrase) for phrase in phrases}:
                    self._members[number].append((place, group))

    def match(self, article: ArticleText) -> list[Hit]:
        """Return every signal met in title, lead and body, in reading order within each scope, each wording once."""
        title = read_syllables(article.title, self.aliases)
        lead = read_syllables(article.lead, self.aliases)
        body = read_syllables(article.text, self.aliases)
        in_title, in_lead, in_body = (self._occurrences(text) for text in (title, lead, body))
        hits = [*self._simple(title, in_title, Scope.TITLE), *self._simple(lead, in_lead, Scope.LEAD)]
        hits += self._simple(body, in_body, None)
        hits += self._combined(_whole(title, Scope.TITLE), in_title)
        hits += self._combined_head(title, in_title, lead, in_lead)
        starts = [one[1] for one in in_body]
        for stretch in _paragraphs(body):
            inside = in_body[bisect_left(starts, stretch.first) : bisect_left(starts, stretch.after)]
            hits += self._combined(stretch, [one for one in inside if one[2] <= stretch.after])
        return _each_wording_once(hits)

    def nearly_met(self, article: ArticleText) -> dict[str, PartlyMet]:
        """Return for each code its rule that title and lead meet but for one group; the one with most groups met."""
        met: dict[int, set[int]] = defaultdict(set)
        for text in (article.title, article.lead):
            for place, groups in self._groups_met(self._occurrences(read_syllables(text, self.aliases))).items():
                met[place] |= groups.keys()
        nearest: dict[str, PartlyMet] = {}
        for place, numbers in sorted(met.items()):
            signals, rule = self._rules[place]
            missing = [number for number in range(len(rule.groups)) if number not in numbers]
            known = nearest.get(signals.code)
            if len(missing) == 1 and (known is None or known.met < len(numbers)):
                nearest[signals.code] = PartlyMet(signals.code, len(numbers), rule.groups[missing[0]])
        return nearest

    def names_office(self, text: str) -> bool:
        """Say whether the office or one of its units is named in `text`."""
        keys = read_syllables(text, self.aliases).keys
        return any(number in self._office for number, _, _ in self._trie.find(keys))

    def _occurrences(self, text: Syllables) -> list[_Occurrence]:
        found = self._trie.find(text.keys)
        masks = [(first, after) for number, first, after in found if number in self._figurative]
        return [one for one in found if not _is_inside(one, masks)] if masks else found

    def _simple(self, text: Syllables, found: list[_Occurrence], scope: Scope | None) -> Iterator[Hit]:
        masks: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, first, after in found:
            for signals, part in self._roles.get(number, ()):
                if part is Part.AGAINST:
                    masks[signals.code].append((first, after))
        seen: set[tuple[int, Scope]] = set()
        for number, first, after in found:
            where = _body_scope(text, first) if scope is None else scope
            if (number, where) in seen:
                continue
            for signals, part in self._roles.get(number, ()):
                if signals.code in masks and _is_inside((number, first, after), masks[signals.code]):
                    continue
                if part is not Part.DOCUMENT:
                    seen.add((number, where))
                start, end = text.starts[first], text.ends[after - 1]
                yield Hit(signals.code, signals.voice, part, where, (text.text[start:end],), start, end)

    def _combined(self, stretch: _Stretch, found: list[_Occurrence]) -> Iterator[Hit]:
        met = self._groups_met(found)
        for place, groups in met.items():
            signals, rule = self._rules[place]
            if len(groups) == len(rule.groups):
                ordered = sorted(groups.values())
                words = tuple(dict.fromkeys(stretch.text.written(first, after) for first, after in ordered))
                start, end = stretch.text.starts[ordered[0][0]], stretch.text.ends[ordered[-1][1] - 1]
                spans = _spans(stretch.text, stretch.scope.part, ordered)
                yield Hit(signals.code, signals.voice, Part.STRONG, stretch.scope, words, start, end, rule.id, spans)

    def _combined_head(
        self, title: Syllables, in_title: list[_Occurrence], lead: Syllables, in_lead: list[_Occurrence]
    ) -> Iterator[Hit]:
        """Find rules whose groups are met by title and lead together; offsets are those of the title."""
        above, below = self._groups_met(in_title), self._groups_met(in_lead)
        for place in above.keys() | below.keys():
            signals, rule = self._rules[place]
            from_title, from_lead = above.get(place, {}), below.get(place, {})
            if len(from_title.keys() | from_lead.keys()) == len(rule.groups):
                only_lead = [span for group, span in sorted(from_lead.items()) if group not in from_title]
                spans = _spans(title, ArticlePart.TITLE, from_title.values()) + _spans(
                    lead, ArticlePart.LEAD, only_lead
                )
                words = tuple(dict.fromkeys(_words_at(title, from_title.values()) + _words_at(lead, only_lead)))
                whole = (0, len(title.text))
                yield Hit(signals.code, signals.voice, Part.STRONG, Scope.HEAD, words, *whole, rule.id, spans)

    def _groups_met(self, found: list[_Occurrence]) -> dict[int, dict[int, tuple[int, int]]]:
        met: dict[int, dict[int, tuple[int, int]]] = {}
        for number, first, after in found:
            for place, group in self._members.get(number, ()):
                met.setdefault(place, {}).setdefault(group, (first, after))
        return met


def _spans(text: Syllables, part: ArticlePart, found: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple((part, text.starts[first], text.ends[after - 1]) for first, after in sorted(found))


def _words_at(text: Syllables, found: Iterable[tuple[int, int]]) -> list[str]:
    return [text.written(first, after) for first, after in sorted(found)]


def _each_wording_once(hits: list[Hit]) -> list[Hit]:
    """Keep the first of equal hits; document numbers stay, as each may have another day of issue beside it."""
    kept: dict[tuple[object, ...], Hit] = {}
    for hit in hits:
        place = hit.start if hit.part is Part.DOCUMENT else None
        kept.setdefault((hit.code, hit.voice, hit.part, hit.scope, hit.rule, hit.words, place), hit)
    return list(kept.values())


def _is_inside(one: _Occurrence, spans: list[tuple[int, int]]) -> bool:
    _, first, after = one
    return any(start <= first and after <= end and (start, end) != (first, after) for start, end in spans)


def _body_scope(text: Syllables, first: int) -> Scope:
    return Scope.OPENING if text.starts[first] < OPENING_LENGTH else Scope.REST


def _whole(text: Syllables, scope: Scope) -> _Stretch:
    return _Stretch(scope, text, 0, len(text.keys))


def _paragraphs(body: Syllables) -> Iterator[_Stretch]:
    first = 0
    for place in range(1, len(body.keys) + 1):
        is_end = place == len(body.keys) or "\n" in body.text[body.ends[place - 1] : body.starts[place]]
        if is_end:
            yield _Stretch(_body_scope(body, first), body, first, place)
            first = place

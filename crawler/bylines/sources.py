"""Read what follows "Theo …" or "Nguồn …": press names, and now and then the person whose piece was taken."""

import re
from dataclasses import dataclass

from crawler.bylines import lexicon
from crawler.bylines.names import is_maybe_place, is_name, is_office, is_press, is_vietnamese_name
from crawler.bylines.pieces import PieceKind, classify_group, part_glued_names
from models.text import fold_accents

MAX_SOURCE_WORDS = 10

_BREAK = re.compile(r" ?[;/|•·\n] ?|, ?| [–—] ")
_AND = re.compile(r" (?:và|and) ")
_EDGES = " \t\"'“”‘’«»*:;,/|-–—…"
_FOLDED_PRESS = frozenset(fold_accents(name) for name in lexicon.PRESS)
_GLUED = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class NamedSources:
    """Persons and press names of a source remark, both as printed. Nothing is found where it is prose."""

    people: tuple[str, ...] = ()
    press: tuple[str, ...] = ()
    has_group: bool = False

    def __bool__(self) -> bool:
        """Say whether anything was found."""
        return bool(self.people or self.press or self.has_group)


def read_sources(text: str, *, may_name_people: bool) -> NamedSources:
    """Read the text after a source label, without brackets.

    A Vietnamese personal name counts as a person if `may_name_people` ("Theo Hồ Hương"), as nothing
    tells it from a paper otherwise; papers are known by list and by their words.
    """
    people: list[str] = []
    press: list[str] = []
    has_group = False
    for part in _split(text):
        group = classify_group(part)
        if group and group[0].kind is PieceKind.GROUP:
            has_group = True
            press.extend(piece.text for piece in group if piece.kind is PieceKind.PRESS)
            continue
        if may_name_people and _is_person(part):
            people.append(part)
            continue
        glued = _part_glued_press(part) if may_name_people else ()
        if glued:
            people.append(glued[0])
            press.append(glued[1])
        elif is_source(part):
            press.append(part)
        else:
            return NamedSources()
    return NamedSources(tuple(people), tuple(press), has_group)


def _split(text: str) -> list[str]:
    parts: list[str] = []
    for part in _BREAK.split(text):
        trimmed = _trim(part)
        person, _, paper = trimmed.partition(" - ")
        if paper and is_vietnamese_name(person):
            parts.extend((person, _trim(paper)))
            continue
        both = [_trim(side) for side in _AND.split(trimmed)]
        whole = len(both) == 1 or is_press(trimmed) or is_office(trimmed) or not all(map(is_name_or_press, both))
        parts.extend([trimmed] if whole else both)
    return [part for part in parts if part]


def _trim(part: str) -> str:
    part = part.strip(_EDGES)
    return part if re.search(r"\b[^\W\d_]\.$", part) else part.rstrip(". ")


def is_name_or_press(text: str) -> bool:
    """Say whether `text` can stand alone on one side of "và" in a list of sources."""
    return is_press(text) or is_name(text)


def _is_person(part: str) -> bool:
    """A press name typed without its marks ("Chinh Phủ") is no person."""
    return is_vietnamese_name(part) and not is_maybe_place(part) and fold_accents(part) not in _FOLDED_PRESS


def _part_glued_press(part: str) -> tuple[str, str] | tuple[()]:
    """Part the writer from the paper glued to the name ("Minh ThuInfonet")."""
    pieces = part_glued_names(part)
    if pieces and pieces[1].kind is PieceKind.PRESS:
        return pieces[0].text, pieces[1].text
    for match in _GLUED.finditer(part):
        left, right = part[: match.start()], part[match.start() :]
        if left[-1].islower() and right[0].isupper() and " " in left + "." and is_vietnamese_name(left):
            return left, right
    return ()


def is_source(part: str) -> bool:
    """Say whether `part` reads as the name of a source and not as a sentence ("Theo quy định, …")."""
    words = part.split()
    if any(word in lexicon.SENTENCE_WORDS for word in words) and not is_press(part):
        return False
    if not words or (len(words) > MAX_SOURCE_WORDS and not is_office(part)):
        return False
    if part[0].isupper() or part[0].isdigit() or is_press(part):
        return _is_mostly_capitalised(words) or is_press(part) or is_office(part)
    if part.isascii() and len(words) <= 3:
        return len(words) == 1 or any(c.isupper() for c in part)
    return is_office(part) and any(word[0].isupper() for word in words)


def _is_mostly_capitalised(words: list[str]) -> bool:
    """Foreign and Vietnamese press names have few words in lower case; a sentence has many."""
    lower = sum(word[0].islower() for word in words)
    return lower <= 2 or lower * 2 < len(words)

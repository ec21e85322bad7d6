"""Cut a byline into sections: what stands before the first label, then each label with what it labels.

"Thành An - Ảnh: Lê Bình (CTV)" gives an unlabelled section and one of kind PHOTO. Text glued to a
label ("Thu ThủyTheo Cnet") is cut there too. Labels inside brackets belong to the bracket.
"""

import re
from dataclasses import dataclass
from enum import Enum

from crawler.bylines import lexicon


class SectionKind(Enum):
    """What the names of a section did, or what the section holds instead of names."""

    PLAIN = "plain"
    TEXT = "text"
    EDITOR = "editor"
    PHOTO = "photo"
    VIDEO = "video"
    OTHER = "other"
    SOURCE = "source"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Section:
    """One label with its content.

    `kind` is the foremost of `works`, which are all that the label names, in printed order ("Bài, ảnh:").
    `apart` is false where the label follows a name without any separator; `is_joint` tells a label
    of several words.
    """

    kind: SectionKind
    label: str
    content: str
    printed: str
    apart: bool
    works: tuple["Work", ...] = ()
    is_joint: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work of a label, with the words that name it."""

    kind: SectionKind
    printed: str


_ROLES: dict[str, SectionKind] = {
    phrase: kind
    for kind, phrases in (
        (SectionKind.TEXT, lexicon.TEXT_ROLES),
        (SectionKind.EDITOR, lexicon.EDITOR_ROLES),
        (SectionKind.PHOTO, lexicon.PHOTO_ROLES),
        (SectionKind.VIDEO, lexicon.VIDEO_ROLES),
        (SectionKind.OTHER, lexicon.OTHER_ROLES),
        (SectionKind.SOURCE, lexicon.SOURCE_ROLES),
        (SectionKind.CONTACT, lexicon.CONTACT_ROLES),
    )
    for phrase in phrases
}
# The foremost kind says how a whole section is read.
_RANK = (
    SectionKind.TEXT,
    SectionKind.EDITOR,
    SectionKind.PHOTO,
    SectionKind.VIDEO,
    SectionKind.OTHER,
    SectionKind.SOURCE,
    SectionKind.CONTACT,
)
_ROLE = "(?:" + "|".join(re.escape(phrase) for phrase in sorted(_ROLES, key=len, reverse=True)) + ")"
_JOINT = rf"{_ROLE}(?: ?(?:,|-|–|—|/|&|\+|và| ) ?{_ROLE}){{0,3}}"
# Only these are also printed without a colon ("Bài, ảnh Thành An").
_PAIR = r"(?:tin bài|bài|tin|ảnh)(?: ?(?:,|-|–|&|và) ?| )(?:ảnh|hình ảnh|hình|video|clip)"
_LABEL = re.compile(
    rf"(?P<role>{_JOINT}) ?[:：]|(?P<pair>{_PAIR}) (?=[^\W\d_])|th ?eo:? "
    r"|(?P<bare>nguồn|ảnh|video|clip|thực hiện|quay phim) (?=[^\W\d_])",
    re.I,
)
_UNKNOWN_LABEL = re.compile(r"[^\W\d_][^:;,()\[\]–—-]{1,30}:(?= ?\S)")
_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]")
_SEPARATORS = " \n-–—,;/|•·"


def read_works(label: str) -> tuple[Work, ...]:
    """Return the works a known label names, each kind once, in printed order."""
    parts: list[list[Work]] = []
    end = 0
    for role in re.finditer(_ROLE, label, re.IGNORECASE):
        if not parts or label[end : role.start()] != " ":
            parts.append([])
        parts[-1].append(Work(_ROLES[role.group().lower()], role.group()))
        end = role.end()
    works = {work.kind: work for part in parts for work in _read_part(part)}
    return tuple(works.values())


def _read_part(works: list[Work]) -> list[Work]:
    """Read words parted by spaces only: "Tin ảnh" are two works, "Biên tập video" and "Phóng viên ảnh" one each."""
    while len(works) > 1 and works[0].printed.lower() in lexicon.PERSON_ROLES:
        works = works[1:]
    if works[0].kind in (SectionKind.TEXT, SectionKind.PHOTO, SectionKind.VIDEO):
        return works
    return sorted(works, key=lambda work: _RANK.index(work.kind))[:1]


def _foremost(works: tuple[Work, ...]) -> SectionKind:
    return min((work.kind for work in works), key=_RANK.index)


def cut_sections(line: str) -> tuple[Section, ...]:
    """Cut `line` at its labels; empty sections are left out."""
    masked = _BRACKETS.sub(lambda bracket: "\x00" * len(bracket.group()), line)
    marks = [mark for mark in _LABEL.finditer(masked) if _begins_here(masked, mark)]
    first = marks[0].start() if marks else len(line)
    sections = [*_cut_unknown_label(line[:first], masked[:first])]
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    sections.extend(_make_section(line, mark, end) for mark, end in zip(marks, ends, strict=False))
    return tuple(section for section in sections if section.content or section.label)


def _begins_here(line: str, mark: re.Match[str]) -> bool:
    """A label follows a separator, or begins with a capital after a name ("An Ảnh:", "AnẢnh:", "ThủyTheo")."""
    before, first = line[: mark.start()], mark.group()[0]
    apart = _stands_apart(before)
    if mark["bare"]:
        return apart and line[mark.end()].isupper()
    if before and before[-1].isalnum():
        return before[-1].islower() and first.isupper()
    is_theo = not mark["role"] and not mark["pair"]
    return apart or first.isupper() or (is_theo and before[-1] == " ")


def _stands_apart(before: str) -> bool:
    before = before.rstrip(" ")
    return not before or before[-1] in _SEPARATORS


def _make_section(line: str, mark: re.Match[str], end: int) -> Section:
    label = mark.group().strip()
    role = mark["role"] or mark["pair"] or mark["bare"]
    works = read_works(role) if role else (Work(SectionKind.SOURCE, label),)
    return Section(
        kind=_foremost(works),
        label=label,
        content=line[mark.end() : end].strip(_SEPARATORS),
        printed=line[mark.start() : end].strip(_SEPARATORS),
        apart=_stands_apart(line[: mark.start()]),
        works=works,
        is_joint=bool(role) and len(re.findall(_ROLE, role, re.IGNORECASE)) > 1,
    )


def _cut_unknown_label(text: str, masked: str) -> tuple[Section, ...]:
    """Split off a label no list knows ("Tạo hình: X"): what follows it is kept as printed and names nobody."""
    unknown = _UNKNOWN_LABEL.search(masked)
    if not unknown:
        return (Section(SectionKind.PLAIN, "", text.strip(_SEPARATORS), text.strip(_SEPARATORS), apart=True),)
    start = unknown.start()
    plain = text[:start].strip(_SEPARATORS)
    printed = text[start:].strip(_SEPARATORS)
    return (
        Section(SectionKind.PLAIN, "", plain, plain, apart=True),
        Section(SectionKind.OTHER, unknown.group(), text[unknown.end() :].strip(_SEPARATORS), printed, apart=True),
    )

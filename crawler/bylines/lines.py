"""Tell a byline line at the end of an old page's body from a last sentence, a caption or a heading."""

import re

from crawler.bylines import lexicon
from crawler.bylines.names import (
    is_initials,
    is_listed_press,
    is_maybe_place,
    is_office,
    is_press,
    is_vietnamese_name,
)
from crawler.bylines.parse import parse_byline
from crawler.bylines.sections import Section, SectionKind, cut_sections
from models.records import ParsedByline
from models.text import clean_text
from models.vocabulary import Signature

# The longest byline lines are groups of up to eight names.
MAX_LINE_LENGTH = 200
MAX_SOURCE_LINE_WORDS = 9

_ENDS_OF_SENTENCES = ("!", "?", "…", "...", ":", "”", '"', ";", ",")
_LIST_SIGNS = ("-", "–", "—", "•", "+")
_LABELLED = (SectionKind.TEXT, SectionKind.EDITOR)
_MEDIA_NOTE = re.compile(r"(?:nguồn )?(?:ảnh|video|clip)\b", re.IGNORECASE)
_INITIAL_AT_END = re.compile(r"(?<![^\W_])[^\W\d_]\.$")
_OPENING = '(*"“ '


def looks_like_byline(paragraph: str) -> bool:
    """Say whether a last body paragraph is a byline line.

    Doubtful lines are text: body text taken for an author would be a false reward,
    an author left in the text is only a missing one.
    """
    line = clean_text(paragraph)
    if not line or not _is_line(line):
        return False
    parsed = parse_byline(line)
    sections = cut_sections(line)
    if parsed.signature is Signature.NONE or _is_under_picture(sections):
        return False
    if parsed.signature is Signature.NAMED:
        return _is_labelled(sections) or _is_line_of_names(line, parsed)
    if parsed.signature is Signature.COLLECTIVE:
        return len(line.split()) <= MAX_SOURCE_LINE_WORDS
    return _is_line_of_press(line, parsed)


def _is_line(line: str) -> bool:
    if "\n" in line or len(line) > MAX_LINE_LENGTH or line.startswith(_LIST_SIGNS):
        return False
    if line.endswith(_ENDS_OF_SENTENCES):
        return False
    ends_sentence = line.endswith(".") and not _INITIAL_AT_END.search(line)
    return not ends_sentence and line.count("(") == line.count(")")


def _is_under_picture(sections: tuple[Section, ...]) -> bool:
    """Say whether an unlabelled text before "Ảnh:" or "Video:" is more likely a caption than a name."""
    kinds = [section.kind for section in sections]
    return kinds[0] is SectionKind.PLAIN and (SectionKind.PHOTO in kinds or SectionKind.VIDEO in kinds)


def _is_labelled(sections: tuple[Section, ...]) -> bool:
    return any(s.kind in _LABELLED for s in sections) or (len(sections) > 1 and bool(sections[0].label))


def _is_line_of_names(line: str, parsed: ParsedByline) -> bool:
    """Say whether sure names fill the line: no title, calling or description stands with them."""
    first = parsed.credits[0].name
    opening = line.lstrip(_OPENING)
    begins = opening.startswith(first) or opening.lower().startswith(("theo ", "pv ", "ctv ", "phóng viên "))
    offices = [credit.affiliation for credit in parsed.credits if credit.affiliation]
    return begins and _are_sure_names(parsed) and all(map(is_office, offices)) and _is_plain_note(parsed.note)


def _is_plain_note(note: str | None) -> bool:
    if note is None or is_maybe_place(note) or note.startswith("từ "):
        return True
    return lexicon.is_note(note) or bool(_MEDIA_NOTE.match(note))


def _are_sure_names(parsed: ParsedByline) -> bool:
    """Say whether all are shaped as names and one is surely no place; a remark ("t/h") vouches for a short name."""
    names = list(dict.fromkeys(credit.name for credit in parsed.credits))
    if len(names) == 1 and parsed.note and lexicon.is_note(parsed.note):
        return True
    shaped = all(is_vietnamese_name(name) or is_maybe_place(name) or _is_signed_short(name) for name in names)
    return shaped and not all(map(is_maybe_place, names))


def _is_signed_short(name: str) -> bool:
    return "." in name and is_initials(name)


def _is_sure_press(name: str) -> bool:
    """Say whether `name` is a paper and no heading such as "Kinh tế"."""
    return is_listed_press(name) and (len(name.split()) != 2 or name.istitle() or not name.replace(" ", "").isalpha())


def _is_line_of_press(line: str, parsed: ParsedByline) -> bool:
    """Say whether the line is "Theo TTXVN", or nothing but well-known press names."""
    if len(line.split()) > MAX_SOURCE_LINE_WORDS:
        return False
    if parsed.signature is Signature.AGENCY or line.lstrip(_OPENING).lower().startswith("nguồn"):
        return parsed.note is None and all(map(_is_sure_press, parsed.sources))
    return all(is_press(name) or is_office(name) or name.istitle() or name.isascii() for name in parsed.sources)

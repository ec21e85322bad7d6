"""Tell a byline line at the end of an old page's body from a last sentence, a caption or a heading."""

import re

from crawler.bylines.names import is_initials, is_maybe_place, is_office, is_press, is_vietnamese_name
from crawler.bylines.parse import parse_byline
from crawler.bylines.sections import SectionKind, cut_sections
from models.records import ParsedByline
from models.text import clean_text
from models.vocabulary import Signature

# The longest byline lines are groups of up to eight names.
MAX_LINE_LENGTH = 200
MAX_SOURCE_LINE_WORDS = 9

_SENTENCE_END = re.compile(r"[!?…:”\"]$|[^\W\d_]{2,}\.$|\d")
_DIGIT_OK = re.compile(r"V(?:OV|TV|TC)\d{1,2}|24h|Kênh ?14")
_LABELLED = (SectionKind.TEXT, SectionKind.EDITOR)


def looks_like_byline(paragraph: str) -> bool:
    """Say whether a last body paragraph is a byline line. Doubtful lines are text: a lost word is worse than a lost name."""
    line = clean_text(paragraph)
    if not line or "\n" in line or len(line) > MAX_LINE_LENGTH or _SENTENCE_END.search(_DIGIT_OK.sub("", line)):
        return False
    parsed = parse_byline(line)
    if parsed.signature is Signature.NONE:
        return False
    if parsed.signature is Signature.NAMED:
        return _is_labelled(line) or all(_is_sure_name(credit.name) for credit in parsed.credits)
    if parsed.signature is Signature.COLLECTIVE:
        return len(line.split()) <= MAX_SOURCE_LINE_WORDS
    return _is_source_line(line, parsed)


def _is_labelled(line: str) -> bool:
    return any(section.kind in _LABELLED and section.label.endswith(":") for section in cut_sections(line))


def _is_sure_name(name: str) -> bool:
    return (is_vietnamese_name(name) or ("." in name and is_initials(name))) and not is_maybe_place(name)


def _is_source_line(line: str, parsed: ParsedByline) -> bool:
    """Say whether the line is "Theo TTXVN", or nothing but press names."""
    if len(line.split()) > MAX_SOURCE_LINE_WORDS:
        return False
    if parsed.signature is Signature.AGENCY:
        return parsed.note is None and all(is_press(name) for name in parsed.sources)
    return all(is_press(name) or is_office(name) or name.istitle() or name.isascii() for name in parsed.sources)

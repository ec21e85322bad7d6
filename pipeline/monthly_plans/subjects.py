"""Several subjects in one cell, told apart by bullets, numbers, semicolons or lines. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.monthly_plans.grid import Line
from pipeline.monthly_plans.words import plain_key

_BULLET = re.compile(
    r"^\s*(?:[-+*•▪●–—→»]+\s*|\d{1,2}(?:\.\d{1,2})+[.)]?\s+|\(?\d{1,2}[.)]\s+|\(?\d{1,2}(?:\)|/(?!\d))\s*|\d{1,2}\.(?=[^\W\d])|[a-zđ][.)]\s+|\([a-zđ]\)\s*)"
)
_ENUMERATED = re.compile(r"(?:(?<=^)|(?<=[\s;.,:]))(?<!\d\.)(?:\((\d|[a-eđ])\)|(\d|[a-eđ])[.)])\s+(?=\S)")
_SEMICOLON = re.compile(r"\s*;\s*")
_INNER_BULLET = re.compile(r"(?:(?<=[;.,])\s*|\s{2,})[-+•]\s+|\s+[+•]\s+")
_OPEN_ENDED = re.compile(
    r"(?:[,(\-–/&:]|(?:^|\s)(?:tại|của|về|và|trên|ở|cho|với|theo|trong|các|những|từ|đến|là|do|bởi|huyện|xã|tỉnh"
    r"|thị|thị xã|thành|thành phố|"
    r"phường|khu|công|công ty|dự án|để|như|gồm|việc|công tác|sở|phòng|chi cục|một số|hoặc))$"
)
MIN_WORDS = 3
_ORDERED = "abcdđe"


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject; `struck` says that it is crossed out within a cell that stands."""

    text: str
    struck: bool = False


def split_subjects(lines: Sequence[Line]) -> tuple[Subject, ...]:
    """Return the subjects of a content cell, in order; text before the first of several bullets opens each of them."""
    lines = [line for line in lines if line.text.strip(" -+*•.")]
    bullets = [line for line in lines if _BULLET.match(line.text)]
    if len(bullets) > 1:
        return _split_bullets(lines)
    if len(lines) == 1:
        return tuple(Subject(part, lines[0].struck) for part in _split_line(lines[0].text))
    return _split_plain_lines(lines)


def strip_bullet(text: str) -> str:
    """Return `text` without the bullet or number before it."""
    return _BULLET.sub("", text, count=1).strip() or text.strip()


def _split_bullets(lines: Sequence[Line]) -> tuple[Subject, ...]:
    """Part at the bullets of the outermost kind; a line without one continues the subject before it."""
    kind = _kind_of(next(line.text for line in lines if _BULLET.match(line.text)))
    opening: list[str] = []
    subjects: list[Subject] = []
    for line in lines:
        if _BULLET.match(line.text) and _kind_of(line.text) == kind:
            subjects.append(Subject(strip_bullet(line.text).rstrip(";,. "), line.struck))
        elif subjects:
            last = subjects[-1]
            joined = f"{last.text} {line.text}" if not line.struck else last.text
            subjects[-1] = Subject(joined, last.struck)
        elif not line.struck:
            opening.append(line.text)
    lead = " ".join(opening).rstrip(" :;,.")
    if len(subjects) == 1:  # one bullet of the outermost kind: the rest are its details
        return (Subject(f"{lead}: {subjects[0].text}" if lead else subjects[0].text, subjects[0].struck),)
    return tuple(Subject(f"{lead}: {subject.text}" if lead else subject.text, subject.struck) for subject in subjects)


def _kind_of(text: str) -> str:
    stripped = text.strip()
    if stripped[0] in "-–—":
        return "-"
    if stripped[0].isdigit() or stripped[:2].strip("(").isdigit():
        return "1"
    return "a" if stripped[0].isalpha() or stripped[0] == "(" else stripped[0]


def _split_plain_lines(lines: Sequence[Line]) -> tuple[Subject, ...]:
    """Take a line that begins anew (a capital, three words or more) as a subject; others continue the one before."""
    subjects: list[Subject] = []
    for line in lines:
        text = strip_bullet(line.text)
        if subjects and subjects[-1].struck == line.struck and not _begins_anew(subjects[-1].text, text):
            subjects[-1] = Subject(f"{subjects[-1].text} {text}", line.struck)
        else:
            subjects.append(Subject(text, line.struck))
    if len(subjects) > 1 and subjects[0].text.endswith(":"):
        lead = subjects[0].text.rstrip(" :")
        subjects = [Subject(f"{lead}: {subject.text}", subject.struck) for subject in subjects[1:]]
    if len(subjects) == 1:
        return tuple(Subject(part, subjects[0].struck) for part in _split_line(subjects[0].text))
    return tuple(Subject(subject.text.rstrip(";,. "), subject.struck) for subject in subjects)


def _begins_anew(before: str, text: str) -> bool:
    if before.endswith((";", ".")):
        return len(text.split()) >= MIN_WORDS
    starts = next((letter for letter in text if letter.isalnum()), "")
    is_open = _OPEN_ENDED.search(plain_key(before)) is not None and not before.endswith(":")
    return starts.isupper() and not is_open and len(text.split()) >= MIN_WORDS and len(before.split()) >= MIN_WORDS


def _split_line(text: str) -> list[str]:
    """Part one line at "1. … 2. …", at "; ", or at bullets inside it; each part must be able to stand alone."""
    marks = list(_ENUMERATED.finditer(text))
    numbers = [(found[1] or found[2]) for found in marks]
    if len(numbers) > 1 and _is_counting(numbers):
        lead = text[: marks[0].start()].strip(" :;,.")
        ends = [found.start() for found in marks[1:]] + [len(text)]
        parts = [text[found.end() : end].strip(" ;,.") for found, end in zip(marks, ends, strict=True)]
        return [f"{lead}: {part}" if lead else part for part in parts]
    for pattern in (_SEMICOLON, _INNER_BULLET):
        parts = [strip_bullet(part) for part in pattern.split(_hide_brackets(text)) if part.strip(" .")]
        if len(parts) > 1 and all(len(part.split()) >= MIN_WORDS for part in parts):
            return [part.replace("\x02", ";").rstrip(".") for part in parts]
    return [strip_bullet(text)]


def _hide_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", lambda found: found[0].replace(";", "\x02"), text)


def _is_counting(marks: list[str]) -> bool:
    if all(mark.isdigit() for mark in marks):
        return marks == [str(number) for number in range(1, len(marks) + 1)]
    return "".join(marks) in (_ORDERED[: len(marks)], "abcde"[: len(marks)])

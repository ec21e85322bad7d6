"""Read from headlines which part of which series an article is: "Bài 1: …", "(bài 2)", "Kỳ II", "Kỳ cuối"."""

import re
from dataclasses import dataclass

from models.records import SeriesPart
from models.text import fold_accents

_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_SPELLED = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_LAST = "cuối|kết|chót"
_NUMBER = rf"(?P<number>\d{{1,2}}|[ivx]{{1,5}}|{_LAST}|{'|'.join(_SPELLED)})\b"
# "Bài 2/3", "Bài 3 (bài cuối)", "kỳ 2 và hết".
_CLOSING = rf"(?:[-–—,(]|và)?\s*\(?(?:(?:bài|kỳ|kì|phần|số)\s+)?(?:{_LAST}|hết)\b\)?"
_END = rf"(?:\s*(?:/\s*(?P<of>\d{{1,2}})|(?P<last>{_CLOSING})))?"
_MARK = rf"(?:(?:bài|kỳ|kì|phần|tập)\s+(?:thứ\s+)?|số\s+(?={_LAST})){_NUMBER}{_END}"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\s*{_MARK}(?:\s*[:.\-–—|]\s*|$)",
        rf"\s*[(\[]\s*{_MARK}\s*[)\]]\s*",
        rf"\s*(?:[-–—:.,|]\s*)\s*{_MARK}(?:\s*[:.\-–—|]\s*|\s*$)",
    )
)
_SUBJECT = re.compile(r"^\s*chủ đề\s*:?\s*", re.IGNORECASE)
# What a headline may call the piece before the name of its series.
_CALLED = re.compile(
    r"^\W*(?:(?:e-?magazine|loạt bài|chuyên đề|phóng sự(?: ảnh| dài kỳ)?|ký sự)(?:\s*[\]:|\-–—]|\s+(?=[\"'“‘«]))\s*)+",
    re.IGNORECASE,
)
_EDGES = " \t-–—:.,|\"'“”‘’«»"


@dataclass(frozen=True, slots=True)
class SeriesMark:
    """A headline's mark: the number (None for a last part without one), and what stands before and behind it."""

    part: int | None
    last: bool
    before: str
    after: str


def find_mark(title: str) -> SeriesMark | None:
    """Return the first mark of `title`, or None; a number that cannot be read is none."""
    title = " ".join(title.split())  # a long run of blanks would take time by its square
    found = [match for pattern in _PATTERNS if (match := pattern.search(title))]
    if not found:
        return None
    match = min(found, key=lambda one: one.start("number"))
    number = match["number"].lower()
    part = int(number) if number.isdigit() else _ROMAN.get(number) or _SPELLED.get(number)
    is_last = number in _LAST.split("|")
    if part is None and not is_last:
        return None
    return SeriesMark(
        part=part,
        last=is_last or match["last"] is not None or (part is not None and match["of"] == str(part)),
        before=_CALLED.sub("", title[: match.start()]).strip(_EDGES),
        after=title[match.end() :].strip(_EDGES),
    )


def name_key(name: str) -> str:
    """Return the key of a series' name: lower case without accents, words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold_accents(name)).strip("-")


def read_series(title: str, *, named: str | None = None) -> SeriesPart | None:
    """Return the part `title` says it is, or None.

    The key is the series' name without accents: what the headline has before its mark, else `named`,
    the subject the page prints, else what follows the mark.
    """
    mark = find_mark(title)
    if mark is None:
        return None
    key = name_key(mark.before or _SUBJECT.sub("", named or "") or mark.after)
    return SeriesPart(key=key, part=mark.part, last=mark.last) if key else None

"""Read from headlines which part of which series an article is: "Bài 1: …", "(bài 2)", "Kỳ II", "Kỳ cuối"."""

import re

from models.records import SeriesPart
from models.text import fold_accents

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_NUMBER = r"(?P<number>\d{1,2}|[ivx]{1,4}|cuối)"
_MARK = rf"(?:bài|kỳ|kì|phần|tập)\s+{_NUMBER}"
_BRACKETED = re.compile(rf"\s*[(\[]\s*{_MARK}\s*[)\]]\s*", re.IGNORECASE)
_LEADING = re.compile(rf"^\s*{_MARK}(?:\s*[:.\-–—]\s*|$)", re.IGNORECASE)
_INNER = re.compile(rf"\s*(?:[-–—:.,|]\s*)\s*{_MARK}(?:\s*[:.\-–—]\s*|\s*$)", re.IGNORECASE)
_SUBJECT = re.compile(r"^\s*chủ đề\s*:?\s*", re.IGNORECASE)
_EDGES = " \t-–—:.,|\"'“”"


def read_series(title: str, *, named: str | None = None) -> SeriesPart | None:
    """Return the part `title` says it is, or None.

    The key is the series' name without accents: what the headline has before its mark, else `named`,
    the subject the page prints, else what follows the mark.
    """
    for pattern in (_BRACKETED, _LEADING, _INNER):
        match = pattern.search(title)
        if match is None:
            continue
        before, after = title[: match.start()].strip(_EDGES), title[match.end() :].strip(_EDGES)
        number = match["number"].lower()
        part = None if number == "cuối" else _ROMAN.get(number) or (int(number) if number.isdigit() else None)
        if part is None and number != "cuối":
            return None
        name = before or _SUBJECT.sub("", named or "") or after
        key = re.sub(r"[^a-z0-9]+", "-", fold_accents(name)).strip("-")
        return SeriesPart(key=key, part=part, last=number == "cuối") if key else None
    return None

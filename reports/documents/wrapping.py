"""Let words that are wider than their column break, for a typesetter that breaks lines at blanks only."""

import re

from reports.measure import BREAK, text_width

_LONG = re.compile(r"\S{10,}")
_JOINT = re.compile(r"(?<=[/\-_?&=.,;:])(?=\w)")
WIDEST_LETTER = 0.36
"""Millimetres of the widest letters for each point of size: shorter words than the width allows need no measuring."""


def break_long(text: str, size: float, available: float) -> str:
    """Return `text` with an invisible place to break in every word wider than `available` millimetres.

    It breaks after signs of an address first, then wherever it must.
    """

    def loosen(found: re.Match[str]) -> str:
        word = found.group()
        if len(word) * size * WIDEST_LETTER <= available or text_width(word, size, bold=True) <= available:
            return word
        parts = _JOINT.sub(BREAK, word).split(BREAK)
        return BREAK.join(_cut(part, size, available) for part in parts)

    return _LONG.sub(loosen, text)


def _cut(part: str, size: float, available: float) -> str:
    if text_width(part, size, bold=True) <= available:
        return part
    return BREAK.join(part)

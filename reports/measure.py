"""How long a text is in print. Tinos has the measures of Times New Roman, so this holds for both."""

import re
from functools import lru_cache
from pathlib import Path

from matplotlib.ft2font import FT2Font, LoadFlags

FONT_FOLDER = Path(__file__).parent / "fonts"
MM_PER_POINT = 25.4 / 72
WIDTH_SLACK = 1.5
MEASURED_SIZE = 100
BOX = "□"
BREAK = "\u200b"
"""A place where a line may break, that takes no room."""
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
COMPOUNDS = frozenset(  # words of agency names that no line end should part
    [
        "bảo vệ",
        "biến đổi",
        "chi cục",
        "công nghệ",
        "đất đai",
        "đo đạc",
        "khí hậu",
        "khoáng sản",
        "kỹ thuật",
        "môi trường",
        "nông nghiệp",
        "phát triển",
        "quan trắc",
        "quản lý",
        "tài nguyên",
        "trung tâm",
        "văn phòng",
        "kế hoạch",
        "tài chính",
        "thanh tra",
        "tổ chức",
    ]
)


@lru_cache(maxsize=2)
def _open_font(name: str) -> FT2Font:
    font = FT2Font(FONT_FOLDER / name)
    font.set_size(MEASURED_SIZE, 72)
    return font


@lru_cache(maxsize=4096)
def _letter_width(letter: str, *, bold: bool) -> float:
    """Return the advance of a letter of one point, in millimetres; what Tinos lacks is as wide as a box."""
    drawn = "" if letter == BREAK else mark_missing(letter)
    if not drawn:
        return 0.0
    font = _open_font("Tinos-Bold.ttf" if bold else "Tinos-Regular.ttf")
    glyph = font.load_char(ord(drawn), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / MEASURED_SIZE * MM_PER_POINT


def mark_missing(text: str) -> str:
    """Return `text` with a box for every letter that Tinos cannot draw in all four looks.

    Signs that are never seen (of joining, of direction, of variants) are left out, but for the place to break.
    """
    missing = {letter for letter in set(text) if letter != BREAK and ord(letter) not in _drawn_letters()}
    signs = {ord(letter): "" if _UNSEEN.match(letter) else BOX for letter in missing}
    return text.translate(signs) if signs else text


@lru_cache(maxsize=1)
def _drawn_letters() -> frozenset[int]:
    every = [set(FT2Font(path).get_charmap()) for path in FONT_FOLDER.glob("*.ttf")]
    return frozenset(set.intersection(*every))


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in millimetres of one line of letters of `size` points, kerning left aside."""
    return size * sum(_letter_width(letter, bold=bold) for letter in text)


def split_name(name: str, size: float, available: float, *, bold: bool) -> tuple[str, ...]:
    """Break a name that is wider than `available` millimetres into lines that fit, as even as words allow.

    A break before "VÀ" is preferred, one inside a compound avoided. A word that is too wide stands alone.
    """
    if text_width(name, size, bold=bold) <= available or " " not in name:
        return (name,)
    words = name.split(" ")

    def widest(cut: int) -> float:
        return max(text_width(" ".join(part), size, bold=bold) for part in (words[:cut], words[cut:]))

    def badness(cut: int) -> tuple[bool, bool, float]:
        width = widest(cut)
        splits = f"{words[cut - 1]} {words[cut]}".lower() in COMPOUNDS or words[cut - 1].upper() == "VÀ"
        return width > available, splits, width if words[cut].upper() != "VÀ" else 0.0

    best = min(range(1, len(words)), key=badness)
    parts = (" ".join(words[:best]), " ".join(words[best:]))
    return tuple(line for part in parts for line in split_name(part, size, available, bold=bold))


def balanced_width(text: str, size: float, available: float, *, bold: bool) -> float:
    """Return the narrowest width in which `text` takes no more lines than in `available` millimetres.

    Centred lines set in it are about equally long, so that no single word is left over.
    """
    words = [text_width(word, size, bold=bold) for word in text.split(" ")]
    blank = text_width("n n", size, bold=bold) - text_width("nn", size, bold=bold)
    fewest = _count_lines(words, blank, available)
    low, high = max(words), available
    while high - low > 0.5:
        middle = (low + high) / 2
        if _count_lines(words, blank, middle) <= fewest:
            high = middle
        else:
            low = middle
    return min(high + WIDTH_SLACK, available)


def _count_lines(words: list[float], blank: float, available: float) -> int:
    lines, used = 1, 0.0
    for word in words:
        grown = used + blank + word if used else word
        if grown <= available or not used:
            used = grown
        else:
            lines, used = lines + 1, word
    return lines

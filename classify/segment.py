"""Text → Vietnamese words, by one function, so that the segmenter behind it can be changed or made faster alone.

Nothing else of ours calls underthesea.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import cast

from models.text import clean_text, place_tones

LONGEST_TEXT = 200_000
LONGEST_TOKEN = 200

# The segmenter's own regular expressions are quadratic in the length of a run without blanks: 40,000 letters take 21 s.
_ENDLESS = re.compile(rf"(\S{{{LONGEST_TOKEN}}})\S+")


@cache
def _word_tokenize() -> Callable[[str], list[str]]:
    """Import on first use: it costs half a second and 100 MB that most commands never need."""
    from underthesea import word_tokenize  # noqa: PLC0415 - see above

    return cast("Callable[[str], list[str]]", word_tokenize)


def prepare_text(text: str) -> str:
    """Return `text` safe to segment: NFC, new tone placement, no endless token, at most 200,000 characters."""
    text = place_tones(clean_text(text[: LONGEST_TEXT * 2]))[:LONGEST_TEXT]
    return _ENDLESS.sub(r"\1", text)


def segment(text: str) -> list[str]:
    """Return the words of `text` in order; the syllables of a word are joined by a blank ("môi trường").

    Never raises on odd text: control characters and lone surrogates are dropped, tokens are cut at
    200 characters and the text at 200,000. NFD and NFC give the same words.
    """
    prepared = prepare_text(text)
    return _word_tokenize()(prepared) if prepared else []

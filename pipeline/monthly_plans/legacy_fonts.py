"""Text typed for the old fonts (TCVN3: .VnTime, VNI: VNI-Times): told by font name or by its letters, converted.

Both put Vietnamese into the places of Western letters, so the same characters read as nonsense elsewhere. Nothing is
converted unless a person asks. Tables: TCVN 5712:1993 (VN3) and VNI for Windows, both published.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum


class LegacyEncoding(StrEnum):
    """An encoding of the old fonts. Fonts ending in H (.VnTimeH) show the letters of TCVN3 as capitals."""

    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3_capitals"
    VNI = "vni"

    @property
    def family(self) -> "LegacyEncoding":
        """Return the encoding a person names on the command line."""
        return LegacyEncoding.TCVN3 if self is LegacyEncoding.TCVN3_CAPITALS else self

    @property
    def label(self) -> str:
        """Return its name as the office knows it."""
        return "VNI (VNI-Times)" if self is LegacyEncoding.VNI else "TCVN3 (.VnTime)"


_TCVN3: Mapping[str, str] = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)

_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_HATS = dict(zip("âàáåãä", ("", *_TONES.values()), strict=True))
_BREVES = dict(zip("êèéúüë", ("", *_TONES.values()), strict=True))


def _make_vni() -> dict[str, str]:
    pairs = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
    bases = {letter: letter for letter in "aeouy"} | {"ô": "ơ", "ö": "ư"}
    for typed, meant in bases.items():
        pairs |= {typed + mark: meant + tone for mark, tone in _TONES.items()}
    for letter in "aeo":
        pairs |= {letter + mark: f"{letter}\u0302{tone}" for mark, tone in _HATS.items()}
    pairs |= {"a" + mark: f"a\u0306{tone}" for mark, tone in _BREVES.items()}
    pairs |= {typed.upper(): meant.upper() for typed, meant in pairs.items()}
    pairs |= {typed[0].upper() + typed[1:]: meant[0].upper() + meant[1:] for typed, meant in pairs.items()}
    return {typed: unicodedata.normalize("NFC", meant) for typed, meant in pairs.items()}


_VNI = _make_vni()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

# Letters of modern Vietnamese beyond those that Western alphabets share: ă đ ĩ ũ ơ ư and all with two marks.
_MODERN = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_TCVN3_SIGN = re.compile("[µ¸¶·¹¨»¾¼½©ª«¬\u00ad®](?=[A-Za-z])|(?<=[A-Za-z])[µ¸¶·¹¨»¾¼½©ª«¬\u00ad®]|[§¢¤¥¦][a-z]")
_VNI_SIGN = re.compile("[aeouyôö][øûï]|[aeo][åä]|a[üë]|[ñö](?=[a-z])|[AEOUYÔÖ][ØÛÏ]|[AEO][ÅÄ]|A[ÜË]|[ÑÖ](?=[A-Z])")


def detect_encoding(text: str) -> LegacyEncoding | None:
    """Return the old encoding that the letters of `text` betray; None for modern text and for plain ASCII."""
    if _MODERN.search(text):
        return None
    if _TCVN3_SIGN.search(text):
        return LegacyEncoding.TCVN3
    return LegacyEncoding.VNI if _VNI_SIGN.search(text) else None


def encoding_of_font(name: str | None) -> LegacyEncoding | None:
    """Return the encoding that a font's name calls for: ".VnTime", ".VnArialH", "VNI-Times"."""
    if not name:
        return None
    if name.lower().startswith(".vn"):
        return LegacyEncoding.TCVN3_CAPITALS if name.endswith("H") else LegacyEncoding.TCVN3
    return LegacyEncoding.VNI if name.lower().startswith("vni-") else None


def is_modern(text: str) -> bool:
    """Say whether `text` has letters that only modern Vietnamese has."""
    return _MODERN.search(text) is not None


def needs_conversion(text: str) -> bool:
    """Say whether `text` has letters outside ASCII and none that only modern Vietnamese has."""
    return not text.isascii() and not _MODERN.search(text)


def convert_text(text: str, encoding: LegacyEncoding) -> str:
    """Return `text` in Unicode (NFC); text that is already modern Vietnamese is left as it is."""
    if _MODERN.search(text):
        return text
    if encoding is LegacyEncoding.VNI:
        return unicodedata.normalize("NFC", _VNI_PATTERN.sub(lambda found: _VNI[found[0]], text))
    converted = "".join(_TCVN3.get(letter, letter) for letter in text)
    return converted.upper() if encoding is LegacyEncoding.TCVN3_CAPITALS else converted

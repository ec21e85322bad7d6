"""Outlets known by the names departments use: "BHT", "Báo HT", "Đài", "PTTH tỉnh", "cả hai". Pure.

The forms are made from the organisation file: the name, the place and the kind of body.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.monthly_plans.directory import Directory, OutletEntry
from pipeline.monthly_plans.words import LONGEST_VALUE, folded_key

_PAPER_KINDS = ("bao_in", "bao_dien_tu")
_BROADCAST_KINDS = ("truyen_hinh", "phat_thanh")
_ALL = re.compile(
    r"(?:tren )?ca (?:hai|2|02)(?: (?:co quan|don vi|ben|noi|bao|kenh))?(?: bao(?: chi)?(?:,? dai)?)?"
    r"|(?:ca )?(?:hai|2|02) (?:co quan|don vi|ben|noi|kenh)(?: bao(?: chi)?(?:,? dai)?)?(?: (?:tinh|cua tinh"
    r"|dia phuong))?"
    r"|(?:cac|tat ca(?: cac)?) (?:co quan|don vi)(?: bao chi)?(?: (?:tinh|cua tinh|dia phuong|tren dia ban(?: tinh)?))?"
    r"|tat ca|(?:tren )?ca bao(?: va|,) dai"
)
_BROADCAST_WORDS = (
    "pt-th", "pt&th", "ptth", "pt - th", "pt th", "pt-th tinh", "phat thanh truyen hinh", "phat thanh va truyen hinh",
    "phat thanh - truyen hinh", "phat thanh, truyen hinh", "truyen hinh", "th", "ttth", "pt và th", "pt va th",
)  # fmt: skip
_SEPARATORS = re.compile(
    r"\s*(?:[;\n+]|,|(?<!\w)va(?!\w)|(?<!\w)voi(?!\w)|(?<=\w)\s*/\s*(?=\w)|(?<=\w{3})\s*&\s*(?=\w{3}))\s*"
)
_EDGES = re.compile(r"^(?:tren|dang tren|phat tren|dang|phat|tai|-|\+|\*|•|\d[.)])\s+|\s*[.:;]$")


@dataclass(frozen=True, slots=True)
class OutletReading:
    """The outlets named, in the order of the words, and the words that name none that is followed.

    `is_all` says that the words ask for all of them at once ("cả hai").
    """

    keys: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    is_all: bool = False


class OutletNames:
    """Knows the outlets that exist on one day."""

    def __init__(self, directory: Directory, day: date) -> None:
        self._entries = tuple(entry for entry in directory.outlets if entry.holds_on(day))
        self._forms = _collect_forms(self._entries, directory.place_name)

    def read(self, words: str) -> OutletReading:
        """Return the outlets that a cell names."""
        text = _EDGES.sub("", folded_key(words[:LONGEST_VALUE].replace("\n", ";")))
        if not text:
            return OutletReading(())
        whole = re.sub(r"\s*\(.*\)$", "", text)
        if _ALL.fullmatch(whole):
            return OutletReading(tuple(dict.fromkeys(entry.key for entry in self._entries)), is_all=True)
        if (key := self._find(text)) or (key := self._find(whole)):
            return OutletReading((key,))
        keys: list[str] = []
        unknown: list[str] = []
        for part in self._split(text):
            found = self._find(part)
            if found:
                keys.append(found)
            elif part:
                unknown.append(part)
        return OutletReading(tuple(dict.fromkeys(keys)), tuple(unknown))

    def find(self, words: str) -> str | None:
        """Return the one outlet that `words` name as a whole, or None."""
        return self._find(_EDGES.sub("", folded_key(words)))

    def _split(self, text: str) -> list[str]:
        """Part a list at its separators, keeping names together that contain one ("Phát thanh và Truyền hình")."""
        marked = text
        for at, form in enumerate(sorted(self._forms, key=len, reverse=True)):
            if len(form) > 3 and _SEPARATORS.search(form):
                marked = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", f"\x01{at}\x01", marked)
        ordered = sorted(self._forms, key=len, reverse=True)
        parts = [re.sub(r"\x01(\d+)\x01", lambda m: ordered[int(m[1])], part) for part in _SEPARATORS.split(marked)]
        return [cleaned for part in parts if (cleaned := _EDGES.sub("", _EDGES.sub("", part.strip())).strip("- ."))]

    def _find(self, text: str) -> str | None:
        text = _EDGES.sub("", text.strip())
        for form in (
            text,
            re.sub(r"\s*\([^)]*\)", "", text).strip(),
            re.sub(r"^(?:tren|chuyen muc .*? tren)\s+", "", text),
        ):
            if form in self._forms:
                return self._forms[form]
        return None


def _collect_forms(entries: Iterable[OutletEntry], place: str) -> dict[str, str]:
    """Return every form of every name, folded; a form that two bodies share names neither."""
    forms: dict[str, set[str]] = {}
    for entry in entries:
        for form in _forms_of(entry, place):
            forms.setdefault(re.sub(r"\s+", " ", form), set()).add(entry.key)
    return {form: next(iter(keys)) for form, keys in forms.items() if len(keys) == 1}


def _forms_of(entry: OutletEntry, place: str) -> set[str]:
    full = folded_key(place)
    short = "".join(word[0] for word in full.split())
    joined = full.replace(" ", "")
    places = ("", f" {full}", f" {short}", " tinh", f" tinh {full}", f" tinh {short}", f" {joined}", f"{short}")
    forms = {folded_key(name) for name in entry.names} | {entry.key}
    is_paper = folded_key(entry.names[0]).startswith("bao ")
    if any(kind in _BROADCAST_KINDS for kind in entry.kinds) and not is_paper:
        return forms | _broadcast_forms(places, short)
    if any(kind in _PAPER_KINDS for kind in entry.kinds):
        return forms | _paper_forms(places, full, short)
    return forms


def _broadcast_forms(places: tuple[str, ...], short: str) -> set[str]:
    heads = {"dai", "dai th", "kenh truyen hinh", *_BROADCAST_WORDS} - {"th"}
    heads |= {f"{before} {word}" for before in ("dai", "song") for word in _BROADCAST_WORDS}
    tv = {f"{short}tv", f"kenh {short}tv", f"dai {short}tv", f"th{short}"}
    return {f"{head}{of}" for head in heads for of in places} | tv


def _paper_forms(places: tuple[str, ...], full: str, short: str) -> set[str]:
    heads = ("bao", "bao in", "bao giay", "bao dien tu", "bao dt", "to bao")
    forms = {f"{head}{of}" for head in heads for of in places} | {f"b{short}", f"b.{short}", f"b. {short}"}
    return forms | {f"bao {full} {kind}" for kind in ("dien tu", "online", "(bao in)")} | {f"bao dien tu bao {full}"}

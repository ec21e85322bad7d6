"""Departments known by full names, short names and initials: "Phòng QLĐĐ", "CCBVMT", "VPĐK", "TTr". Pure.

Forms are made from the organisation file. A form that several departments share names the one whose kind writes
itself so (Chi cục before Quỹ); where that does not tell, it names none.
"""

import re
from dataclasses import dataclass
from datetime import date

from models.text import comparison_key, fold_accents
from pipeline.monthly_plans.directory import Directory
from pipeline.monthly_plans.name_forms import (
    MAX_PARTS,
    MIN_LETTERS,
    letters_of,
    make_initials,
    part_kind,
    shortenings,
    spell_kind,
)
from pipeline.monthly_plans.words import LONGEST_VALUE, plain_key

# Which kind a bare name ("BVMT", "Môi trường") means where departments of several kinds share it.
_KIND_ORDER = ("thanh_tra", "chi_cuc", "phong", "van_phong", "don_vi_su_nghiep", "quy")
_SEPARATORS = re.compile(r"\s*[;\n+]\s*|\s*,\s*|\s+và\s+|\s+&\s+|\s*/\s*")
_BRANCH = re.compile(r"\b(?:chi nhánh|cn)\b")
_DISTRICT = re.compile(r"\b(?:huyện|thị xã|thành phố|tx|tp|xã|phường|h)\b")
_LEADERS = re.compile(r"^(?:lãnh đạo|trưởng|phó trưởng|giám đốc|phó giám đốc|chánh|phó chánh)\s+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
SHORT_NAME = 8


@dataclass(frozen=True, slots=True)
class DepartmentReading:
    """The departments named, and the words that name none."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...] = ()


class DepartmentNames:
    """Knows the departments that exist on one day."""

    def __init__(self, directory: Directory, day: date) -> None:
        self._abbreviations = sorted(directory.abbreviations.items(), key=lambda pair: -len(pair[0]))
        entries = tuple(entry for entry in directory.departments if entry.holds_on(day))
        self._kinds = {entry.code: entry.kind for entry in entries}
        self._place = comparison_key(directory.place_name)
        self._tails = sorted((self._key(name) for name in directory.agency_names), key=len, reverse=True)
        self._collectors = {entry.code for entry in entries if not entry.sends_plan}
        self._branched = {entry.code for entry in entries if entry.has_branches}
        self._sure = _Forms()
        self._likely = _Forms()
        for entry in entries:
            self._learn(self._sure, entry.code, entry.names)
            self._learn(self._likely, entry.code, entry.other_names)
        confusing = {self._key(name) for entry in entries for name in entry.not_to_confuse}
        self._confusing = confusing - self._sure.written.keys() - self._likely.written.keys()

    def _learn(self, forms: "_Forms", code: str, names: tuple[str, ...]) -> None:
        for name in names:
            whole = self._key(name)
            key = self._strip(whole)
            forms.add(forms.names, key, code)
            for written in {whole, *([key] if len(key.split()) > MIN_LETTERS else [])}:
                forms.add(forms.written, written, code)
            kind, bare = part_kind(key)
            if kind and len(bare.split()) >= MIN_LETTERS:
                forms.add(forms.bare, bare, code)
            if " " not in name or len(letters_of(name)) <= SHORT_NAME:
                forms.add(forms.initials, letters_of(name), code)
            for spelled in (self._expand(plain_key(name)), key):
                for initials in make_initials(spelled):
                    forms.add(forms.initials, initials, code)
        forms.add(forms.initials, letters_of(code), code)

    def is_collector(self, code: str) -> bool:
        """Say whether the department collects the plans of the others (the office) and owes none itself."""
        return code in self._collectors

    def read(self, words: str) -> DepartmentReading:
        """Return the departments that a cell names."""
        words = words[:LONGEST_VALUE]
        if not words.strip():
            return DepartmentReading(())
        if code := self.find(words):
            return DepartmentReading((code,))
        codes: list[str] = []
        unknown: list[str] = []
        parts = [part.strip(" -+*•.") for part in _SEPARATORS.split(words) if part.strip(" -+*•.")]
        for part in _rejoin(parts, self):
            code = self.find(part)
            (codes if code else unknown).append(code or part)
        return DepartmentReading(tuple(dict.fromkeys(codes)), tuple(unknown))

    def find(self, words: str, *, is_shortened: bool = True) -> str | None:
        """Return the one department that `words` name as a whole, or None; by initials only if `is_shortened`."""
        if len(words) > LONGEST_VALUE:
            return None
        text = re.sub(r"\s*\([^)]*\)\s*$", "", _DASHES.sub("-", words)).strip(" .:;-+*•\n")
        whole = self._key(text)
        key = self._strip(_LEADERS.sub("", whole))
        if not key or whole in self._confusing:
            return None
        if _BRANCH.search(key):
            return self._find_branch(text)
        if _DISTRICT.search(key):
            return None
        spelled = spell_kind(key)
        return (
            self._first("names", key, spelled)
            or self._first("initials", *(shortenings(text) if is_shortened else ()))
            or self._find_by_parts(key, spelled)
            or (self._first("folded", fold_accents(key), fold_accents(spelled)) if key.isascii() else None)
        )

    def _first(self, kind: str, *forms: str) -> str | None:
        for level in (self._sure, self._likely):
            for form in forms:
                if found := self._one(level.of(kind).get(form)):
                    return found
        return None

    def _find_branch(self, text: str) -> str | None:
        """Return the department whose branch is named; a branch has its say through it."""
        words = _BRANCH.sub(" ", plain_key(text)).split()
        for end in range(len(words), 0, -1):
            code = self.find(" ".join(words[:end]).upper() if end == 1 else " ".join(words[:end]))
            if code in self._branched:
                return code
        return None

    def _find_by_parts(self, *forms: str) -> str | None:
        """Return the department whose name begins with the words, holds them all, or is them but for its kind."""
        for level in (self._sure, self._likely):
            for form in forms:
                kind, bare = part_kind(form)
                if not kind:
                    if found := self._one(level.bare.get(form)):
                        return found
                    continue
                begun = {
                    code
                    for name, codes in level.names.items()
                    if name.startswith(f"{form} ") and bare
                    for code in codes
                }
                if found := self._one(begun):
                    return found
                held = {
                    code
                    for name, codes in level.names.items()
                    if name.startswith(f"{kind} ")
                    and len(bare.split()) >= MIN_LETTERS
                    and set(bare.split()) <= set(name.split())
                    for code in codes
                }
                if len(held) == 1:
                    return next(iter(held))
        return None

    def find_in_text(self, text: str) -> tuple[str, ...]:
        """Return the departments whose full names or aliases stand in running text, longest names first."""
        key = f" {self._key(text[:LONGEST_VALUE])} "
        for name in sorted(self._confusing, key=len, reverse=True):
            key = key.replace(f" {name} ", " | ")
        found: list[str] = []
        known = {**self._likely.written, **self._sure.written}
        for name in sorted(known, key=len, reverse=True):
            if (
                f" {name} " in key
                and (len(name.split()) >= MIN_LETTERS or len(name) > 3)
                and (code := self._one(known[name]))
            ):
                found.append(code)
                key = key.replace(f" {name} ", " | ")
        return tuple(dict.fromkeys(found))

    def _one(self, codes: set[str] | None) -> str | None:
        """Return the only code, or the one whose kind comes first if no other has that kind."""
        if not codes:
            return None
        ranks = sorted((_rank_of(self._kinds[code]), code) for code in codes)
        return ranks[0][1] if len(ranks) == 1 or ranks[0][0] < ranks[1][0] else None

    def _expand(self, text: str) -> str:
        for short, full in self._abbreviations:
            if short in text:
                text = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", full, text)
        return text

    def _key(self, text: str) -> str:
        return comparison_key(self._expand(plain_key(text)))

    def _strip(self, key: str) -> str:
        """Take the agency and the place off the end: "chi cục … - Sở TN&MT Hà Tĩnh"."""
        before = ""
        while before != key:
            before = key
            for tail in (f"tỉnh {self._place}", self._place, *self._tails, "tỉnh", "thuộc", "trực thuộc"):
                shorter = key.removesuffix(f" {tail}")
                if shorter != key and len(shorter.split()) >= MIN_LETTERS:
                    key = shorter
        return key


class _Forms:
    """The forms of names, each with the codes it may stand for."""

    def __init__(self) -> None:
        self.names: dict[str, set[str]] = {}
        self.written: dict[str, set[str]] = {}
        self.bare: dict[str, set[str]] = {}
        self.initials: dict[str, set[str]] = {}
        self.folded: dict[str, set[str]] = {}

    def add(self, index: dict[str, set[str]], form: str, code: str) -> None:
        """Note that `form` may stand for `code`."""
        index.setdefault(form, set()).add(code)
        if index is not self.initials:
            self.folded.setdefault(fold_accents(form), set()).add(code)

    def of(self, kind: str) -> dict[str, set[str]]:
        """Return one index by its name."""
        return {"names": self.names, "initials": self.initials, "folded": self.folded}[kind]


def _rank_of(kind: str) -> int:
    return _KIND_ORDER.index(kind) if kind in _KIND_ORDER else len(_KIND_ORDER)


def _rejoin(parts: list[str], names: DepartmentNames) -> list[str]:
    """Join parts again that only together name a department ("Đo đạc, Bản đồ và Viễn thám")."""
    joined: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(min(len(parts), at + MAX_PARTS), at + 1, -1):
            whole = " và ".join([", ".join(parts[at : end - 1]), parts[end - 1]])
            if names.find(whole):
                joined.append(whole)
                at = end
                break
        else:
            joined.append(parts[at])
            at += 1
    return joined

"""Rows of the annual plan known by the ways to cite them: "II.3", "HĐ9", "mục 3 phần II", "hoạt động 9". Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.text import comparison_key
from pipeline.monthly_plans.directory import Directory
from pipeline.monthly_plans.words import LONGEST_VALUE, ROMAN, plain_key

_REFERENCE = re.compile(r"(?<![\w/.])(i{1,3}|iv|v)\s*[.\-]\s*0?(\d{1,2})(?![\w/])")
LONGEST_TEXT = 2_000
_ITEM_OF_PART = re.compile(
    r"(?:mục|điểm|khoản|nội dung|số|tiểu mục)\s+0?(\d{1,2})\s*[,\-]?\s*(?:của\s+)?(?:phần|mục|chương)\s+(i{1,3}"
    r"|iv|v)(?!\w)"
)
_PART_THEN_ITEM = re.compile(
    r"(?:phần|mục)\s+(i{1,3}|iv|v)\s*[,;/\-]?\s*"
    r"(?:mục|điểm|khoản|nội dung|số)\s+0?(\d{1,2})(?!\w)"
)
_SPELLED = re.compile(
    r"(hoạt động|nội dung|hđ trọng tâm|nhiệm vụ)\s+(?:trọng tâm\s+)?(?:số\s+|thứ\s+)?0?(\d{1,2})(?![\w/])"
)
# Said to belong to no row.
_OUTSIDE = re.compile(
    r"(?:nội dung )?(?:ngoài|không (?:có )?(?:trong|thuộc))(?: mục)? (?:kế hoạch|kh)(?: năm)?|đột xuất|phát sinh|không"
)
_MORE = re.compile(r"\s*(?:,|;|và|&|\+)\s*0?(\d{1,2})(?![\w/.])")
_CITING = re.compile(r"\b(?:mục|thuộc|theo|phần|điểm|khoản|kế hoạch|kh|năm(?: 20\d\d)?|của|nội dung|nd|hđ|mã|số)\b")
# In running text only what cannot be anything else counts: "hoạt động 9 tháng" is no row.
_CITED_REFERENCE = re.compile(r"(?:mục|điểm|phần|khoản|nội dung)\s+(i{1,3}|iv|v)\s*[.\-]\s*0?(\d{1,2})(?![\w/])")


@dataclass(frozen=True, slots=True)
class PlanRowReading:
    """The rows cited, in the order of the words; `unknown` are citations of rows that the plan does not have."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...] = ()


class PlanRowNames:
    """Knows the rows of one plan."""

    def __init__(self, directory: Directory) -> None:
        rows = directory.plan_rows
        self._code = _code_pattern(row.code for row in rows)
        self._codes = {row.code.upper(): row.code for row in rows}
        self._codes |= {child.upper(): row.code for row in rows for child in row.children}
        self._references = {_compact(row.reference): row.code for row in rows if row.reference}
        self._orders = {row.order: row.code for row in rows if row.order is not None}
        self._short_names = {comparison_key(row.short_name): row.code for row in rows}
        self._contents = [row.code for row in rows if row.reference]

    def read(self, words: str) -> PlanRowReading:
        """Return the rows that a cell of the plan-row column cites."""
        text = plain_key(words[:LONGEST_VALUE])
        if _OUTSIDE.fullmatch(text):
            return PlanRowReading(())
        found = self._cited(text, (self._code, _ITEM_OF_PART, _PART_THEN_ITEM, _REFERENCE, _SPELLED))
        if found.codes or found.unknown:
            return found
        code = self._codes.get(text.upper()) or self._short_names.get(comparison_key(words))
        return PlanRowReading((code,)) if code else PlanRowReading((), (words,))

    def read_bare(self, words: str) -> PlanRowReading:
        """Return the rows that a note cites which holds nothing else: "HĐ 9", "thuộc mục II.3; HĐ9"."""
        text = plain_key(words[:LONGEST_VALUE])
        patterns = (self._code, _ITEM_OF_PART, _PART_THEN_ITEM, _REFERENCE, _SPELLED)
        rest = text
        for pattern in patterns:
            rest = pattern.sub(" ", rest)
        rest = _CITING.sub(" ", _MORE.sub(" ", rest))
        found = self._cited(text, patterns)
        return PlanRowReading(found.codes) if not re.search(r"\w", rest) and not found.unknown else PlanRowReading(())

    def read_in_text(self, words: str) -> PlanRowReading:
        """Return the rows that running text cites beyond doubt; citations of rows that are not there do not count."""
        patterns = (self._code, _ITEM_OF_PART, _PART_THEN_ITEM, _CITED_REFERENCE)
        return PlanRowReading(self._cited(plain_key(words[:LONGEST_TEXT]), patterns).codes)

    def _cited(self, text: str, patterns: tuple[re.Pattern[str], ...]) -> PlanRowReading:
        places: dict[int, tuple[str | None, str]] = {}
        covered: list[tuple[int, int]] = []
        for pattern in patterns:
            for found in pattern.finditer(text):
                if any(start < found.end() and found.start() < end for start, end in covered):
                    continue
                covered.append(found.span())
                places[found.start()] = (self._resolve(pattern, found[1], found[2]), found[0])
                end = found.end()
                while pattern in (self._code, _REFERENCE, _SPELLED) and (more := _MORE.match(text, end)):
                    places[more.start()] = (self._resolve(pattern, found[1], more[1]), more[0].strip(" ,;"))
                    end = more.end()
        ordered = [places[start] for start in sorted(places)]
        codes = tuple(dict.fromkeys(code for code, _ in ordered if code))
        return PlanRowReading(codes, tuple(words for code, words in ordered if code is None))

    def _resolve(self, pattern: re.Pattern[str], first: str, second: str) -> str | None:
        if pattern is self._code:
            letters = first.replace("đ", "d").upper()
            return self._codes.get(f"{letters}{int(second):02d}") or self._codes.get(f"{letters}{int(second)}")
        if pattern is _SPELLED:
            number = int(second)
            if first == "nội dung":
                return self._contents[number - 1] if 1 <= number <= len(self._contents) else None
            return self._orders.get(number)
        part, item = (second, first) if pattern is _ITEM_OF_PART else (first, second)
        return self._references.get(f"{ROMAN[part]}.{int(item)}")


def _code_pattern(codes: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the plan's codes however they are spaced; a d in their letters may be written đ."""
    letters = {re.sub("[^a-z].*", "", code.lower()) for code in codes} - {""}
    spelled = (
        "|".join(sorted(prefix.replace("d", "[dđ]") if prefix != "nd" else prefix for prefix in letters)) or "(?!)"
    )
    return re.compile(rf"(?<![\w/])({spelled})\s*(?:số\s*)?[-.:]?\s*0*(\d{{1,2}})(?:\.\d{{1,2}})*(?![\w/])")


def _compact(reference: str) -> str:
    """Return "II.3" as "2.3"; a reference of another shape as it is."""
    part, mark, item = reference.lower().partition(".")
    return f"{ROMAN[part]}.{int(item)}" if mark and part in ROMAN and item.isdigit() else reference.lower()

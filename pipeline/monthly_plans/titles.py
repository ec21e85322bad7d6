"""Whose plan a table is and for which month: from its title and letterhead, the sheet's name, the file's name. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from models.text import fold_accents
from pipeline.monthly_plans.department_names import DepartmentNames
from pipeline.monthly_plans.records import PlanMonth
from pipeline.monthly_plans.words import LONGEST_VALUE, NUMBER_WORDS, folded_key

_WORDED = "|".join(sorted((folded_key(word) for word in NUMBER_WORDS), key=len, reverse=True))
_NUMBERS = {folded_key(word): value for word, value in NUMBER_WORDS.items()}
_MONTH = re.compile(
    rf"(?<!\w)(?:thang|thg|t|th)[\s._]*(?P<month>\d{{1,2}}|{_WORDED})(?![\d])(?:\s*(?:/|-|\.|_|,|nam|\s)+\s*(?:nam\s*)?(?P<year>20\d\d))?"
)
_BARE_MONTH = re.compile(r"(?<!\d)(?P<month>0?[1-9]|1[0-2])\s*[/._-]\s*(?P<year>20\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>20\d\d)\s*[._-]?\s*(?P<month>0[1-9]|1[0-2])(?!\d)")
_YEAR = re.compile(r"(?:nam\s*|(?<!\d))(20\d\d)(?!\d)")
_DATED = re.compile(
    r"(?:ngay|mung)\s*\.*\s*\d{0,2}\s*\.*\s*thang\s*\d{0,2}\s*\.*\s*nam\s*(?:20\d\d)?|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*20\d\d"
)
_SEVERAL = re.compile(r"thang\s*\d{1,2}\s*(?:-|,|va|den|\+)\s*(?:thang\s*)?\d{1,2}(?!\d)|\bquy\s*(?:i{1,3}|iv|\d)\b")
_NOT_TITLE = re.compile(
    r"^(?:can cu|thuc hien|theo|kinh gui|noi nhan|[-+*]|tiep theo|de nghi|ghi chu|luu y|so\s*:|so \d)"
)
_LABEL = re.compile(
    r"\s*(?:ten )?(?:don vi|phong|bo phan)(?:\s*(?:lap|gui|dang ky|bao cao|chu tri|lap ke hoach))?\s*:\s*"
)
# "… Chi cục Bảo vệ môi trường xây dựng kế hoạch …": whoever draws the plan up names itself before the verb.
_DRAWN_UP = re.compile(
    r"^(.*?)\s+(?:xây dựng|lập|ban hành|đăng ký|đề xuất|báo cáo|gửi)\s+(?:kế hoạch|nội dung|danh mục)", re.IGNORECASE
)
_ANNOUNCED = re.compile(
    r"(?:dang ky|xay dung|lap|ban hanh|de xuat|gui)\s+(?:cac\s+)?(?:ke hoach|noi dung|danh muc|tin)(.*)"
)
_PLAN_WORDS = re.compile(
    r"ke hoach|dang ky|du kien|\bkh\b|noi dung tuyen truyen|lich tuyen truyen|danh muc noi dung|de xuat"
)
_RESULTS_HEADING = re.compile(
    r"(?:(?:phan )?(?:\d{1,2}|[ivx]{1,4}|[a-h])\s*[.):/-]\s*)?"
    r"(?:ket qua|tinh hinh thuc hien|(?:danh muc |cac )?(?:tin,? bai|noi dung) da)\b"
)
LONGEST_HEADING = 16
_RESULT_WORDS = re.compile(r"\bket qua\b|\bbao cao\b|thong ke|\bda dang\b")

_MONTH_APART = re.compile(r"(?<!\d)(?P<month>0?[1-9]|1[0-2])\s+(?P<year>20\d\d)(?!\d)")

TITLE = "tiêu đề"
COVER = "trang bìa"


@dataclass(frozen=True, slots=True)
class TitleReading:
    """The department and the month a table is for, each with the place it was read from, and conflicts told."""

    department: str | None
    why_department: str
    month: PlanMonth | None
    why_month: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TitlePlaces:
    """Where to look, in the order of trust."""

    lines: tuple[str, ...]
    sheet: str
    file_name: str
    cover: tuple[str, ...] = ()

    def named(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        """Yield (place as told to a person, its lines)."""
        yield TITLE, self.lines
        yield f"tên trang tính «{self.sheet}»", (self.sheet,)
        yield f"tên tệp «{self.file_name}»", (PurePath(self.file_name).stem,)
        yield COVER, self.cover


def read_month(
    places: TitlePlaces, default: PlanMonth | None, default_year: int | None
) -> tuple[PlanMonth | None, str, tuple[str, ...]]:
    """Return (month, where from, conflicts); a month named by a person goes before all others."""
    year = find_year(places) or default_year
    found = [
        (month, where)
        for where, lines in places.named()
        if (
            month := _month_of_lines(lines, year, is_title=where in (TITLE, COVER))
            or _month_of_number(where, lines, year)
        )
    ]
    if default is not None:
        found = [(default, "do người nhập nêu"), *found]
    if not found:
        return None, "không thấy tháng trong tiêu đề, tên trang tính hay tên tệp", ()
    month, where = found[0]
    warnings = tuple(
        f"{other_where} ghi {other.label}, {where} là {month.label}: lấy {month.label}"
        for other, other_where in found[1:]
        if other != month
    )
    return month, where, warnings


def find_year(places: TitlePlaces) -> int | None:
    """Return the year that the title, the sheet's name or the file's name speaks of."""
    for _, lines in places.named():
        for line in lines:
            text = _DATED.sub(" ", folded_key(line[:LONGEST_VALUE]))
            speaks_of_year = _PLAN_WORDS.search(text) or len(lines) == 1 or "nam" in text
            if speaks_of_year and (years := _YEAR.findall(text)):
                return int(years[-1])
    return None


def _month_of_lines(lines: Sequence[str], year: int | None, *, is_title: bool) -> PlanMonth | None:
    texts = [_DATED.sub(" ", folded_key(line[:LONGEST_VALUE]).replace("_", " ")) for line in lines]
    if is_title:
        texts = [text for text in texts if not _NOT_TITLE.match(text)]
    titles = [text[at.start() :] for text in texts if (at := _PLAN_WORDS.search(text))]
    for words in (*titles, *texts):
        text = _SEVERAL.sub(" ", words)  # "quý III (tháng 7)": the month beside the span counts
        if text != words and not _MONTH.search(text):
            return None
        for pattern in (_MONTH, _BARE_MONTH, *(() if is_title else (_YEAR_FIRST, _MONTH_APART))):
            if (found := pattern.search(text)) and (month := _make_month(found, year)):
                return month
    return _month_announced(lines, year) if is_title else None


def _month_announced(lines: Sequence[str], year: int | None) -> PlanMonth | None:
    """Return the month of "Thực hiện Kế hoạch số …, phòng đăng ký nội dung tuyên truyền tháng 7 như sau"."""
    for line in lines:
        announced = _ANNOUNCED.search(_DATED.sub(" ", folded_key(line[:LONGEST_VALUE])))
        if announced and (found := _MONTH.search(announced[1])):
            return _make_month(found, year)
    return None


def _month_of_number(where: str, lines: Sequence[str], year: int | None) -> PlanMonth | None:
    """Return the month that a sheet called just "7" or "07" is for; a file so called may be numbered otherwise."""
    text = lines[0].strip() if len(lines) == 1 and where.startswith("tên trang tính") else ""
    return PlanMonth(year, int(text)) if year and re.fullmatch(r"0?[1-9]|1[0-2]", text) else None


def _make_month(found: re.Match[str], year: int | None) -> PlanMonth | None:
    printed = found["month"]
    number = int(printed) if printed.isdigit() else _NUMBERS[printed]
    of_year = int(found["year"]) if found["year"] else year
    return PlanMonth(of_year, number) if of_year and 1 <= number <= 12 else None


def read_department(
    places: TitlePlaces, names: DepartmentNames, default: str | None
) -> tuple[str | None, str, tuple[str, ...]]:
    """Return (department, where from, conflicts); a department named by a person goes before all others."""
    found = [
        (code, where)
        for where, lines in places.named()
        if (code := _department_of_lines(lines, names, is_title=where in (TITLE, COVER)))
    ]
    if default is not None:
        found = [(default, "do người nhập nêu"), *found]
    if not found:
        return None, "không thấy tên đơn vị trong tiêu đề, tên trang tính hay tên tệp", ()
    code, where = found[0]
    warnings = tuple(
        f"{other_where} ghi {other}, {where} là {code}: lấy {code}" for other, other_where in found[1:] if other != code
    )
    return code, where, warnings


def _department_of_lines(lines: Sequence[str], names: DepartmentNames, *, is_title: bool) -> str | None:
    """Return the department of a whole line, of a title line, or of a line "Đơn vị: …"; the collecting office last."""
    # "TT" heads a column of numbers far more often than it names the inspectorate.
    kept = [
        line[:LONGEST_VALUE]
        for line in lines
        if not _NOT_TITLE.match(folded_key(line)) and folded_key(line).strip(" .") != "tt"
    ]
    found: list[str] = []
    for line in kept:
        text = line.replace("_", " ")
        label = _LABEL.match(" ".join(fold_accents(text).split()))
        spoken = " ".join(text.split())[label.end() :] if label else text
        if code := names.find(spoken) or (names.find(text) if spoken != text else None):
            found.append(code)
    for line in kept:
        text = line.replace("_", " ")
        if is_title and not (_PLAN_WORDS.search(folded_key(line)) or len(text.split()) <= 16):
            continue
        found.extend(names.find_in_text(text)[:1])
    if not is_title:
        for line in kept:
            found.extend(_find_in_name(line, names))
    for line in lines:
        if is_title and not found and (drawn := _DRAWN_UP.match(line[:LONGEST_VALUE])):
            found.extend(names.find_in_text(drawn[1].rpartition(",")[2])[:1])
    senders = [code for code in found if not names.is_collector(code)]
    return next(iter(senders or found), None)


def _find_in_name(name: str, names: DepartmentNames) -> list[str]:
    """Look for shortened names among the words of a sheet's or a file's name: "KH thang 7 - CCBVMT"."""
    words = [word for word in re.split(r"[\s_\-.,()]+", name) if word]
    for length in range(min(6, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length])
            is_name = length > 1 or (len(part) > 2 and folded_key(part) != "thang")
            if is_name and (code := names.find(part, is_shortened=length == 1 or _holds_letters(part, words))):
                return [code]
    return []


def _holds_letters(part: str, words: Sequence[str]) -> bool:
    """Say whether letters in capitals stand among words that are not: "tuyen truyen" is no name shortened to TT."""
    is_shouted = all(word.isupper() for word in words if word.isalpha())
    return not is_shouted and any(sum(map(str.isupper, word)) > 1 for word in part.split())


def is_result_report(lines: Iterable[str]) -> bool:
    """Say whether titles announce results and no plan."""
    texts = [folded_key(line) for line in lines if not _NOT_TITLE.match(folded_key(line))]
    return any(_RESULT_WORDS.search(text) for text in texts) and not any(_PLAN_WORDS.search(text) for text in texts)


def stands_under_results(above: Sequence[str]) -> bool:
    """Say whether the nearest heading over a table is one of results: "I. Kết quả tháng 6" before "II. Kế hoạch"."""
    for line in reversed(above):
        text = folded_key(line[:LONGEST_VALUE])
        if _PLAN_WORDS.search(text):
            return False
        if _RESULTS_HEADING.match(text) and len(text.split()) <= LONGEST_HEADING:
            return True
    return False


def names_several(line: str) -> bool:
    """Say whether a title speaks of a quarter, a year or several months."""
    text = folded_key(line[:LONGEST_VALUE])
    return _SEVERAL.search(text) is not None or re.search(r"\bquy\b|\b(?:6|9) thang\b", text) is not None


def announces_plan(line: str) -> bool:
    """Say whether a line above a table announces a plan: "Kế hoạch …", "Đăng ký …"."""
    return _PLAN_WORDS.search(folded_key(line)) is not None

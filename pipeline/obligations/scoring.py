"""Hold one article against one obligation: evidence from subject, rows, department, names, place, time, form. Pure.

Every kind of evidence gives points for or against and one plain line. A line for is a reason; one against says
what the article lacks, and the heaviest lack is what the gap list tells.
"""

from dataclasses import dataclass
from math import exp

from models.obligation_state import Timing, month_end, serves_genre, tell_genre, tell_time
from pipeline.obligations.likeness import Subject
from pipeline.obligations.names import Named, Names
from pipeline.obligations.records import Lack, Office, Pair, Promised, Published
from pipeline.obligations.weights import BASE, SLOPE, WEIGHTS
from pipeline.obligations.wording import SoughtContent

# Below this share of what is asked for the subject is told as another one.
SAME_SUBJECT = 0.5
FUNCTION_FROM = 0.5
MONTH_DAYS = 31


@dataclass(frozen=True, slots=True)
class ReadPromise:
    """An obligation with what its words ask for and name."""

    promised: Promised
    content: SoughtContent
    named: Named


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with the concepts and names it holds; `head` is what title and lead name."""

    published: Published
    concepts: dict[int, float]
    head: Named
    names: frozenset[int]
    districts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Point:
    """Points for or against, and the line that says why (untold if empty); `lack` weighs what is missing."""

    value: float
    words: str = ""
    lack: float = 0.0
    is_term: bool = False


NOTHING = Point(0.0)


class PairScorer:
    """Scores pairs under what the office's files say."""

    def __init__(self, office: Office, names: Names) -> None:
        self._office, self._names = office, names

    def score(self, promise: ReadPromise, article: ReadArticle, subject: Subject) -> Pair:
        """Return the probability that `article` answers `promise`, with reasons and lacks."""
        promised, published = promise.promised, article.published
        points = [
            _weigh_subject(promise, article, subject),
            self._weigh_rows(promised, published),
            self._weigh_departments(promised, published),
            self._weigh_names(promise.named, article),
            self._weigh_place(promise.named, article),
            _weigh_ordinals(promise.named, article.head),
            _weigh_time(promised, published),
            _weigh_genre(promised, published),
            self._weigh_outlet(promised, published),
        ]
        odds = BASE + SLOPE * sum(point.value for point in points)
        reasons = tuple(point.words for point in points if point.words and not point.lack)
        lacks = [Lack(point.lack, point.words, point.is_term) for point in points if point.lack]
        lacks.sort(key=lambda lack: -lack.weight)
        score = round(1 / (1 + exp(-odds)), 4)
        return Pair(promised.id, published.id, score, reasons, tuple(lacks), subject.covers_part)

    def _weigh_rows(self, promised: Promised, article: Published) -> Point:
        if not article.is_sector:
            return Point(WEIGHTS.off_sector, "ngoài ngành", -WEIGHTS.off_sector)
        related = self._office.related_rows
        wanted = {code for row in promised.plan_rows for code in (row, *related.get(row, ()))}
        if not wanted or not article.rows:
            return NOTHING
        best = max(wanted, key=lambda code: (article.rows.get(code, 0.0), code))
        if best not in article.rows:
            return Point(WEIGHTS.other_row)
        return Point(WEIGHTS.row * article.rows[best], f"cùng nội dung kế hoạch: {best}")

    def _weigh_departments(self, promised: Promised, article: Published) -> Point:
        wanted = {self._present(code): code for code in reversed(promised.departments)}
        named = {self._present(code): code for code in sorted(article.named)}
        if not wanted:
            return NOTHING
        shared = [code for code in promised.departments if self._present(code) in named]
        if shared:
            return Point(WEIGHTS.department, f"cùng đơn vị: {self._tell_department(shared[0])}")
        if named:
            told = ", ".join(self._tell_department(code) for code in named.values())
            return Point(WEIGHTS.other_department, f"đơn vị khác: {told}", -WEIGHTS.other_department)
        claims = {self._present(code): score for code, score in article.functions.items() if score >= FUNCTION_FROM}
        claiming = [code for code in promised.departments if self._present(code) in claims]
        if claiming:
            return Point(WEIGHTS.department_function, f"đúng chức năng: {self._tell_department(claiming[0])}")
        return NOTHING

    def _present(self, code: str) -> str:
        seen = {code}
        while (following := self._office.successors.get(code)) and following not in seen:
            code = following
            seen.add(code)
        return code

    def _tell_department(self, code: str) -> str:
        return self._office.department_names.get(code, code)

    def _weigh_names(self, wanted: Named, article: ReadArticle) -> Point:
        if not wanted.names:
            return NOTHING
        shared = wanted.names & (article.head.names | article.names)
        if shared:
            told = ", ".join(sorted(self._names.printed[number] for number in shared))
            return Point(WEIGHTS.name * len(shared) / len(wanted.names), f"cùng tên riêng: {told}")
        missing = sorted(self._names.printed[number] for number in wanted.names)
        if all(name[0].isdigit() for name in missing):
            return NOTHING  # the press seldom prints the number of a document
        return Point(WEIGHTS.name_missing, f"không nhắc {', '.join(missing)}", -WEIGHTS.name_missing)

    def _weigh_place(self, wanted: Named, article: ReadArticle) -> Point:
        if not wanted.places:
            return NOTHING
        shared = wanted.districts & article.head.districts or wanted.districts & article.districts
        if shared:
            return Point(WEIGHTS.place, f"cùng địa bàn: {self._tell_districts(shared)}")
        if article.districts:
            told = self._tell_districts(article.head.districts or article.districts)
            return Point(WEIGHTS.other_place, f"địa bàn khác: {told}", -WEIGHTS.other_place)
        return NOTHING

    def _tell_districts(self, codes: frozenset[str]) -> str:
        names = {district.code: district.name for district in self._office.districts}
        return ", ".join(sorted(names[code][0].lower() + names[code][1:] for code in codes))

    def _weigh_outlet(self, promised: Promised, article: Published) -> Point:
        if not promised.terms.outlets:
            return NOTHING
        names = self._office.outlet_names
        if article.outlet in promised.terms.outlets:
            return Point(WEIGHTS.outlet, f"đúng cơ quan báo chí: {names.get(article.outlet, article.outlet)}")
        told = ", ".join(names.get(key, key) for key in promised.terms.outlets)
        return Point(WEIGHTS.other_outlet, f"cơ quan báo chí khác, cần {told}", -WEIGHTS.other_outlet, is_term=True)


def _weigh_subject(promise: ReadPromise, article: ReadArticle, subject: Subject) -> Point:
    value = WEIGHTS.share * subject.share + WEIGHTS.weight * min(subject.weight, WEIGHTS.most_weight)
    told = promise.content.tell(article.concepts)
    if subject.share < SAME_SUBJECT:
        words = f"chủ đề khác, chỉ chung: {told}" if told else "chủ đề khác"
        return Point(value, words, WEIGHTS.share * (1 - subject.share))
    return Point(value, f"chủ đề: {told}")


def _weigh_ordinals(wanted: Named, head: Named) -> Point:
    given = dict[str, set[int]]()
    for counted, number in head.ordinals:
        given.setdefault(counted, set()).add(number)
    other = sorted(
        f"{counted} {number}" for counted, number in wanted.ordinals if number not in given.get(counted, {number})
    )
    if not other:
        return NOTHING
    return Point(WEIGHTS.other_ordinal, f"không phải {', '.join(other)}", -WEIGHTS.other_ordinal)


def _weigh_time(promised: Promised, article: Published) -> Point:
    terms, day = promised.terms, article.published_on
    if day is None:
        return Point(WEIGHTS.undated, "không rõ ngày đăng", -WEIGHTS.undated, is_term=True)
    words = tell_time(terms, day)
    match terms.place(day):
        case Timing.IN_TIME:
            return Point(WEIGHTS.in_time, words)
        case Timing.EARLY:
            return Point(WEIGHTS.in_month, words)
        case Timing.LATE:
            return Point(WEIGHTS.in_month, words, WEIGHTS.in_time - WEIGHTS.in_month, is_term=True)
        case Timing.OTHER_MONTH:
            first, last = terms.window[0].replace(day=1), month_end(terms.window[1])
            away = (day - last).days if day > last else (first - day).days
            value = WEIGHTS.other_month + WEIGHTS.further_month * (away // MONTH_DAYS)
            return Point(value, words, -value, is_term=True)


def _weigh_genre(promised: Promised, article: Published) -> Point:
    wanted, given = promised.terms.genre, article.genre
    if wanted is None or given is None:
        return NOTHING
    if serves_genre(wanted, given):
        return Point(WEIGHTS.genre, f"đúng thể loại: {given.label.lower()}")
    return Point(WEIGHTS.other_genre, tell_genre(wanted, given), -WEIGHTS.other_genre, is_term=True)

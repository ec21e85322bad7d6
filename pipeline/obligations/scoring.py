"""Hold one article against one obligation: evidence from subject, rows, department, names, place, time, form. Pure.

Every kind of evidence gives points for or against and one plain line. A line for is a reason; one against says
what the article lacks, and the heaviest lack is what the gap list tells.
"""

from dataclasses import dataclass
from math import exp, log

from models.obligation_state import Terms, Timing, serves_genre, tell_genre, tell_time
from pipeline.obligations import weights
from pipeline.obligations.calendar import MONTH_DAYS, Calendar
from pipeline.obligations.likeness import Subject
from pipeline.obligations.names import Named, Names
from pipeline.obligations.records import Lack, Office, Pair, Promised, Published
from pipeline.obligations.understanding import Frequencies, ReadArticle, ReadPromise
from pipeline.obligations.weights import Kind

# From this share of what is asked for the subject is told as the same, from that as a near one.
SAME_SUBJECT, NEAR_SUBJECT = 0.5, 0.25
FUNCTION_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Point:
    """Evidence for or against, and the line that says why (untold if empty); `lack` weighs what is missing."""

    kind: Kind
    value: float
    words: str = ""
    lack: float = 0.0
    is_term: bool = False
    is_told: bool = False
    contradicts: bool = False


class PairScorer:
    """Scores pairs under what the office's files say and what is usual among the articles."""

    def __init__(self, office: Office, names: Names, frequencies: Frequencies) -> None:
        self._office, self._names, self._frequencies = office, names, frequencies

    def score(self, promise: ReadPromise, calendar: Calendar, article: ReadArticle, subject: Subject) -> Pair:
        """Return the probability that `article` answers `promise`, with reasons and lacks."""
        points = self.weigh(promise, calendar, article, subject)
        odds = weights.PRIOR + sum(weights.TRUST[point.kind] * point.value for point in points)
        reasons = tuple(point.words for point in points if point.words and not point.lack)
        lacks = [Lack(point.lack, point.words, point.is_term, point.is_told) for point in points if point.lack]
        lacks.sort(key=lambda lack: -lack.weight)
        score = round(1 / (1 + exp(-odds)), 4)
        ids = promise.promised.id, article.published.id
        is_general = subject.asked < weights.LEAST_ASKED and not (promise.named.places or promise.named.names)
        must_ask = is_general or any(point.contradicts for point in points)
        return Pair(*ids, score, reasons, tuple(lacks), subject.covers_part, must_ask)

    def weigh(self, promise: ReadPromise, calendar: Calendar, article: ReadArticle, subject: Subject) -> list[Point]:
        """Return all evidence on a pair."""
        promised, published = promise.promised, article.published
        return [
            *_weigh_subject(promise, article, subject),
            self._weigh_rows(promised, published),
            self._weigh_departments(promised, article),
            self._weigh_names(promise.named, article),
            self._weigh_place(promise.named, article),
            _weigh_ordinals(promise.named, article.head),
            _weigh_time(promised.terms, calendar, published),
            self._weigh_genre(promised.terms, published),
            self._weigh_outlet(promised.terms, published),
        ]

    def _rare(self, in_answer: float, *traits: tuple[str, object]) -> float:
        """Return the evidence of a trait that an answer has with the probability `in_answer`."""
        return min(weights.MOST_EVIDENCE, log(in_answer / self._frequencies.share(*traits)))

    def _weigh_rows(self, promised: Promised, article: Published) -> Point:
        if not article.is_sector:
            return Point(Kind.ROW, weights.OFF_SECTOR, "ngoài ngành", -weights.OFF_SECTOR)
        related = self._office.related_rows
        wanted = sorted({code for row in promised.plan_rows for code in (row, *related.get(row, ()))})
        if not wanted:
            return Point(Kind.ROW, 0.0)
        if not article.rows:
            return Point(Kind.ROW, weights.NO_ROW)
        best = max(wanted, key=lambda code: (article.rows.get(code, 0.0), code in promised.plan_rows))
        if best not in article.rows:
            return Point(Kind.ROW, weights.OTHER_ROW)
        evidence = max(0.0, self._rare(weights.ROW_MEETS, ("row", best)))
        return Point(Kind.ROW, evidence * article.rows[best], f"cùng nội dung kế hoạch: {best}")

    def _weigh_departments(self, promised: Promised, read: ReadArticle) -> Point:
        article = read.published
        if not promised.departments:
            return Point(Kind.DEPARTMENT, 0.0)
        named = {self._present(code): code for code in sorted(article.named)}
        for code in promised.departments:
            if self._present(code) in named:
                evidence = self._rare(weights.NAMES_DEPARTMENT, ("named", named[self._present(code)]))
                return Point(Kind.DEPARTMENT, max(0.0, evidence), f"cùng đơn vị: {self._tell_department(code)}")
        alike = sorted(body for code, body in read.head.look_alikes if code in promised.departments)
        if alike:
            lack = -weights.LOOK_ALIKE
            return Point(
                Kind.DEPARTMENT, weights.LOOK_ALIKE, f"đơn vị khác: {', '.join(alike)}", lack, contradicts=True
            )
        if named:
            told = ", ".join(self._tell_department(code) for code in named.values())
            lack = -weights.OTHER_DEPARTMENT
            return Point(Kind.DEPARTMENT, weights.OTHER_DEPARTMENT, f"đơn vị khác: {told}", lack)
        claims = {self._present(code): code for code, score in article.functions.items() if score >= FUNCTION_FROM}
        for code in promised.departments:
            if self._present(code) in claims:
                evidence = self._rare(weights.CLAIMS_FUNCTION, ("function", claims[self._present(code)]))
                return Point(Kind.DEPARTMENT, max(0.0, evidence), f"đúng chức năng: {self._tell_department(code)}")
        return Point(Kind.DEPARTMENT, weights.NO_DEPARTMENT)

    def _present(self, code: str) -> str:
        seen = {code}
        while (following := self._office.successors.get(code)) and following not in seen:
            code = following
            seen.add(code)
        return code

    def _tell_department(self, code: str) -> str:
        return self._office.department_names.get(code, code)

    def _weigh_names(self, wanted: Named, article: ReadArticle) -> Point:
        shared = sorted(wanted.names & article.names)
        printed = sorted(self._names.printed[number] for number in shared or wanted.names)
        if shared:
            evidence = sum(self._rare(weights.HAS_NAME, ("name", number)) for number in shared) / len(wanted.names)
            return Point(Kind.NAME, max(0.0, evidence), f"cùng tên riêng: {', '.join(printed)}")
        if all(name[0].isdigit() for name in printed):
            return Point(Kind.NAME, 0.0)  # nothing is named, or a document's number, which the press seldom prints
        return Point(Kind.NAME, weights.NAME_MISSING, f"không nhắc {', '.join(printed)}", -weights.NAME_MISSING)

    def _weigh_place(self, wanted: Named, article: ReadArticle) -> Point:
        elsewhere = sorted(article.head.provinces - wanted.provinces)
        if elsewhere and not article.districts and not article.names_province:
            return Point(
                Kind.PLACE,
                weights.OTHER_PLACE,
                f"địa bàn khác: {', '.join(elsewhere)}",
                -weights.OTHER_PLACE,
                contradicts=True,
            )
        if not wanted.places:
            return Point(Kind.PLACE, 0.0)
        shared = wanted.districts & article.head.districts or wanted.districts & article.districts
        if shared:
            evidence = self._rare(weights.HAS_PLACE, *(("district", code) for code in sorted(shared)))
            return Point(Kind.PLACE, max(0.0, evidence), f"cùng địa bàn: {self._tell_districts(shared)}")
        if article.districts:
            told = self._tell_districts(article.head.districts or article.districts)
            return Point(
                Kind.PLACE, weights.OTHER_PLACE, f"địa bàn khác: {told}", -weights.OTHER_PLACE, contradicts=True
            )
        told = self._tell_districts(wanted.districts)
        return Point(Kind.PLACE, weights.PLACE_MISSING, f"không nhắc {told}", -weights.PLACE_MISSING)

    def _tell_districts(self, codes: frozenset[str]) -> str:
        names = {district.code: district.name for district in self._office.districts}
        return ", ".join(sorted(names[code][0].lower() + names[code][1:] for code in codes))

    def _weigh_genre(self, terms: Terms, article: Published) -> Point:
        wanted, given = terms.genre, article.genre
        if wanted is None or given is None:
            return Point(Kind.GENRE, 0.0)
        usual = self._frequencies.share(("genre", wanted))
        if wanted is given:
            evidence = self._rare(weights.SAME_GENRE, ("genre", wanted))
            return Point(Kind.GENRE, max(0.0, evidence), f"đúng thể loại: {given.label.lower()}")
        if serves_genre(wanted, given):
            value = min(0.0, log(weights.SERVING_GENRE / (1 - usual)))
            return Point(Kind.GENRE, value, f"thể loại {given.label.lower()}, đáp ứng {wanted.label.lower()}")
        value = min(0.0, log(weights.SERVING_GENRE / 2 / (1 - usual)))
        return Point(Kind.GENRE, value, tell_genre(wanted, given), -value or weights.SERVING_GENRE, is_term=True)

    def _weigh_outlet(self, terms: Terms, article: Published) -> Point:
        if not terms.outlets:
            return Point(Kind.OUTLET, 0.0)
        names = self._office.outlet_names
        usual = min(0.95, self._frequencies.share(*(("outlet", outlet) for outlet in terms.outlets)))
        if article.outlet in terms.outlets:
            words = f"đúng cơ quan báo chí: {names.get(article.outlet, article.outlet)}"
            return Point(Kind.OUTLET, max(0.0, log(weights.WANTED_OUTLET / usual)), words)
        told = ", ".join(names.get(key, key) for key in terms.outlets)
        value = min(-0.1, log((1 - weights.WANTED_OUTLET) / (1 - usual)))
        return Point(Kind.OUTLET, value, f"cơ quan báo chí khác, cần {told}", -value, is_term=True)


def _weigh_subject(promise: ReadPromise, article: ReadArticle, subject: Subject) -> tuple[Point, Point]:
    told = promise.content.tell(article.concepts)
    found, missing = Point(Kind.FOUND, subject.found, f"chủ đề: {told}"), Point(Kind.MISSING, -subject.missing)
    if subject.share >= SAME_SUBJECT:
        return found, missing
    is_near = subject.share >= NEAR_SUBJECT
    near = f"chủ đề gần: {told}" if is_near else ""
    other = Point(Kind.MISSING, -subject.missing, f"chủ đề khác, chỉ chung: {told}", subject.missing, is_told=is_near)
    return Point(Kind.FOUND, subject.found, near), other


def _weigh_ordinals(wanted: Named, head: Named) -> Point:
    given: dict[str, set[int]] = {}
    for counted, number in head.ordinals:
        given.setdefault(counted, set()).add(number)
    other = sorted(
        f"{counted} {number}" for counted, number in wanted.ordinals if number not in given.get(counted, {number})
    )
    if not other:
        return Point(Kind.ORDINAL, 0.0)
    return Point(
        Kind.ORDINAL, weights.OTHER_ORDINAL, f"không phải {', '.join(other)}", -weights.OTHER_ORDINAL, contradicts=True
    )


def _weigh_time(terms: Terms, calendar: Calendar, article: Published) -> Point:
    day = article.published_on
    if day is None:
        return Point(Kind.TIME, weights.UNDATED, "không rõ ngày đăng", -weights.UNDATED, is_term=True)
    words = tell_time(terms, day)
    match terms.place(day):
        case Timing.IN_TIME:
            return Point(Kind.TIME, calendar.in_time, words)
        case Timing.EARLY:
            return Point(Kind.TIME, calendar.in_months, words)
        case Timing.LATE:
            lack = calendar.in_time - calendar.in_months + weights.IN_MONTHS
            return Point(Kind.TIME, calendar.in_months, words, lack, is_term=True)
        case Timing.OTHER_MONTH:
            away = (day - calendar.closes).days if day > calendar.closes else (calendar.opens - day).days
            value = calendar.next_month if away <= MONTH_DAYS else calendar.further
            return Point(Kind.TIME, value, words, calendar.in_time - value, is_term=True)

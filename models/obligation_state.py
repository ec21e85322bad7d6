"""How far an obligation is met: the state, what it rests on and the day after which it can no longer be met. Pure.

The rules are those of the export's conventions. Articles in time, or earlier in the window's calendar months,
count first; those after the window but within its months make the obligation late; those of other months only
make it met in another month. What is too few, too short a genre, a part of the subject or not in every wanted
outlet meets an obligation in part. A reprint ticks its outlet and is no second work.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from models.vocabulary import Genre, ObligationState, ObligationStatus

# A longer piece serves a planned shorter one. Pictures, video and sound are asked for by name, or serve as news.
_LENGTH: Mapping[Genre, int] = {
    Genre.NEWS: 1,
    Genre.PHOTO: 1,
    Genre.VIDEO: 1,
    Genre.RADIO: 1,
    Genre.FEATURE: 2,
    Genre.INTERVIEW: 2,
    Genre.EMAGAZINE: 3,
    Genre.REPORTAGE: 3,
}
_BY_NAME = frozenset({Genre.PHOTO, Genre.VIDEO, Genre.RADIO, Genre.INTERVIEW})


class Timing(Enum):
    """Where a day lies against an obligation's window."""

    IN_TIME = "in time"
    EARLY = "early"
    LATE = "late"
    OTHER_MONTH = "other month"


@dataclass(frozen=True, slots=True)
class Terms:
    """What an obligation asks for; `month` is the first day of the plan's month, for a window that was not read."""

    month: date
    status: ObligationStatus = ObligationStatus.ACTIVE
    status_reason: str | None = None
    genre: Genre | None = None
    quantity: int | None = None
    outlets: tuple[str, ...] = ()
    window_from: date | None = None
    window_to: date | None = None

    @property
    def wanted(self) -> int:
        """Return how many works are asked for; an unread quantity is one."""
        return max(1, self.quantity or 1)

    @property
    def window(self) -> tuple[date, date]:
        """Return the first and last day in time; an open end is that of its month."""
        last = self.window_to or month_end(self.window_from or self.month)
        first = self.window_from or (self.window_to or self.month).replace(day=1)
        return min(first, last), last

    @property
    def closes_on(self) -> date:
        """Return the last day of the window's calendar months; later articles are of another month."""
        return month_end(self.window[1])

    def place(self, day: date) -> Timing:
        """Say where `day` lies."""
        first, last = self.window
        if first <= day <= last:
            return Timing.IN_TIME
        if not first.replace(day=1) <= day <= self.closes_on:
            return Timing.OTHER_MONTH
        return Timing.EARLY if day < first else Timing.LATE


@dataclass(frozen=True, slots=True)
class Answer:
    """An article beside an obligation. Publications of one work share `work`; a question is not counted."""

    article_id: int
    work: int
    outlet: str
    published_on: date | None
    genre: Genre | None
    covers_part: bool = False
    is_question: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of an obligation, why, and how many of the wanted works count within its calendar months."""

    state: ObligationState
    reasons: tuple[str, ...]
    reached: int


def month_end(day: date) -> date:
    """Return the last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def serves_genre(wanted: Genre | None, given: Genre | None) -> bool:
    """Say whether a piece of genre `given` serves where `wanted` is asked; what is not known is not held against it."""
    if wanted is None or given is None or wanted is given:
        return True
    if wanted in _BY_NAME:
        return wanted is Genre.VIDEO and given is Genre.REPORTAGE
    return _LENGTH[given] >= _LENGTH[wanted]


def decide_standing(terms: Terms, answers: Sequence[Answer], outlet_names: Mapping[str, str]) -> Standing:
    """Return how far `answers` meet `terms`; an undated article counts as in time, since a person put it there."""
    if terms.status is not ObligationStatus.ACTIVE:
        told = f": {terms.status_reason}" if terms.status_reason else ""
        return Standing(ObligationState.DROPPED, (f"{terms.status.label.lower()}{told}",), 0)
    counted = [answer for answer in answers if not answer.is_question]
    waiting = len(answers) - len(counted)
    if not counted:
        if waiting:
            return Standing(ObligationState.SUGGESTED, (f"có {waiting} tin, bài gợi ý, chờ người xác nhận",), 0)
        return Standing(ObligationState.UNMET, ("chưa có tin, bài nào khớp",), 0)
    in_months = [answer for answer in counted if _timing(terms, answer) is not Timing.OTHER_MONTH]
    timely = [answer for answer in in_months if _timing(terms, answer) is not Timing.LATE]
    state, resting = _weigh(terms, timely, in_months, counted)
    reasons = (*_tell_count(terms, resting), *_tell_lacks(terms, resting, outlet_names), *_tell_times(terms, counted))
    return Standing(state, reasons, len(_full_works(terms, in_months)))


def _weigh(
    terms: Terms, timely: Sequence[Answer], in_months: Sequence[Answer], counted: Sequence[Answer]
) -> tuple[ObligationState, Sequence[Answer]]:
    """Return the state and the answers it rests on."""
    if _is_met(terms, timely):
        return ObligationState.MET, timely
    if _is_met(terms, in_months):
        return ObligationState.LATE, in_months
    if in_months:
        return ObligationState.PARTLY, in_months
    return ObligationState.OTHER_MONTH, counted


def _timing(terms: Terms, answer: Answer) -> Timing:
    return Timing.IN_TIME if answer.published_on is None else terms.place(answer.published_on)


def _full(terms: Terms, answers: Iterable[Answer]) -> list[Answer]:
    return [one for one in answers if not one.covers_part and serves_genre(terms.genre, one.genre)]


def _full_works(terms: Terms, answers: Iterable[Answer]) -> set[int]:
    return {one.work for one in _full(terms, answers)}


def _missing_outlets(terms: Terms, answers: Iterable[Answer]) -> list[str]:
    ticked = {one.outlet for one in _full(terms, answers)}
    return [outlet for outlet in terms.outlets if outlet not in ticked]


def _is_met(terms: Terms, answers: Sequence[Answer]) -> bool:
    return len(_full_works(terms, answers)) >= terms.wanted and not _missing_outlets(terms, answers)


def _tell_count(terms: Terms, answers: Sequence[Answer]) -> list[str]:
    reached = len(_full_works(terms, answers))
    genre = terms.genre.label.lower() if terms.genre else "tin, bài"
    return [f"{'có' if reached >= terms.wanted else 'mới có'} {reached}/{terms.wanted} {genre}"]


def _tell_lacks(terms: Terms, answers: Sequence[Answer], outlet_names: Mapping[str, str]) -> list[str]:
    told: list[str] = []
    if len(_full_works(terms, answers)) < terms.wanted:
        shorter = {one.genre for one in answers if not serves_genre(terms.genre, one.genre)}
        told += [tell_genre(terms.genre, given) for given in Genre if given in shorter and terms.genre]
        told += ["mới đáp ứng một phần nội dung"] if any(one.covers_part for one in answers) else []
    missing = _missing_outlets(terms, answers)
    told += [f"chưa có trên {', '.join(outlet_names.get(key, key) for key in missing)}"] if missing else []
    return told


def tell_genre(wanted: Genre | None, given: Genre) -> str:
    """Return how a genre falls short, as the office reads it."""
    return f"thể loại {given.label.lower()}" + (f", cần {wanted.label.lower()}" if wanted else "")


def _tell_times(terms: Terms, counted: Sequence[Answer]) -> list[str]:
    days = [one.published_on for one in counted if one.published_on is not None]
    told = [tell_time(terms, day) for day in sorted(set(days)) if terms.place(day) is not Timing.IN_TIME]
    return told or [f"trong thời gian đăng: {tell_span(*terms.window)}"]


def tell_time(terms: Terms, day: date) -> str:
    """Say where a day lies against the window: "muộn 4 ngày", "trong thời gian đăng: 05–10/7"."""
    first, last = terms.window
    match terms.place(day):
        case Timing.IN_TIME:
            return f"trong thời gian đăng: {tell_span(first, last)}"
        case Timing.EARLY:
            return f"sớm {(first - day).days} ngày (đăng {day:%d/%m}, kế hoạch {tell_span(first, last)})"
        case Timing.LATE:
            return f"muộn {(day - last).days} ngày (đăng {day:%d/%m}, kế hoạch {tell_span(first, last)})"
        case Timing.OTHER_MONTH:
            return f"khác kỳ: đăng {day:%d/%m/%Y}, kế hoạch {tell_span(first, last)}"


def tell_span(first: date, last: date) -> str:
    """Write a span as the office does: "05–10/7", "25/6–05/7", "31/7", with the year where it changes."""
    if first == last:
        return f"{first:%d}/{first.month}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{last:%d}/{last.month}"
    if first.year == last.year:
        return f"{first:%d}/{first.month}–{last:%d}/{last.month}"
    return f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"

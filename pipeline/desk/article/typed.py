"""What a person typed about an article, read against what stands there: only what differs is a correction."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Annotated

from fastapi import Form

from models.article import Article
from models.clock import VIETNAM, day_start
from models.errors import InputError
from models.vocabulary import CorrectedField
from pipeline.desk.reading_forms import read_day_or_none
from pipeline.desk.wording import write_day
from pipeline.reviews.correcting import Correction

MOST_TEXT = 400_000
Line = Annotated[str, Form(max_length=4_000)]


@dataclass(frozen=True, slots=True)
class TypedFacts:
    """The fields of the form as typed; None for a field that the form does not show."""

    day: str
    clock: str
    byline: str
    genre: str
    title: str | None
    lead: str | None
    text: str | None


def read_moment(day: str, clock: str) -> datetime | None:
    """Return the instant of a typed day and clock (midnight without one); None without a day. Raises InputError."""
    found = read_day_or_none(day)
    if found is None:
        if clock.strip():
            raise InputError("Có giờ đăng nhưng chưa có ngày: hãy ghi cả ngày, ví dụ 05/12/2023.")
        return None
    return day_start(found) if not clock.strip() else datetime.combine(found, _read_clock(clock), tzinfo=VIETNAM)


def _read_clock(typed: str) -> time:
    hours, separator, minutes = typed.strip().replace("h", ":").replace("g", ":").partition(":")
    if not (separator and hours.isdecimal() and (minutes or "0").isdecimal()):
        raise InputError(f"Giờ «{typed.strip()[:20]}» chưa đúng: hãy viết giờ:phút, ví dụ 07:30.")
    try:
        return time(int(hours), int(minutes or "0"))
    except ValueError:
        raise InputError(f"Không có giờ «{typed.strip()[:20]}»: hãy xem lại.") from None


def write_clock(moment: datetime | None) -> str:
    """Return the clock of an instant as the form shows it."""
    return "" if moment is None else f"{moment.astimezone(VIETNAM):%H:%M}"


def write_form_day(moment: datetime | None) -> str:
    """Return the day of an instant as the form shows it; empty for an unknown one."""
    return "" if moment is None else write_day(moment)


def find_corrections(article: Article, typed: TypedFacts) -> list[Correction]:
    """Return what was typed otherwise than it stands. Raises InputError."""
    found = [
        Correction(CorrectedField.BYLINE, typed.byline or None),
        Correction(CorrectedField.GENRE, typed.genre or None),
    ]
    # What the form showed is to the minute: left as it was, it corrects nothing.
    shown = write_form_day(article.published_at), write_clock(article.published_at)
    if (typed.day.strip(), typed.clock.strip()) != shown:
        found.append(Correction(CorrectedField.PUBLISHED_AT, read_moment(typed.day, typed.clock)))
    words = ((CorrectedField.TITLE, typed.title), (CorrectedField.LEAD, typed.lead), (CorrectedField.TEXT, typed.text))
    return found + [Correction(field, value) for field, value in words if value is not None]

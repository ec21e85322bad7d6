"""What the queue's forms send, read into records; whatever cannot be is refused in words."""

from collections.abc import Iterable
from datetime import datetime, time

from starlette.datastructures import FormData

from models.clock import VIETNAM
from models.errors import InputError
from models.vocabulary import CorrectedField, TagAxis
from pipeline.desk.reading_forms import read_day_or_none
from pipeline.reviews.answering import CodeAnswer, Seen
from pipeline.reviews.choosing import Asked, choose, refuse
from pipeline.reviews.correcting import Correction

REFUSE = "khong-thuoc-nganh"
MOST_DIGITS = 18  # more is no id, and no database takes it
UNREADABLE = "Biểu mẫu không đọc được: hãy tải lại trang."


def read_answers_form(form: FormData) -> list[CodeAnswer]:
    """Return the answers that a screen sends; raises InputError."""
    asked = [_read_asked(text) for text in _texts(form, "asked")]
    if form.get("action") == REFUSE:
        return refuse(asked)
    return choose(asked, {_read_code(text) for text in _texts(form, "chosen") if text})


def read_seen(form: FormData) -> Seen:
    """Return what the screen was made from; raises InputError."""
    number, words = str(form.get("seen", "")), str(form.get("words", ""))
    if not words:
        raise InputError(UNREADABLE)
    return Seen(read_number(number), words[:64])


def read_number(text: str) -> int:
    """Return the id that a form sends; raises InputError for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise InputError(UNREADABLE)
    return int(text)


def read_corrections_form(form: FormData) -> list[Correction]:
    """Return the facts that an editing form sends; those it does not hold are left alone. Raises InputError."""
    corrections: list[Correction] = []
    if "day" in form:
        corrections.append(Correction(CorrectedField.PUBLISHED_AT, _read_instant(form)))
    for field in (*_PLAIN, CorrectedField.TEXT):
        if field.value in form:
            corrections.append(Correction(field, str(form[field.value]) or None))
    return corrections


_PLAIN = (CorrectedField.BYLINE, CorrectedField.GENRE, CorrectedField.TITLE, CorrectedField.LEAD)


def _read_instant(form: FormData) -> datetime | None:
    day = read_day_or_none(str(form["day"]))
    if day is None:
        return None
    typed = str(form.get("time", "")).strip() or "00:00"
    try:
        hour, minute = (int(part) for part in typed.split(":"))
        return datetime.combine(day, time(hour, minute), VIETNAM)
    except ValueError:
        raise InputError(f"Giờ «{typed[:20]}» chưa đúng: viết như 07:30.") from None


def _read_asked(text: str) -> Asked:
    axis, _, rest = text.partition(":")
    code, _, tag = rest.rpartition(":")
    if axis not in set(TagAxis) or not code:
        raise InputError(UNREADABLE)
    return Asked(TagAxis(axis), code, read_number(tag) if tag else None)


def _read_code(text: str) -> tuple[TagAxis, str]:
    axis, _, code = text.partition(":")
    if axis not in set(TagAxis) or not code:
        raise InputError(UNREADABLE)
    return TagAxis(axis), code


def _texts(form: FormData, name: str) -> Iterable[str]:
    return [one for one in form.getlist(name) if isinstance(one, str)]

"""How the desk writes days, times, numbers and certainty: the same words on every page."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from models.clock import VIETNAM
from models.vocabulary import Certainty

SURE, FAIRLY_SURE = 0.9, 0.7


def write_day(value: date | datetime | None) -> str:
    """Return "05/12/2023", Vietnamese time; an unknown day is said in words."""
    if value is None:
        return "chưa rõ ngày"
    if isinstance(value, datetime):
        value = value.astimezone(VIETNAM)
    return f"{value:%d/%m/%Y}"


def write_instant(value: datetime | None) -> str:
    """Return "16:19 05/12/2023", Vietnamese time."""
    return "chưa rõ" if value is None else f"{value.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def write_number(value: float, digits: int = 0) -> str:
    """Return a number the Vietnamese way: 1.234,5."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def write_percent(value: float, digits: int = 0) -> str:
    """Return a share the Vietnamese way: 12,5%."""
    return f"{write_number(100 * value, digits)}%"


def word_score(score: float) -> str:
    """Return how sure a calibrated score is, in plain words."""
    return "chắc" if score >= SURE else "khá chắc" if score >= FAIRLY_SURE else "nghi"


def word_certainty(certainty: Certainty) -> str:
    """Return the word under which a match or tag is counted."""
    return certainty.label


FILTERS: dict[str, Callable[..., Any]] = {
    "day": write_day,
    "instant": write_instant,
    "number": write_number,
    "percent": write_percent,
    "score_word": word_score,
    "certainty_word": word_certainty,
}

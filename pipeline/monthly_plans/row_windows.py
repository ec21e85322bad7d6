"""When the pieces of one row are to appear: its time cells, ticked weeks, its section, or the month itself. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.vocabulary import ObligationStatus
from pipeline.monthly_plans.calendar_days import MIDDLE_MONTH
from pipeline.monthly_plans.meanings import Meaning
from pipeline.monthly_plans.records import PlanMonth, Window
from pipeline.monthly_plans.row_cells import FilledCell, RowCells
from pipeline.monthly_plans.sections import SectionWords
from pipeline.monthly_plans.standing import read_standing
from pipeline.monthly_plans.time_cells import WindowReading, read_window
from pipeline.monthly_plans.windows import parse_days
from pipeline.monthly_plans.words import folded_key, is_blank_mark

_NAMES_MONTH = re.compile(r"\d\s*[/.]\s*\d|\bthang \d|\bt\d|\bquy\b")
_DASHED = re.compile(r"[-+*•▪●–—]\s*\S")
BLANK_TIME = "ô thời gian trống"


@dataclass(frozen=True, slots=True)
class SubjectPlace:
    """Which subject of a row is meant: the 0-based place among `count`."""

    at: int
    count: int


def read_row_window(
    cells: RowCells, section: SectionWords, month: PlanMonth | None, place: SubjectPlace, year: int
) -> WindowReading:
    """Return the window of a row: ticked spans, from-to, its time cell, its section, or the month if none is asked.

    Where the month is not known, a cell that names its own is read in `year`.
    """
    ticked = [filled for filled in cells.all(Meaning.WINDOW_MARK) if is_wanted(filled)]
    if ticked:
        return _join_ticked([filled.column.reading.window for filled in ticked])
    if bounds := cells.all(Meaning.WINDOW_FROM, Meaning.WINDOW_TO):
        return _read_bounds(bounds, month)
    filled = cells.one(Meaning.WINDOW)
    if filled is not None and filled.cell.fault is None and not is_blank_mark(filled.words):
        words = line_of(filled.words, place) or ""
        names_month = month is None and _NAMES_MONTH.search(folded_key(words)) is not None
        reading = _read_time_cell(filled, words, PlanMonth(year, MIDDLE_MONTH) if names_month else month)
        return replace(reading, remarks=()) if month is None else reading
    if section.window is not None:
        return WindowReading(section.window)
    if cells.has(Meaning.WINDOW, Meaning.WINDOW_FROM, Meaning.WINDOW_TO, Meaning.WINDOW_MARK):
        return WindowReading(None, BLANK_TIME)
    return _whole_month(month)


def _read_time_cell(filled: FilledCell, words: str, month: PlanMonth | None) -> WindowReading:
    """Read a time cell; one that only says "hủy" or "chuyển tháng 8" leaves the month as it was."""
    if read_standing(words, month).status is not ObligationStatus.ACTIVE:
        return _whole_month(month)
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    if len(lines) > 1 and all(_DASHED.match(line) for line in lines):
        return WindowReading(None, f"nhiều khoảng thời gian «{_one_expression(words)}»")
    return read_window(_one_expression(words), filled.cell.value, month, filled.column.heading)


def _one_expression(words: str) -> str:
    return re.sub(r"\s*\n\s*", " ", words)


def _whole_month(month: PlanMonth | None) -> WindowReading:
    window = parse_days("trong tháng", month)
    return WindowReading(window, None if window else "không rõ kế hoạch của tháng nào")


def _join_ticked(spans: Sequence[Window | None]) -> WindowReading:
    ordered = sorted((span for span in spans if span), key=lambda span: span.first)
    for before, after in pairwise(ordered):
        if (after.first - before.last).days > 1:
            return WindowReading(None, "đánh dấu nhiều khoảng thời gian rời nhau")
    return (
        WindowReading(Window(ordered[0].first, ordered[-1].last))
        if ordered
        else WindowReading(None, "không rõ thời gian")
    )


def _read_bounds(bounds: Sequence[FilledCell], month: PlanMonth | None) -> WindowReading:
    """Read "từ" and "đến" columns; a missing end is that of the month."""
    read = {
        filled.column.meaning: read_window(filled.words, filled.cell.value, month, filled.column.heading)
        for filled in bounds
        if not is_blank_mark(filled.words) and filled.cell.fault is None
    }
    if broken := next((reading for reading in read.values() if reading.window is None), None):
        return broken
    whole = parse_days("trong tháng", month)
    first = read[Meaning.WINDOW_FROM].window if Meaning.WINDOW_FROM in read else whole
    last = read[Meaning.WINDOW_TO].window if Meaning.WINDOW_TO in read else whole
    if first is None or last is None:
        return WindowReading(None, BLANK_TIME)
    if first.first > last.last:
        return WindowReading(None, f"ngày bắt đầu {first.first:%d/%m/%Y} đứng sau ngày kết thúc {last.last:%d/%m/%Y}")
    remarks = tuple(remark for reading in read.values() for remark in reading.remarks)
    return WindowReading(Window(first.first, last.last), remarks=tuple(dict.fromkeys(remarks)))


def line_of(words: str | None, place: SubjectPlace) -> str | None:
    """Return the part of a cell that belongs to a subject: its line where there are as many lines as subjects."""
    if words is None or place.count == 1:
        return words
    lines = [line for line in words.split("\n") if line.strip()]
    return _strip_mark(lines[place.at], place.at + 1) if len(lines) == place.count else words


def _strip_mark(line: str, number: int) -> str:
    """Take a dash or the line's own number off a value; any other figures belong to it ("10/7", "2 tin")."""
    return re.sub(rf"^\s*(?:[-+*•▪●–—→»]+\s*|\(?0?{number}(?:[.)]\s+|\)))", "", line, count=1).strip()


def is_wanted(filled: FilledCell) -> bool:
    """Say whether a cell of a column of ticks or counts asks for anything."""
    return filled.cell.fault is None and filled.cell.value != 0 and not is_blank_mark(filled.words)

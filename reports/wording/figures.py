"""Write counts that are kept apart by certainty: in a cell of a table, in a sentence, as a stamp of page one."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from models.vocabulary import Certainty
from reports.documents.record import Value
from reports.formats import format_day, format_instant, format_number, mark_count
from reports.ledger.record import LedgerLine
from reports.record import Cell, Work
from reports.tables import make_cell

MARKS_NOTE = (
    "Trong các bảng: số không có dấu là số đã có người duyệt; số có dấu + là máy đề xuất, số trong ngoặc là còn nghi "
    "ngờ, cả hai còn chờ duyệt. Ba loại số không cộng với nhau."
)
WAITING = (Certainty.PROPOSED, Certainty.DOUBTFUL)


def mark_cell(cell: Cell) -> Value:
    """Return what a table cell shows: the confirmed count as a number, with marks beside it where some wait."""
    return mark_counts(len(cell.confirmed), len(cell.proposed), len(cell.doubtful))


def mark_counts(confirmed: int, proposed: int, doubtful: int) -> Value:
    """Return "3 +2 (1)" for counts of which some wait for review, else the number itself."""
    if not proposed and not doubtful:
        return confirmed
    counts = zip(Certainty, (confirmed, proposed, doubtful), strict=True)
    return " ".join(mark_count(certainty, count) for certainty, count in counts if count)


def mark_works(works: Iterable[Work]) -> Value:
    """Return the marked count of works, each at its own certainty."""
    return mark_cell(make_cell((work.number, work.certainty) for work in works))


def mark_lines(lines: Sequence[LedgerLine]) -> Value:
    """Return the marked count of promises by the certainty of what answers them."""
    counts = [sum(line.certainty is certainty for line in lines) for certainty in Certainty]
    return mark_counts(*counts)


def tell_cell(cell: Cell, what: str = "tác phẩm") -> str:
    """Say a count in a sentence: "12 tác phẩm đã duyệt (chờ duyệt: 3 đề xuất, 1 còn nghi ngờ)"."""
    said = f"{format_number(len(cell.confirmed))} {what} đã duyệt"
    waiting = tell_waiting(len(cell.proposed), len(cell.doubtful))
    return f"{said} ({waiting})" if waiting else said


def tell_waiting(proposed: int, doubtful: int) -> str:
    """Say what waits for review: "chờ duyệt: 3 đề xuất, 1 còn nghi ngờ"; nothing for nothing."""
    counts = zip(WAITING, (proposed, doubtful), strict=True)
    parts = [f"{format_number(count)} {certainty.label.lower()}" for certainty, count in counts if count]
    return f"chờ duyệt: {', '.join(parts)}" if parts else ""


def tell_works(works: Iterable[Work], what: str = "tác phẩm") -> str:
    """Say the count of works in a sentence, apart by certainty."""
    return tell_cell(make_cell((work.number, work.certainty) for work in works), what)


def tell_period(start: date, end: date) -> str:
    """Name a period."""
    return f"từ ngày {format_day(start)} đến ngày {format_day(end)}"


def tell_instant(as_of: datetime) -> str:
    """Say as of when the figures hold."""
    return f"Số liệu tính đến {format_instant(as_of)}"


def tell_review(works: int, suggested: int) -> str:
    """Say on page one what waits for a person; nothing if nothing does."""
    parts = []
    if works:
        parts.append(f"{format_number(works)} tác phẩm chờ duyệt")
    if suggested:
        parts.append(f"{format_number(suggested)} nội dung kế hoạch tháng có gợi ý chờ trả lời")
    return f"Còn {' và '.join(parts)}; số liệu sẽ thay đổi khi duyệt xong." if parts else ""


def list_words(words: Sequence[str]) -> str:
    """Join words as in a sentence: "a", "a và b", "a, b và c"."""
    return " và ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)

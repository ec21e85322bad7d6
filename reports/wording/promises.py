"""How promises and what became of them are written in tables: what, how many, when, who, in which state."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from models.obligation_state import tell_span
from models.vocabulary import Certainty, MatchOrigin, ObligationState
from reports.documents.record import Align, Column, TableCell, Value
from reports.formats import format_day, format_number
from reports.ledger.record import LedgerArticle, LedgerLine, Promise, count_states
from reports.wording.figures import mark_counts

STATE_COLUMNS = (
    ObligationState.MET,
    ObligationState.PARTLY,
    ObligationState.LATE,
    ObligationState.OTHER_MONTH,
    ObligationState.SUGGESTED,
    ObligationState.UNMET,
)
CERTAINTY_WORDS = {
    Certainty.CONFIRMED: " (đã xác nhận)",
    Certainty.PROPOSED: " (máy khớp)",
    Certainty.DOUBTFUL: ", chờ xác nhận",
    None: "",
}
COUNT_WORDS = {
    Certainty.CONFIRMED: " đã xác nhận",
    Certainty.PROPOSED: " máy khớp",
    Certainty.DOUBTFUL: "",
    None: "",
}
MATCHING_NOTE = "«Máy khớp»: chương trình tự ghép tin, bài với nội dung đăng ký, chưa có người xác nhận."
PLAIN_STATES = (ObligationState.UNMET, ObligationState.SUGGESTED)


def tell_wanted(promise: Promise) -> str:
    """Say how many pieces of which genre are asked for: "2 tin"."""
    genre = promise.genre.label.lower() if promise.genre else "tin, bài (chưa rõ thể loại)"
    return f"{promise.terms.wanted} {genre}"


def tell_window(promise: Promise) -> str:
    """Say when a piece is to appear; a window that was not read is the month."""
    if promise.window_from is None and promise.window_to is None:
        return f"trong tháng {promise.month.month}"
    return tell_span(*promise.terms.window)


def tell_month(month: date) -> str:
    """Name a month."""
    return f"tháng {month.month}/{month.year}"


def tell_state(line: LedgerLine) -> str:
    """Say how a promise stands, how sure that is, and why."""
    said = f"{line.state.label}{CERTAINTY_WORDS[line.certainty]}"
    if line.state in PLAIN_STATES:
        return said
    return f"{said}: {'; '.join(line.reasons)}"


def tell_articles(line: LedgerLine) -> TableCell:
    """Give the articles beside a promise, each with its day; suggestions are said to be such."""
    plain = [tell_article(one) for one in line.articles if one.url is None]
    return TableCell(
        "\n".join(plain) or None, links=tuple((tell_article(one), one.url) for one in line.articles if one.url)
    )


def tell_article(one: LedgerArticle) -> str:
    """Name an article in a table."""
    day = f", {format_day(one.published_on)}" if one.published_on else ""
    mark = "gợi ý: " if one.origin is MatchOrigin.QUESTION else "đăng lại: " if one.is_reprint else ""
    return f"{mark}{one.title} ({one.outlet_name}{day})"


def tell_gaps(line: LedgerLine) -> TableCell:
    """Give the nearest articles, each with the single condition that it fails."""
    if not line.gaps:
        return TableCell("Không có tin, bài nào gần với nội dung này.")
    told = [(f"{one.title} ({one.outlet_name}): {one.fails}", one.url) for one in line.gaps]
    plain = [text for text, url in told if url is None]
    return TableCell("\n".join(plain) or None, links=tuple((text, url) for text, url in told if url is not None))


def tell_states(lines: Iterable[LedgerLine], states: Iterable[ObligationState] = tuple(ObligationState)) -> str:
    """Say how many promises are in each state: "đã đăng đủ: 1 đã xác nhận, 2 máy khớp; chưa có: 3"."""
    counts = count_states(lines)
    parts = [(state, {one: counts[state, one] for one in (*Certainty, None)}) for state in states]
    return "; ".join(f"{state.label.lower()}: {_tell_counts(by)}" for state, by in parts if any(by.values()))


def _tell_counts(by: Mapping[Certainty | None, int]) -> str:
    return ", ".join(f"{format_number(count)}{COUNT_WORDS[certainty]}" for certainty, count in by.items() if count)


def state_columns(width: float = 9.0) -> tuple[Column, ...]:
    """Return a column for each state of a promise that still stands."""
    return tuple(Column(state.label, width, Align.CENTER) for state in STATE_COLUMNS)


def count_by_state(lines: Sequence[LedgerLine]) -> list[Value]:
    """Return the marked count of the promises in each of the states of `state_columns`."""
    counts = count_states(lines)
    return [counts[state, None] or mark_counts(*(counts[state, one] for one in Certainty)) for state in STATE_COLUMNS]

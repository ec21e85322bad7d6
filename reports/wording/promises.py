"""How promises and what became of them are written in tables: what, how many, when, who, in which state."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from models.obligation_state import tell_span
from models.vocabulary import Certainty, MatchOrigin, ObligationState
from reports.documents.record import Align, Column, TableCell
from reports.formats import format_day, format_number
from reports.ledger.record import LedgerArticle, LedgerLine, Promise

STATE_COLUMNS = (
    ObligationState.MET,
    ObligationState.PARTLY,
    ObligationState.LATE,
    ObligationState.OTHER_MONTH,
    ObligationState.SUGGESTED,
    ObligationState.UNMET,
)
CERTAINTY_WORDS = {
    Certainty.CONFIRMED: "người gắn",
    Certainty.PROPOSED: "máy khớp, chưa ai xác nhận",
    Certainty.DOUBTFUL: "gợi ý, chờ xác nhận",
}


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
    sure = f" ({CERTAINTY_WORDS[line.certainty]})" if line.certainty is not None else ""
    reasons = [reason for reason in line.reasons if reason.lower() != line.state.label.lower()]
    return f"{line.state.label}{sure}: {'; '.join(reasons)}" if reasons else f"{line.state.label}{sure}"


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


def tell_states(lines: Iterable[LedgerLine]) -> str:
    """Say how many promises are in each state: "3 đã đăng đủ, 1 chưa có"."""
    counts = Counter(line.state for line in lines)
    return ", ".join(
        f"{format_number(counts[state])} {state.label.lower()}" for state in ObligationState if counts[state]
    )


def state_columns(width: float = 9.0) -> tuple[Column, ...]:
    """Return a column for each state of a promise that still stands."""
    return tuple(Column(state.label, width, Align.CENTER) for state in STATE_COLUMNS)


def count_by_state(lines: Sequence[LedgerLine]) -> list[int]:
    """Return how many promises are in each of the states of `state_columns`."""
    counts = Counter(line.state for line in lines)
    return [counts[state] for state in STATE_COLUMNS]

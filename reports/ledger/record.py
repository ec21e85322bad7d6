"""A line of the ledger as a frozen record: the promise, its state, how sure that is, and the articles behind it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.obligation_state import Terms
from models.vocabulary import Certainty, Genre, MatchOrigin, ObligationState, ObligationStatus

DONE_STATES = (ObligationState.MET, ObligationState.LATE, ObligationState.OTHER_MONTH)
HAVING_STATES = (*DONE_STATES, ObligationState.PARTLY)
CERTAINTY_OF_ORIGIN = {
    MatchOrigin.PERSON: Certainty.CONFIRMED,
    MatchOrigin.AUTO: Certainty.PROPOSED,
    MatchOrigin.QUESTION: Certainty.DOUBTFUL,
}


@dataclass(frozen=True, slots=True)
class Promise:
    """An obligation as it read at the instant."""

    id: int
    department: str | None
    month: date
    content: str
    plan_rows: tuple[str, ...]
    genre: Genre | None
    quantity: int | None
    outlets: tuple[str, ...]
    window_from: date | None
    window_to: date | None
    supporting: tuple[str, ...]
    status: ObligationStatus
    status_reason: str | None
    moved_to: date | None
    note: str | None
    unreadable: tuple[str, ...]

    @property
    def terms(self) -> Terms:
        """What it asks for, as the rules of states read it."""
        return Terms(
            month=self.month,
            status=self.status,
            status_reason=self.status_reason,
            genre=self.genre,
            quantity=self.quantity,
            outlets=self.outlets,
            window_from=self.window_from,
            window_to=self.window_to,
        )


@dataclass(frozen=True, slots=True)
class LedgerArticle:
    """An article beside a promise, by whom and why. `url` is http(s) or None."""

    article_id: int
    title: str
    outlet_name: str
    url: str | None
    published_on: date | None
    origin: MatchOrigin
    reasons: tuple[str, ...]
    is_reprint: bool


@dataclass(frozen=True, slots=True)
class NearArticle:
    """One of the nearest articles of an unmet promise, and the single condition that it fails."""

    title: str
    outlet_name: str
    url: str | None
    published_on: date | None
    fails: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A promise with its state and what that rests on.

    `certainty` is that of the weakest article that the state needs: a person's link, an automatic match, a mere
    suggestion; None where no article stands beside the promise. `reached` of `terms.wanted` works count.
    """

    promise: Promise
    state: ObligationState
    reasons: tuple[str, ...]
    certainty: Certainty | None
    reached: int
    articles: tuple[LedgerArticle, ...]
    gaps: tuple[NearArticle, ...]

    @property
    def wanted(self) -> int:
        """How many works the promise asks for."""
        return self.promise.terms.wanted

    @property
    def is_counted(self) -> bool:
        """Say whether the promise still stands: what was cancelled, moved or withdrawn is told apart."""
        return self.state is not ObligationState.DROPPED


StateCount = Counter[tuple[ObligationState, Certainty | None]]


def count_states(lines: Iterable[LedgerLine]) -> StateCount:
    """Count lines by state and certainty."""
    return Counter((line.state, line.certainty) for line in lines)


def having_articles(lines: Iterable[LedgerLine]) -> list[LedgerLine]:
    """Return the lines that have at least one counted article, whenever it was published."""
    return [line for line in lines if line.state in HAVING_STATES]


def by_certainty(lines: Iterable[LedgerLine], certainty: Certainty) -> list[LedgerLine]:
    """Return the lines of one certainty."""
    return [line for line in lines if line.certainty is certainty]

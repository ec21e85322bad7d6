"""The departments' promises that an article stands beside, by whom it was put there and why."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger import ObligationLink, ObligationMatch
from models.obligation import Obligation
from models.obligation_state import tell_span
from models.vocabulary import Genre, LinkDecision, MatchOrigin
from pipeline.desk.article.naming import CodeNames
from pipeline.obligations.reading import read_terms


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise and how the article stands beside it; `said` is a person's newest word on the pair."""

    obligation_id: int
    department: str
    month: date
    content: str
    genre: Genre | None
    quantity: int | None
    span: str
    origin: MatchOrigin
    score: float
    covers_part: bool
    is_reprint: bool
    reasons: tuple[str, ...]
    said: LinkDecision | None
    said_by: str | None


def read_promises_of(session: Session, article_id: int, plan_id: int, names: CodeNames) -> tuple[PromiseLine, ...]:
    """Return the open lines of the ledger that name the article, the surest first."""
    query = (
        select(ObligationMatch, Obligation)
        .join(Obligation, Obligation.id == ObligationMatch.obligation_id)
        .where(ObligationMatch.article_id == article_id, ObligationMatch.ended_at.is_(None))
        .where(Obligation.plan_id == plan_id)
        .order_by(ObligationMatch.score.desc(), ObligationMatch.id)
    )
    words = _read_words(session, article_id)
    return tuple(_make_line(match, one, words.get(one.id), names) for match, one in session.execute(query))


def _read_words(session: Session, article_id: int) -> dict[int, ObligationLink]:
    """Return people's newest word on the article beside each promise."""
    query = select(ObligationLink).where(ObligationLink.article_id == article_id)
    order = (ObligationLink.decided_at, ObligationLink.id)
    return {link.obligation_id: link for link in session.scalars(query.order_by(*order))}


def _make_line(match: ObligationMatch, one: Obligation, word: ObligationLink | None, names: CodeNames) -> PromiseLine:
    code = one.department_code
    return PromiseLine(
        obligation_id=one.id,
        department=names.departments.get(code, code) if code else "Chưa rõ đơn vị",
        month=one.month,
        content=one.content,
        genre=one.genre,
        quantity=one.quantity,
        span=tell_span(*read_terms(one).window),
        origin=match.origin,
        score=match.score,
        covers_part=match.covers_part,
        is_reprint=match.is_reprint,
        reasons=tuple(match.reasons),
        said=word.decision if word else None,
        said_by=word.decided_by if word else None,
    )

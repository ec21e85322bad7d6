"""The ledger: which articles answer which obligations, by the program's reckoning and by people's hands.

`ObligationLink` is what a person said and is never undone by a run. `ObligationMatch` and `ObligationGap` are
reckoned; a line that no longer holds gets its `ended_at` and stays, so that the ledger of any earlier instant
can be read.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from models.base import Base, Key
from models.vocabulary import LinkDecision, MatchOrigin


class ObligationLink(Base):
    """A person's word that an article answers an obligation, or does not. Append-only: the newest counts."""

    __tablename__ = "obligation_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligations.id"), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    decision: Mapped[LinkDecision] = mapped_column(Key(LinkDecision))
    decided_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(Text)


class ObligationMatch(Base):
    """An article beside an obligation: matched by itself, asked about, or linked by a person.

    `covers_part` says that only a part of the subject is answered; `is_reprint` that the article ticks its
    outlet and is no second work.
    """

    __tablename__ = "obligation_matches"
    __table_args__ = (Index("ix_obligation_matches_obligation_id_ended_at", "obligation_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligations.id"))
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    origin: Mapped[MatchOrigin] = mapped_column(Key(MatchOrigin))
    score: Mapped[float]
    covers_part: Mapped[bool]
    is_reprint: Mapped[bool]
    reasons: Mapped[list[str]]
    matched_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @classmethod
    def holds_at(cls, instant: datetime) -> ColumnElement[bool]:
        """Say that a line stood in the ledger at `instant`."""
        return (cls.matched_at <= instant) & (cls.ended_at.is_(None) | (cls.ended_at > instant))


class ObligationGap(Base):
    """One of the nearest articles of an unmet obligation, with the single condition that it fails."""

    __tablename__ = "obligation_gaps"
    __table_args__ = (Index("ix_obligation_gaps_obligation_id_ended_at", "obligation_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligations.id"))
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    rank: Mapped[int]
    fails: Mapped[str] = mapped_column(Text)
    score: Mapped[float]
    noted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @classmethod
    def holds_at(cls, instant: datetime) -> ColumnElement[bool]:
        """Say that a line stood in the ledger at `instant`."""
        return (cls.noted_at <= instant) & (cls.ended_at.is_(None) | (cls.ended_at > instant))

"""What people do at the desk beside answering on tags: the ranked queue, corrections, notes, second readings."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key
from models.vocabulary import CorrectedField, CountCause, ReadingState


class QueueRank(Base):
    """How an article stands in the review under a plan: what it waits for, what an answer is worth, and why.

    Computed anew at will. `weight` outlives the answer: a reader keeps the place in the list. `lot` (0 ≤ lot < 1) is
    drawn by the words of the article: those below the office's share are read by a second person.
    """

    __tablename__ = "queue_ranks"
    __table_args__ = (
        Index("ix_queue_ranks_open", "plan_id", "is_open", "weight", "article_id"),
        Index("ix_queue_ranks_answered", "plan_id", "state", "answered_at"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    state: Mapped[ReadingState] = mapped_column(Key(ReadingState))
    is_open: Mapped[bool]
    weight: Mapped[float]
    why: Mapped[str] = mapped_column(Text)
    lot: Mapped[float]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(String(64))
    ranked_at: Mapped[datetime]


class ArticleCorrection(Base):
    """A fact of an article put right by a person. Append-only; the first `before` is what the page said.

    `before` and `after` are {"value": …, "rule": …} with plain data and the rule of the article's provenance; a later
    reading of the page never overwrites `after`.
    """

    __tablename__ = "article_corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    field: Mapped[CorrectedField] = mapped_column(Key(CorrectedField))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    corrected_at: Mapped[datetime]
    corrected_by: Mapped[str] = mapped_column(String(64))
    batch: Mapped[str | None] = mapped_column(String(32))


class ArticleNote(Base):
    """A remark of the office on an article; a retracted one stays in the history."""

    __tablename__ = "article_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(64))
    retracted_at: Mapped[datetime | None]


class SecondReading(Base):
    """An article of the sample read again by another person, who did not see the first answers. Append-only.

    `answers` are {"axis", "code", "first", "second"} each; they measure agreement and decide nothing.
    """

    __tablename__ = "second_readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    text_sha256: Mapped[str] = mapped_column(String(64))
    first_by: Mapped[str] = mapped_column(String(64))
    read_by: Mapped[str] = mapped_column(String(64))
    read_at: Mapped[datetime]
    answers: Mapped[list[Any]]


class CountStanding(Base):
    """A person's word on whether an article still counts after it was edited or removed. Append-only.

    `cause_at` is when the change was seen. Where `stands` is False, an answer "not of the sector" goes with it.
    """

    __tablename__ = "count_standings"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    cause: Mapped[CountCause] = mapped_column(Key(CountCause))
    cause_at: Mapped[datetime]
    stands: Mapped[bool]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(Text)

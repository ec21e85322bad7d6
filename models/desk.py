"""What people do at the desk beside answering on tags: the ranked queue, corrections, notes, second readings."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key
from models.vocabulary import CorrectedField, CountCause


class QueueRank(Base):
    """An article that waits for a person under a plan: what an answer is worth, and why. Computed anew at will."""

    __tablename__ = "queue_ranks"
    __table_args__ = (Index("ix_queue_ranks_plan_id_weight", "plan_id", "weight"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    weight: Mapped[float]
    why: Mapped[str] = mapped_column(Text)
    ranked_at: Mapped[datetime]


class ArticleCorrection(Base):
    """A fact of an article put right by a person. Append-only; the first `before` is what the page said.

    `before` and `after` are {"value": …} with plain data; a later reading of the page never overwrites `after`.
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

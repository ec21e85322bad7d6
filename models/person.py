"""The registry of authors: which pen name stands for which person, as people confirmed it, and rewards given.

An `Author` is a pen name at an outlet. Nothing merges two of them but a person's decision, and every
decision can be taken back. Real names stand in a table of their own, which can be emptied.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key
from models.vocabulary import LinkDecision


class Person(Base):
    """Somebody who writes, known by a pen name; the real name, if the office keeps it, is a `PersonName`."""

    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    shown_name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(64))


class PersonName(Base):
    """A person's real name: personal data, kept for a stated purpose, for administrators only; rows are deletable."""

    __tablename__ = "person_names"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    real_name: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(64))


class PenNameLink(Base):
    """A person's word that a pen name at an outlet was somebody's in a period, or was not. Append-only.

    Of an (author, person) pair the rows of its newest batch count, one a period; `models.registry` reads them.
    `valid_from` and `valid_to` are days of publication, both counted, None is open. `is_insider` and `department_code`
    say what the person was in that period. Decisions made in one step share a `batch`, which is taken back whole.
    """

    __tablename__ = "pen_name_links"
    __table_args__ = (Index("ix_pen_name_links_author_id_person_id", "author_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    decision: Mapped[LinkDecision] = mapped_column(Key(LinkDecision))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    is_insider: Mapped[bool]
    department_code: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    batch: Mapped[str] = mapped_column(String(32))
    decided_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(64))


class WorkRating(Base):
    """What one person thinks of a work: quality and impact from 1 to 5, with a note. Append-only; the newest counts.

    `work_id` is the article that was the first publication.
    """

    __tablename__ = "work_ratings"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    work_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    quality: Mapped[int]
    impact: Mapped[int]
    note: Mapped[str | None] = mapped_column(Text)
    rated_at: Mapped[datetime]
    rated_by: Mapped[str] = mapped_column(String(64))


class RewardGiven(Base):
    """A reward that a work or an author received; no work is rewarded twice for the same. A wrong entry is retracted.

    `award_code` is that of the award's file; `work_id` the first publication, None for a reward to a person.
    """

    __tablename__ = "rewards_given"

    id: Mapped[int] = mapped_column(primary_key=True)
    award_code: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(64))
    level: Mapped[str] = mapped_column(Text)
    work_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("authors.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    given_on: Mapped[date]
    document: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(64))
    retracted_at: Mapped[datetime | None]

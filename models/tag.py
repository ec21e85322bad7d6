"""Tags as proposed, the classifiers that proposed them, and the decisions of people beside them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.elements import ColumnElement

from models.base import Base, Key
from models.vocabulary import Certainty, ReviewDecision, TagAxis


class Classifier(Base):
    """A trained classifier: a file with a card, known by its version and digest."""

    __tablename__ = "classifiers"

    version: Mapped[str] = mapped_column(String(64), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    folder: Mapped[str] = mapped_column(Text)
    card: Mapped[dict[str, Any]]
    registered_at: Mapped[datetime]


class ClassifierRelease(Base):
    """That a classifier was put to work, by whom and on what grounds; the newest release is the one that tags."""

    __tablename__ = "classifier_releases"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(ForeignKey("classifiers.version"))
    released_at: Mapped[datetime]
    released_by: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    measured: Mapped[dict[str, Any]]


class RiskSetting(Base):
    """The share of errors the office allows among tags accepted unread, and the limits that follow. Append-only.

    `max_error` is a share (0.02 is 2 %); `limits` holds per axis the score needed, or None where nothing may be
    accepted unread; `reasons` say in plain Vietnamese how each was found.
    """

    __tablename__ = "risk_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    classifier_version: Mapped[str] = mapped_column(ForeignKey("classifiers.version"))
    max_error: Mapped[float]
    limits: Mapped[dict[str, Any]]
    reasons: Mapped[list[str]]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(64))


class Tag(Base):
    """One code on one axis proposed for an article under a plan, by one classifier, for one state of the text.

    A classifier put back to work proposes anew: its earlier tags stay as they were.
    `office_sha256` stands for the versions of the plan and organisation files that were read. The newest
    tags count; older ones stay as history with `is_current` false and the instant they were retired. `is_candidate`
    marks a near miss that is kept but not proposed, `missing` says what it lacks. `marks` are the words that
    carried it: {"part", "start", "end", "words"} each, offsets in characters of that part.
    """

    __tablename__ = "tags"
    __table_args__ = (
        UniqueConstraint(
            "article_id",
            "plan_id",
            "axis",
            "code",
            "classifier_version",
            "office_sha256",
            "text_sha256",
            "proposed_at",
            name="uq_tags_proposal",
        ),
        Index("ix_tags_plan_id_axis_code", "plan_id", "axis", "code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    axis: Mapped[TagAxis] = mapped_column(Key(TagAxis))
    code: Mapped[str] = mapped_column(String(64))
    score: Mapped[float]
    certainty: Mapped[Certainty] = mapped_column(Key(Certainty))
    is_auto: Mapped[bool]
    is_candidate: Mapped[bool]
    via: Mapped[str | None] = mapped_column(String(32))
    reasons: Mapped[list[str]]
    marks: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    missing: Mapped[str | None] = mapped_column(Text)
    classifier_version: Mapped[str] = mapped_column(ForeignKey("classifiers.version"))
    office_sha256: Mapped[str] = mapped_column(String(64))
    text_sha256: Mapped[str] = mapped_column(String(64))
    proposed_at: Mapped[datetime]
    is_current: Mapped[bool]
    retired_at: Mapped[datetime | None]

    @classmethod
    def holds_at(cls, instant: datetime) -> ColumnElement[bool]:
        """Say that a tag was the newest word of the classifier at `instant`; a near miss is no proposal."""
        is_open = cls.is_current | (cls.retired_at > instant)
        return (cls.proposed_at <= instant) & is_open & cls.is_candidate.is_(False)


class Review(Base):
    """A person's decision on one code of one article. Append-only: the newest counts, none is overwritten.

    WITHDRAW takes the earlier answer back: the question is open again. `earlier_id` is the answer that this one
    follows. Answers given in one step share a `batch`, which is undone whole. `classifier_version` is the one whose
    proposal was seen.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        Index("ix_reviews_article_id_axis_code", "article_id", "axis", "code"),
        Index("ix_reviews_decided_at", "decided_at"),
        Index("ix_reviews_plan_id_axis_code", "plan_id", "axis", "code", "decision", "article_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    axis: Mapped[TagAxis] = mapped_column(Key(TagAxis))
    code: Mapped[str] = mapped_column(String(64))
    decision: Mapped[ReviewDecision] = mapped_column(Key(ReviewDecision))
    decided_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(Text)
    tag_id: Mapped[int | None] = mapped_column(ForeignKey("tags.id"))
    text_sha256: Mapped[str] = mapped_column(String(64))
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"))
    batch: Mapped[str | None] = mapped_column(String(32), index=True)
    classifier_version: Mapped[str | None] = mapped_column(String(64))


class Match(Base):
    """An article counted under a plan item, how surely and why. Computed anew by each reconciliation."""

    __tablename__ = "matches"
    __table_args__ = (
        UniqueConstraint("article_id", "plan_item_id"),
        Index("ix_matches_plan_item_id", "plan_item_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    plan_item_id: Mapped[int] = mapped_column(ForeignKey("plan_items.id"))
    certainty: Mapped[Certainty] = mapped_column(Key(Certainty))
    score: Mapped[float]
    reasons: Mapped[list[str]]
    matched_at: Mapped[datetime]

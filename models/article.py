"""An article as the office knows it: its text, revisions, byline as printed, credits and pen names."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.sql.elements import ColumnElement

from models.base import Base, Key
from models.crawl import Address, PageSnapshot
from models.vocabulary import ArticleOrigin, ArticleStatus, CreditRole, Genre, Signature

WORDS_CHANGED = "nội dung trang đã thay đổi"


class Article(Base):
    """An article is (outlet, article id), whatever its URL. It is never deleted; a vanished one is *removed*.

    `text_key` is equal for texts that differ only in Unicode form, tone placement, spacing or
    punctuation. `duplicate_of_id` points at the first publication of a reprint, never at another reprint.
    `series_key` is the key of the joined series; where the page says another, `provenance` keeps it ("joined:<key>").
    """

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("outlet_key", "article_id"),
        Index("ix_articles_published_at", "published_at"),
        Index("ix_articles_text_key", "text_key"),
        Index("ix_articles_duplicate_of_id", "duplicate_of_id"),
        Index("ix_articles_series_key", "series_key"),
        Index("ix_articles_status", "status", "first_seen_at"),
        Index("ix_articles_outlet_key", "outlet_key", "origin", "status", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_key: Mapped[str] = mapped_column(ForeignKey("outlets.key"))
    article_id: Mapped[str] = mapped_column(Text)
    origin: Mapped[ArticleOrigin] = mapped_column(Key(ArticleOrigin))
    address_id: Mapped[int | None] = mapped_column(ForeignKey("addresses.id"), unique=True)
    url: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    lead: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    byline: Mapped[str | None] = mapped_column(Text)
    signature: Mapped[Signature] = mapped_column(Key(Signature))
    byline_sources: Mapped[list[str]]
    byline_note: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime | None]
    modified_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    section: Mapped[str | None] = mapped_column(Text)
    page_tags: Mapped[list[str]]
    genre: Mapped[Genre | None] = mapped_column(Key(Genre))
    own_report: Mapped[bool | None]
    series_key: Mapped[str | None] = mapped_column(Text)
    series_part: Mapped[int | None]
    series_last: Mapped[bool] = mapped_column(default=False)
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"))
    status: Mapped[ArticleStatus] = mapped_column(Key(ArticleStatus))
    status_reason: Mapped[str | None] = mapped_column(Text)
    status_since: Mapped[datetime]
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("page_snapshots.id"))
    layout: Mapped[str | None] = mapped_column(String(64))
    provenance: Mapped[dict[str, Any]]
    text_key: Mapped[str] = mapped_column(String(64))
    text_sha256: Mapped[str] = mapped_column(String(64))
    address: Mapped[Address | None] = relationship()
    snapshot: Mapped[PageSnapshot | None] = relationship()
    credits: Mapped[list["ArticleCredit"]] = relationship(
        order_by="ArticleCredit.position", cascade="all, delete-orphan"
    )
    revisions: Mapped[list["Revision"]] = relationship(order_by="Revision.number")
    duplicate_of: Mapped["Article | None"] = relationship(remote_side="Article.id")

    @classmethod
    def work_id(cls) -> ColumnElement[int]:
        """Return the id of the work that an article is a publication of: that of its first publication, or its own."""
        return func.coalesce(cls.duplicate_of_id, cls.id)

    @classmethod
    def counts_for(cls, start: datetime, end: datetime) -> ColumnElement[bool]:
        """Say that an article belongs to the period from `start` (counted) to `end` (not counted).

        A quarantined article is waiting and not counted; a removed one was published and is.
        """
        in_period = (cls.published_at >= start) & (cls.published_at < end)
        return in_period & (cls.status != ArticleStatus.QUARANTINED)


class Revision(Base):
    """A state of an article's text as it was seen; the first is number 1, `diff` is against the one before."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("article_id", "number"), Index("ix_revisions_seen_at", "seen_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int]
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("page_snapshots.id"))
    seen_at: Mapped[datetime]
    title: Mapped[str | None] = mapped_column(Text)
    lead: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    byline: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime | None]
    genre: Mapped[Genre | None] = mapped_column(Key(Genre))
    text_sha256: Mapped[str] = mapped_column(String(64))
    diff: Mapped[str | None] = mapped_column(Text)


class ArticleState(Base):
    """An article as reports count and print it, without its text, from `since` until the next state. Append-only.

    `values` holds the columns by name as plain data, and the credits as [name, role, affiliation] each.
    """

    __tablename__ = "article_states"
    __table_args__ = (
        Index("ix_article_states_article_id_since", "article_id", "since"),
        Index("ix_article_states_since", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    since: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64))
    values: Mapped[dict[str, Any]]


class Author(Base):
    """A pen name at an outlet; the same string at two outlets is two authors until a person says otherwise."""

    __tablename__ = "authors"
    __table_args__ = (UniqueConstraint("outlet_key", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_key: Mapped[str] = mapped_column(ForeignKey("outlets.key"))
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text)


class ArticleCredit(Base):
    """One name in one role under an article, as printed."""

    __tablename__ = "article_credits"
    __table_args__ = (UniqueConstraint("article_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    position: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[CreditRole] = mapped_column(Key(CreditRole))
    affiliation: Mapped[str | None] = mapped_column(Text)
    author: Mapped[Author] = relationship()

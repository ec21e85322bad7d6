"""What was asked of an outlet and what it answered: addresses and their fate, snapshots, listings, WARC files."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key
from models.vocabulary import AddressKind, AddressState


class Address(Base):
    """One page of an outlet, whatever forms its URL takes, and its one counted fate.

    `key` is `outlet:article id` for an article and the canonical URL for a listing;
    `url` is the form to ask for. `tries` counts failed attempts in a row; a failed
    address is asked again after `next_try_at`. A further page of a listing knows the
    listing it continues (`listing_url`) and its place there (`page_number`, 1 is the first).
    """

    __tablename__ = "addresses"
    __table_args__ = (
        Index("ix_addresses_outlet_key_state", "outlet_key", "state"),
        Index("ix_addresses_channel", "channel"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_key: Mapped[str] = mapped_column(ForeignKey("outlets.key"))
    key: Mapped[str] = mapped_column(Text, unique=True)
    url: Mapped[str] = mapped_column(Text)
    kind: Mapped[AddressKind] = mapped_column(Key(AddressKind))
    state: Mapped[AddressState] = mapped_column(Key(AddressState))
    reason: Mapped[str | None] = mapped_column(Text)
    article_id: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[str | None] = mapped_column(String(32))
    listed_on: Mapped[date | None]
    listing_url: Mapped[str | None] = mapped_column(Text)
    page_number: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
    http_status: Mapped[int | None]
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    forms: Mapped[list["AddressForm"]] = relationship(order_by="AddressForm.id")


class AddressForm(Base):
    """A URL under which an address was seen (`.htm`, `-post….html`, `.amp`, with a query)."""

    __tablename__ = "address_forms"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"), index=True)
    url: Mapped[str] = mapped_column(Text, unique=True)
    first_seen_at: Mapped[datetime]


class WarcFile(Base):
    """A WARC file and how much of it is acknowledged; what a killed run wrote beyond that is cut off later."""

    __tablename__ = "warc_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    started_at: Mapped[datetime]
    good_length: Mapped[int] = mapped_column(BigInteger, default=0)
    is_closed: Mapped[bool] = mapped_column(default=False)


class PageSnapshot(Base):
    """One answer of an outlet: the bytes as received lie in the WARC at `warc_offset`.

    `sha256` is of the page after content decoding. An answer equal to an earlier one,
    or a 304, points to it with `same_as_id` and holds no page of its own.
    """

    __tablename__ = "page_snapshots"
    __table_args__ = (UniqueConstraint("address_id", "captured_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))
    url: Mapped[str] = mapped_column(Text)
    captured_at: Mapped[datetime]
    http_status: Mapped[int]
    headers: Mapped[list[Any]]
    content_type: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    length: Mapped[int]
    warc_name: Mapped[str] = mapped_column(Text)
    warc_offset: Mapped[int] = mapped_column(BigInteger)
    warc_length: Mapped[int] = mapped_column(BigInteger)
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("page_snapshots.id"))
    extracted_at: Mapped[datetime | None]
    extracted_by: Mapped[str | None] = mapped_column(String(64))
    address: Mapped[Address] = relationship()


class ListingVisit(Base):
    """One listing walked in one run: what it listed, what of that is held, and whether the walk met a known article."""

    __tablename__ = "listing_visits"
    __table_args__ = (UniqueConstraint("run_id", "url"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    outlet_key: Mapped[str] = mapped_column(ForeignKey("outlets.key"))
    channel: Mapped[str] = mapped_column(String(32))
    url: Mapped[str] = mapped_column(Text)
    pages: Mapped[int] = mapped_column(default=0)
    listed: Mapped[int] = mapped_column(default=0)
    reached_known: Mapped[bool] = mapped_column(default=False)
    problem: Mapped[str | None] = mapped_column(Text)


class AddressSighting(Base):
    """That a channel of an outlet (feed, sitemap, section …) listed an address in a run; one row however often."""

    __tablename__ = "address_sightings"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy's declared way; half the room in SQLite

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"), primary_key=True)

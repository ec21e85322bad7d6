"""Evidence folders that were made, and the kept pages they cite: those may never be pruned."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class EvidenceFolder(Base):
    """A folder of evidence handed over: its root hash, and how the time of the root was proven, if it was."""

    __tablename__ = "evidence_folders"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    name: Mapped[str] = mapped_column(Text)
    period_from: Mapped[date]
    period_to: Mapped[date]
    as_of: Mapped[datetime]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(64))
    root_sha256: Mapped[str] = mapped_column(String(64))
    time_proofs: Mapped[list[str]]


class EvidenceCitation(Base):
    """A kept page that an evidence folder holds."""

    __tablename__ = "evidence_citations"

    folder_id: Mapped[int] = mapped_column(ForeignKey("evidence_folders.id"), primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("page_snapshots.id"), primary_key=True)

"""Runs: one night or one command, its stages, what each counted, and what went wrong."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key
from models.vocabulary import RunState, Severity, Stage


class Run(Base):
    """One start of the program that writes. A run found RUNNING whose lock is free was interrupted."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    command: Mapped[str] = mapped_column(String(32))
    state: Mapped[RunState] = mapped_column(Key(RunState))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(Text)
    stages: Mapped[list["StageRun"]] = relationship(order_by="StageRun.id")
    counts: Mapped[list["RunCount"]] = relationship(order_by="RunCount.id")
    issues: Mapped[list["RunIssue"]] = relationship(order_by="RunIssue.id")


class StageRun(Base):
    """One stage of a run."""

    __tablename__ = "stage_runs"
    __table_args__ = (UniqueConstraint("run_id", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    stage: Mapped[Stage] = mapped_column(Key(Stage))
    state: Mapped[RunState] = mapped_column(Key(RunState))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(Text)


class RunCount(Base):
    """One figure of one stage, for an outlet or for all (`outlet_key` empty)."""

    __tablename__ = "run_counts"
    __table_args__ = (UniqueConstraint("run_id", "stage", "outlet_key", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    stage: Mapped[Stage] = mapped_column(Key(Stage))
    outlet_key: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(160))
    value: Mapped[float]


class RunIssue(Base):
    """Something a person should know about a run, in plain Vietnamese."""

    __tablename__ = "run_issues"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    stage: Mapped[Stage] = mapped_column(Key(Stage))
    severity: Mapped[Severity] = mapped_column(Key(Severity))
    outlet_key: Mapped[str | None] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)

"""What people put right of an article and remarked on it, beside what its page said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.desk import ArticleCorrection, ArticleNote
from models.vocabulary import CorrectedField
from pipeline.desk.article.history import write_value


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A fact put right by a person, beside what the page said; `at` and `by` are of the newest correction."""

    field: CorrectedField
    printed: str
    present: str
    by: str
    at: datetime


def read_correction_lines(session: Session, article_id: int) -> tuple[CorrectionLine, ...]:
    """Return each corrected fact once: what the page said first, what stands now."""
    query = select(ArticleCorrection).where(ArticleCorrection.article_id == article_id).order_by(ArticleCorrection.id)
    first: dict[CorrectedField, ArticleCorrection] = {}
    newest: dict[CorrectedField, ArticleCorrection] = {}
    for one in session.scalars(query):
        first.setdefault(one.field, one)
        newest[one.field] = one
    return tuple(
        CorrectionLine(
            field,
            write_value(field, first[field].before["value"]),
            write_value(field, one.after["value"]),
            one.corrected_by,
            one.corrected_at,
        )
        for field, one in newest.items()
        if first[field].before["value"] != one.after["value"]
    )


def read_notes(session: Session, article_id: int) -> tuple[ArticleNote, ...]:
    """Return the remarks that were not taken back, the oldest first."""
    standing = ArticleNote.article_id == article_id, ArticleNote.retracted_at.is_(None)
    return tuple(session.scalars(select(ArticleNote).where(*standing).order_by(ArticleNote.id)))


@dataclass(frozen=True, slots=True)
class Fix:
    """One correction as a step that can be taken back; `can_undo` where nothing corrected the same facts since."""

    batch: str | None
    by: str
    at: datetime
    changes: tuple[tuple[str, str, str], ...]
    can_undo: bool


def list_fixes(session: Session, article_id: int) -> list[Fix]:
    """Return the corrections of an article by step, the newest first; `changes` are field, before, after."""
    query = select(ArticleCorrection).where(ArticleCorrection.article_id == article_id).order_by(ArticleCorrection.id)
    steps: dict[str, list[ArticleCorrection]] = {}
    newest: dict[CorrectedField, int] = {}
    for one in session.scalars(query):
        steps.setdefault(one.batch or str(one.id), []).append(one)
        newest[one.field] = one.id
    fixes = [_make_fix(step, newest) for step in steps.values()]
    return fixes[::-1]


def _make_fix(step: Sequence[ArticleCorrection], newest: Mapping[CorrectedField, int]) -> Fix:
    first = step[0]
    can_undo = first.batch is not None and all(newest[one.field] == one.id for one in step)
    sides = [(one.field, one.before["value"], one.after["value"]) for one in step]
    changes = tuple(
        (field.label, write_value(field, before), write_value(field, after)) for field, before, after in sides
    )
    return Fix(first.batch, first.corrected_by, first.corrected_at, changes, can_undo)

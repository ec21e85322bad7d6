"""Everything the page of an article shows, read once for one request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.desk import ArticleCorrection, ArticleNote
from models.plan import Plan
from models.vocabulary import CorrectedField
from pipeline.custody.agreement import Agreement
from pipeline.desk.article.banners import Banner, list_banners
from pipeline.desk.article.captures import CaptureLine, find_agreement, read_capture_lines
from pipeline.desk.article.company import Companion, read_publications, read_series
from pipeline.desk.article.history import Event, read_history, write_value
from pipeline.desk.article.marking import Paragraph, Run, cut_paragraphs, cut_runs
from pipeline.desk.article.naming import CodeNames, read_names
from pipeline.desk.article.promises import PromiseLine, read_promises_of
from pipeline.desk.article.tags import EMPTY_BOARD, TagBoard, read_board
from reports.formats import safe_link


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A fact put right by a person, beside what the page said; `at` and `by` are of the newest correction."""

    field: CorrectedField
    printed: str
    present: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article with all that stands around it. `title`, `lead` and `text` carry the marks of the tags."""

    article: Article
    outlet: str
    link: str | None
    title: tuple[Run, ...]
    lead: tuple[Paragraph, ...]
    text: tuple[Paragraph, ...]
    board: TagBoard
    banners: tuple[Banner, ...]
    publications: tuple[Companion, ...]
    series: tuple[Companion, ...]
    promises: tuple[PromiseLine, ...]
    captures: tuple[CaptureLine, ...]
    agreement: Agreement | None
    corrections: tuple[CorrectionLine, ...]
    notes: tuple[ArticleNote, ...]
    history: tuple[Event, ...]
    names: CodeNames


def read_view(session: Session, article: Article, plan: Plan | None, now: datetime) -> ArticleView:
    """Read the page of `article` under a plan; without a plan there are no tags and promises."""
    names = read_names(session, plan.id if plan else None)
    board = read_board(session, article, plan.id, names) if plan else EMPTY_BOARD
    publications = read_publications(session, article)
    return ArticleView(
        article=article,
        outlet=names.outlet(article.outlet_key),
        link=safe_link(article.url),
        title=cut_runs(article.title or "", board.marks_of("title")),
        lead=cut_paragraphs(article.lead or "", board.marks_of("lead")),
        text=cut_paragraphs(article.text, board.marks_of("text")),
        board=board,
        banners=list_banners(article, article.address, publications),
        publications=publications,
        series=read_series(session, article),
        promises=read_promises_of(session, article.id, plan.id, names) if plan else (),
        captures=read_capture_lines(session, article),
        agreement=find_agreement(session, article, now),
        corrections=_read_corrections(session, article.id),
        notes=read_notes(session, article.id),
        history=read_history(session, article, names),
        names=names,
    )


def _read_corrections(session: Session, article_id: int) -> tuple[CorrectionLine, ...]:
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

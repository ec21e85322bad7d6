"""What the screen of one article shows: the printed words with their marks, the questions, what was answered before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.answers import find_same_words
from models.article import Article
from models.clock import day_start, local_day
from models.desk import ArticleNote, QueueRank
from models.plan import Plan
from models.tag import Review
from models.vocabulary import ReadingState, ReviewDecision, TagAxis
from pipeline.desk.article.history import write_value
from pipeline.desk.article.marking import Paragraph, Run, cut_paragraphs, cut_runs
from pipeline.desk.article.naming import CodeNames, read_names
from pipeline.desk.article.tags import GivenAnswer, TagBoard, TagLine, read_board
from pipeline.reviews.answering import ASKED_AXES, Seen, look_at
from pipeline.reviews.asking import read_asked
from pipeline.reviews.choosing import Asked
from pipeline.reviews.correcting import read_corrections
from pipeline.reviews.ranking import tell_why
from reports.formats import safe_link

KEYS = 9
HINTS = (TagAxis.ROLE, TagAxis.ACTOR, TagAxis.LOCALITY, TagAxis.TONE)


@dataclass(frozen=True, slots=True)
class Choice:
    """One code to tick or not. `key` is the number on the keyboard, for rows only."""

    line: TagLine
    tag_id: int | None
    is_ticked: bool
    key: int | None

    @property
    def name(self) -> str:
        """Return how a form calls the code."""
        return f"{self.line.axis.value}:{self.line.code}"

    @property
    def question(self) -> str:
        """Return how a form says that the code was asked about, and by which proposal."""
        return f"{self.name}:{self.tag_id or ''}"


@dataclass(frozen=True, slots=True)
class Original:
    """What the page said of a fact that a person put right; `batch` undoes it."""

    label: str
    printed: str
    by: str
    batch: str | None


@dataclass(frozen=True, slots=True)
class Screen:
    """One article as the reviewer sees it."""

    article: Article
    outlet: str
    link: str | None
    has_kept_page: bool
    title: tuple[Run, ...]
    lead: tuple[Paragraph, ...]
    text: tuple[Paragraph, ...]
    state: ReadingState | None
    why: str
    seen: Seen
    sector: TagLine | None
    sector_question: str
    rows: tuple[Choice, ...]
    fields: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    hints: tuple[TagLine, ...]
    originals: Mapping[str, Original]
    notes: tuple[ArticleNote, ...]
    names: CodeNames

    @property
    def given(self) -> GivenAnswer | None:
        """Return the standing answer on the sector."""
        return self.sector.answer if self.sector else None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return everything that can be ticked."""
        return (*self.rows, *self.fields, *self.departments)


def read_screen(session: Session, plan: Plan, article: Article, *, hide_answers: bool = False) -> Screen:
    """Read what the screen of an article shows; a second reader is not shown the first answers."""
    names = read_names(session, plan.id)
    board = read_board(session, article, plan.id, names)
    asked = read_asked(session, plan, [article.id]).get(article.id, [])
    rank = session.get(QueueRank, (plan.id, article.id))
    tags = {(one.axis, one.code): one for one in asked}
    choices = {axis: _list_choices(board, axis, tags, hide_answers=hide_answers) for axis in ASKED_AXES}
    sector = board.relevance
    sector_tag = tags.get((TagAxis.RELEVANT, sector.code)) if sector else None
    return Screen(
        article=article,
        outlet=names.outlet(article.outlet_key),
        link=safe_link(article.url),
        has_kept_page=article.snapshot_id is not None,
        title=cut_runs(article.title or "", board.marks_of("title")),
        lead=cut_paragraphs(article.lead or "", board.marks_of("lead")),
        text=cut_paragraphs(article.text, board.marks_of("text")),
        state=rank.state if rank else None,
        why=tell_why(session, plan, find_same_words(session, article.id)).get(article.id, ""),
        seen=look_at(session, plan, article.id),
        sector=sector,
        sector_question=f"{TagAxis.RELEVANT.value}:relevant:{sector_tag.tag_id if sector_tag else ''}",
        rows=choices[TagAxis.ROW],
        fields=choices[TagAxis.FIELD],
        departments=choices[TagAxis.DEPARTMENT],
        hints=tuple(line for line in board.lines if line.axis in HINTS),
        originals=_read_originals(session, article.id),
        notes=_read_notes(session, article.id),
        names=names,
    )


def _list_choices(
    board: TagBoard, axis: TagAxis, tags: Mapping[tuple[TagAxis, str], Asked], *, hide_answers: bool
) -> tuple[Choice, ...]:
    """Return the codes of an axis worth asking about: proposed or answered ones first, then near misses."""
    lines = [line for line in board.lines if line.axis is axis]
    if hide_answers:
        lines = [line for line in lines if (axis, line.code) in tags]
    lines = [line for line in lines if (axis, line.code) in tags or line.answer is not None]
    choices: list[Choice] = []
    for number, line in enumerate(sorted(lines, key=lambda line: line.is_near_miss), start=1):
        asked = tags.get((axis, line.code))
        is_proposed = asked is not None and asked.is_proposed
        answer = None if hide_answers else line.answer
        is_ticked = answer.decision is ReviewDecision.ACCEPT if answer else is_proposed
        key = number if axis is TagAxis.ROW and number <= KEYS else None
        choices.append(Choice(line, asked.tag_id if asked else None, is_ticked, key))
    return tuple(choices)


def _read_originals(session: Session, article_id: int) -> dict[str, Original]:
    """Return by field what stood before the newest correction."""
    return {
        field.value: Original(field.label, write_value(field, one.before["value"]), one.corrected_by, one.batch)
        for field, one in read_corrections(session, article_id).items()
        if one.after["rule"] is not None and one.after["rule"] == "person"
    }


def _read_notes(session: Session, article_id: int) -> tuple[ArticleNote, ...]:
    standing = ArticleNote.article_id == article_id, ArticleNote.retracted_at.is_(None)
    return tuple(session.scalars(select(ArticleNote).where(*standing).order_by(ArticleNote.id)))


def count_today(session: Session, plan: Plan, by: str, now: datetime) -> int:
    """Return how many articles a person answered on since the Vietnamese morning."""
    query = select(func.count(func.distinct(Review.article_id))).where(
        Review.decided_at >= day_start(local_day(now)), Review.decided_by == by, Review.plan_id == plan.id
    )
    return session.scalar(query.where(Review.axis == TagAxis.RELEVANT)) or 0


def find_same_articles(session: Session, article: Article) -> int:
    """Return how many publications of the same words are answered along with an article."""
    return len(find_same_words(session, article.id)) - 1


def list_additions(screen: Screen, plan: Plan) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what may be added by hand and is not asked about: groups of (name in the form, words)."""
    shown = {choice.name for choice in screen.choices}
    coded = [(f"row:{item.code}", f"{item.code} {item.short_name}", item.kind.value) for item in plan.items]
    groups: list[tuple[str, Iterable[tuple[str, str]]]] = [
        ("Nội dung", ((name, words) for name, words, kind in coded if kind == "content")),
        ("Hoạt động", ((name, words) for name, words, kind in coded if kind == "activity")),
        ("Lĩnh vực", ((f"field:{code}", name) for code, name in screen.names.fields.items())),
        ("Phòng, đơn vị", ((f"department:{code}", name) for code, name in screen.names.departments.items())),
    ]
    return [(label, [one for one in options if one[0] not in shown]) for label, options in groups]

"""What is said of an article under a plan: proposals with their reasons, people's answers beside them, near misses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import Answer, Answers, find_same_words, read_answers
from models.article import Article
from models.plan import PlanItem
from models.tag import Match, Review, Tag
from models.vocabulary import Certainty, ReviewDecision, TagAxis
from pipeline.desk.article.marking import Mark, MarkKind
from pipeline.desk.article.naming import CodeNames

Key = tuple[TagAxis, str]
KINDS = {TagAxis.ROW: MarkKind.ROW, TagAxis.LOCALITY: MarkKind.PLACE}
VIA = {"function": "theo chức năng", "mention": "được nhắc tên"}


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A person's newest answer on a code; `is_current` says that the words read are still those of the article."""

    decision: ReviewDecision
    by: str
    at: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class TagLine:
    """One code of one axis: how sure the classifier was, why, and what a person said. `score` is None without it.

    `counted` is how the plan counts the article under the row, with the reason from the calendar; None if it does not.
    """

    axis: TagAxis
    code: str
    name: str
    score: float | None
    reasons: tuple[str, ...]
    via: str | None
    is_auto: bool
    is_near_miss: bool
    missing: str | None
    answer: GivenAnswer | None
    counted: Certainty | None

    @property
    def is_refused(self) -> bool:
        """Say that a person said no to the present words."""
        given = self.answer
        return given is not None and given.is_current and given.decision is ReviewDecision.REJECT

    @property
    def is_confirmed(self) -> bool:
        """Say that a person said yes to the present words."""
        given = self.answer
        return given is not None and given.is_current and given.decision is ReviewDecision.ACCEPT


@dataclass(frozen=True, slots=True)
class TagBoard:
    """All lines of an article, by axis in the order of the vocabulary, and the marks of its parts."""

    lines: tuple[TagLine, ...]
    marks: Mapping[str, tuple[Mark, ...]]
    classifier: str | None

    def on(self, axis: str) -> list[TagLine]:
        """Return the lines of an axis that stand or were answered; near misses are apart."""
        return [line for line in self.lines if line.axis == axis and not line.is_near_miss]

    @property
    def near_misses(self) -> list[TagLine]:
        """Return the plan rows that were nearly proposed."""
        return [line for line in self.lines if line.axis is TagAxis.ROW and line.is_near_miss]

    @property
    def relevance(self) -> TagLine | None:
        """Return the line that says whether the article is of the sector; None before the first reading."""
        return next((line for line in self.lines if line.axis is TagAxis.RELEVANT), None)

    def marks_of(self, part: str) -> tuple[Mark, ...]:
        """Return the marks of "title", "lead" or "text"."""
        return self.marks.get(part, ())


EMPTY_BOARD = TagBoard((), {}, None)


def read_board(session: Session, article: Article, plan_id: int, names: CodeNames) -> TagBoard:
    """Return what is said of `article` under the plan now."""
    order = (Tag.is_candidate, Tag.score.desc(), Tag.code)
    current = select(Tag).where(Tag.article_id == article.id, Tag.plan_id == plan_id, Tag.is_current)
    tags = session.scalars(current.order_by(*order)).all()
    answers = read_answers(session, plan_id, about=find_same_words(session, article.id)).get(article.id, {})
    given = _read_given(session, answers)
    counted = _read_counted(session, article.id, plan_id)
    proposed = {(tag.axis, tag.code): tag for tag in tags}
    lines = [_make_line(key, proposed.get(key), given, counted, names) for key in {**proposed, **given}]
    lines.sort(key=lambda line: list(TagAxis).index(line.axis))
    newest = max(tags, key=lambda tag: tag.proposed_at, default=None)
    return TagBoard(tuple(lines), _collect_marks(tags, names), newest.classifier_version if newest else None)


def _read_given(session: Session, answers: Answers) -> dict[Key, GivenAnswer]:
    wanted = [answer.review_id for answer in answers.values()]
    columns = (Review.id, Review.decided_by, Review.decided_at)
    who = {id_: (by, at) for id_, by, at in session.execute(select(*columns).where(Review.id.in_(wanted)))}
    return {key: _give(answer, *who[answer.review_id]) for key, answer in answers.items()}


def _give(answer: Answer, by: str, at: datetime) -> GivenAnswer:
    return GivenAnswer(answer.decision, by, at, answer.is_current)


def _read_counted(session: Session, article_id: int, plan_id: int) -> dict[str, Certainty]:
    query = (
        select(PlanItem.code, Match.certainty)
        .join(Match, Match.plan_item_id == PlanItem.id)
        .where(Match.article_id == article_id, PlanItem.plan_id == plan_id)
    )
    return dict(session.execute(query).all())


def _make_line(
    key: Key, tag: Tag | None, given: Mapping[Key, GivenAnswer], counted: Mapping[str, Certainty], names: CodeNames
) -> TagLine:
    axis, code = key
    answer = given.get(key)
    return TagLine(
        axis=axis,
        code=code,
        name=names.name(axis, code),
        score=tag.score if tag else None,
        reasons=tuple(tag.reasons) if tag else (),
        via=VIA.get(tag.via, tag.via) if tag and tag.via else None,
        is_auto=tag.is_auto if tag else False,
        is_near_miss=tag is not None and tag.is_candidate and answer is None,
        missing=tag.missing if tag else None,
        answer=answer,
        counted=counted.get(code) if axis is TagAxis.ROW else None,
    )


def _collect_marks(tags: Iterable[Tag], names: CodeNames) -> dict[str, tuple[Mark, ...]]:
    """Return the marks of what is proposed, by part; what was read for the sector alone says nothing to a reader."""
    found: dict[str, list[Mark]] = {}
    for tag in tags:
        if tag.is_candidate or tag.axis is TagAxis.RELEVANT:
            continue
        label = f"{tag.code} {names.name(tag.axis, tag.code)}" if tag.axis is TagAxis.ROW else _label(tag, names)
        for mark in tag.marks:
            place = Mark(mark["start"], mark["end"], mark["words"], label, KINDS.get(tag.axis, MarkKind.OTHER))
            found.setdefault(str(mark["part"]), []).append(place)
    return {part: tuple(marks) for part, marks in found.items()}


def _label(tag: Tag, names: CodeNames) -> str:
    return f"{tag.axis.label}: {names.name(tag.axis, tag.code)}"

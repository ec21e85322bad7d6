"""What happened to an article, the newest first: readings, decisions, corrections, notes, links, words on its counting.

Everything here comes from append-only tables; nothing is summed up or left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.answers import find_same_words
from models.article import Article
from models.clock import VIETNAM
from models.desk import ArticleCorrection, ArticleNote, CountStanding, SecondReading
from models.ledger import ObligationLink
from models.obligation import Obligation
from models.tag import Review, Tag
from models.vocabulary import ArticleOrigin, CorrectedField, Genre, ReviewDecision, TagAxis
from pipeline.articles.waiting import HELD_AGAIN
from pipeline.desk.article.naming import CodeNames
from pipeline.reviews.correcting import RELEASED
from reports.formats import shorten

PROGRAM, PERSON = "chương trình", "người duyệt"
EXCERPT = 90
OPEN = "chưa trả lời"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: who, what, from which state to which, with which classifier; absent parts are None."""

    at: datetime
    who: str
    what: str
    before: str | None = None
    after: str | None = None
    classifier: str | None = None
    note: str | None = None


def read_history(session: Session, article: Article, names: CodeNames) -> tuple[Event, ...]:
    """Return all events of an article and of the publications that share its answers."""
    events = [
        *_tell_coming(article),
        *_tell_readings(session, article.id),
        *_tell_reviews(session, article, names),
        *_tell_corrections(session, article.id),
        *_tell_notes(session, article.id),
        *_tell_links(session, article.id, names),
        *_tell_standings(session, article.id),
        *_tell_second_readings(session, article.id),
    ]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


def _tell_coming(article: Article) -> Iterator[Event]:
    came = "Bổ sung thủ công" if article.origin is ArticleOrigin.IMPORTED else "Thu thập lần đầu"
    yield Event(article.first_seen_at, PROGRAM, came)
    for revision in article.revisions[1:]:
        if revision.snapshot_id is None:
            yield Event(revision.seen_at, PERSON, f"Ghi lời bài bằng tay (lần {revision.number})")
        else:
            yield Event(revision.seen_at, PROGRAM, f"Thấy báo đổi nội dung (lần {revision.number})")
    if article.status_since != article.first_seen_at:
        who = PERSON if article.status_reason in (RELEASED, HELD_AGAIN) else PROGRAM
        yield Event(article.status_since, who, "Tình trạng", None, article.status.label, note=article.status_reason)


def _tell_readings(session: Session, article_id: int) -> Iterator[Event]:
    query = select(Tag.proposed_at, Tag.classifier_version).where(Tag.article_id == article_id).distinct()
    for at, version in session.execute(query):
        yield Event(at, PROGRAM, "Đọc và đề xuất nhãn", classifier=version)


def _tell_reviews(session: Session, article: Article, names: CodeNames) -> Iterator[Event]:
    same = find_same_words(session, article.id)
    reviews = session.scalars(select(Review).where(Review.article_id.in_(same)).order_by(Review.id)).all()
    proposed = _read_proposed(session, reviews)
    newest: dict[tuple[int, TagAxis, str], str] = {}
    for review in reviews:
        key = (review.plan_id, review.axis, review.code)
        before = newest.get(key) or proposed.get(review.tag_id or 0, OPEN)
        newest[key] = OPEN if review.decision is ReviewDecision.WITHDRAW else review.decision.label
        elsewhere = None if review.article_id == article.id else "trả lời trên bản đăng lại cùng nội dung"
        note = "; ".join(filter(None, (review.note, elsewhere))) or None
        code = f"{review.code} " if review.axis is TagAxis.ROW else ""
        what = f"{review.axis.label}: {code}{names.name(review.axis, review.code)}"
        after, version = review.decision.label, review.classifier_version
        yield Event(review.decided_at, review.decided_by, what, before, after, version, note)


def _read_proposed(session: Session, reviews: Iterable[Review]) -> dict[int, str]:
    wanted = {review.tag_id for review in reviews if review.tag_id is not None}
    query = select(Tag.id, Tag.certainty).where(Tag.id.in_(wanted))
    return {id_: f"máy: {certainty.label.lower()}" for id_, certainty in session.execute(query)}


def _tell_corrections(session: Session, article_id: int) -> Iterator[Event]:
    for one in session.scalars(select(ArticleCorrection).where(ArticleCorrection.article_id == article_id)):
        before, after = (write_value(one.field, value.get("value")) for value in (one.before, one.after))
        yield Event(one.corrected_at, one.corrected_by, f"Sửa {one.field.label.lower()}", before, after)


def write_value(field: CorrectedField, value: Any) -> str:
    """Return a corrected fact as the office reads it; a long one is cut."""
    if value is None or value == "":
        return "(trống)"
    if field is CorrectedField.PUBLISHED_AT:
        return f"{datetime.fromisoformat(str(value)).astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    return Genre(value).label if field is CorrectedField.GENRE else shorten(str(value), EXCERPT)


def _tell_notes(session: Session, article_id: int) -> Iterator[Event]:
    for note in session.scalars(select(ArticleNote).where(ArticleNote.article_id == article_id)):
        yield Event(note.written_at, note.written_by, "Ghi chú", note=shorten(note.text))
        if note.retracted_at is not None:
            yield Event(note.retracted_at, note.written_by, "Rút lại ghi chú", note=shorten(note.text))


def _tell_links(session: Session, article_id: int, names: CodeNames) -> Iterator[Event]:
    query = (
        select(ObligationLink, Obligation)
        .join(Obligation, Obligation.id == ObligationLink.obligation_id)
        .where(ObligationLink.article_id == article_id)
    )
    for link, one in session.execute(query):
        unit = names.departments.get(one.department_code or "", "đơn vị chưa rõ")
        what = f"{link.decision.label} với kế hoạch tháng {one.month:%m/%Y} của {unit}: {shorten(one.content, EXCERPT)}"
        yield Event(link.decided_at, link.decided_by, what, note=link.note)


def _tell_standings(session: Session, article_id: int) -> Iterator[Event]:
    for one in session.scalars(select(CountStanding).where(CountStanding.article_id == article_id)):
        after = "vẫn tính" if one.stands else "không tính nữa"
        yield Event(one.decided_at, one.decided_by, one.cause.label, None, after, note=one.note)


def _tell_second_readings(session: Session, article_id: int) -> Iterator[Event]:
    for one in session.scalars(select(SecondReading).where(SecondReading.article_id == article_id)):
        yield Event(one.read_at, one.read_by, f"Đọc lần hai (lần đầu: {one.first_by})")

"""Facts of an article put right by a person: the original stays beside them, a later reading never overwrites them.

Title, lead and body may be written by hand only for an article that waits because its page lacked them; then it is
released. The caller commits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.bylines import MAX_BYLINE_LENGTH, parse_byline
from models.answers import find_same_words
from models.article import Article
from models.desk import ArticleCorrection
from models.errors import InputError
from models.plan import Plan
from models.records import ParsedByline
from models.text import clean_text
from models.vocabulary import ArticleStatus, CorrectedField, Genre
from pipeline.articles.columns import BY_PERSON, UNSIGNED, text_digest, work_key
from pipeline.articles.keeping import add_words, write_credits
from pipeline.articles.states import note_states
from pipeline.reviews.answering import make_batch, settle
from pipeline.reviews.locking import lock_answers

WORDS = (CorrectedField.TITLE, CorrectedField.LEAD, CorrectedField.TEXT)
EARLIEST_YEAR = 2000
RELEASED = "sửa tay, cho vào tính"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a fact shall be: an aware instant, a printed line, a genre's key, or words; None empties it."""

    field: CorrectedField
    value: str | datetime | None


def correct_article(
    session: Session, plan: Plan, article_id: int, corrections: Sequence[Correction], *, by: str, now: datetime
) -> str | None:
    """Put facts of an article right; returns the batch, None where all of them stand so already.

    Matches and reports follow at once. Raises InputError for a value that cannot be, or words of a complete article.
    """
    lock_answers(session, plan)
    article = _find(session, article_id)
    changes = [one for one in (_clean(one, now) for one in corrections) if _differs(article, one)]
    if not changes:
        return None
    is_waiting = article.status is ArticleStatus.QUARANTINED
    if not is_waiting and any(one.field in WORDS for one in changes):
        raise InputError("Chỉ sửa tay tiêu đề, sapo, nội dung của bài đang chờ xem lại.")
    batch = make_batch()
    note_states(session, now, about=[article_id])
    for one in changes:
        before = {"value": _as_plain(getattr(article, one.field.value)), "rule": _rule(article, one.field)}
        after = {"value": _as_plain(one.value), "rule": BY_PERSON}
        _keep(session, article, one.field, before, after, by=by, now=now, batch=batch)
    _follow(session, plan, article, {one.field for one in changes}, now)
    return batch


def undo_correction(session: Session, plan: Plan, article_id: int, batch: str, *, by: str, now: datetime) -> None:
    """Put back what stood before the corrections of a batch of the article. Raises InputError.

    Refused where one of the facts was corrected again since.
    """
    lock_answers(session, plan)
    of_batch = (ArticleCorrection.batch == batch) & (ArticleCorrection.article_id == article_id)
    given = session.scalars(select(ArticleCorrection).where(of_batch)).all()
    if not given:
        raise InputError("Không có lần sửa này.")
    article = _find(session, article_id)
    newest = read_corrections(session, article.id)
    if any(newest[one.field].id != one.id for one in given):
        raise InputError("Thông tin này đã được sửa lại sau đó: hãy hoàn tác lần sửa mới nhất trước.")
    note_states(session, now, about=[article.id])
    for one in given:
        _keep(session, article, one.field, one.after, one.before, by=by, now=now, batch=make_batch())
    _follow(session, plan, article, {one.field for one in given}, now)


def release_article(session: Session, plan: Plan, article_id: int, *, now: datetime) -> None:
    """Let a waiting article count once nothing is missing; raises InputError naming what is. The next night tags it."""
    article = _find(session, article_id)
    if article.status is not ArticleStatus.QUARANTINED:
        raise InputError("Bài này không ở trạng thái chờ xem lại.")
    parts = {"tiêu đề": article.title, "ngày đăng": article.published_at, "nội dung": article.text}
    missing = [name for name, value in parts.items() if not value]
    if missing:
        raise InputError(f"Chưa cho vào tính được: còn thiếu {', '.join(missing)}.")
    note_states(session, now, about=[article_id])
    article.status, article.status_reason, article.status_since = ArticleStatus.LIVE, RELEASED, now
    _follow(session, plan, article, set(), now)


def read_corrections(session: Session, article_id: int) -> dict[CorrectedField, ArticleCorrection]:
    """Return the newest correction of each fact."""
    query = select(ArticleCorrection).where(ArticleCorrection.article_id == article_id).order_by(ArticleCorrection.id)
    return {one.field: one for one in session.scalars(query)}


def _find(session: Session, article_id: int) -> Article:
    article = session.get(Article, article_id)
    if article is None:
        raise InputError(f"Không có bài số {article_id}.")
    return article


def _clean(one: Correction, now: datetime) -> Correction:
    """Return a correction as it is kept; raises InputError."""
    if isinstance(one.value, datetime):
        if one.value.year < EARLIEST_YEAR or one.value > now + timedelta(days=1):
            raise InputError(f"Ngày đăng {one.value:%d/%m/%Y} không thể đúng: hãy xem lại.")
        return one
    value = clean_text(one.value or "") or None
    if one.field is CorrectedField.TEXT:
        value = "\n\n".join(filter(None, (clean_text(part) for part in (one.value or "").splitlines())))
    if one.field is CorrectedField.GENRE and value is not None and value not in {genre.value for genre in Genre}:
        raise InputError(f"Không có thể loại «{value}».")
    if one.field is CorrectedField.BYLINE and len(value or "") > MAX_BYLINE_LENGTH:
        raise InputError(f"Dòng tác giả dài quá {MAX_BYLINE_LENGTH} chữ.")
    if one.field is CorrectedField.PUBLISHED_AT and value is not None:
        raise InputError("Ngày đăng phải là một thời điểm.")
    return Correction(one.field, value)


def _differs(article: Article, one: Correction) -> bool:
    return bool(_as_plain(getattr(article, one.field.value)) != _as_plain(one.value))


def _as_plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else None if value is None else str(value)


def _rule(article: Article, field: CorrectedField) -> str | None:
    return article.provenance.get(field.value)


def _keep(
    session: Session,
    article: Article,
    field: CorrectedField,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    by: str,
    now: datetime,
    batch: str,
) -> None:
    """Write a correction down and put it to work."""
    session.add(
        ArticleCorrection(
            article_id=article.id,
            field=field,
            before=dict(before),
            after=dict(after),
            corrected_at=now,
            corrected_by=by,
            batch=batch,
        )
    )
    rules = {name: rule for name, rule in article.provenance.items() if name != field.value}
    article.provenance = rules | ({field.value: after["rule"]} if after["rule"] else {})
    _write(session, article, field, after["value"])


def _write(session: Session, article: Article, field: CorrectedField, value: str | None) -> None:
    match field:
        case CorrectedField.PUBLISHED_AT:
            article.published_at = datetime.fromisoformat(value) if value else None
        case CorrectedField.GENRE:
            article.genre = Genre(value) if value else None
        case CorrectedField.BYLINE:
            _write_byline(session, article, parse_byline(value) if value else UNSIGNED)
        case CorrectedField.TITLE:
            article.title = value
        case CorrectedField.LEAD:
            article.lead = value
        case CorrectedField.TEXT:
            article.text = value or ""


def _write_byline(session: Session, article: Article, byline: ParsedByline) -> None:
    article.byline = byline.printed or None
    article.signature, article.byline_note = byline.signature, byline.note
    article.byline_sources = list(byline.sources)
    write_credits(session, article, byline.credits)


def _follow(session: Session, plan: Plan, article: Article, changed: set[CorrectedField], now: datetime) -> None:
    """Bring what depends on the facts up to date: digests and revisions of words, matches, ranks, the noted state."""
    before = find_same_words(session, article.id)
    if changed & set(WORDS):
        article.text_sha256 = text_digest(article.title, article.lead, article.text)
        article.text_key = work_key(article.title, article.lead, article.text)
        add_words(article, now)
    session.flush()
    settle(session, plan, {article.id, *before}, now=now)
    note_states(session, now, about=[article.id])

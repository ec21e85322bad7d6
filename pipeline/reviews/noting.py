"""Remarks of the office on an article; a retracted one stays in the history. The caller commits."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.article import Article
from models.desk import ArticleNote
from models.errors import InputError
from models.text import clean_text

LONGEST = 2000


def write_note(session: Session, article_id: int, text: str, *, by: str, now: datetime) -> ArticleNote:
    """Keep a remark; raises InputError for none, for one too long, and for an unknown article."""
    words = clean_text(text)
    if not words:
        raise InputError("Ghi chú chưa có chữ nào.")
    if len(words) > LONGEST:
        raise InputError(f"Ghi chú dài quá {LONGEST} chữ.")
    if session.get(Article, article_id) is None:
        raise InputError(f"Không có bài số {article_id}.")
    note = ArticleNote(article_id=article_id, text=words, written_at=now, written_by=by, retracted_at=None)
    session.add(note)
    session.flush()
    return note


def retract_note(session: Session, note_id: int, *, by: str, now: datetime) -> int:
    """Take one's own remark back; returns its article. Raises InputError."""
    note = session.get(ArticleNote, note_id)
    if note is None or note.written_by != by:
        raise InputError("Chỉ rút lại được ghi chú của chính mình.")
    note.retracted_at = note.retracted_at or now
    return note.article_id

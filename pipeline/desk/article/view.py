"""Everything the page of an article shows, read once for one request."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.article import Article
from models.desk import ArticleNote
from models.plan import Plan
from pipeline.custody.agreement import Agreement
from pipeline.desk.article.banners import Banner, list_banners
from pipeline.desk.article.captures import CaptureLine, find_agreement, read_capture_lines
from pipeline.desk.article.company import Companion, read_publications, read_series
from pipeline.desk.article.corrections import CorrectionLine, read_correction_lines, read_notes
from pipeline.desk.article.history import Event, read_history
from pipeline.desk.article.marking import Paragraph, Run, cut_paragraphs, cut_runs
from pipeline.desk.article.naming import CodeNames, read_names
from pipeline.desk.article.promises import PromiseLine, read_promises_of
from pipeline.desk.article.tags import EMPTY_BOARD, TagBoard, read_board
from reports.formats import safe_link

# What the administrator may ask of a page's reading: where each fact was found.
FIELD_NAMES = {
    "title": "Tiêu đề",
    "lead": "Sapo",
    "text": "Nội dung",
    "published_at": "Ngày đăng",
    "modified_at": "Ngày sửa",
    "byline": "Dòng tác giả",
    "section": "Chuyên mục",
    "genre": "Thể loại",
    "tags": "Từ khóa của báo",
    "series": "Loạt bài",
    "all": "Tất cả",
}


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
    sources: tuple[tuple[str, str], ...]
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
        corrections=read_correction_lines(session, article.id),
        notes=read_notes(session, article.id),
        history=read_history(session, article, names),
        sources=tuple((FIELD_NAMES.get(field, field), str(rule)) for field, rule in article.provenance.items()),
        names=names,
    )

"""The kept page of an article, shown so that it can do nothing: cleaned, in a sandbox, under a policy of its own."""

from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from markupsafe import Markup
from sqlalchemy.orm import Session

from crawler.warc import SnapshotLostError, read_page
from models.article import Article
from models.crawl import PageSnapshot
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import show
from pipeline.desk.article.captures import read_capture_lines
from pipeline.desk.article.cleaning import UnshowablePageError, clean_page
from pipeline.desk.article.finding import find_article, find_kept_page
from pipeline.desk.article.framing import read_style, write_policy
from pipeline.desk.state import Desk, TheDesk
from pipeline.desk.visit import Db, allow

router = APIRouter()


@dataclass(frozen=True, slots=True)
class KeptView:
    """A kept page read back: cleaned, or the sentence that says why it cannot be. `is_whole`: its SHA-256 checks."""

    snapshot: PageSnapshot
    page: Markup | None
    is_whole: bool
    problem: str | None


@router.get("/bai/{article_id:int}/ban-chup", dependencies=[allow(Right.READ)])
def show_newest_page(request: Request, article_id: int, *, db: Db, desk: TheDesk) -> Response:
    """Show the newest whole page that is kept of an article."""
    return _show(request, db, desk, find_article(db, article_id), None)


@router.get("/bai/{article_id:int}/ban-chup/{snapshot_id:int}", dependencies=[allow(Right.READ)])
def show_kept_page(request: Request, article_id: int, snapshot_id: int, *, db: Db, desk: TheDesk) -> Response:
    """Show one kept answer of the outlet: where from, when, its digest and whether it still checks."""
    return _show(request, db, desk, find_article(db, article_id), snapshot_id)


def _show(request: Request, db: Session, desk: Desk, article: Article, snapshot_id: int | None) -> Response:
    snapshot = find_kept_page(db, article, snapshot_id)
    kept = _read(db, desk, snapshot) if snapshot is not None else None
    captures = [line for line in read_capture_lines(db, article) if line.page_id == line.snapshot_id]
    return show(request, "article/kept.html", article=article, kept=kept, captures=captures)


@router.get("/bai/{article_id:int}/ban-chup/{snapshot_id:int}/trang", dependencies=[allow(Right.READ)])
def show_inside(request: Request, article_id: int, snapshot_id: int, *, db: Db, desk: TheDesk) -> Response:
    """Answer with the cleaned page alone, for the frame; raises HTTPException (404) where there is none."""
    snapshot = find_kept_page(db, find_article(db, article_id), snapshot_id)
    kept = _read(db, desk, snapshot) if snapshot is not None else None
    if kept is None or kept.page is None:
        raise HTTPException(404)
    answer = show(request, "article/kept_inside.html", page=kept.page, style=read_style())
    answer.headers["Content-Security-Policy"] = write_policy()
    return answer


def _read(db: Session, desk: Desk, snapshot: PageSnapshot) -> KeptView:
    """Read the page of a snapshot, or of the one it repeats."""
    holder = db.get_one(PageSnapshot, snapshot.same_as_id) if snapshot.same_as_id is not None else snapshot
    try:
        kept = read_page(desk.config.warc_folder, holder)
    except SnapshotLostError as error:
        return KeptView(snapshot, None, is_whole=False, problem=str(error))
    try:
        return KeptView(snapshot, clean_page(kept.page, holder.content_type), is_whole=True, problem=None)
    except UnshowablePageError as error:
        return KeptView(snapshot, None, is_whole=True, problem=str(error))

"""Putting an article right by hand: its date, byline and genre, the words of one that waits; notes; steps back."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Form, Query, Request
from fastapi.responses import Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.desk import ArticleCorrection
from models.errors import InputError
from models.plan import find_plan
from models.vocabulary import ArticleStatus, Genre
from pipeline.articles.tagging_new import start_tagging
from pipeline.articles.waiting import count_waiting, hold_article, is_released_by_hand, list_waiting
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.article.corrections import list_fixes, read_notes
from pipeline.desk.article.finding import find_article
from pipeline.desk.article.naming import read_names
from pipeline.desk.article.typed import MOST_TEXT, Line, TypedFacts, find_corrections, write_clock, write_form_day
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, Signed, allow
from pipeline.reviews.correcting import correct_article, release_article, undo_correction
from pipeline.reviews.noting import retract_note, write_note

router = APIRouter()
PAGE = 50
RELEASE = "cho-vao-tinh"
Text = Annotated[str | None, Form(max_length=MOST_TEXT)]


@router.get("/cho-xem-lai", dependencies=[allow(Right.REVIEW)])
def list_waiting_pages(request: Request, db: Db, sau: Annotated[int | None, Query(ge=1, lt=2**63)] = None) -> Response:
    """List the pages that wait for a person, the newest first."""
    pages = list_waiting(db, limit=PAGE + 1, after=sau)
    following = pages[PAGE - 1].id if len(pages) > PAGE else None
    names = read_names(db, None)
    counts = count_waiting(db)
    return show(request, "article/waiting.html", pages=pages[:PAGE], following=following, counts=counts, names=names)


@router.get("/bai/{article_id:int}/sua", dependencies=[allow(Right.REVIEW)])
def show_form(request: Request, article_id: int, db: Db) -> Response:
    """Show the form with what stands, what was corrected so far, and the notes."""
    article = find_article(db, article_id)
    return show(
        request,
        "article/fix.html",
        article=article,
        day=write_form_day(article.published_at),
        clock=write_clock(article.published_at),
        genres=tuple(Genre),
        is_waiting=article.status is ArticleStatus.QUARANTINED,
        is_released=is_released_by_hand(article),
        newest=_find_newest(db, article_id),
        fixes=list_fixes(db, article_id),
        notes=read_notes(db, article_id),
    )


@router.post("/bai/{article_id:int}/sua", dependencies=[allow(Right.REVIEW)])
def fix_article(
    request: Request,
    article_id: int,
    background: BackgroundTasks,
    *,
    db: Db,
    visitor: Signed,
    now: Now,
    desk: TheDesk,
    moi_nhat: Annotated[int, Form()],
    ngay: Line = "",
    gio: Line = "",
    tac_gia: Line = "",
    the_loai: Line = "",
    tieu_de: Text = None,
    sapo: Text = None,
    noi_dung: Text = None,
    viec: Line = "",
) -> Response:
    """Write down what was put right, and let a waiting article count if asked to."""
    plan = find_plan(db, desk.config.plan)
    article = find_article(db, article_id)
    if _find_newest(db, article_id) != moi_nhat:
        raise InputError("Người khác vừa sửa bài này: hãy mở lại trang sửa để xem, rồi sửa tiếp.")
    typed = TypedFacts(ngay, gio, tac_gia, the_loai, tieu_de, sapo, noi_dung)
    batch = correct_article(db, plan, article_id, find_corrections(article, typed), by=visitor.name, now=now)
    if viec == RELEASE:
        release_article(db, plan, article_id, now=now)
        write_note(db, article_id, "Đã xem lại bằng tay và cho vào tính.", by=visitor.name, now=now)
        told = "Đã cho bài vào tính; chương trình đang gắn nhãn."
        background.add_task(start_tagging, desk.config, article_id)
    else:
        told = "Đã sửa; bản trang báo ghi vẫn được giữ." if batch else "Không có gì thay đổi."
    answer = go_to(f"/bai/{article_id}", request=request, notice=told)
    answer.background = background
    return answer


def _find_newest(db: Session, article_id: int) -> int:
    """Return the newest correction of an article, 0 for none: what the form was made from."""
    newest = select(func.coalesce(func.max(ArticleCorrection.id), 0)).where(ArticleCorrection.article_id == article_id)
    return db.scalars(newest).one()


@router.post("/bai/{article_id:int}/sua/hoan-tac", dependencies=[allow(Right.REVIEW)])
def undo_fix(
    request: Request,
    article_id: int,
    lan: Annotated[str, Form(max_length=32)],
    *,
    db: Db,
    visitor: Signed,
    now: Now,
    desk: TheDesk,
) -> Response:
    """Put back what stood before one correction."""
    undo_correction(db, find_plan(db, desk.config.plan), article_id, lan, by=visitor.name, now=now)
    return go_to(f"/bai/{article_id}/sua", request=request, notice="Đã hoàn tác lần sửa.")


@router.post("/bai/{article_id:int}/tra-ve", dependencies=[allow(Right.REVIEW)])
def hold_again(request: Request, article_id: int, *, db: Db, visitor: Signed, now: Now, desk: TheDesk) -> Response:
    """Send an article that was let in by hand back to wait."""
    hold_article(db, find_plan(db, desk.config.plan), find_article(db, article_id), now=now)
    write_note(db, article_id, "Đã trả về chờ xem lại.", by=visitor.name, now=now)
    return go_to(f"/bai/{article_id}/sua", request=request, notice="Đã trả bài về chờ xem lại.")


@router.post("/bai/{article_id:int}/ghi-chu", dependencies=[allow(Right.REVIEW)])
def add_note(request: Request, article_id: int, loi: Line = "", *, db: Db, visitor: Signed, now: Now) -> Response:
    """Keep a remark on the article."""
    write_note(db, article_id, loi, by=visitor.name, now=now)
    return go_to(f"/bai/{article_id}/sua", request=request, notice="Đã ghi chú.")


@router.post("/bai/{article_id:int}/ghi-chu/{note_id:int}/rut-lai", dependencies=[allow(Right.REVIEW)])
def take_note_back(request: Request, article_id: int, note_id: int, *, db: Db, visitor: Signed, now: Now) -> Response:
    """Take one's own remark back."""
    found = retract_note(db, note_id, by=visitor.name, now=now)
    return go_to(f"/bai/{found}/sua", request=request, notice="Đã rút lại ghi chú.")

"""The page of one registered subject, and what people say of it: link, unlink, cancel, move, restore, undo."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from models.errors import InputError
from models.obligation import Obligation
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.plan.asking import read_month
from pipeline.desk.plan.finding_articles import find_articles
from pipeline.desk.plan.obligation_view import read_obligation
from pipeline.desk.plan.year_board import list_months
from pipeline.desk.visit import Db, Now, Signed, allow
from pipeline.obligations.linking import link_article, take_word_back, unlink_article
from pipeline.obligations.setting_aside import (
    cancel_obligation,
    move_obligation,
    restore_obligation,
    take_setting_back,
)

router = APIRouter()
BASE = "/ke-hoach/nghia-vu"
REST_TONIGHT = "Các nội dung khác được đối chiếu lại đêm nay."
Reason = Annotated[str, Form(alias="ly-do")]


@router.get(BASE + "/{number}", dependencies=[allow(Right.READ)])
def obligation_page(request: Request, db: Db, visitor: Signed, now: Now, number: int) -> Response:
    """Show a registered subject; `tim` searches an article to link."""
    words = request.query_params.get("tim", "")
    obligation = find_obligation(db, number)
    may_change = visitor.may(Right.KEEP_PLANS)
    view = read_obligation(db, obligation, now=now, with_contact=may_change)
    return show(
        request,
        "plan/obligation.html",
        view=view,
        may_change=may_change,
        words=words,
        hits=find_articles(db, words, view.plan.code),
        months=list_months(view.plan),
        base=f"{BASE}/{number}",
    )


def find_obligation(db: Session, number: int) -> Obligation:
    """Return a registered subject; an unknown one is no page."""
    obligation = db.get(Obligation, number)
    if obligation is None:
        raise HTTPException(404)
    return obligation


@router.post(BASE + "/{number}/gan", dependencies=[allow(Right.KEEP_PLANS)])
def link(
    request: Request,
    db: Db,
    visitor: Signed,
    now: Now,
    *,
    number: int,
    bai: Annotated[int, Form()],
    reason: Reason = "",
) -> Response:
    """Put an article beside a registered subject."""
    link_article(db, find_obligation(db, number), bai, reason=_require(reason), by=visitor.name, now=now)
    return _back(request, number, f"Đã gắn tin, bài. {REST_TONIGHT}")


@router.post(BASE + "/{number}/go", dependencies=[allow(Right.KEEP_PLANS)])
def unlink(
    request: Request,
    db: Db,
    visitor: Signed,
    now: Now,
    *,
    number: int,
    bai: Annotated[int, Form()],
    reason: Reason = "",
) -> Response:
    """Take an article off a registered subject."""
    unlink_article(db, find_obligation(db, number), bai, reason=_require(reason), by=visitor.name, now=now)
    return _back(request, number, f"Đã gỡ tin, bài. {REST_TONIGHT}")


@router.post(BASE + "/{number}/rut-lai", dependencies=[allow(Right.KEEP_PLANS)])
def undo_word(
    request: Request, db: Db, visitor: Signed, now: Now, *, number: int, lan: Annotated[int, Form()]
) -> Response:
    """Take a word on an article back."""
    take_word_back(db, find_obligation(db, number), lan, by=visitor.name, now=now)
    return _back(request, number, "Đã hoàn tác: trở lại như trước khi gắn, gỡ.")


@router.post(BASE + "/{number}/huy", dependencies=[allow(Right.KEEP_PLANS)])
def cancel(request: Request, db: Db, visitor: Signed, now: Now, *, number: int, reason: Reason = "") -> Response:
    """Cancel a registered subject."""
    cancel_obligation(db, find_obligation(db, number), reason=reason, by=visitor.name, now=now)
    return _back(request, number, "Đã hủy nội dung đăng ký.")


@router.post(BASE + "/{number}/chuyen", dependencies=[allow(Right.KEEP_PLANS)])
def move(
    request: Request,
    db: Db,
    visitor: Signed,
    now: Now,
    *,
    number: int,
    thang: Annotated[str, Form()],
    reason: Reason = "",
) -> Response:
    """Move a registered subject to another month."""
    month = read_month(thang)
    move_obligation(db, find_obligation(db, number), to=month, reason=reason, by=visitor.name, now=now)
    return _back(request, number, f"Đã chuyển sang tháng {month.month}/{month.year}.")


@router.post(BASE + "/{number}/khoi-phuc", dependencies=[allow(Right.KEEP_PLANS)])
def restore(request: Request, db: Db, visitor: Signed, now: Now, *, number: int, reason: Reason = "") -> Response:
    """Let a registered subject count again."""
    restore_obligation(db, find_obligation(db, number), reason=reason, by=visitor.name, now=now)
    return _back(request, number, f"Nội dung đăng ký có hiệu lực trở lại. {REST_TONIGHT}")


@router.post(BASE + "/{number}/hoan-tac", dependencies=[allow(Right.KEEP_PLANS)])
def undo_setting(request: Request, db: Db, visitor: Signed, now: Now, number: int) -> Response:
    """Undo the last cancelling, moving or restoring."""
    take_setting_back(db, find_obligation(db, number), by=visitor.name, now=now)
    return _back(request, number, "Đã hoàn tác.")


def _require(reason: str) -> str:
    if not reason.strip():
        raise InputError("Hãy ghi lý do gắn hoặc gỡ tin, bài.")
    return reason


def _back(request: Request, number: int, notice: str) -> Response:
    return go_to(f"{BASE}/{number}", request=request, notice=notice)

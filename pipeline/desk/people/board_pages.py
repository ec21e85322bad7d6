"""The nomination board: an award's list with its near misses, the rating form of a work, the papers to take along."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy import func, select

from models.article import Article
from models.errors import UsageError
from models.organisation import Outlet
from models.person import RewardGiven, WorkRating
from models.plan import find_plan
from pipeline.authors.awards import find_award, list_awards
from pipeline.authors.opinions import find_work, list_other_rewards, rate_work
from pipeline.desk.access.audit import record
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, send_file, show
from pipeline.desk.people.counting import count_year
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, Signed, allow, read_address
from reports.nominations.annex import tell_share
from reports.nominations.listing import list_from
from reports.nominations.record import NominationList
from reports.nominations.wording import PROPOSES, list_rules, tell_rating

router = APIRouter()

SHOWN = 200
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Score = Annotated[int, Form(ge=1, le=5)]


@router.get("/khen-thuong", dependencies=[allow(Right.READ)])
def list_all(*, request: Request) -> Response:
    """List the awards there are rules for."""
    return show(request, "people/awards.html", awards=list_awards(), proposes=PROPOSES)


@router.get("/khen-thuong/giai/{code}", dependencies=[allow(Right.READ)])
def show_board(*, request: Request, db: Db, desk: TheDesk, now: Now, code: str) -> Response:
    """Show who and what an award may consider, in order, and what its rules left out."""
    listed = _list(db, desk, now, code)
    return show(
        request,
        "people/board.html",
        listed=listed,
        award=listed.award,
        rules=list_rules(listed.award),
        proposes=PROPOSES,
        shown=SHOWN,
        tell_rating=tell_rating,
        tell_share=tell_share,
        numbers={work.number: work for work in listed.works},
    )


@router.post("/khen-thuong/giai/{code}/danh-sach", dependencies=[allow(Right.READ)])
def take_list(*, request: Request, db: Db, desk: TheDesk, visitor: Signed, now: Now, code: str) -> Response:
    """Send the list as a Word file; taking it along is logged."""
    from reports.documents.writing import render_document  # noqa: PLC0415 - libraries only this needs
    from reports.nominations.list_paper import write_list  # noqa: PLC0415
    from reports.nominations.making import name_safely  # noqa: PLC0415

    listed = _list(db, desk, now, code)
    name = f"danh-sach-de-nghi-xem-xet-{name_safely(code)}.docx"
    record(db, by=visitor.name, action="Tải danh sách đề nghị", subject=code, at=now, address=read_address(request))
    return send_file(render_document(write_list(listed), "docx"), name=name, media_type=DOCX)


def _list(db: Db, desk: TheDesk, now: Now, code: str) -> NominationList:
    try:
        award = find_award(code if not code.endswith((".yaml", ".yml")) else "")
    except UsageError:
        raise HTTPException(404) from None
    plan = find_plan(db, desk.config.plan)
    year = count_year(db, desk.engine, plan, now)
    mark = (
        db.scalar(select(func.count(WorkRating.id))),
        db.scalar(select(func.count(RewardGiven.id))),
        db.scalar(select(func.count(RewardGiven.retracted_at))),
    )
    return year.make_once(code, lambda: list_from(db, plan, year.gathered, award, now), mark=mark)


@router.get("/khen-thuong/tac-pham/{article_id}", dependencies=[allow(Right.READ)])
def show_work(*, request: Request, db: Db, desk: TheDesk, visitor: Signed, article_id: int, giai: str = "") -> Response:
    """Show a work with what people think of it and the form to rate it."""
    article = db.get(Article, article_id)
    if article is None:
        raise HTTPException(404)
    plan, work_id = find_plan(db, desk.config.plan), find_work(db, article_id)
    first = db.get_one(Article, work_id)
    given = select(WorkRating).where(WorkRating.plan_id == plan.id, WorkRating.work_id == work_id)
    words = list(db.scalars(given.order_by(WorkRating.rated_at, WorkRating.id)))
    newest = {one.rated_by: one for one in words}
    return show(
        request,
        "people/work.html",
        article=first,
        outlet=db.get_one(Outlet, first.outlet_key).name,
        words=words[::-1],
        newest=newest,
        own=newest.get(visitor.name),
        rewards=list_other_rewards(db, work_id),
        award=giai[:64],
        plan=plan,
    )


@router.post("/khen-thuong/tac-pham/{article_id}", dependencies=[allow(Right.REVIEW)])
def rate(
    *,
    request: Request,
    db: Db,
    desk: TheDesk,
    visitor: Signed,
    now: Now,
    article_id: int,
    chat_luong: Score,
    tac_dong: Score,
    ghi_chu: Annotated[str, Form(max_length=1000)] = "",
    giai: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Record what the visitor thinks of the work."""
    plan = find_plan(db, desk.config.plan)
    rate_work(db, plan, article_id, quality=chat_luong, impact=tac_dong, note=ghi_chu, by=visitor.name, now=now)
    back = f"/khen-thuong/giai/{giai}" if giai else f"/khen-thuong/tac-pham/{article_id}"
    return go_to(back, request=request, notice="Đã ghi điểm của bạn.")

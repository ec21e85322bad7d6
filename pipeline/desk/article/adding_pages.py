"""Adding an article that the collector missed: by its address, which the next night fetches, or by a form."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Form, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from crawler.outlet_file import load_outlets
from models.errors import InputError
from models.vocabulary import Genre
from pipeline.articles.adding_by_hand import add_by_hand
from pipeline.articles.asking import ask_for_article, list_asked
from pipeline.articles.import_line import MANUAL_OUTLET
from pipeline.articles.lookalikes import Lookalike, find_lookalikes
from pipeline.articles.tagging_new import start_tagging
from pipeline.articles.typed_article import TypedArticle, read_typed
from pipeline.desk.access.audit import record as log
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.article.naming import read_names
from pipeline.desk.article.typed import MOST_TEXT, Line, read_moment
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, Signed, allow

router = APIRouter()
ASKED_SHOWN = 20
ELSEWHERE = "Nơi khác (báo, trang chưa theo dõi)"


@dataclass(frozen=True, slots=True)
class TypedForm:
    """The form as typed, to be shown again where something is wrong or resembles an article that is there."""

    bao: str = ""
    dia_chi: str = ""
    tieu_de: str = ""
    sapo: str = ""
    noi_dung: str = ""
    tac_gia: str = ""
    chuyen_muc: str = ""
    the_loai: str = ""
    ngay: str = ""
    gio: str = ""
    ly_do: str = ""


@router.get("/bai/them", dependencies=[allow(Right.REVIEW)])
def show_form(request: Request, db: Db) -> Response:
    """Show both ways and what became of the addresses given so far."""
    return _show(request, db, TypedForm())


def _show(
    request: Request,
    db: Session,
    form: TypedForm,
    lookalikes: tuple[Lookalike, ...] = (),
    problem: str | None = None,
) -> Response:
    outlets = [(one.key, one.name) for one in load_outlets()]
    return show(
        request,
        "article/add.html",
        status=400 if problem else 200,
        form=form,
        lookalikes=lookalikes,
        is_known=any(one.is_same for one in lookalikes),
        problem=problem,
        outlets=[*outlets, (MANUAL_OUTLET, ELSEWHERE)],
        genres=tuple(Genre),
        asked=list_asked(db, limit=ASKED_SHOWN),
        names=read_names(db, None),
    )


@router.post("/bai/them/dia-chi", dependencies=[allow(Right.REVIEW)])
def ask_by_address(request: Request, *, db: Db, visitor: Signed, now: Now, dia_chi: Line = "") -> Response:
    """Queue an address for the next night, or lead to the article that is there already."""
    asked = ask_for_article(db, dia_chi, load_outlets(), now=now)
    if asked.is_queued:
        log(db, by=visitor.name, action="thêm địa chỉ bài", subject=dia_chi.strip(), at=now)
        return go_to("/bai/them", request=request, notice="Đã nhận địa chỉ: đêm tới chương trình sẽ tải và chụp lại.")
    if asked.article_id is not None:
        return go_to(f"/bai/{asked.article_id}", request=request, notice="Bài này đã có trong kho.")
    return go_to("/bai/them", request=request, notice="Địa chỉ này đang chờ tải sẵn rồi.")


@router.post("/bai/them", dependencies=[allow(Right.REVIEW)])
def add_by_form(
    request: Request,
    background: BackgroundTasks,
    *,
    db: Db,
    visitor: Signed,
    now: Now,
    desk: TheDesk,
    bao: Line = "",
    dia_chi: Line = "",
    tieu_de: Line = "",
    sapo: Line = "",
    noi_dung: Annotated[str, Form(max_length=MOST_TEXT)] = "",
    tac_gia: Line = "",
    chuyen_muc: Line = "",
    the_loai: Line = "",
    ngay: Line = "",
    gio: Line = "",
    ly_do: Line = "",
    van_them: Line = "",
) -> Response:
    """Keep a typed article, after showing what resembles it; it is tagged in the background."""
    form = TypedForm(bao, dia_chi, tieu_de, sapo, noi_dung, tac_gia, chuyen_muc, the_loai, ngay, gio, ly_do)
    try:
        record = read_typed(_read(form), load_outlets())
        lookalikes = find_lookalikes(db, record, now=now)
        if lookalikes and (not van_them or any(one.is_same for one in lookalikes)):
            return _show(request, db, form, lookalikes)
        article = add_by_hand(db, record, load_outlets(), reason=ly_do, by=visitor.name, now=now)
    except InputError as error:
        return _show(request, db, form, problem=str(error))
    background.add_task(start_tagging, desk.config, article.id)
    answer = go_to(f"/bai/{article.id}", request=request, notice="Đã bổ sung bài; chương trình đang gắn nhãn.")
    answer.background = background
    return answer


def _read(form: TypedForm) -> TypedArticle:
    if form.the_loai and form.the_loai not in {genre.value for genre in Genre}:
        raise InputError("Hãy chọn thể loại trong danh sách.")
    return TypedArticle(
        outlet=form.bao,
        url=form.dia_chi,
        title=form.tieu_de,
        lead=form.sapo,
        text=form.noi_dung,
        byline=form.tac_gia,
        section=form.chuyen_muc,
        genre=Genre(form.the_loai) if form.the_loai else None,
        published_at=read_moment(form.ngay, form.gio),
    )

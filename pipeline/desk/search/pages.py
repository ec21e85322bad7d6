"""The search page and its list as a sheet. Every field stands in the address; it works without scripts."""

import tempfile
from dataclasses import replace
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.clock import local_day
from models.errors import InputError
from models.plan import Plan, find_plan
from models.search import ID_MASK
from pipeline.articles.exporting import export_articles
from pipeline.articles.sheets import read_names, write_xlsx
from pipeline.desk.access.audit import record
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, send_file, show
from pipeline.desk.search.view import PATH, list_words, name_question, read_choices, write_address
from pipeline.desk.state import Desk, TheDesk
from pipeline.desk.visit import Address, Db, Now, Signed, allow
from pipeline.searching.answer import SearchAnswer, search_articles
from pipeline.searching.finding import Place, Total, find_page, read_place
from pipeline.searching.inquiry import prepare_inquiry
from pipeline.searching.question import SearchQuestion, read_question
from pipeline.searching.saved import list_filters

router = APIRouter(prefix=PATH)

SHEET_ROWS = 5000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING = SearchAnswer((), Total(0, is_exact=True), None)


@router.get("", dependencies=[allow(Right.READ)])
def search_page(request: Request, db: Db, desk: TheDesk, visitor: Signed) -> Response:
    """Show the form, what is found, and the visitor's filters."""
    typed = dict(request.query_params)
    try:
        question, after, problem = read_question(typed), read_place(typed.get("sau")), None
        answer = search_articles(db, set_plan(question, desk), after=after)
    except InputError as error:
        question, after, problem, answer = SearchQuestion(), None, str(error), NOTHING
    is_htmx = request.headers.get("hx-request") == "true"
    place = {"sau": str(after)} if after else {}
    if problem is None and not is_htmx and not all(typed.values()):
        return go_to(write_address(question, **place), request=request)
    choices, names = read_choices(db, find_present_plan(db, question.plan if problem is None else None, desk))
    response = show(
        request,
        "search/page.html",
        status=200 if problem is None else 400,
        typed=typed,
        question=question,
        problem=problem,
        choices=choices,
        answer=answer,
        after=after,
        hits=[(hit, list_words(hit, names)) for hit in answer.hits],
        has_articles=bool(answer.hits) or db.scalar(select(Article.id).limit(1)) is not None,
        filters=[(one, write_address(one.question)) for one in list_filters(db, visitor.account_id)],
        suggested_name=name_question(question),
        address=write_address,
        sheet_rows=SHEET_ROWS,
    )
    if is_htmx and problem is None:
        response.headers["HX-Push-Url"] = write_address(question, **place)
    return response


@router.get("/danh-sach.xlsx", dependencies=[allow(Right.READ)])
def download_list(*, request: Request, db: Db, desk: TheDesk, visitor: Signed, now: Now, address: Address) -> Response:
    """Send the list of what is found as a sheet, as far as SHEET_ROWS."""
    question = set_plan(read_question(request.query_params), desk)
    content = write_list(db, question)
    record(
        db, by=visitor.name, action="tải danh sách tìm kiếm", subject=name_question(question), at=now, address=address
    )
    return send_file(content, name=f"tim-kiem-{local_day(now):%Y-%m-%d}.xlsx", media_type=XLSX)


def write_list(db: Session, question: SearchQuestion) -> bytes:
    """Return the sheet of what a question finds, in its order; at most SHEET_ROWS articles."""
    inquiry = prepare_inquiry(db, question)
    keys: list[int] = []
    after: Place | None = None
    while len(keys) < SHEET_ROWS:
        page = find_page(db, inquiry, question.order, after=after, size=SHEET_ROWS - len(keys))
        keys += page.keys
        after = page.end
        if after is None:
            break
    names = read_names(db)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach.xlsx"
        write_xlsx(path, export_articles(db, inquiry.plan, [key & ID_MASK for key in keys]), names)
        return path.read_bytes()


def set_plan(question: SearchQuestion, desk: Desk) -> SearchQuestion:
    """Return the question under the plan of the desk's settings where it names none."""
    return replace(question, plan=question.plan or desk.config.plan)


def find_present_plan(db: Session, code: str | None, desk: Desk) -> Plan | None:
    """Return the plan whose choices the form offers; None before any was imported."""
    if db.scalar(select(Plan.id).limit(1)) is None:
        return None
    return find_plan(db, code or desk.config.plan)

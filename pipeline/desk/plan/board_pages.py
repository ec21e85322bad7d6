"""The year board and the works behind its figures."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from models.plan import PlanItemKind
from models.vocabulary import Certainty
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import show
from pipeline.desk.plan.asking import choose_plan, list_plans, read_month
from pipeline.desk.plan.cells import read_cell
from pipeline.desk.plan.year_board import YearBoard, list_months, list_rows, read_year_board
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, allow
from pipeline.desk.wording import write_instant

router = APIRouter()
KIND_NAMES = {PlanItemKind.CONTENT: "Nội dung tuyên truyền", PlanItemKind.ACTIVITY: "Hoạt động trọng tâm"}


@router.get("/ke-hoach", dependencies=[allow(Right.READ)])
def year_board_page(request: Request, db: Db, desk: TheDesk, now: Now) -> Response:
    """Show the rows of a plan against its months."""
    plan = choose_plan(db, desk, request.query_params.get("ke-hoach"))
    board = read_year_board(db, plan)
    return show(
        request,
        "plan/year.html",
        plan=plan,
        plans=list_plans(db),
        board=board,
        kind_names=KIND_NAMES,
        series=_draw_series(board),
        as_of=write_instant(now),
    )


def _draw_series(board: YearBoard) -> dict[str, object]:
    """Return what the chart draws: works by month, one series for each certainty."""
    return {
        "months": [f"T{month.month}" for month in board.months],
        "confirmed": [figures.confirmed for figures in board.totals],
        "proposed": [figures.proposed for figures in board.totals],
        "doubtful": [figures.doubtful for figures in board.totals],
    }


@router.get("/ke-hoach/o", dependencies=[allow(Right.READ)])
def cell_page(
    request: Request, db: Db, desk: TheDesk, *, muc: str = "", thang: str = "", loai: str = "", trang: int = 1
) -> Response:
    """Show the works of a row (`muc`), a month (`thang`) or both, of one certainty (`loai`) if asked for."""
    plan = choose_plan(db, desk, request.query_params.get("ke-hoach"))
    row = next(((item, number) for item, number in list_rows(db, plan) if item.code == muc), None)
    month = read_month(thang) if thang else None
    months = list_months(plan)
    certainty = next((one for one in Certainty if one.value == loai), None)
    if (muc and row is None) or (month is not None and month not in months):
        raise HTTPException(404)
    cell = read_cell(
        db,
        plan,
        row=row[0].id if row else None,
        month=months.index(month) if month else None,
        certainty=certainty,
        page=trang,
    )
    return show(
        request,
        "plan/cell.html",
        plan=plan,
        row=row,
        month=month,
        cell=cell,
        certainty=certainty,
        kind_names=KIND_NAMES,
        chosen={"muc": muc, "thang": thang, "ke-hoach": plan.code},
    )

"""The page of reports: what can be made, what was made, and each order with its files."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import InputError
from models.organisation import Department
from models.plan import Plan, find_plan
from models.text import collation_key
from pipeline.authors.awards import list_awards
from pipeline.desk.access.audit import record
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.reporting.forms import ReportForm, read_form
from pipeline.desk.state import Desk, TheDesk
from pipeline.desk.visit import Db, NotAllowedError, Now, Signed, Visitor, allow
from pipeline.reporting.making import require_room, start_making
from pipeline.reporting.orders import Ordered
from pipeline.reporting.shelf import find_file, find_order, find_within, list_orders, place_order
from reports.documents.writing import FORMATS

router = APIRouter(prefix="/bao-cao")

# A folder of evidence holds whole pages, which copyright keeps to those who work with them.
INTERNAL = frozenset({Ordered.EVIDENCE})
MOST_SHOWN = 12
SHOWN_IN_PLACE = {".pdf": "application/pdf"}


@router.get("", dependencies=[allow(Right.READ)])
def list_reports(request: Request, db: Db, desk: TheDesk, visitor: Signed, now: Now) -> Response:
    """Show what can be made and what was made."""
    plan = find_plan(db, request.query_params.get("ke-hoach") or desk.config.plan)
    kinds = [kind for kind in Ordered if _may_have(visitor, kind)]
    return show(
        request,
        "reporting/list.html",
        plan=plan,
        plans=db.scalars(select(Plan).order_by(Plan.period_from.desc())).all(),
        kinds=kinds,
        formats=FORMATS,
        departments=_list_departments(db, plan),
        months=_list_months(plan),
        awards=[(file.award.code, file.award.name) for file in list_awards()],
        orders=[order for order in list_orders(_shelf(desk), now=now) if _may_have(visitor, order.wish.kind)],
        nightly=_list_nightly(desk),
    )


@router.post("/lap", dependencies=[allow(Right.READ)])
def order_report(
    *, request: Request, desk: TheDesk, db: Db, visitor: Signed, now: Now, form: Annotated[ReportForm, Form()]
) -> Response:
    """Start making a report and lead to its page."""
    wish = read_form(form, now)
    _require(visitor, wish.kind)
    find_plan(db, wish.plan)
    if wish.award is not None and wish.award not in {file.award.code for file in list_awards()}:
        raise InputError("Hãy chọn giải thưởng trong danh sách.")
    wish.arguments("", visitor.name)
    require_room(list_orders(_shelf(desk), now=now))
    folder = place_order(_shelf(desk), wish, by=visitor.name, now=now)
    start_making(folder, desk.config)
    record(db, by=visitor.name, action="lập báo cáo", subject=wish.kind.label, at=now, order=folder.name)
    return go_to(f"/bao-cao/{folder.name}", request=request)


@router.get("/dem/{name:path}", dependencies=[allow(Right.READ)])
def send_nightly(desk: TheDesk, name: str) -> Response:
    """Send a file that the last nights laid down."""
    path = find_within(desk.config.report_folder, name)
    if path is None:
        raise InputError("Không có tệp này trong thư mục báo cáo.")
    return _send(path)


@router.get("/{name}", dependencies=[allow(Right.READ)])
def show_order(request: Request, desk: TheDesk, visitor: Signed, now: Now, name: str) -> Response:
    """Show an order: whether it is done, what it says, its files. A part asked for by htmx is the state only."""
    order = find_order(_shelf(desk), name, now=now)
    _require(visitor, order.wish.kind)
    is_part = request.headers.get("hx-request") == "true"
    template = "reporting/order_state.html" if is_part else "reporting/order.html"
    shown = order.files if len(order.files) <= MOST_SHOWN else tuple(one for one in order.files if "/" not in one.name)
    return show(request, template, order=order, shown=shown, address=quote)


@router.get("/{name}/tep/{wanted:path}", dependencies=[allow(Right.READ)])
def send_report(*, desk: TheDesk, db: Db, visitor: Signed, now: Now, name: str, wanted: str) -> Response:
    """Send a file of an order."""
    order = find_order(_shelf(desk), name, now=now)
    _require(visitor, order.wish.kind)
    path = find_file(_shelf(desk), name, wanted)
    record(db, by=visitor.name, action="tải báo cáo", subject=wanted, at=now, order=name)
    return _send(path)


def _send(path: Path) -> Response:
    in_place = SHOWN_IN_PLACE.get(path.suffix)
    disposition = "inline" if in_place else "attachment"
    media_type = in_place or "application/octet-stream"
    return FileResponse(path, filename=path.name, media_type=media_type, content_disposition_type=disposition)


def _shelf(desk: Desk) -> Path:
    return desk.config.order_folder


def _may_have(visitor: Visitor, kind: Ordered) -> bool:
    return kind not in INTERNAL or visitor.may(Right.REVIEW)


def _require(visitor: Visitor, kind: Ordered) -> None:
    if not _may_have(visitor, kind):
        raise NotAllowedError(Right.REVIEW)


def _list_departments(db: Session, plan: Plan) -> list[tuple[str, str]]:
    """Return code and name of the departments in the plan's period that send monthly plans, in Vietnamese order."""
    query = select(Department.code, Department.name).where(
        Department.valid_on(plan.period_to), Department.agency_code == plan.agency_code
    )
    found = [(code, name) for code, name in db.execute(query)]
    return sorted(found, key=lambda line: collation_key(line[1]))


def _list_months(plan: Plan) -> list[tuple[str, str]]:
    first, last = plan.period_from, plan.period_to
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(f"{month // 12}-{month % 12 + 1:02}", f"tháng {month % 12 + 1}/{month // 12}") for month in months]


def _list_nightly(desk: Desk) -> list[tuple[str, datetime]]:
    """Return the files of the newest nights, by path within the folder and time, the newest first."""
    root = desk.config.report_folder
    timed = [(path, path.stat().st_mtime) for path in root.rglob("*.*") if path.is_file()]
    newest = sorted(timed, key=lambda pair: (-pair[1], pair[0]))[:6]
    return [(str(path.relative_to(root)), datetime.fromtimestamp(seconds, UTC)) for path, seconds in newest]

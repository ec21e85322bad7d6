"""Decisions on pen names in two steps: what would change in the tallies, then the person's confirmation."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from models.plan import find_plan
from pipeline.authors.deciding import Act, Prospect, decide, plan_change
from pipeline.authors.looking import tell_tenure
from pipeline.authors.previewing import compare_tallies
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.people.counting import count_year
from pipeline.desk.people.order_form import OrderForm, read_order
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, Signed, allow

router = APIRouter()

TITLES = {
    Act.LINK: "Xác nhận bút danh",
    Act.UNLINK: "Gỡ bút danh",
    Act.MERGE: "Gộp hai người",
    Act.SPLIT: "Tách bút danh",
    Act.UNDO: "Hoàn tác quyết định",
}


@router.post("/tac-gia/xem-truoc", dependencies=[allow(Right.REVIEW)])
def preview(*, request: Request, db: Db, desk: TheDesk, now: Now, form: Annotated[OrderForm, Form()]) -> Response:
    """Show what a decision would make of the registry and of the tallies; nothing is written."""
    order = read_order(form)
    prospect = plan_change(db, order)
    gathered = count_year(db, desk.engine, find_plan(db, desk.config.plan), now).gathered
    return show(
        request,
        "people/preview.html",
        title=TITLES[order.act],
        form=form,
        seen=prospect.seen,
        steps=_tell_steps(prospect),
        changes=compare_tallies(gathered, prospect.before, prospect.after),
        plan=gathered.office.plan,
    )


@router.post("/tac-gia/quyet-dinh", dependencies=[allow(Right.REVIEW)])
def confirm(
    *, request: Request, db: Db, desk: TheDesk, visitor: Signed, now: Now, form: Annotated[OrderForm, Form()]
) -> Response:
    """Write the decision down, unless somebody decided since it was shown."""
    seen = int(form.da_xem) if form.da_xem.isdecimal() else None
    rows = decide(db, read_order(form), reason=form.ly_do, by=visitor.name, now=now, seen=seen)
    return go_to(f"/tac-gia/nguoi/{rows[-1].person_id}", request=request, notice="Đã ghi quyết định vào sổ tác giả.")


def _tell_steps(prospect: Prospect) -> list[str]:
    """Say of each pen name whose it would be."""
    persons, authors = prospect.before.persons, prospect.before.authors
    told = []
    for pair, tenures in sorted(prospect.change.items()):
        name, person = f"«{authors[pair.author_id].name}»", f"«{persons[pair.person_id]}»"
        spans = "; ".join(tell_tenure(one) for one in tenures)
        told.append(f"{name} là của {person}: {spans}" if tenures else f"{name} không còn gắn với {person}")
    return told

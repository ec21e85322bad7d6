"""Real names: for administrators, on a page of their own, every look logged."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import Response

from models.person import Person
from pipeline.authors.naming import Touch, delete_real_name, keep_real_name, read_real_name
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.visit import Db, Now, Signed, allow, read_address

router = APIRouter()
Typed = Annotated[str, Form(max_length=300)]


@router.get("/tac-gia/nguoi/{person_id}/ten-that", dependencies=[allow(Right.ADMINISTER)])
def show_name(*, request: Request, db: Db, visitor: Signed, now: Now, person_id: int) -> Response:
    """Show the real name that is kept; the look is logged."""
    person = db.get(Person, person_id)
    if person is None:
        raise HTTPException(404)
    kept = read_real_name(db, person_id, Touch(visitor.name, now, read_address(request)))
    return show(request, "people/real_name.html", person=person, kept=kept)


@router.post("/tac-gia/nguoi/{person_id}/ten-that", dependencies=[allow(Right.ADMINISTER)])
def keep_name(
    *, request: Request, db: Db, visitor: Signed, now: Now, person_id: int, ten: Typed, muc_dich: Typed
) -> Response:
    """Keep or change the real name."""
    keep_real_name(db, person_id, ten, muc_dich, Touch(visitor.name, now, read_address(request)))
    return go_to(
        f"/tac-gia/nguoi/{person_id}", request=request, notice="Đã lưu tên thật; lần xem nào cũng được ghi lại."
    )


@router.post("/tac-gia/nguoi/{person_id}/ten-that/xoa", dependencies=[allow(Right.ADMINISTER)])
def delete_name(*, request: Request, db: Db, visitor: Signed, now: Now, person_id: int) -> Response:
    """Delete the real name for good."""
    delete_real_name(db, person_id, Touch(visitor.name, now, read_address(request)))
    return go_to(f"/tac-gia/nguoi/{person_id}", request=request, notice="Đã xóa tên thật.")

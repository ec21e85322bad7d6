"""Filters kept under a name: save, rename, delete, give the feed another address."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from pipeline.desk.access.audit import record
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.search.feed_pages import feed_address
from pipeline.desk.search.view import PATH, write_address
from pipeline.desk.visit import Address, Db, Now, Signed, allow
from pipeline.searching.question import read_question
from pipeline.searching.saved import delete_filter, keep_filter, list_filters, rename_filter, renew_token

router = APIRouter(prefix=f"{PATH}/bo-loc")
HOME = f"{PATH}/bo-loc"

Name = Annotated[str, Form(alias="ten")]


@router.get("", dependencies=[allow(Right.READ)])
def filters_page(request: Request, db: Db, visitor: Signed) -> Response:
    """Show the visitor's filters with the addresses of their feeds."""
    filters = [
        (one, write_address(one.question), feed_address(request, one.feed_token))
        for one in list_filters(db, visitor.account_id)
    ]
    return show(request, "search/filters.html", filters=filters)


@router.post("", dependencies=[allow(Right.READ)])
def save_filter(
    *, request: Request, db: Db, visitor: Signed, now: Now, name: Name, search: Annotated[str, Form(alias="tim")]
) -> Response:
    """Keep the search whose address the form holds."""
    question = read_question(_parse(search))
    kept = keep_filter(db, visitor.account_id, name, question, now=now)
    notice = f"Đã lưu bộ lọc «{kept.name}»."
    return go_to(write_address(kept.question), request=request, notice=notice)


@router.post("/{filter_id}/ten", dependencies=[allow(Right.READ)])
def rename(*, request: Request, db: Db, visitor: Signed, filter_id: int, name: Name) -> Response:
    """Give a filter another name."""
    kept = rename_filter(db, visitor.account_id, filter_id, name)
    return go_to(HOME, request=request, notice=f"Đã đổi tên thành «{kept.name}».")


@router.post("/{filter_id}/xoa", dependencies=[allow(Right.READ)])
def delete(*, request: Request, db: Db, visitor: Signed, filter_id: int) -> Response:
    """Delete a filter and its feed."""
    gone = delete_filter(db, visitor.account_id, filter_id)
    return go_to(HOME, request=request, notice=f"Đã xóa bộ lọc «{gone.name}».")


@router.post("/{filter_id}/dia-chi", dependencies=[allow(Right.READ)])
def renew(*, request: Request, db: Db, visitor: Signed, now: Now, address: Address, filter_id: int) -> Response:
    """Give the feed another address; the earlier one stops working."""
    kept = renew_token(db, visitor.account_id, filter_id)
    record(db, by=visitor.name, action="đổi địa chỉ RSS", subject=kept.name, at=now, address=address)
    return go_to(HOME, request=request, notice=f"Địa chỉ RSS cũ của «{kept.name}» không còn dùng được.")


def _parse(search: str) -> dict[str, str]:
    """Read the part of an address behind the question mark."""
    return dict(parse_qsl(search, max_num_fields=40))

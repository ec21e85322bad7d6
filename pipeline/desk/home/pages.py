"""The front page leads each role to its work."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pipeline.desk.access.rights import Right
from pipeline.desk.access.signing_in import lead_to_new_password, lead_to_sign_in
from pipeline.desk.answering import go_to
from pipeline.desk.menu import list_entries
from pipeline.desk.visit import MaybeSigned, allow

router = APIRouter()


@router.get("/", dependencies=[allow(Right.ENTER)])
def front_page(request: Request, visitor: MaybeSigned) -> Response:
    """Lead to the first room that the visitor may enter."""
    if visitor is None:
        return lead_to_sign_in(request)
    entries = list_entries(visitor)
    return go_to(entries[0].path, request=request) if entries else lead_to_new_password(request)

"""Signing in and out."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pipeline.desk.access.rights import Right
from pipeline.desk.access.signing_in import SIGN_IN
from pipeline.desk.answering import show
from pipeline.desk.visit import allow

router = APIRouter()


@router.get(SIGN_IN, dependencies=[allow(Right.ENTER)])
def sign_in_page(request: Request, ve: str = "/") -> Response:
    """Show the sign-in form."""
    return show(request, "access/sign_in.html", ve=ve)

"""What stands around every page of the desk."""

import pytest
from fastapi import APIRouter

from models.vocabulary import AccountRole
from pipeline.desk.answering import keep_local
from pipeline.desk.app import UnguardedRouteError, make_desk
from pipeline.desk.rooms import ROUTERS
from pipeline.desk.state import Desk
from tests.desk.visiting import SignIn, open_visit


def test_a_stranger_is_led_to_the_sign_in_page_and_back(desk: Desk) -> None:
    """The front page asks who is there."""
    answer = open_visit(make_desk(desk)).get("/")

    assert (answer.status_code, answer.headers["location"]) == (303, "/dang-nhap")


def test_a_change_without_the_token_of_the_page_is_refused(visit_as: SignIn) -> None:
    """A form that another site sends has no token."""
    visit = visit_as(AccountRole.REVIEWER)

    answer = visit.client.post("/dang-xuat", data={})

    assert answer.status_code == 403


def test_pages_allow_no_inline_script_and_nothing_from_elsewhere(desk: Desk) -> None:
    """The policy names our own address only."""
    policy = open_visit(make_desk(desk)).get("/dang-nhap").headers["content-security-policy"]

    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_route_that_declares_no_right_stops_the_start(desk: Desk) -> None:
    """Nobody forgets to guard a page, wherever in a room it stands."""
    room, corner = APIRouter(), APIRouter()
    corner.add_api_route("/quen", lambda: None)
    room.include_router(corner)

    with pytest.raises(UnguardedRouteError, match="/quen declares 0 rights"):
        make_desk(desk, routers=[*ROUTERS, room])


def test_what_cannot_declare_a_right_stops_the_start(desk: Desk) -> None:
    """A bare function of the library beneath has no place for a right."""
    room = APIRouter()
    room.add_route("/tran", lambda request: None)

    with pytest.raises(UnguardedRouteError, match="cannot declare"):
        make_desk(desk, routers=[room])


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nX: 1", ""]
)
def test_no_path_leads_elsewhere(path: str) -> None:
    """What is no path of the desk becomes the front page."""
    assert keep_local(path) == "/"

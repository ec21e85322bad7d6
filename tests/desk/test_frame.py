"""What stands around every page of the desk."""

import pytest
from fastapi.routing import APIRoute

from models.vocabulary import AccountRole
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import keep_local
from pipeline.desk.app import UnguardedRouteError, find_gate, make_desk
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


def test_a_route_that_declares_no_right_stops_the_start() -> None:
    """Nobody forgets to guard a page."""
    with pytest.raises(UnguardedRouteError, match="0 rights"):
        find_gate(APIRoute("/quên", lambda: None))


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nX: 1", ""]
)
def test_no_path_leads_elsewhere(path: str) -> None:
    """What is no path of the desk becomes the front page."""
    assert keep_local(path) == "/"


def test_every_right_but_entering_is_refused_to_strangers(desk: Desk) -> None:
    """Each route of the desk that needs a right leads a stranger to the sign-in page."""
    visit = open_visit(make_desk(desk))
    guarded = [
        route
        for route in make_desk(desk).routes
        if isinstance(route, APIRoute) and find_gate(route).right is not Right.ENTER and "GET" in route.methods
    ]

    answers = {route.path: visit.get(route.path.replace("{", "").replace("}", "")) for route in guarded}

    assert {path for path, answer in answers.items() if answer.status_code not in (303, 401)} == set()

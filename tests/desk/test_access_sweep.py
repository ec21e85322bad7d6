"""Every route of the desk tried by every role and by a stranger, reading and sending."""

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.vocabulary import AccountRole
from pipeline.accounts.sessions import start_session
from pipeline.desk.access.rights import Right, has_right
from pipeline.desk.access.sessions import COOKIE
from pipeline.desk.app import list_routes, make_desk
from pipeline.desk.rooms import ROUTERS
from pipeline.desk.state import Desk
from pipeline.desk.visit import allow
from tests.conftest import NOW
from tests.desk.visiting import Visit, make_account, open_visit

# What anybody on the network may ask for: the way in, and feeds that are opened by a token of their own.
OPEN_TO_EVERYBODY = {
    ("/", "GET"),
    ("/dang-nhap", "GET"),
    ("/dang-nhap", "POST"),
    ("/lan-dau", "GET"),
    ("/lan-dau", "POST"),
    ("/dang-nhap/mot-lan", "POST"),
    ("/dang-nhap/mot-lan/ve", "GET"),
    ("/rss/{token}", "GET"),
}
NAME = "http://127.0.0.1"
REFUSED, SIGN_IN_FIRST = 403, 303


def fill(route: APIRoute) -> str:
    """The route's path with something for every part of it."""
    path = route.path_format
    for name in route.param_convertors:
        path = path.replace(f"{{{name}}}", "1")
    return path


def ask(visit: Visit, path: str, method: str) -> tuple[int, str]:
    """The status, and where the answer leads."""
    answer = visit.get(path) if method == "GET" else visit.post(path)
    return answer.status_code, answer.headers.get("location", "")


def enter_as(desk: Desk, app: FastAPI, role: AccountRole) -> Visit:
    """A browser with a session of its own; what breaks in the desk answers 500, as a browser sees it."""
    department = "P-THU" if role is AccountRole.DEPARTMENT else None
    with Session(desk.engine) as db, db.begin():
        account = make_account(db, role, name=role.value, now=NOW, department=department)
        account.has_temporary_password = False  # what an earlier request of the sweep may have changed
        token = start_session(db, account, address="", now=NOW)
    return Visit(TestClient(app, NAME, raise_server_exceptions=False, cookies={COOKIE: token}))


def list_all(desk: Desk) -> list[tuple[APIRoute, Right, str]]:
    """Every route with its right and each of its methods."""
    routes = list_routes(make_desk(desk))
    return [(route, gate.right, method) for route, gate in routes for method in sorted(route.methods)]


def test_there_are_routes_to_sweep_and_none_takes_another_method(desk: Desk) -> None:
    """A sweep over nothing would find nothing wrong."""
    routes = list_all(desk)

    assert len(routes) > 30
    assert {method for _, _, method in routes} == {"GET", "POST"}
    assert {right for _, right, _ in routes} >= {Right.ENTER, Right.OWN_ACCOUNT, Right.READ, Right.ADMINISTER}


def test_only_the_way_in_is_open_to_everybody(desk: Desk) -> None:
    """Whoever opens another page to strangers says so here."""
    opened = {(route.path, method) for route, right, method in list_all(desk) if right is Right.ENTER}

    assert opened == OPEN_TO_EVERYBODY


def test_a_stranger_is_led_to_the_door_from_everywhere_else(desk: Desk) -> None:
    """Reading or sending, with a right token or without."""
    visit = open_visit(make_desk(desk))
    guarded = [(fill(route), method) for route, right, method in list_all(desk) if right is not Right.ENTER]

    answers = {(path, method): ask(visit, path, method) for path, method in guarded}

    astray = {
        where: answer
        for where, answer in answers.items()
        if answer[0] != SIGN_IN_FIRST or not answer[1].startswith("/dang-nhap")
    }
    assert astray == {}


@pytest.mark.parametrize("role", list(AccountRole))
def test_each_role_gets_where_its_rights_lead_and_nowhere_else(desk: Desk, role: AccountRole) -> None:
    """Refused with 403 exactly where the table of rights says so; where it is let in nothing breaks."""
    app = make_desk(desk)
    wrong = {}
    for route, right, method in list_all(desk):
        status, target = ask(enter_as(desk, app, role), fill(route), method)
        is_led_away = (
            target.startswith(("/dang-nhap", "/tai-khoan/mat-khau"))
            and right is not Right.ENTER
            and route.path != "/dang-xuat"
        )
        is_let_in = status < 500 and status != REFUSED and not is_led_away
        if is_let_in is not has_right(role, right) or (not is_let_in and status != REFUSED):
            wrong[method, route.path] = (right.value, status, target)

    assert wrong == {}


def test_the_sweep_sees_routes_of_every_room(desk: Desk) -> None:
    """A room inside a room, too."""
    room, corner = APIRouter(), APIRouter()
    corner.add_api_route("/goc", lambda: None, dependencies=[allow(Right.READ)])
    room.include_router(corner)

    routes = list_routes(make_desk(desk, routers=[*ROUTERS, room]))

    assert "/goc" in {route.path for route, _ in routes}

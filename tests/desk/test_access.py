"""The door of the desk: first account, signing in and out, lock-out."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import Account
from pipeline.accounts.directory import disable_account, find_account_named
from pipeline.accounts.sessions import IDLE, LONGEST
from pipeline.accounts.standing import LOCKED
from pipeline.desk.access.sessions import COOKIE
from pipeline.desk.app import make_desk
from pipeline.desk.state import Desk
from tests.conftest import NOW
from tests.desk.door_making import BY, FIRST, PASSWORD, at, enter, list_actions
from tests.desk.visiting import open_visit


def test_who_knows_the_password_comes_in_where_they_wanted(lan: Desk) -> None:
    """The name's case does not matter; the cookie is for the browser only."""
    visit = open_visit(make_desk(lan))

    answer = visit.post("/dang-nhap", {"name": " LAN ", "password": PASSWORD, "ve": "/bao-cao?thang=7"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/bao-cao?thang=7")
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{COOKIE}="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert list_actions(lan) == [("lan", "Đăng nhập", "lan")]


def test_signing_in_leads_nowhere_else(lan: Desk) -> None:
    """The way back is a page of the desk."""
    assert enter(open_visit(make_desk(lan)), ve="//evil.example/") == (303, "/")


def test_a_session_is_new_at_each_sign_in_and_the_old_token_opens_nothing(lan: Desk) -> None:
    """A token that somebody planted before does not become a session."""
    visit = open_visit(make_desk(lan))
    visit.client.cookies.set(COOKIE, "planted")
    answer = visit.post("/dang-nhap", {"name": "lan", "password": PASSWORD})

    given = [one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{COOKIE}=")]
    assert [one for one in given if "planted" not in one] != []
    stranger = open_visit(make_desk(lan))
    stranger.client.cookies.set(COOKIE, "planted")
    assert stranger.get("/tai-khoan").status_code == 303


def test_signing_in_again_ends_the_session_before(lan: Desk) -> None:
    """One browser, one session."""
    visit, copy = open_visit(make_desk(lan)), open_visit(make_desk(lan))
    enter(visit)
    copy.client.cookies.set(COOKIE, visit.client.cookies[COOKIE])
    assert copy.get("/tai-khoan").status_code == 200

    enter(visit)

    assert copy.get("/tai-khoan").status_code == 303
    assert visit.get("/tai-khoan").status_code == 200


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(lan: Desk) -> None:
    """Five times each, until both are locked; the right password does not help then."""
    visit = open_visit(make_desk(lan))

    known = [enter(visit, "sai") for _ in range(6)]
    unknown = [enter(visit, "sai", name="nobody") for _ in range(6)]

    assert [status for status, _ in known] == [400] * 6
    assert [page.replace('"lan"', "") for _, page in known] == [page.replace('"nobody"', "") for _, page in unknown]
    assert "Còn 4 lần thử" in known[0][1]
    assert "tạm khóa" in known[4][1]
    assert "tạm khóa" in enter(visit)[1]


def test_a_locked_name_opens_again_after_a_quarter_of_an_hour(lan: Desk) -> None:
    """Not a second before."""
    for _ in range(5):
        enter(open_visit(make_desk(lan)), "sai")

    assert enter(at(lan, LOCKED - timedelta(seconds=1)))[0] == 400
    assert enter(at(lan, LOCKED))[0] == 303


def test_failures_are_logged_without_what_was_typed(lan: Desk) -> None:
    """A password typed into the wrong field does not land in the log."""
    visit = open_visit(make_desk(lan))
    enter(visit, "sai", name=PASSWORD)
    for _ in range(5):
        enter(visit, "sai")

    actions = list_actions(lan)

    assert actions[:2] == [("", "Sai mật khẩu", "tên không có"), ("", "Sai mật khẩu", "lan")]
    assert actions[-1] == ("", "Tạm khóa vì sai mật khẩu", "lan")


def test_an_address_that_fails_too_often_is_not_heard_for_a_while(lan: Desk) -> None:
    """Thirty names tried from one address; the next attempt is refused before any password is looked at."""
    visit = open_visit(make_desk(lan))
    for _ in range(30):
        lan.door.addresses.count_failure("testclient", NOW)

    assert enter(visit)[0] == 429
    assert enter(at(lan, LOCKED))[0] == 303


def test_a_disabled_account_is_told_what_everybody_is_told(lan: Desk) -> None:
    """The right password of a disabled account is a wrong one, and its open sessions end."""
    inside = open_visit(make_desk(lan))
    enter(inside)
    with Session(lan.engine) as db, db.begin():
        disable_account(db, find_account_named(db, "lan"), by=BY)

    assert inside.get("/tai-khoan").status_code == 303
    assert "không đúng" in enter(open_visit(make_desk(lan)))[1]


@pytest.mark.parametrize(("pause", "status"), [(IDLE, 200), (IDLE + timedelta(seconds=1), 303)])
def test_a_session_left_alone_ends(lan: Desk, pause: timedelta, status: int) -> None:
    """Ten hours without a page."""
    visit = open_visit(make_desk(lan))
    enter(visit)
    later = at(lan, pause)
    later.client.cookies.update(visit.client.cookies)

    assert later.get("/tai-khoan").status_code == status


def test_a_session_ends_after_a_week_however_busy(lan: Desk) -> None:
    """Each page within the idle limit, and yet."""
    visit = open_visit(make_desk(lan))
    enter(visit)
    statuses = []
    for hours in range(9, 24 * 7 + 10, 9):
        later = at(lan, timedelta(hours=hours))
        later.client.cookies.update(visit.client.cookies)
        statuses.append((timedelta(hours=hours) <= LONGEST, later.get("/tai-khoan").status_code == 200))

    assert all(within == is_open for within, is_open in statuses)
    assert statuses[-1] == (False, False)


def test_signing_out_ends_the_session_for_the_server_too(lan: Desk) -> None:
    """A copy of the cookie opens nothing afterwards."""
    visit, copy = open_visit(make_desk(lan)), open_visit(make_desk(lan))
    enter(visit)
    copy.client.cookies.set(COOKIE, visit.client.cookies[COOKIE])

    answer = visit.post("/dang-xuat")

    assert (answer.status_code, answer.headers["location"]) == (303, "/dang-nhap")
    assert copy.get("/tai-khoan").status_code == 303


def test_the_code_makes_the_first_account_and_lets_its_owner_in(desk: Desk) -> None:
    """An administrator, signed in; the code works once."""
    desk.door.first_code = "ABCD-EFGH"
    visit = open_visit(make_desk(desk))
    assert visit.get("/dang-nhap").headers["location"] == "/lan-dau"

    answer = visit.post("/lan-dau", {"code": "abcdefgh", **FIRST})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Quản trị" in visit.get("/tai-khoan").text
    again = open_visit(make_desk(desk))
    assert again.get("/lan-dau").headers["location"] == "/dang-nhap"
    assert again.post("/lan-dau", {"code": "ABCDEFGH", **FIRST, "name": "hai"}).status_code == 400


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"code": "XXXX-XXXX"}, "Mã không đúng"),
        ({"code": ""}, "Mã không đúng"),
        ({"again": "khác"}, "không giống nhau"),
        ({"password": "ngắn", "again": "ngắn"}, "từ 12 đến 128"),
        ({"name": "Lân"}, "không dấu"),
        ({"full_name": "  "}, "họ và tên"),
    ],
)
def test_the_first_account_is_refused_in_a_sentence(desk: Desk, changed: dict[str, str], named: str) -> None:
    """What was typed stays in the form, passwords do not."""
    desk.door.first_code = "ABCD-EFGH"

    answer = open_visit(make_desk(desk)).post("/lan-dau", {"code": "ABCD-EFGH", **FIRST, **changed})

    assert answer.status_code == 400
    assert named in answer.text
    assert PASSWORD not in answer.text
    with Session(desk.engine) as db:
        assert db.scalars(select(Account)).all() == []


def test_codes_cannot_be_tried_through(desk: Desk) -> None:
    """Ten wrong codes from anywhere close the page for a while, for the right one too."""
    desk.door.first_code = "ABCD-EFGH"
    visit = open_visit(make_desk(desk))

    statuses = [visit.post("/lan-dau", {"code": f"AAAA-{n:04}", **FIRST}).status_code for n in range(11)]

    assert statuses == [400] * 10 + [429]
    assert visit.post("/lan-dau", {"code": "ABCD-EFGH", **FIRST}).status_code == 429


def test_without_a_code_the_page_says_what_to_do(desk: Desk) -> None:
    """A desk started another way than by the command has none."""
    visit = open_visit(make_desk(desk))

    assert "diembao user add" in visit.get("/lan-dau").text
    assert visit.post("/lan-dau", {"code": "", **FIRST}).status_code == 400

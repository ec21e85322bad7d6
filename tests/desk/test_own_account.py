"""One's own account at the desk: password, sessions, look; and what its table and cookies keep."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import DeskSession
from models.vocabulary import AccountRole
from pipeline.accounts.directory import NewAccount, add_account, find_account_named, set_password
from pipeline.desk.access.sessions import COOKIE
from pipeline.desk.app import make_desk
from pipeline.desk.state import Desk
from tests.desk.door_making import BY, PASSWORD, enter
from tests.desk.visiting import SignIn, open_visit


def test_a_temporary_password_leads_to_choosing_another(lan: Desk) -> None:
    """Nothing else opens before; afterwards everything the role may."""
    with Session(lan.engine) as db, db.begin():
        temporary = set_password(db, find_account_named(db, "lan"), None, by=BY)
    assert temporary is not None
    visit = open_visit(make_desk(lan))
    enter(visit, temporary)

    assert {visit.get(path).headers["location"] for path in ("/", "/bao-cao")} == {"/tai-khoan/mat-khau"}
    assert "mật khẩu tạm" in visit.get("/tai-khoan/mat-khau").text
    visit.post("/tai-khoan/mat-khau", {"old": temporary, "password": PASSWORD, "again": PASSWORD})
    assert "location" not in visit.get("/bao-cao").headers


def test_a_changed_password_signs_every_other_machine_out(lan: Desk) -> None:
    """And this one goes on, with a session of its own."""
    here, elsewhere = open_visit(make_desk(lan)), open_visit(make_desk(lan))
    enter(here)
    enter(elsewhere)
    new = "núi Hồng sương sớm"

    answer = here.post("/tai-khoan/mat-khau", {"old": PASSWORD, "password": new, "again": new})

    assert answer.headers["location"] == "/tai-khoan"
    assert here.get("/tai-khoan").status_code == 200
    assert elsewhere.get("/tai-khoan").status_code == 303
    assert enter(open_visit(make_desk(lan)))[0] == 400
    assert enter(open_visit(make_desk(lan)), new)[0] == 303


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"old": "sai", "password": "núi Hồng sương sớm", "again": "núi Hồng sương sớm"}, "chưa được đổi"),
        ({"old": PASSWORD, "password": PASSWORD, "again": PASSWORD}, "phải khác"),
        ({"old": PASSWORD, "password": "ngắn", "again": "ngắn"}, "từ 12"),
        ({"old": PASSWORD, "password": "núi Hồng sương sớm", "again": "x"}, "không giống nhau"),
    ],
)
def test_another_password_is_refused_in_a_sentence(lan: Desk, fields: dict[str, str], named: str) -> None:
    """The old one goes on working."""
    visit = open_visit(make_desk(lan))
    enter(visit)

    answer = visit.post("/tai-khoan/mat-khau", fields)

    assert answer.status_code == 400
    assert named in answer.text
    assert enter(open_visit(make_desk(lan)))[0] == 303


def test_other_machines_are_listed_and_signed_out(lan: Desk) -> None:
    """This machine is marked and stays."""
    here, elsewhere = open_visit(make_desk(lan)), open_visit(make_desk(lan))
    enter(here)
    enter(elsewhere)
    assert here.get("/tai-khoan").text.count("máy này</span>") == 1

    here.post("/tai-khoan/may-khac")

    assert here.get("/tai-khoan").status_code == 200
    assert elsewhere.get("/tai-khoan").status_code == 303


@pytest.mark.parametrize(("chosen", "shown"), [("dark", 'data-theme="dark"'), ("light", 'data-theme="light"')])
def test_a_look_is_kept_in_the_browser(visit_as: SignIn, chosen: str, shown: str) -> None:
    """Dark or light; anything else follows the machine."""
    visit = visit_as(AccountRole.DEPARTMENT)

    visit.post("/tai-khoan/giao-dien", {"theme": chosen})
    assert shown in visit.get("/tai-khoan").text
    visit.post("/tai-khoan/giao-dien", {"theme": '"><script>'})
    assert "data-theme" not in visit.get("/tai-khoan").text


def test_the_table_keeps_no_token(lan: Desk) -> None:
    """Who reads the database cannot enter with what it holds."""
    visit = open_visit(make_desk(lan))
    enter(visit)

    with Session(lan.engine) as db:
        kept = db.scalars(select(DeskSession.token_sha256)).one()

    assert kept != visit.client.cookies[COOKIE]
    thief = open_visit(make_desk(lan))
    thief.client.cookies.set(COOKIE, kept)
    assert thief.get("/tai-khoan").status_code == 303


def test_a_hash_of_weaker_settings_is_renewed_at_sign_in(lan: Desk) -> None:
    """The password is known only then."""
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with Session(lan.engine) as db, db.begin():
        find_account_named(db, "lan").password_hash = weak

    assert enter(open_visit(make_desk(lan)))[0] == 303

    with Session(lan.engine) as db:
        assert "m=65536,t=3,p=4" in str(find_account_named(db, "lan").password_hash)


def test_cookies_travel_encrypted_only_where_the_desk_is_behind_tls(lan: Desk) -> None:
    """As the settings say."""
    settings = lan.config.desk.model_copy(update={"https": True})
    secure = replace(lan, config=lan.config.model_copy(update={"desk": settings}))
    visit = open_visit(make_desk(secure))
    page = visit.get("/dang-nhap")

    assert "Secure" in page.headers["set-cookie"]
    assert page.headers["strict-transport-security"].startswith("max-age=")


def test_an_account_added_at_the_desk_has_a_temporary_password(desk: Desk) -> None:
    """A department's account names its department."""
    with Session(desk.engine) as db, db.begin():
        account, temporary = add_account(db, NewAccount("an", "Lê An", AccountRole.VIEWER), by=BY)

        assert account.has_temporary_password
    assert temporary is not None
    assert enter(open_visit(make_desk(desk)), temporary, name="an") == (303, "/")

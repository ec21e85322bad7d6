"""The administrator's pages of accounts and of the log."""

import re

import pytest
from sqlalchemy.orm import Session

from models.account import Account
from models.vocabulary import AccountRole
from pipeline.accounts.audit import record
from pipeline.desk.access.audit_pages import PAGE
from pipeline.desk.app import make_desk
from pipeline.desk.state import Desk
from tests.conftest import NOW
from tests.desk.visiting import SignIn, make_account, open_visit

ACCOUNTS, LOG = "/quan-tri/tai-khoan", "/quan-tri/nhat-ky"


def find_id(desk: Desk, name: str) -> int:
    with Session(desk.engine) as db:
        return make_account(db, AccountRole.VIEWER, name=name, now=NOW).id


def test_an_account_is_added_and_its_temporary_password_opens_the_door(desk: Desk, visit_as: SignIn) -> None:
    """Shown once; the list does not know it any more."""
    visit = visit_as(AccountRole.ADMIN)

    page = visit.post(ACCOUNTS, {"name": "Lan", "full_name": "Trần  Thị Lan", "role": "xem"}).text

    found = re.search(r'class="secret">([^<]+)<', page)
    assert found is not None
    listed = visit.get(ACCOUNTS).text
    assert "Trần Thị Lan" in listed
    assert found[1] not in listed
    answer = open_visit(make_desk(desk)).post("/dang-nhap", {"name": "lan", "password": found[1]})
    assert answer.status_code == 303


def test_a_refused_account_leaves_what_was_typed(visit_as: SignIn) -> None:
    """With the reason above the form."""
    answer = visit_as(AccountRole.ADMIN).post(ACCOUNTS, {"name": "1", "full_name": "Trần Thị Lan", "role": "don_vi"})

    assert answer.status_code == 400
    assert "không dấu" in answer.text
    assert 'value="Trần Thị Lan"' in answer.text


@pytest.mark.parametrize(
    ("action", "fields", "seen"),
    [
        ("vai-tro", {"role": "duyet"}, "Duyệt"),
        ("ngung", {}, "đã ngừng"),
        ("mo-lai", {}, "đang dùng"),
        ("mat-khau", {}, "mật khẩu tạm"),
        ("dang-xuat", {}, "đang dùng"),
    ],
)
def test_an_account_is_changed(desk: Desk, visit_as: SignIn, action: str, fields: dict[str, str], seen: str) -> None:
    """And its own browser is signed out by all but being let in again."""
    theirs, visit = visit_as(AccountRole.VIEWER), visit_as(AccountRole.ADMIN)

    answer = visit.post(f"{ACCOUNTS}/{find_id(desk, 'xem')}/{action}", fields)

    assert answer.status_code in {200, 303}
    row = next(one for one in visit.get(ACCOUNTS).text.split("<tr") if f"{ACCOUNTS}/{find_id(desk, 'xem')}" in one)
    assert seen in row
    assert (theirs.get("/tai-khoan").status_code == 200) is (action == "mo-lai")


def test_the_last_administrator_is_told_why_not(desk: Desk, visit_as: SignIn) -> None:
    """And stays signed in."""
    visit = visit_as(AccountRole.ADMIN)

    answer = visit.post(f"{ACCOUNTS}/{find_id(desk, 'quan_tri')}/ngung")

    assert "quản trị cuối cùng" in answer.text
    assert visit.get(ACCOUNTS).status_code == 200


def test_an_account_that_is_none_is_not_found(visit_as: SignIn) -> None:
    """Nor anything else in its place."""
    assert visit_as(AccountRole.ADMIN).get(f"{ACCOUNTS}/99").status_code == 404


def test_the_log_is_read_by_person_action_day_and_page(desk: Desk, visit_as: SignIn) -> None:
    """The latest first; older ones behind a link that keeps the filter."""
    with Session(desk.engine) as db, db.begin():
        for number in range(PAGE + 1):
            record(db, by="lan", action="Tải báo cáo", subject=f"tệp {number}.", at=NOW, kỳ="07/2023")
        record(db, by="mai", action="Đăng nhập", subject="mai", at=NOW)
    visit = visit_as(AccountRole.ADMIN)

    first = visit.get(f"{LOG}?ai=lan&viec=Tải báo cáo&tu=01/01/2024&den=01/01/2024").text
    older = re.search(r'href="(\?[^"]+)">Cũ hơn', first)

    assert older is not None
    assert ("tệp 100." in first, "tệp 0." in first, "kỳ: 07/2023" in first) == (True, False, True)
    second = visit.get(LOG + older[1].replace("&amp;", "&")).text
    assert ("tệp 0." in second, "tệp 1." in second) == (True, False)
    assert "Không có dòng nào" in visit.get(f"{LOG}?den=31/12/2023").text
    assert "ngày/tháng/năm" in visit.get(f"{LOG}?tu=hôm qua").text
    assert visit.get(f"{LOG}?truoc={'9' * 40}").status_code == 200


def test_accounts_of_the_desk_keep_no_password_they_did_not_choose(desk: Desk, visit_as: SignIn) -> None:
    """One made by an administrator is temporary."""
    visit_as(AccountRole.ADMIN).post(ACCOUNTS, {"name": "lan", "full_name": "Lan", "role": "xem"})

    with Session(desk.engine) as db:
        assert db.query(Account).filter_by(name="lan").one().has_temporary_password

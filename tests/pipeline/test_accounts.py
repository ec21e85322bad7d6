"""Accounts: the rules of names and passwords, the changes an administrator makes."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import Account, AuditEntry
from models.vocabulary import AccountRole
from pipeline.accounts.directory import (
    AccountError,
    By,
    NewAccount,
    add_account,
    change_role,
    disable_account,
    enable_account,
    end_sessions,
    link_subject,
    list_accounts,
    set_password,
)
from pipeline.accounts.passwords import (
    WeakPasswordError,
    hash_password,
    is_right_password,
    make_password,
    require_good_password,
)
from pipeline.accounts.sessions import find_account, start_session
from pipeline.accounts.standing import LOCKED, Attempts, Door, Standing, count_failure
from tests.conftest import NOW
from tests.factories import make_agency, make_department

BY = By("quản trị viên", NOW, "127.0.0.1")
PASSWORD = "sông Lam mùa nước nổi"


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weak settings: the rules are tried here, not the strength."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(
        "pipeline.accounts.passwords._HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )


def add(db: Session, name: str, role: AccountRole = AccountRole.VIEWER, **more: Any) -> Account:
    return add_account(db, NewAccount(name, f"Người {name}", role, **more), by=BY)[0]


@pytest.mark.parametrize("name", ["lan", "Lan", " nguyen.van-a_2 ", "x1"])
def test_a_name_is_kept_in_small_letters(session: Session, name: str) -> None:
    """However it was typed."""
    assert add(session, name).name == name.strip().lower()


@pytest.mark.parametrize("name", ["", "a", "1lan", "lân", "lan lan", "lan@so", "x" * 33, "la\nn", "<b>", "-lan"])
def test_an_odd_name_is_refused(session: Session, name: str) -> None:
    """What is not typed the same on every keyboard, or means something elsewhere."""
    with pytest.raises(AccountError, match="Tên đăng nhập gồm"):
        add(session, name)


def test_a_name_is_given_once(session: Session) -> None:
    """Decisions name the account."""
    add(session, "lan")

    with pytest.raises(AccountError, match="Đã có tài khoản"):
        add(session, "LAN")


@pytest.mark.parametrize(
    "password",
    [
        "ngắn",
        "x" * 129,
        "aaaaaaaaaaaaaa",
        "abababababababab",
        "matkhau123456",
        "Mật khẩu 2023",
        "password1234",
        "1234567890123",
        "toi la nguyen.lan",
        "            ",
    ],
)
def test_a_weak_password_is_refused(password: str) -> None:
    """Too short, repeated, at the top of every list, or the name itself."""
    with pytest.raises(WeakPasswordError):
        require_good_password(password, "nguyen.lan")


@pytest.mark.parametrize("password", [PASSWORD, "x7-Qw.19 mưa phùn", "a" * 60 + "bcdefg", "漢字仮名交じり文の例です。"])
def test_any_letters_make_a_password(password: str) -> None:
    """No rule asks for signs and figures."""
    require_good_password(password, "lan")


def test_a_password_is_the_same_composed_or_not() -> None:
    """Two keyboards write one word in two ways."""
    import unicodedata

    kept = hash_password(unicodedata.normalize("NFD", PASSWORD))

    assert is_right_password(unicodedata.normalize("NFC", PASSWORD), kept)
    assert not is_right_password(PASSWORD + " ", kept)


@pytest.mark.parametrize("kept", [None, "", "not a hash"])
def test_no_password_fits_where_none_is_kept(kept: str | None) -> None:
    """An account of single sign-on, or a broken row."""
    assert not is_right_password("", kept)
    assert not is_right_password(PASSWORD, kept)


def test_made_passwords_are_good_and_differ() -> None:
    """They pass the rule they are made under."""
    made = {make_password() for _ in range(50)}

    assert len(made) == 50
    for one in made:
        require_good_password(one, "lan")


def test_a_departments_account_names_a_department_of_the_organisation(session: Session) -> None:
    """By its code; other roles have none."""
    make_department(session, "P-THU", "Phòng Thử", make_agency(session))

    assert add(session, "phong", AccountRole.DEPARTMENT, department_code="P-THU").department_code == "P-THU"
    with pytest.raises(AccountError, match="P-THU"):
        add(session, "phong2", AccountRole.DEPARTMENT, department_code="P-KHAC")
    with pytest.raises(AccountError, match="cần mã đơn vị"):
        add(session, "phong3", AccountRole.DEPARTMENT)
    with pytest.raises(AccountError, match="không gắn với đơn vị"):
        add(session, "phong4", AccountRole.REVIEWER, department_code="P-THU")


def test_the_last_administrator_stays(session: Session) -> None:
    """Neither shut out nor given another role, until there is another who can enter."""
    first, second = add(session, "an", AccountRole.ADMIN), add(session, "binh", AccountRole.ADMIN)
    disable_account(session, second, by=BY)

    with pytest.raises(AccountError, match="quản trị cuối cùng"):
        disable_account(session, first, by=BY)
    with pytest.raises(AccountError, match="quản trị cuối cùng"):
        change_role(session, first, AccountRole.VIEWER, None, by=BY)
    enable_account(session, second, by=BY)
    disable_account(session, first, by=BY)

    assert first.disabled_at == NOW


@pytest.mark.parametrize("change", ["disable", "role", "password", "sessions"])
def test_what_is_changed_for_an_account_ends_its_sessions(session: Session, change: str) -> None:
    """Nobody goes on with rights or a password of before."""
    account = add(session, "lan")
    token = start_session(session, account, address="", now=NOW)
    session.flush()
    assert find_account(session, token, now=NOW) is account

    if change == "disable":
        disable_account(session, account, by=BY)
    elif change == "role":
        change_role(session, account, AccountRole.REVIEWER, None, by=BY)
    elif change == "password":
        set_password(session, account, PASSWORD, by=BY)
    else:
        end_sessions(session, account, by=BY)
    session.expire_all()

    assert find_account(session, token, now=NOW) is None


def test_every_change_is_logged_without_its_password(session: Session) -> None:
    """Who, what, to whom."""
    account = add(session, "lan")
    temporary = set_password(session, account, None, by=BY)
    change_role(session, account, AccountRole.REVIEWER, None, by=BY)
    disable_account(session, account, by=BY)
    enable_account(session, account, by=BY)
    link_subject(session, account, "8c1f", by=BY)
    session.flush()

    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()

    assert [entry.action for entry in entries] == [
        "Thêm tài khoản",
        "Đặt lại mật khẩu",
        "Đổi vai trò",
        "Ngừng tài khoản",
        "Mở lại tài khoản",
        "Gắn đăng nhập một lần",
    ]
    assert {(entry.account_name, entry.subject, entry.address) for entry in entries} == {
        ("quản trị viên", "lan", "127.0.0.1")
    }
    assert temporary is not None
    assert temporary not in "".join(str(entry.details) for entry in entries)


def test_one_subject_opens_one_account(session: Session) -> None:
    """A second account cannot be linked with it."""
    link_subject(session, add(session, "lan"), "8c1f", by=BY)

    with pytest.raises(AccountError, match="đã gắn với tài khoản khác"):
        link_subject(session, add(session, "mai"), "8c1f", by=BY)
    session.rollback()


def test_accounts_are_listed_by_name_and_those_shut_out_last(session: Session) -> None:
    """As the office looks for them."""
    for name, full_name in [("do", "Đỗ Ánh"), ("an", "An Bình"), ("bui", "Bùi Công")]:
        add_account(session, NewAccount(name, full_name, AccountRole.VIEWER), by=BY)
    disable_account(session, list_accounts(session)[0], by=BY)

    assert [one.full_name for one in list_accounts(session)] == ["Bùi Công", "Đỗ Ánh", "An Bình"]


def test_the_fifth_failure_locks_and_counting_begins_anew() -> None:
    """Pure counting."""
    standing = Standing()
    for _ in range(4):
        standing = count_failure(standing, NOW)
        assert not standing.is_locked(NOW)

    locked = count_failure(standing, NOW)

    assert locked == Standing(0, NOW + LOCKED)
    assert locked.is_locked(NOW + LOCKED - timedelta(seconds=1))
    assert not locked.is_locked(NOW + LOCKED)


def test_what_the_door_remembers_of_strangers_stays_small() -> None:
    """A flood of names and addresses takes no more than a few megabytes."""
    door, attempts = Door(), Attempts(limit=3)
    for number in range(10_100):
        door.remember_stranger(str(number), Standing(1))
        attempts.count_failure(str(number), NOW)

    assert len(door.strangers) == 10_000
    assert attempts.may_try("10099", NOW)
    assert "0" not in door.strangers

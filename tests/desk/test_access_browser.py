"""The door in a real Chromium: the first account, out and in again, a department that sees its own room only."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from models.account import Account
from models.vocabulary import AccountRole
from pipeline.accounts.passwords import hash_password
from pipeline.desk.state import Desk
from tests.conftest import NOW
from tests.factories import make_agency, make_department

PASSWORD = "sông Lam mùa nước nổi"


def open_page(browser: Browser, address: str) -> Page:
    """A fresh browser window of the office's screen; whatever the console complains of fails the test."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.set_default_timeout(20_000)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    complaints: list[str] = []
    page.complaints = complaints  # type: ignore[attr-defined]
    page.goto(address)
    return page


def sign_in(page: Page, name: str, password: str) -> None:
    """Fill the form as a person does."""
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def test_the_first_account_is_made_and_its_owner_goes_out_and_in(
    desk: Desk, desk_address: str, browser: Browser, tmp_path: Path
) -> None:
    """With the printed code; a wrong password afterwards is told in a sentence."""
    desk.door.first_code = "ABCD-EFGH"
    page = open_page(browser, desk_address)
    expect(page).to_have_url(f"{desk_address}/lan-dau")
    page.screenshot(path=tmp_path / "lan-dau.png")

    page.get_by_label("Mã một lần").fill("abcd efgh")
    page.get_by_label("Họ và tên").fill("Trần Thị Lan")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_label("Gõ lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tạo tài khoản quản trị").click()
    expect(page.get_by_role("link", name="Trần Thị Lan")).to_be_visible()
    expect(page.get_by_text("Đã tạo tài khoản quản trị đầu tiên")).to_be_visible()

    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    sign_in(page, "lan", "không phải")
    expect(page.get_by_role("alert")).to_contain_text("Tên đăng nhập hoặc mật khẩu không đúng")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("lan")
    sign_in(page, "lan", PASSWORD)
    expect(page.get_by_role("link", name="Trần Thị Lan")).to_be_visible()

    page.goto(f"{desk_address}/tai-khoan")
    page.get_by_label("Tối").check()
    page.get_by_role("button", name="Dùng giao diện này").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert [text for text in page.complaints if "400" not in text] == []  # type: ignore[attr-defined]


def test_a_department_sees_its_own_room_only(desk: Desk, desk_address: str, browser: Browser) -> None:
    """The menu has one entry, and no other address opens."""
    with Session(desk.engine) as db, db.begin():
        make_department(db, "P-THU", "Phòng Thử", make_agency(db))
        db.add(
            Account(
                name="phong",
                full_name="Phòng Thử",
                role=AccountRole.DEPARTMENT,
                department_code="P-THU",
                password_hash=hash_password(PASSWORD),
                created_at=NOW,
                created_by="kiểm thử",
            )
        )
    page = open_page(browser, f"{desk_address}/tai-khoan")

    sign_in(page, "phong", PASSWORD)

    expect(page).to_have_url(f"{desk_address}/tai-khoan")
    assert page.locator("header.frame nav a").all_inner_texts() == ["Kế hoạch của đơn vị"]
    for path in ("/bao-cao", "/quan-tri/tai-khoan", "/duyet", "/tim"):
        answer = page.goto(f"{desk_address}{path}")
        assert answer is not None
        assert answer.status in {403, 404}

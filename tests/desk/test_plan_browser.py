"""The plan pages in a real browser: a file becomes a board; a department sends its own plan; pages fit the screen."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from models.vocabulary import AccountRole, MatchOrigin
from pipeline.accounts.sessions import start_session
from pipeline.desk.access.sessions import COOKIE
from pipeline.desk.state import Desk
from tests.desk.plan_making import open_office, publish, register, suggest, write_plan
from tests.desk.visiting import make_account

SCREEN = {"width": 1366, "height": 768}


def open_page(browser: Browser, desk: Desk, address: str, role: AccountRole, department: str | None = None) -> Page:
    """Open a page of the office's screen for a signed-in account."""
    with Session(desk.engine) as session, session.begin():
        account = make_account(session, role, name=role.value, now=desk.clock(), department=department)
        token = start_session(session, account, address="127.0.0.1", now=desk.clock())
    context = browser.new_context(viewport=SCREEN)
    context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


def write_file(folder: Path, *rows: tuple[str, str]) -> Path:
    """Write a monthly plan to a folder."""
    path = folder / "KH thang 7.xlsx"
    path.write_bytes(write_plan(*rows))
    return path


def test_a_file_becomes_a_board(browser: Browser, desk: Desk, desk_address: str, tmp_path: Path) -> None:
    """Upload, look, confirm; the month board shows what was registered."""
    open_office(desk)
    page = open_page(browser, desk, desk_address, AccountRole.REVIEWER)

    page.goto(f"{desk_address}/ke-hoach/gui")
    page.set_input_files("input[type=file]", write_file(tmp_path, ("Thu gom rác ven biển", "1 tin")))
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Nhận", exact=True).click()

    page.wait_for_url("**/ke-hoach/thang/2023-07?*")
    assert "thêm 1" in page.locator(".notice").inner_text()
    assert page.get_by_role("link", name="Thu gom rác ven biển").is_visible()
    page.context.close()


def test_a_department_sends_and_cancels(browser: Browser, desk: Desk, desk_address: str, tmp_path: Path) -> None:
    """From its own room: send, see, cancel with a reason, undo."""
    open_office(desk)
    page = open_page(browser, desk, desk_address, AccountRole.DEPARTMENT, "CC-BVMT")

    page.goto(desk_address)
    page.get_by_role("button", name="Gửi kế hoạch tháng").click()
    page.set_input_files("input[type=file]", write_file(tmp_path, ("Ngày môi trường", "1 bài")))
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Nhận", exact=True).click()
    page.get_by_role("link", name="Ngày môi trường").click()
    page.get_by_label("Lý do").fill("hoãn sang năm")
    page.get_by_role("button", name="Hủy nội dung này").click()
    page.get_by_text("Đã hủy: hoãn sang năm").first.wait_for()
    page.get_by_role("button", name="Hoàn tác").click()

    page.get_by_role("button", name="Hủy nội dung này").wait_for()
    page.context.close()


@pytest.mark.parametrize(
    "path", ["/ke-hoach", "/ke-hoach/thang/2023-07", "/ke-hoach/nghia-vu/1", "/ke-hoach/han", "/ke-hoach/gui"]
)
def test_a_page_fits_the_screen_and_axe_finds_nothing(
    browser: Browser, desk: Desk, desk_address: str, path: str
) -> None:
    """No sideways scrolling at 1366 × 768, no error in the console, nothing for axe to tell."""
    open_office(desk)
    suggest(desk, register(desk), publish(desk), MatchOrigin.AUTO)
    page = open_page(browser, desk, desk_address, AccountRole.REVIEWER)
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))

    page.goto(f"{desk_address}{path}")
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = Axe().run(page).response["violations"]

    assert (sideways, told, [one["id"] for one in found]) == (0, [], [])
    page.context.close()

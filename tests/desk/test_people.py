"""Authors and rewards at the desk: preview before decision, real names, ratings, the ledger."""

import pytest
from playwright.sync_api import Browser
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.account import AuditEntry
from models.person import PenNameLink, Person, PersonName, RewardGiven, WorkRating
from models.vocabulary import AccountRole
from pipeline.desk.state import Desk
from tests.desk.people_making import SmallYear, fill_small_year
from tests.desk.visiting import SignIn, Visit

REVIEWER, VIEWER, ADMIN = AccountRole.REVIEWER, AccountRole.VIEWER, AccountRole.ADMIN


@pytest.fixture
def year(desk: Desk) -> SmallYear:
    """The small confirmed year on the desk's database."""
    return fill_small_year(desk)


def count(desk: Desk, table: type) -> int:
    """Return the number of rows of a table."""
    with Session(desk.engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def join(visit: Visit, year: SmallYear, **changes: object) -> int:
    """Confirm the two turned pen names as one person; returns the answer's status."""
    form = {"viec": "link", "but_danh": list(year.turned), "ten_moi": "Đình Nhất", "ly_do": "tòa soạn báo", **changes}
    return visit.post("/tac-gia/quyet-dinh", form).status_code


def test_every_page_answers(year: SmallYear, visit_as: SignIn) -> None:
    """Lists, boards and pages of single things open for whoever may read."""
    visit = visit_as(REVIEWER)
    join(visit, year)

    paths = ["/tac-gia", "/tac-gia?tim=nhat&chua=1", "/tac-gia/goi-y", "/tac-gia/lich-su", "/tac-gia/don-vi"]
    paths += [f"/tac-gia/but-danh/{year.officer}", "/tac-gia/nguoi/1", "/khen-thuong", "/khen-thuong/so"]
    paths += ["/khen-thuong/giai/TRAN-PHU-2024", "/khen-thuong/giai/BIEU-DUONG-SO-2023"]
    paths += [f"/khen-thuong/tac-pham/{year.works[0]}"]
    assert {path: visit.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_what_is_not_there_is_said(year: SmallYear, visit_as: SignIn) -> None:
    """Unknown numbers and codes end with 404."""
    visit = visit_as(ADMIN)

    paths = ["/tac-gia/but-danh/999", "/tac-gia/nguoi/999", "/khen-thuong/giai/KHONG-CO", "/khen-thuong/tac-pham/999"]
    paths += ["/tac-gia/nguoi/999/ten-that", "/khen-thuong/giai/x.yaml"]
    assert {path: visit.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


def test_a_preview_shows_the_tallies_and_writes_nothing(desk: Desk, year: SmallYear, visit_as: SignIn) -> None:
    """Two works and one become three for one person; the registry is as it was."""
    form = {"viec": "link", "but_danh": list(year.turned), "ten_moi": "Đình Nhất"}

    answer = visit_as(REVIEWER).post("/tac-gia/xem-truoc", form)

    assert answer.status_code == 200
    assert "<b>3</b> tác phẩm" in answer.text
    assert "Chưa ghi gì" in answer.text
    assert (count(desk, PenNameLink), count(desk, Person)) == (0, 0)


def test_a_confirmed_decision_is_written_and_its_undo_is_offered(desk: Desk, year: SmallYear, visit_as: SignIn) -> None:
    """The history names who and why; undoing it is a decision of its own."""
    visit = visit_as(REVIEWER)

    assert join(visit, year) == 303
    history = visit.get("/tac-gia/lich-su").text
    with Session(desk.engine) as session:
        batch = session.scalars(select(PenNameLink.batch)).first()
    undone = visit.post("/tac-gia/quyet-dinh", {"viec": "undo", "buoc": batch, "ly_do": "nhầm"})

    assert "tòa soạn báo" in history
    assert undone.status_code == 303
    assert count(desk, PenNameLink) == 4
    assert "chưa xác nhận" in visit.get(f"/tac-gia/but-danh/{year.turned[0]}").text


def test_two_people_at_once_get_a_clear_message(desk: Desk, year: SmallYear, visit_as: SignIn) -> None:
    """What the second saw is no longer true: nothing is written over the first one's decision."""
    first, second = visit_as(REVIEWER, name="lan"), visit_as(REVIEWER, name="minh")
    join(first, year, da_xem="0")

    answer = second.post(
        "/tac-gia/quyet-dinh",
        {"viec": "link", "but_danh": [year.officer], "ten_moi": "Mai Hạ", "ly_do": "x", "da_xem": "0"},
    )

    assert answer.status_code == 400
    assert "đã có người quyết định" in answer.text
    assert count(desk, Person) == 1


def test_a_viewer_sees_and_decides_nothing(desk: Desk, year: SmallYear, visit_as: SignIn) -> None:
    """Reading is no right to confirm."""
    visit = visit_as(VIEWER)

    assert join(visit, year) == 403
    assert "Xác nhận là của ai" not in visit.get(f"/tac-gia/but-danh/{year.officer}").text
    assert count(desk, PenNameLink) == 0


def test_real_names_are_for_administrators_and_every_look_is_logged(
    desk: Desk, year: SmallYear, visit_as: SignIn
) -> None:
    """A reviewer is refused; an administrator reads, keeps and deletes; the person's own page never shows it."""
    reviewer, admin = visit_as(REVIEWER), visit_as(ADMIN)
    join(reviewer, year)
    path = "/tac-gia/nguoi/1/ten-that"

    kept = admin.post(path, {"ten": "Trần Đình Nhất Thật", "muc_dich": "hồ sơ khen thưởng"})
    seen = admin.get(path)
    pages = [admin.get("/tac-gia/nguoi/1").text, reviewer.get("/tac-gia").text, reviewer.get("/tac-gia/lich-su").text]
    deleted = admin.post(f"{path}/xoa")

    assert (kept.status_code, deleted.status_code, reviewer.get(path).status_code) == (303, 303, 403)
    assert "Trần Đình Nhất Thật" in seen.text
    assert not any("Thật" in page for page in pages)
    assert count(desk, PersonName) == 0
    with Session(desk.engine) as session:
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "người số 1")).all()
    assert sorted(actions) == ["Ghi tên thật", "Xem tên thật", "Xóa tên thật"]


def test_a_rating_is_recorded_for_whoever_gives_it(desk: Desk, year: SmallYear, visit_as: SignIn) -> None:
    """Two raters stand apart on the board with their spread."""
    path = f"/khen-thuong/tac-pham/{year.works[0]}"
    for name, quality in (("lan", 2), ("minh", 5)):
        form = {"chat_luong": quality, "tac_dong": 4, "ghi_chu": "hay", "giai": "TRAN-PHU-2024"}
        assert visit_as(REVIEWER, name=name).post(path, form).status_code == 303

    board = visit_as(VIEWER).get("/khen-thuong/giai/TRAN-PHU-2024").text

    assert count(desk, WorkRating) == 2
    assert "chất lượng 3,5, tác động 4 (2 lượt chấm; chất lượng 2–5, tác động 4)" in board


def test_a_reward_in_the_ledger_takes_the_work_off_the_list(desk: Desk, year: SmallYear, visit_as: SignIn) -> None:
    """The board tells which rule left it out; a retracted line brings it back, and the log says who did it."""
    visit = visit_as(REVIEWER)
    form = {"giai": "TRAN-PHU-2023", "lan": "2023", "muc": "Giải C", "ngay": "21/06/2023", "bai": year.works[0]}

    assert visit.post("/khen-thuong/so", form).status_code == 303
    held = visit.get("/khen-thuong/giai/TRAN-PHU-2024").text
    assert visit.post("/khen-thuong/so/1/rut").status_code == 303
    free = visit.get("/khen-thuong/giai/TRAN-PHU-2024").text

    assert "TRAN-PHU-2023, Giải C, ngày 21/06/2023" in held
    assert "TRAN-PHU-2023" not in free
    assert count(desk, RewardGiven) == 1
    assert count(desk, AuditEntry) == 1


@pytest.mark.parametrize("changes", [{"ngay": "21/06/2099"}, {"bai": "abc"}, {"bai": "", "nguoi": ""}, {"muc": " "}])
def test_a_wrong_entry_is_refused_in_a_sentence(
    desk: Desk, year: SmallYear, visit_as: SignIn, changes: dict[str, str]
) -> None:
    """Days to come, words for numbers, nobody and nothing rewarded."""
    form = {"giai": "G-2023", "lan": "1", "muc": "C", "ngay": "21/06/2023", "bai": str(year.works[0])} | changes

    answer = visit_as(REVIEWER).post("/khen-thuong/so", form)

    assert answer.status_code == 400
    assert count(desk, RewardGiven) == 0


def test_the_list_is_taken_along_as_a_word_file_and_logged(desk: Desk, year: SmallYear, visit_as: SignIn) -> None:
    """The file says what it is in its name."""
    answer = visit_as(VIEWER).post("/khen-thuong/giai/BIEU-DUONG-SO-2023/danh-sach")

    assert answer.content.startswith(b"PK")
    assert "danh-sach-de-nghi-xem-xet" in answer.headers["content-disposition"]
    assert count(desk, AuditEntry) == 1


def test_the_sectors_staff_stand_under_their_department(year: SmallYear, visit_as: SignIn) -> None:
    """By the office in print, as long as nobody has confirmed the name."""
    page = visit_as(VIEWER).get("/tac-gia/don-vi").text

    assert "Thanh tra Sở" in page
    assert "Bài Mai Hạ" in page
    assert "Bài Đình Nhất" not in page


def test_from_suggestion_to_person_in_a_browser(
    desk: Desk, year: SmallYear, visit_as: SignIn, browser: Browser, desk_address: str
) -> None:
    """A person reads a suggestion, sees what changes, gives the reason and finds the joined tally."""
    cookies = visit_as(REVIEWER).client.cookies
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_cookies([{"name": name, "value": value, "url": desk_address} for name, value in cookies.items()])
    page = context.new_page()
    page.set_default_timeout(15_000)

    page.goto(f"{desk_address}/tac-gia/goi-y")
    page.get_by_role("button", name="Là một người…").click()
    page.get_by_role("heading", name="Xác nhận bút danh: xem trước").wait_for()
    page.get_by_label("Lý do, căn cứ").fill("hỏi tòa soạn ngày 01/12/2023")
    page.get_by_role("button", name="Xác nhận và ghi vào sổ").click()
    page.get_by_text("Đã ghi quyết định vào sổ tác giả.").wait_for()

    assert page.get_by_role("row", name="Số tác phẩm, mỗi kỳ của loạt bài là một").get_by_text("3", exact=True).count()
    assert count(desk, PenNameLink) == 2
    context.close()

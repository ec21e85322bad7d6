"""The search room of the desk: everything in its address, filters kept, feeds by token, the list as a sheet."""

import re
from html import unescape
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import Account, AuditEntry, SavedFilter
from models.vocabulary import AccountRole, Certainty, Genre
from pipeline.desk.app import make_desk
from pipeline.desk.state import Desk
from tests.desk.visiting import SignIn, open_visit
from tests.factories import find_item, make_article, make_match, make_plan


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A desk with 25 articles on waste, one on land, one that carries a script."""
    with Session(desk.engine) as db, db.begin():
        plan = make_plan(db)
        for number in range(25):
            make_article(db, f"Rác thải số {number:02}", text="Nội dung.", authors=["Hoài Nam"])
        land = make_article(db, "Giao đất", text="Ruộng lúa.", genre=Genre.FEATURE)
        make_match(db, land, find_item(db, plan, "ND01"), Certainty.CONFIRMED)
        make_article(db, "<script>alert(1)</script> & nước", text="<b>Nước</b> sạch.")
    return desk


def list_titles(page: str) -> list[str]:
    """The titles of the results, in order."""
    found = re.findall(r'<h3><a href="/bai/\d+">(.*?)</a></h3>', page, re.DOTALL)
    return [unescape(re.sub(r"</?mark>", "", title)) for title in found]


def test_words_find_articles_and_are_marked(filled: Desk, visit_as: SignIn) -> None:
    """Without accents too; how the article stands is told in words."""
    page = visit_as(AccountRole.VIEWER).get("/tim?q=giao+dat").text

    assert list_titles(page) == ["Giao đất"]
    assert "<mark>Giao</mark> <mark>đất</mark>" in page
    assert re.search(r'<span class="word sure" title="Đất đai \(đã duyệt\)">ND01</span>', page)


def test_pages_follow_one_another_by_their_addresses(filled: Desk, visit_as: SignIn) -> None:
    """The link to the next page holds the whole search."""
    visit = visit_as(AccountRole.VIEWER)

    first = visit.get("/tim?q=rac+thai&tac-gia=Ho%C3%A0i+Nam").text
    following = unescape(re.search(r'href="(/tim\?[^"]*sau=[^"]*)"', first)[1])
    second = visit.get(following).text

    titles = list_titles(first) + list_titles(second)
    assert (len(list_titles(first)), sorted(titles)) == (20, [f"Rác thải số {number:02}" for number in range(25)])
    assert "Tìm thấy 25 tin, bài" in first
    assert parse_qs(urlsplit(following).query)["tac-gia"] == ["Hoài Nam"]


def test_a_form_sent_with_empty_fields_leads_to_the_short_address(filled: Desk, visit_as: SignIn) -> None:
    """What is bookmarked holds only what was asked."""
    answer = visit_as(AccountRole.VIEWER).get("/tim?q=r%C3%A1c&tac-gia=&tu=&the-loai=tin&sap-xep=moi")

    assert (answer.status_code, answer.headers["location"]) == (303, "/tim?q=r%C3%A1c&the-loai=tin")


def test_a_field_that_cannot_be_read_is_told_above_what_was_typed(filled: Desk, visit_as: SignIn) -> None:
    """Nothing typed is lost."""
    answer = visit_as(AccountRole.VIEWER).get("/tim?q=r%C3%A1c&tu=31/02/2023")

    assert answer.status_code == 400
    assert "Không có ngày 31/02/2023 trong lịch" in answer.text
    assert 'value="rác"' in answer.text


def test_nothing_found_and_nothing_there_say_what_to_do(desk: Desk, visit_as: SignIn) -> None:
    """An empty desk waits for its first night; a search without result names ways on."""
    visit = visit_as(AccountRole.VIEWER)
    before = visit.get("/tim").text
    with Session(desk.engine) as db, db.begin():
        make_article(db, "Rác")

    after = visit.get("/tim?q=voi").text

    assert "sau lượt chạy đêm đầu tiên" in before
    assert "gõ không dấu" in after


def test_scripts_in_articles_are_words(filled: Desk, visit_as: SignIn) -> None:
    """Titles and pieces of text are escaped, marked words among them."""
    page = visit_as(AccountRole.VIEWER).get("/tim?q=nuoc").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>nước</mark>" in page
    assert "&lt;b&gt;<mark>Nước</mark>&lt;/b&gt;" in page
    assert "<script>alert" not in page


def save(visit, name: str = "Rác", search: str = "q=r%C3%A1c&the-loai=tin"):
    """Send the form that keeps a search."""
    return visit.post("/tim/bo-loc", {"ten": name, "tim": search})


def test_a_filter_is_kept_opened_renamed_and_deleted(filled: Desk, visit_as: SignIn) -> None:
    """The page of filters leads back to the same search."""
    visit = visit_as(AccountRole.VIEWER)

    kept = save(visit)
    number = re.search(r"/tim/bo-loc/(\d+)/ten", visit.get("/tim/bo-loc").text)[1]
    visit.post(f"/tim/bo-loc/{number}/ten", {"ten": "Rác thải"})
    renamed = visit.get("/tim/bo-loc").text
    visit.post(f"/tim/bo-loc/{number}/xoa")

    assert kept.headers["location"] == "/tim?q=r%C3%A1c&the-loai=tin"
    assert '<a href="/tim?q=r%C3%A1c&amp;the-loai=tin">Rác thải</a>' in renamed
    assert "Chưa có bộ lọc nào" in visit.get("/tim/bo-loc").text


def test_nobody_touches_the_filters_of_another(filled: Desk, visit_as: SignIn) -> None:
    """Another account neither sees nor changes them."""
    save(visit_as(AccountRole.VIEWER))
    other = visit_as(AccountRole.REVIEWER)

    answers = [other.post(f"/tim/bo-loc/1/{what}", {"ten": "Lấy"}).status_code for what in ("ten", "xoa", "dia-chi")]

    assert answers == [400, 400, 400]
    assert "Rác" not in other.get("/tim/bo-loc").text


def find_token(desk: Desk) -> str:
    """The token of the only filter."""
    with Session(desk.engine) as db:
        return db.scalars(select(SavedFilter.feed_token)).one()


def test_a_feed_needs_no_session_and_ends_with_its_token(filled: Desk, visit_as: SignIn) -> None:
    """Whoever has the address reads it; a renewed one, a guessed one and a disabled owner's answer 404."""
    visit, stranger = visit_as(AccountRole.VIEWER), open_visit(make_desk(filled))
    save(visit)
    token = find_token(filled)

    answer = stranger.get(f"/rss/{token}")
    visit.post("/tim/bo-loc/1/dia-chi")
    renewed = find_token(filled)
    still = stranger.get(f"/rss/{renewed}").status_code
    with Session(filled.engine) as db, db.begin():
        db.scalars(select(Account)).one().disabled_at = filled.clock()

    channel = ET.fromstring(answer.content).find("channel")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    assert len(channel.findall("item")) == 25
    assert channel.find("item").findtext("title") == "Rác thải số 24"
    assert (still, [stranger.get(f"/rss/{one}").status_code for one in (token, renewed, "x")]) == (200, [404] * 3)


def test_a_feed_is_closed_to_an_account_that_may_no_longer_read(filled: Desk, visit_as: SignIn) -> None:
    """Who becomes a department's account loses the feeds kept before."""
    save(visit_as(AccountRole.VIEWER))
    with Session(filled.engine) as db, db.begin():
        db.scalars(select(Account)).one().role = AccountRole.DEPARTMENT

    assert open_visit(make_desk(filled)).get(f"/rss/{find_token(filled)}").status_code == 404


def test_the_list_is_sent_as_a_sheet_in_its_order(filled: Desk, visit_as: SignIn) -> None:
    """Only what was found, with names instead of keys; the download is in the log."""
    answer = visit_as(AccountRole.VIEWER).get("/tim/danh-sach.xlsx?q=giao+%C4%91%E1%BA%A5t")

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    with Session(filled.engine) as db:
        logged = db.scalars(select(AuditEntry.action)).all()
    assert [row[:3] for row in rows[1:]] == [["Báo Thử", "Giao đất", "Bài"]]
    assert answer.headers["content-disposition"] == 'attachment; filename="tim-kiem-2024-01-01.xlsx"'
    assert "tải danh sách tìm kiếm" in logged


def test_choosing_in_the_form_searches_at_once_and_moves_the_address(
    filled: Desk, visit_as: SignIn, browser: Browser, desk_address: str
) -> None:
    """In a real browser: words typed, a genre chosen, the address can be bookmarked; the console stays silent."""
    cookies = visit_as(AccountRole.VIEWER).client.cookies
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_cookies([{"name": name, "value": value, "url": desk_address} for name, value in cookies.items()])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    page.goto(f"{desk_address}/tim")
    page.fill("#q", "đất")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Tìm thấy 1 tin, bài")
    page.select_option("select[name=the-loai]", "bai")
    page.wait_for_url("**/tim?q=*&the-loai=bai")

    assert page.locator(".hits li h3").all_inner_texts() == ["Giao đất"]
    assert complaints == []
    context.close()

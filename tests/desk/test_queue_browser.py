"""The review in a real Chromium, by keyboard: what each key does, and that nothing is decided by accident."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from models.vocabulary import AccountRole, ReadingState
from pipeline.desk.access.sessions import COOKIE
from pipeline.desk.state import Desk
from tests.desk.queue_making import fill_queue, read_reviews, read_states
from tests.desk.visiting import SignIn

TITLES = ("Bài A", "Bài B", "Bài C")


@pytest.fixture
def order(desk: Desk) -> list[int]:
    """Three articles that wait, in the order of the queue: C, B, A by their doubt or the reverse."""
    return fill_queue(desk, TITLES)


@pytest.fixture
def screen(desk: Desk, order: list[int], visit_as: SignIn, desk_address: str, browser: Browser) -> Iterator[Page]:
    """The first screen of the queue, opened by a reviewer; a page error fails the test."""
    visit = visit_as(AccountRole.REVIEWER, name="lan")
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_cookies([{"name": COOKIE, "value": str(visit.client.cookies[COOKIE]), "url": desk_address}])
    page = context.new_page()
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.goto(f"{desk_address}/duyet")
    yield page
    context.close()
    assert told == []


def press(page: Page, key: str, *, shows: int | None) -> None:
    """Press a key and wait until an article (None: the end of the list) is shown."""
    page.keyboard.press(key)
    where = "het-danh-sach" if shows is None else str(shows)
    expect(page).to_have_url(re.compile(rf"/duyet/{where}$"))
    expect(page.locator("#ban-duyet.htmx-request")).to_have_count(0)


def test_enter_accepts_and_brings_the_next_until_all_is_read(screen: Page, desk: Desk, order: list[int]) -> None:
    """One key an article where the proposal is right."""
    press(screen, "Enter", shows=order[1])
    press(screen, "Enter", shows=order[2])
    press(screen, "Enter", shows=None)

    expect(screen.get_by_role("heading", name="Đã duyệt hết")).to_be_visible()
    assert set(read_states(desk).values()) == {ReadingState.ANSWERED}
    assert ("lan", "row", "ND01", "accept") in read_reviews(desk)


def test_a_number_toggles_its_row_and_x_refuses_the_article(screen: Page, desk: Desk, order: list[int]) -> None:
    """1 and Enter refuse the proposed row, x says that the article is not of the sector."""
    screen.keyboard.press("1")
    screen.keyboard.press("2")
    press(screen, "Enter", shows=order[1])
    press(screen, "x", shows=order[2])

    answers = read_reviews(desk)
    assert answers[:3] == [
        ("lan", "relevant", "relevant", "accept"),
        ("lan", "row", "ND01", "reject"),
        ("lan", "row", "ND02", "accept"),
    ]
    assert answers[3:] == [("lan", "relevant", "relevant", "reject")]


def test_skip_previous_and_undo_walk_without_deciding(screen: Page, desk: Desk, order: list[int]) -> None:
    """s goes on, k comes back, u takes the last answer back and shows its article."""
    press(screen, "s", shows=order[1])
    press(screen, "k", shows=order[0])
    assert read_reviews(desk) == []
    press(screen, "Enter", shows=order[1])

    press(screen, "u", shows=order[0])

    assert read_states(desk)[order[0]] is ReadingState.WAITING


def test_keys_typed_into_a_remark_decide_nothing(screen: Page, desk: Desk) -> None:
    """g opens the remark; letters and digits there are letters and digits; Escape gives the keys back."""
    screen.keyboard.press("g")
    screen.keyboard.type("x 1 u s")

    expect(screen.locator("#ghi-chu textarea")).to_have_value("x 1 u s")
    assert read_reviews(desk) == []
    screen.keyboard.press("Escape")
    screen.keyboard.press("1")
    expect(screen.locator('input[data-key="1"]')).not_to_be_checked()


def test_the_question_mark_shows_the_keys_and_holds_the_others_back(screen: Page, desk: Desk) -> None:
    """While the list of keys is open nothing is answered."""
    screen.keyboard.press("?")
    expect(screen.locator("#phim-tat")).to_be_visible()
    screen.keyboard.press("x")

    screen.keyboard.press("Escape")

    expect(screen.locator("#phim-tat")).to_be_hidden()
    assert read_reviews(desk) == []


def test_a_key_held_down_or_pressed_in_a_hurry_answers_one_article(screen: Page, desk: Desk, order: list[int]) -> None:
    """Repeats of a held key are no answers, nor is a key while the next article is on its way."""
    screen.evaluate(
        """() => { for (let i = 0; i < 5; i += 1) document.body.dispatchEvent(
            new KeyboardEvent("keydown", {key: "Enter", bubbles: true, repeat: i > 2})); }"""
    )
    expect(screen).to_have_url(re.compile(rf"/duyet/{order[1]}$"))
    screen.wait_for_timeout(200)

    assert list(read_states(desk).values()).count(ReadingState.ANSWERED) == 1


def test_the_actions_stay_in_sight_while_a_long_article_scrolls(
    desk: Desk, visit_as: SignIn, desk_address: str, browser: Browser
) -> None:
    """On 1366 × 768 the page itself does not scroll; the words do, in their own column."""
    fill_queue(desk, ("Bài dài",), text="Một đoạn văn dài về rác thải nhựa.\n\n" * 120)
    visit = visit_as(AccountRole.REVIEWER)
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_cookies([{"name": COOKIE, "value": str(visit.client.cookies[COOKIE]), "url": desk_address}])
    page = context.new_page()

    page.goto(f"{desk_address}/duyet")

    assert page.evaluate("document.documentElement.scrollHeight") <= 768
    assert page.locator(".printed").evaluate("one => one.scrollHeight > one.clientHeight")
    expect(page.locator('[data-key="Enter"]')).to_be_in_viewport(ratio=1)
    expect(page.locator('[data-key="u"]')).to_be_in_viewport(ratio=1)
    context.close()


def test_without_scripts_the_buttons_do_the_same(
    desk: Desk, order: list[int], visit_as: SignIn, desk_address: str, browser: Browser
) -> None:
    """Accept, skip and undo are plain forms and links."""
    visit = visit_as(AccountRole.REVIEWER, name="lan")
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": COOKIE, "value": str(visit.client.cookies[COOKIE]), "url": desk_address}])
    page = context.new_page()
    page.goto(f"{desk_address}/duyet")

    page.get_by_role("button", name="Duyệt Enter").click()
    page.get_by_role("button", name="Bỏ qua").click()
    expect(page).to_have_url(re.compile(rf"/duyet/{order[2]}$"))
    page.get_by_role("button", name="Hoàn tác").click()

    expect(page.get_by_text("Đã hoàn tác.")).to_be_visible()
    assert read_states(desk)[order[0]] is ReadingState.WAITING
    context.close()

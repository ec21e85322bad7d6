"""The list with its suggestions, accepted whole; second readings; who reviewed; the right to be there."""

import re
from html import unescape

import pytest

from models.vocabulary import AccountRole, Certainty, ReadingState
from pipeline.desk.state import Desk
from pipeline.reviews.ranking import draw_lot
from pipeline.reviews.second_reading import SHARE
from tests.desk.queue_making import fill_queue, read_form, read_matches, read_reviews, read_states
from tests.desk.visiting import SignIn

REVIEWER = AccountRole.REVIEWER
TOKENS = re.compile(r'name="bai" value="([^"]+)"')


def test_the_list_shows_what_accepting_would_say(desk: Desk, visit_as: SignIn) -> None:
    """Titles, the row with its sureness, the count, and one box each."""
    fill_queue(desk)

    html = visit_as(REVIEWER).get("/duyet/danh-sach").text

    assert len(TOKENS.findall(html)) == 3
    assert all(words in html for words in ("3 bài", "Bài A", "<strong>ND01</strong> Đất đai", "khá chắc"))


def test_the_reason_told_is_the_present_one(desk: Desk, visit_as: SignIn) -> None:
    """Once a row has an accepted article, the others of the row no longer say that it has none."""
    order = fill_queue(desk)
    visit = visit_as(REVIEWER)
    empty = "ND01 chưa có bài nào được duyệt"
    assert empty in visit.get("/duyet/danh-sach").text
    visit.post(f"/duyet/{order[0]}", {**read_form(visit.get(f"/duyet/{order[0]}").text), "action": "duyet"})

    assert empty not in visit.get("/duyet/danh-sach").text
    assert empty not in visit.get(f"/duyet/{order[1]}").text


def test_a_list_is_accepted_in_one_step_and_undone_in_one(desk: Desk, visit_as: SignIn) -> None:
    """What somebody answered after the list was shown is left alone."""
    order = fill_queue(desk)
    lan, minh = visit_as(REVIEWER, name="lan"), visit_as(REVIEWER, name="minh")
    tokens = [unescape(one) for one in TOKENS.findall(lan.get("/duyet/danh-sach").text)]
    fields = read_form(minh.get(f"/duyet/{order[2]}").text)
    minh.post(f"/duyet/{order[2]}", {**fields, "action": "khong-thuoc-nganh"})

    told = lan.get(lan.post("/duyet/danh-sach", {"bai": tokens}).headers["location"]).text

    assert "Đã duyệt 2 bài" in told
    assert "1 bài vừa thay đổi hoặc vừa có người trả lời" in told
    assert read_matches(desk) == dict.fromkeys(order[:2], Certainty.CONFIRMED)
    lan.post("/duyet/hoan-tac")
    assert read_matches(desk) == dict.fromkeys(order[:2], Certainty.PROPOSED)
    assert read_states(desk)[order[2]] is ReadingState.ANSWERED


@pytest.mark.parametrize("tokens", [[], ["1"], ["a:b:c"], ["²:1:c"], [f"{10**20}:1:c"]])
def test_nothing_ticked_or_nonsense_is_told(desk: Desk, visit_as: SignIn, tokens: list[str]) -> None:
    """One sentence, nothing written."""
    fill_queue(desk)

    answer = visit_as(REVIEWER).post("/duyet/danh-sach", {"bai": tokens})

    assert answer.status_code == 400
    assert read_reviews(desk) == []


@pytest.mark.parametrize(
    ("query", "shown"),
    [("", 3), ("?dong=ND02", 0), ("?bao=bao", 3), ("?tu=05/03/2023&den=05/03/2023", 3), ("?den=04/03/2023", 0)],
)
def test_the_address_narrows_the_list(desk: Desk, visit_as: SignIn, query: str, shown: int) -> None:
    """Row, outlet and days; an empty list says what to do."""
    fill_queue(desk)

    html = visit_as(REVIEWER).get(f"/duyet/danh-sach{query}").text

    assert len(TOKENS.findall(html)) == shown
    assert ("Không có bài nào" in html) == (shown == 0)


def test_an_address_nobody_wrote_is_refused_in_words(desk: Desk, visit_as: SignIn) -> None:
    """An unknown state is no page of everything."""
    fill_queue(desk)

    answer = visit_as(REVIEWER).get("/duyet?tinh-trang=xong")

    assert answer.status_code == 400
    assert "Không có tình trạng" in answer.text


def test_the_second_reader_does_not_see_the_first_answers(desk: Desk, visit_as: SignIn) -> None:
    """The first refused the row; the second is shown the proposal as if nobody had answered, and decides nothing."""
    in_sample = next(key for key in (f"{number:064x}" for number in range(500)) if draw_lot(key) < SHARE)
    order = fill_queue(desk, ("Một bài",), text_key=in_sample)
    lan, minh = visit_as(REVIEWER, name="lan"), visit_as(REVIEWER, name="minh")
    fields = read_form(lan.get(f"/duyet/{order[0]}").text)
    lan.post(f"/duyet/{order[0]}", {**fields, "chosen": ["row:HD01"]})

    html = minh.get("/duyet/doc-lan-hai").text

    shown = read_form(html)
    assert shown["chosen"] == ["row:ND01"]
    assert "lan:" not in html
    assert "HD01" not in html
    answered = minh.post(f"/duyet/doc-lan-hai/{order[0]}", {**shown, "action": "duyet"})
    assert answered.status_code == 303
    assert {person for person, *_ in read_reviews(desk)} == {"lan"}
    told = minh.get("/duyet/ai-da-duyet").text
    assert "còn ít bài, chưa nói được" in told
    assert "Đất đai: không / có" in told


def test_undo_says_that_somebody_answered_anew_and_changes_nothing(desk: Desk, visit_as: SignIn) -> None:
    """A step that another person's newer answer replaced stays where it is, told on the desk's own screen."""
    order = fill_queue(desk)
    lan, minh = visit_as(REVIEWER, name="lan"), visit_as(REVIEWER, name="minh")
    for visit, action in ((lan, "khong-thuoc-nganh"), (minh, "duyet")):
        visit.post(f"/duyet/{order[0]}", {**read_form(visit.get(f"/duyet/{order[0]}").text), "action": action})
    before = len(read_reviews(desk))

    answer = lan.post("/duyet/hoan-tac")

    assert answer.status_code == 303
    assert "đã có câu trả lời mới hơn" in lan.get(answer.headers["location"]).text
    assert len(read_reviews(desk)) == before

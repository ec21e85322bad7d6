"""The screen of one article as a plain form: answers, steps back, conflicts, corrections, notes, the end."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.desk import ArticleCorrection, ArticleNote
from models.vocabulary import AccountRole, ArticleStatus, Certainty, Genre, ReadingState
from pipeline.desk.state import Desk
from tests.desk.queue_making import (
    fill_queue,
    find_shown,
    read_form,
    read_matches,
    read_reviews,
    read_states,
    writing,
)
from tests.desk.visiting import SignIn, Visit, sign_in

REVIEWER = AccountRole.REVIEWER


def send(visit: Visit, article_id: int, query: str = "", **changes: object) -> str:
    """Send the screen of an article as it stands, with some fields changed; returns where the answer leads."""
    fields = read_form(visit.get(f"/duyet/{article_id}{query}").text)
    answer = visit.post(f"/duyet/{article_id}{query}", {"action": "duyet", **fields, **changes})
    assert answer.status_code == 303
    return answer.headers["location"]


def test_the_first_screen_is_the_weightiest_article_and_says_how_many_wait(desk: Desk, visit_as: SignIn) -> None:
    """Title, the row with its number, its sureness in words, the reason, the near miss unticked."""
    order = fill_queue(desk)

    html = visit_as(REVIEWER).get("/duyet").text

    assert find_shown(html) == order[0]
    assert "còn 3 bài" in html
    assert read_form(html)["chosen"] == ["row:ND01"]
    assert all(words in html for words in ("nghi", "chắc", "tiêu đề: rác thải", "gần đúng"))


def test_one_sending_accepts_what_is_proposed_and_leads_to_the_next(desk: Desk, visit_as: SignIn) -> None:
    """The row is confirmed, the near miss refused, the article read."""
    order = fill_queue(desk)
    visit = visit_as(REVIEWER, name="lan")

    where = send(visit, order[0])

    assert where == f"/duyet/{order[1]}"
    assert read_reviews(desk) == [
        ("lan", "relevant", "relevant", "accept"),
        ("lan", "row", "ND01", "accept"),
        ("lan", "row", "ND02", "reject"),
    ]
    assert read_matches(desk) == {order[0]: Certainty.CONFIRMED}
    assert "còn 2 bài" in visit.get(where).text
    assert "hôm nay anh/chị đã duyệt 1" in visit.get(where).text


def test_the_list_asked_for_stays_in_the_address(desk: Desk, visit_as: SignIn) -> None:
    """After an answer the next article of the same list comes."""
    order = fill_queue(desk)

    where = send(visit_as(REVIEWER), order[0], "?dong=ND01&bao=bao")

    assert where == f"/duyet/{order[1]}?bao=bao&dong=ND01"


def test_skipping_decides_nothing_and_the_end_offers_what_was_skipped(desk: Desk, visit_as: SignIn) -> None:
    """Past the last article the page says what is left and where to go."""
    order = fill_queue(desk)
    visit = visit_as(REVIEWER)
    for one, following in pairwise(order):
        assert visit.get(f"/duyet/{one}/sau").headers["location"] == f"/duyet/{following}"

    where = visit.get(f"/duyet/{order[-1]}/sau").headers["location"]
    html = visit.get(where).text

    assert "Đã đi hết danh sách" in html
    assert "Còn 3 bài" in html
    assert read_reviews(desk) == []


def test_when_all_is_read_the_page_says_what_to_do_next(desk: Desk, visit_as: SignIn) -> None:
    """No dead end: the plan's board, the second reading, or ranking anew."""
    order = fill_queue(desk, ("Chỉ một bài",))
    visit = visit_as(REVIEWER)

    html = visit.get(send(visit, order[0])).text

    assert "Đã duyệt hết" in html
    assert "Đã duyệt hết" in visit.get("/duyet").text
    assert 'href="/ke-hoach"' in html


def test_undo_takes_back_the_visitors_own_last_step(desk: Desk, visit_as: SignIn) -> None:
    """The article waits again and is shown; another person's step is not touched."""
    order = fill_queue(desk)
    lan, minh = visit_as(REVIEWER, name="lan"), visit_as(REVIEWER, name="minh")
    send(lan, order[0])
    send(minh, order[1], action="khong-thuoc-nganh")

    where = lan.post("/duyet/hoan-tac").headers["location"]

    assert where == f"/duyet/{order[0]}"
    assert read_states(desk)[order[0]] is ReadingState.WAITING
    assert read_states(desk)[order[1]] is ReadingState.ANSWERED
    assert "Không còn lần trả lời nào" in lan.get(lan.post("/duyet/hoan-tac").headers["location"]).text


def test_two_reviewers_on_one_article_see_both_answers_and_lose_none(desk: Desk, visit_as: SignIn) -> None:
    """The second one is told, may keep the first answer, or send the own one again unchanged."""
    order = fill_queue(desk)
    lan, minh = visit_as(REVIEWER, name="lan"), visit_as(REVIEWER, name="minh")
    stale = read_form(minh.get(f"/duyet/{order[0]}").text)
    send(lan, order[0])

    answer = minh.post(f"/duyet/{order[0]}", {**stale, "action": "khong-thuoc-nganh"})

    assert answer.status_code == 409
    assert all(words in answer.text for words in ("lan đã trả lời", "chưa ghi", "Không đúng"))
    assert {person for person, *_ in read_reviews(desk)} == {"lan"}
    conflict = answer.text.partition('class="conflict"')[2].partition("</section>")[0]
    again = read_form(conflict) | {"action": ["khong-thuoc-nganh"]}
    assert 'name="action" value="khong-thuoc-nganh"' in conflict
    assert minh.post(f"/duyet/{order[0]}", again).status_code == 303
    assert read_reviews(desk)[-1] == ("minh", "relevant", "relevant", "reject")
    assert read_matches(desk) == {}


def test_an_answer_on_words_that_changed_meanwhile_is_not_taken(desk: Desk, visit_as: SignIn) -> None:
    """The reviewer is asked to read again."""
    order = fill_queue(desk)
    visit = visit_as(REVIEWER)
    stale = read_form(visit.get(f"/duyet/{order[0]}").text)
    with writing(desk) as session:
        session.get_one(Article, order[0]).text_sha256 = "1" * 64

    answer = visit.post(f"/duyet/{order[0]}", stale)

    assert answer.status_code == 400
    assert "vừa thay đổi" in answer.text
    assert read_reviews(desk) == []


def test_a_code_added_by_hand_is_written_with_the_rest(desk: Desk, visit_as: SignIn) -> None:
    """A row that nothing proposed."""
    order = fill_queue(desk)
    visit = visit_as(REVIEWER, name="lan")
    fields = read_form(visit.get(f"/duyet/{order[0]}").text)

    visit.post(f"/duyet/{order[0]}", {**fields, "chosen": ["row:ND01", "row:HD01", ""]})

    assert ("lan", "row", "HD01", "accept") in read_reviews(desk)


@pytest.mark.parametrize(
    "changes", [{"asked": ["row"]}, {"chosen": ["x:ND01"]}, {"seen": ["nhiều"]}, {"chosen": ["row:ND99"]}]
)
def test_a_forged_form_is_refused_in_words(desk: Desk, visit_as: SignIn, changes: dict[str, list[str]]) -> None:
    """Nothing is written and the screen stays."""
    order = fill_queue(desk)
    visit = visit_as(REVIEWER)
    fields = read_form(visit.get(f"/duyet/{order[0]}").text)

    answer = visit.post(f"/duyet/{order[0]}", fields | changes)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert read_reviews(desk) == []


def test_what_an_article_says_is_never_markup(desk: Desk, visit_as: SignIn) -> None:
    """A title, a body and a byline with a script are shown as letters."""
    attack = "<script>alert(1)</script>"
    fill_queue(desk, (attack,), byline=attack, lead=attack)

    html = visit_as(REVIEWER).get("/duyet").text

    assert attack not in html
    assert "&lt;script&gt;" in html


def test_facts_are_put_right_on_the_screen_and_given_back(desk: Desk, visit_as: SignIn) -> None:
    """The original is shown beside the correction and one button restores it."""
    order = fill_queue(desk)
    visit = visit_as(REVIEWER, name="lan")
    fields = {"day": "06/03/2023", "time": "7:30", "byline": "Thu Hà", "genre": "phong_su"}

    where = visit.post(f"/duyet/{order[0]}/sua", fields).headers["location"]

    html = visit.get(where).text
    assert "07:30 06/03/2023" in html
    assert "Thể loại do lan sửa; trước đó ghi: Tin" in html
    with Session(desk.engine) as session:
        batch = session.scalars(select(ArticleCorrection.batch)).first()
    visit.post(f"/duyet/{order[0]}/sua/{batch}/hoan-tac")
    with Session(desk.engine) as session:
        assert session.get_one(Article, order[0]).genre is Genre.NEWS


@pytest.mark.parametrize("fields", [{"day": "32/13/2023"}, {"day": "06/03/2023", "time": "25:00"}, {"genre": "thơ"}])
def test_a_correction_that_cannot_be_says_so_on_the_screen(
    desk: Desk, visit_as: SignIn, fields: dict[str, str]
) -> None:
    """A day, an hour, a genre that is none."""
    order = fill_queue(desk)

    answer = visit_as(REVIEWER).post(f"/duyet/{order[0]}/sua", fields)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_a_remark_is_kept_and_taken_back_by_its_writer_only(desk: Desk, visit_as: SignIn) -> None:
    """Another person sees it and cannot retract it."""
    order = fill_queue(desk)
    lan, minh = visit_as(REVIEWER, name="lan"), visit_as(REVIEWER, name="minh")
    lan.post(f"/duyet/{order[0]}/ghi-chu", {"note": "Hỏi lại phòng Đất đai"})
    with Session(desk.engine) as session:
        note = session.scalars(select(ArticleNote)).one()

    assert "Hỏi lại phòng Đất đai" in minh.get(f"/duyet/{order[0]}").text
    assert minh.post(f"/duyet/{order[0]}/ghi-chu/{note.id}/rut").status_code == 400
    assert lan.post(f"/duyet/{order[0]}/ghi-chu/{note.id}/rut").status_code == 303
    assert "Hỏi lại phòng Đất đai" not in lan.get(f"/duyet/{order[0]}").text


def test_a_waiting_article_is_completed_on_its_screen(desk: Desk, visit_as: SignIn) -> None:
    """What it lacks is typed in; then it counts."""
    fill_queue(desk, ("Bài thiếu ngày",))
    with writing(desk) as session:
        article = session.scalars(select(Article)).one()
        article.status, article.published_at, article.status_reason = ArticleStatus.QUARANTINED, None, "thiếu ngày"
        article_id, text = article.id, article.text
    visit = visit_as(REVIEWER)
    visit.post("/duyet/xep-lai")
    listed = visit.get("/duyet/danh-sach?tinh-trang=cho_xem_lai").text

    fields = {"title": "Bài thiếu ngày", "lead": "", "text": text, "day": "05/03/2023", "time": "", "byline": ""}
    answer = visit.post(f"/duyet/{article_id}/cho-tinh", fields)

    assert "thiếu ngày" in listed
    assert answer.status_code == 303
    with Session(desk.engine) as session:
        assert session.get_one(Article, article_id).status is ArticleStatus.LIVE
    assert read_states(desk)[article_id] is ReadingState.WAITING


@pytest.mark.parametrize(("action", "counts"), [("van-tinh", True), ("thoi-tinh", False)])
def test_an_article_taken_away_after_it_was_counted_is_asked_about_once(
    desk: Desk, visit_as: SignIn, action: str, counts: bool
) -> None:
    """It comes back into the queue with one question; the word of a person settles it either way."""
    order = fill_queue(desk, ("Bài bị gỡ",))
    visit = visit_as(REVIEWER, name="lan")
    send(visit, order[0])
    with writing(desk) as session:
        article = session.get_one(Article, order[0])
        removed_at = desk.clock() + timedelta(hours=1)
        article.status, article.status_since = ArticleStatus.REMOVED, removed_at
    later = sign_in(replace(desk, clock=lambda: removed_at + timedelta(hours=1)), REVIEWER, name="minh")
    later.post("/duyet/xep-lai")
    assert read_states(desk)[order[0]] is ReadingState.RECOUNT
    assert "Bài này còn tính vào số liệu không?" in later.get("/duyet").text

    answer = later.post(f"/duyet/{order[0]}/con-tinh", {"action": action})

    assert answer.status_code == 303
    assert read_states(desk)[order[0]] is ReadingState.ANSWERED
    assert read_matches(desk) == ({order[0]: Certainty.CONFIRMED} if counts else {})
    assert later.post(f"/duyet/{order[0]}/con-tinh", {"action": action}).status_code == 409


def test_reopening_asks_again_from_the_beginning(desk: Desk, visit_as: SignIn) -> None:
    """The answers are taken back by rows of their own."""
    order = fill_queue(desk)
    visit = visit_as(REVIEWER, name="lan")
    send(visit, order[0])

    visit.post(f"/duyet/{order[0]}/mo-lai", read_form(visit.get(f"/duyet/{order[0]}").text))

    assert read_states(desk)[order[0]] is ReadingState.WAITING
    assert [decision for *_, decision in read_reviews(desk)][-1] == "withdraw"


@pytest.mark.parametrize("role", [AccountRole.VIEWER, AccountRole.DEPARTMENT])
def test_only_reviewers_come_in(desk: Desk, visit_as: SignIn, role: AccountRole) -> None:
    """Others are refused before anything is read."""
    fill_queue(desk)

    assert visit_as(role, department="VP").get("/duyet").status_code == 403

"""What the page of an article reads, on both databases."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.vocabulary import ArticleStatus, ReviewDecision, TagAxis
from pipeline.articles.waiting import count_waiting, list_waiting
from pipeline.desk.article.view import read_view
from tests.desk.article_making import add_revision
from tests.factories import find_item, make_article, make_plan, make_review, make_row_tag


def test_answers_stand_beside_proposals_and_near_misses_apart(session: Session, now: datetime) -> None:
    """A refused row stays visible as refused, a near miss stands apart with what it lacks."""
    plan = make_plan(session)
    article = make_article(session, authors=["An Bình"])
    add_revision(session, article, 1, article.text)
    make_row_tag(session, article, find_item(session, plan, "ND01"))
    near = make_row_tag(session, article, find_item(session, plan, "ND02"))
    near.is_candidate, near.missing = True, "thiếu địa danh"
    make_review(session, article, plan, TagAxis.ROW, "ND01", decision=ReviewDecision.REJECT)

    view = read_view(session, article, plan, now)

    assert [(line.code, line.is_refused) for line in view.board.on("row")] == [("ND01", True)]
    assert [(line.code, line.missing) for line in view.board.near_misses] == [("ND02", "thiếu địa danh")]
    assert {event.what for event in view.history} >= {"Thu thập lần đầu", "Nội dung kế hoạch: ND01 Đất đai"}


def test_an_answer_on_a_reprint_of_the_same_words_is_told_as_such(session: Session, now: datetime) -> None:
    """Publications of one work share their answers; the page says where it was given."""
    plan = make_plan(session)
    first = make_article(session, "Bài", text_key="k" * 64)
    second = make_article(session, "Bài", text_key="k" * 64, duplicate_of_id=first.id)
    make_review(session, first, plan, TagAxis.ROW, "ND01", decision=ReviewDecision.ACCEPT)

    view = read_view(session, second, plan, now)

    assert view.board.on("row")[0].answer is not None
    assert "trả lời trên bản đăng lại cùng nội dung" in {event.note for event in view.history}


def test_waiting_pages_are_counted_by_reason(session: Session) -> None:
    """The most frequent reason stands first; one without a reason is counted too."""
    for reason in ("không có đầu đề", "không có ngày đăng", "không có ngày đăng", None):
        make_article(session, status=ArticleStatus.QUARANTINED, status_reason=reason)

    assert count_waiting(session)[0] == ("không có ngày đăng", 2)
    assert len(list_waiting(session, limit=10)) == 4

"""Searching articles, on SQLite and PostgreSQL alike."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from models.crawl import Address
from models.desk import QueueRank
from models.records import RELEVANT
from models.vocabulary import (
    AddressKind,
    AddressState,
    ArticleOrigin,
    ArticleStatus,
    Certainty,
    Genre,
    ReadingState,
    ReviewDecision,
    TagAxis,
)
from pipeline.searching.answer import search_articles
from pipeline.searching.question import Order, SearchQuestion, SearchState
from tests.factories import (
    find_item,
    make_article,
    make_match,
    make_outlet,
    make_plan,
    make_review,
    make_tag,
)

TITLES = (
    "Tích tụ ruộng đất ở xã Hạ",
    "Kết quả đạt được",
    "Ô nhiễm không khí tại cảng",
    "Khí hậu không ô nhiễm",
    "Công trình thuỷ lợi",
    "Thu gom rác thải",
    "Thư gồm rác thải",
)


def find(session: Session, words: str = "", **asked: object) -> list[str]:
    """The titles found, in order."""
    question = SearchQuestion(words=words, **asked)  # type: ignore[arg-type]
    return [hit.title.text for hit in search_articles(session, question).hits]


def at(day: int, hour: int = 1) -> datetime:
    """An instant of March 2023."""
    return datetime(2023, 3, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("tich tu ruong dat", {0}),
        ("tích tụ ruộng đất", {0}),
        ("dat", {0, 1}),
        ("đất", {0}),
        ("o nhiem", {2, 3}),
        ("ô nhiễm", {2, 3}),
        ('"không khí"', {2}),
        ('"khong khi"', {2}),
        ("ô nhiễm -cảng", {3}),
        ("nhiễm -o", {0} - {0}),
        ("thủy lợi", {4}),
        ("thuỷ lợi", {4}),
        ("THUY LOI", {4}),
        ("thu gom rác", {5, 6}),
        ('"thu gom rác"', {5}),
        ('"thu gom rac"', {5, 6}),
        ("-rác -nhiễm -đất", {1, 4}),
        ("lời khác", set()),
    ],
)
def test_words_find_articles_with_and_without_accents(session: Session, typed: str, places: set[int]) -> None:
    """An accent typed is meant, one left out is not; phrases stand together; excluded words are not there."""
    for title in TITLES:
        make_article(session, title, text="Nội dung.")

    assert set(find(session, typed)) == {TITLES[place] for place in places}


def test_the_newest_stand_first_and_pages_follow_one_another(session: Session) -> None:
    """Each page goes on where the last one ended, by the key: nothing twice, nothing left out."""
    for day in (3, 9, 1, 7, 5):
        make_article(session, f"Rừng ngày {day}", published_at=at(day))
    question = SearchQuestion(words="rừng")

    first = search_articles(session, question, size=2)
    second = search_articles(session, question, after=first.end, size=2)
    third = search_articles(session, question, after=second.end, size=2)

    titles = [hit.title.text for page in (first, second, third) for hit in page.hits]
    assert titles == [f"Rừng ngày {day}" for day in (9, 7, 5, 3, 1)]
    assert (third.end, first.total.number, first.total.is_exact) == (None, 5, True)


def test_the_closest_have_the_words_in_the_title_then_side_by_side(session: Session) -> None:
    """What was published last counts among equals only."""
    make_article(session, "Rác thải", text="Nội dung.", published_at=at(1))
    make_article(session, "Hai", text="Bãi rác thải lớn.", published_at=at(2))
    make_article(session, "Ba", text="Rác nhiều, nước thải ít.", published_at=at(3))
    make_article(session, "Bốn", text="Thải ra rác.", published_at=at(4))
    question = SearchQuestion(words="rác thải", order=Order.RELEVANCE)

    first = search_articles(session, question, size=3)
    second = search_articles(session, question, after=first.end, size=3)

    titles = [hit.title.text for page in (first, second) for hit in page.hits]
    assert titles == ["Rác thải", "Hai", "Bốn", "Ba"]


def test_authors_are_sought_in_the_byline_only(session: Session) -> None:
    """A pen name is one phrase, with or without accents; several must all have signed."""
    make_article(session, "Một", authors=["Hoài Nam", "Lê Tuấn"])
    make_article(session, "Hai", authors=["Nam Hoài"])
    make_article(session, "Hoài Nam lên tiếng")

    assert find(session, author="hoai nam") == ["Một"]
    assert find(session, author="Hoài Nam, Lê Tuấn") == ["Một"]
    assert find(session, author="Hoài Nam, Nam Hoài") == []


def test_outlet_genre_and_period_limit_what_is_found(session: Session) -> None:
    """Both days of a period count, by the calendar of Việt Nam; undated articles are of no period."""
    radio = make_outlet(session, "dai_tinh", "Đài Thử")
    make_article(session, "Báo", published_at=datetime(2023, 3, 4, 17, 30, tzinfo=UTC))
    make_article(session, "Đài", outlet=radio, genre=Genre.RADIO, published_at=at(5, 16))
    make_article(session, "Sau", published_at=at(5, 17))
    make_article(session, "Không ngày", published_at=None)

    assert find(session, since=date(2023, 3, 5), until=date(2023, 3, 5)) == ["Đài", "Báo"]
    assert find(session, outlet="dai_tinh") == find(session, genre=Genre.RADIO) == ["Đài"]
    assert find(session)[-1] == "Không ngày"


def test_rows_departments_fields_and_certainty_are_those_of_the_plan(session: Session) -> None:
    """An article is found under a row as surely as asked, by a department proposed or given, not one rejected."""
    plan = make_plan(session)
    land, water, other = (make_article(session, title) for title in ("Đất", "Nước", "Khác"))
    make_match(session, land, find_item(session, plan, "ND01"), Certainty.CONFIRMED)
    make_match(session, water, find_item(session, plan, "ND01"), Certainty.DOUBTFUL)
    for article in (land, water):
        make_tag(session, article, plan, TagAxis.DEPARTMENT, "P-DAT")
    make_tag(session, other, plan, TagAxis.FIELD, "LV.DD")
    make_review(session, water, plan, TagAxis.DEPARTMENT, "P-DAT", decision=ReviewDecision.REJECT)
    make_review(session, other, plan, TagAxis.DEPARTMENT, "P-DAT", decision=ReviewDecision.ACCEPT)

    assert set(find(session, row="ND01")) == {"Đất", "Nước"}
    assert find(session, row="ND01", certainty=Certainty.DOUBTFUL) == ["Nước"]
    assert find(session, row="ND02") == []
    assert set(find(session, department="P-DAT")) == {"Đất", "Khác"}
    assert find(session, "khác", field="LV.DD") == ["Khác"]


def test_states_are_those_the_office_speaks_of(session: Session) -> None:
    """Waiting, reviewed, outside the plan, edited, removed, quarantined, added by hand: each finds its own."""
    plan = make_plan(session)
    waiting, outside, rejected = (make_article(session, title) for title in ("Chờ", "Ngoài", "Không phải"))
    for article in (waiting, outside, rejected):
        make_tag(session, article, plan, TagAxis.RELEVANT, RELEVANT)
    make_match(session, waiting, find_item(session, plan, "ND01"), Certainty.PROPOSED)
    make_review(session, rejected, plan, TagAxis.RELEVANT, RELEVANT, decision=ReviewDecision.REJECT)
    _rank(session, plan.id, waiting.id, ReadingState.WAITING)
    _rank(session, plan.id, outside.id, ReadingState.ANSWERED)
    make_article(session, "Gỡ", status=ArticleStatus.REMOVED)
    make_article(session, "Sửa", status=ArticleStatus.EDITED)
    make_article(session, "Xem lại", status=ArticleStatus.QUARANTINED)
    make_article(session, "Nhập tay", origin=ArticleOrigin.IMPORTED)
    make_article(session, "Địa chỉ gửi", address_id=_give_address(session))

    found = {state: set(find(session, state=state)) for state in SearchState}

    assert found == {
        SearchState.WAITING: {"Chờ"},
        SearchState.ANSWERED: {"Ngoài"},
        SearchState.CHANGED: set(),
        SearchState.IN_PLAN: {"Chờ"},
        SearchState.OUTSIDE: {"Ngoài"},
        SearchState.EDITED: {"Sửa"},
        SearchState.REMOVED: {"Gỡ"},
        SearchState.QUARANTINED: {"Xem lại"},
        SearchState.BY_HAND: {"Nhập tay", "Địa chỉ gửi"},
    }


def _rank(session: Session, plan_id: int, article_id: int, state: ReadingState) -> None:
    standing = {"state": state, "is_open": True, "weight": 1.0, "why": "", "lot": 0.5, "ranked_at": at(9)}
    session.add(QueueRank(plan_id=plan_id, article_id=article_id, **standing))
    session.flush()


def _give_address(session: Session) -> int:
    url = "https://bao.example/gui-post9.html"
    moments = {"first_seen_at": at(1), "last_seen_at": at(1)}
    kinds = {"kind": AddressKind.ARTICLE, "state": AddressState.KEPT, "channel": "by_hand"}
    address = Address(outlet_key=make_outlet(session).key, key="bao:9", url=url, **kinds, **moments)
    session.add(address)
    session.flush()
    return address.id


def test_counts_within_a_plan_are_told_with_and_without_words(session: Session) -> None:
    """An article under two rows counts once, alone and beside words."""
    plan = make_plan(session)
    article = make_article(session, "Đất")
    for code in ("ND01", "ND02"):
        make_match(session, article, find_item(session, plan, code), Certainty.PROPOSED)

    for asked in ({}, {"words": "đất"}, {"since": date(2023, 1, 1)}):
        total = search_articles(session, SearchQuestion(state=SearchState.IN_PLAN, **asked)).total
        assert (total.number, total.is_exact) == (1, True)


def test_a_hit_tells_rows_state_and_why_it_was_found(session: Session) -> None:
    """The record holds plain text with the places of the words, and how the article stands."""
    plan = make_plan(session)
    text = "Mở đầu. " + "chữ " * 200 + "Người dân thu gom rác thải ven sông. " + "chữ " * 200
    article = make_article(session, "Ven sông", text=text, authors=["Hoài Nam"], origin=ArticleOrigin.IMPORTED)
    make_match(session, article, find_item(session, plan, "ND02"), Certainty.CONFIRMED)

    (hit,) = search_articles(session, SearchQuestion(words='"rac thai" sông')).hits

    marked = [hit.excerpt.text[start:end] for start, end in hit.excerpt.marks]
    assert (marked, [hit.title.text[start:end] for start, end in hit.title.marks]) == (["rác thải", "sông"], ["sông"])
    assert len(hit.excerpt.text) <= 300
    assert [(row.code, row.certainty) for row in hit.rows] == [("ND02", Certainty.CONFIRMED)]
    assert (hit.outlet, hit.byline, hit.is_by_hand) == ("Báo Thử", "Hoài Nam", True)

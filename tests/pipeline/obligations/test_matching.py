"""Obligations against articles: what is matched, what is asked, what is missing, and what people said."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from models.vocabulary import Genre, LinkDecision, MatchOrigin, ObligationStatus
from pipeline.obligations.matching import match_obligations
from pipeline.obligations.records import Entry, Matched, Promised, Published
from tests.pipeline.obligations.making import OFFICE, make_others, make_promise, make_published

AUTO, QUESTION, PERSON = MatchOrigin.AUTO, MatchOrigin.QUESTION, MatchOrigin.PERSON
Links = Mapping[tuple[int, int], LinkDecision]


def match(promises: Sequence[Promised], articles: Sequence[Published], links: Links | None = None) -> list[Entry]:
    """Match among what else the press wrote."""
    return match_obligations(promises, [*articles, *make_others()], OFFICE, links or {}).entries


def matched(entry: Entry) -> dict[int, MatchOrigin]:
    """How each article stands beside the obligation."""
    return {one.article: one.origin for one in entry.matches}


def only(entry: Entry) -> Matched:
    """The single match."""
    assert len(entry.matches) == 1
    return entry.matches[0]


def test_an_article_on_the_subject_in_time_is_matched_and_says_why() -> None:
    """Each reason is one plain line."""
    article = make_published(named=frozenset({"MT"}))

    found = only(match([make_promise()], [article])[0])

    assert found.origin is AUTO
    assert found.reasons == (
        "chủ đề: Thu gom rác thải nhựa ven biển",
        "cùng nội dung kế hoạch: HD06",
        "cùng đơn vị: Chi cục Bảo vệ môi trường",
        "trong thời gian đăng: 01–31/7",
        "đúng thể loại: tin",
        "đúng cơ quan báo chí: Báo Thử",
    )


def test_other_subjects_are_not_matched_and_the_nearest_tell_what_they_fail() -> None:
    """An unmet obligation lists at most three articles, each with one condition."""
    article = make_published(title="Thu gom rơm rạ sau mùa gặt", rows={})

    entry = match([make_promise()], [article])[0]

    assert not entry.matches
    assert len(entry.nearest) == 3
    assert entry.nearest[0].article == 1
    assert entry.nearest[0].fails.startswith("chủ đề khác")


@pytest.mark.parametrize(
    ("content", "title", "fails"),
    [
        (
            "Thu gom rác thải nhựa tại huyện Kỳ Anh",
            "Thu gom rác thải nhựa ở thị xã Kỳ Anh",
            "địa bàn khác: thị xã Kỳ Anh",
        ),
        ("Thu gom rác thải nhựa", "Nghệ An: Thu gom rác thải nhựa", "địa bàn khác: Nghệ An"),
        ("Thu gom rác thải nhựa đợt 2", "Thu gom rác thải nhựa đợt 1", "không phải đợt 2"),
    ],
)
def test_like_articles_on_another_place_or_round_are_not_matched(content: str, title: str, fails: str) -> None:
    """The gap list names the trap."""
    entry = match([make_promise(content=content)], [make_published(title=title)])[0]

    assert AUTO not in matched(entry).values()
    assert entry.nearest[0].fails == fails


def test_a_late_article_of_the_same_month_is_matched_and_told_as_late() -> None:
    """The gap list of a late obligation says by how many days."""
    promise = make_promise(window_from=date(2023, 7, 5), window_to=date(2023, 7, 10))

    entry = match([promise], [make_published(published_on=date(2023, 7, 14), named=frozenset({"MT"}))])[0]

    assert matched(entry) == {1: AUTO}
    assert entry.nearest[0].fails == "muộn 4 ngày (đăng 14/07, kế hoạch 05–10/7)"


def test_one_article_does_not_serve_ten_obligations() -> None:
    """A department that asks ten times for the same gets one."""
    entries = match([make_promise(number) for number in range(1, 11)], [make_published()])

    assert sum(len(entry.matches) for entry in entries) == 1


def test_one_event_serves_two_departments_that_plan_it() -> None:
    """Both name it, both are sure."""
    promises = [make_promise(1), make_promise(2, departments=("KS",))]
    article = make_published(named=frozenset({"MT", "KS"}))

    assert [matched(entry) for entry in match(promises, [article])] == [{1: AUTO}, {1: AUTO}]


def test_a_reprint_stands_beside_its_work() -> None:
    """It is marked, so that it ticks its outlet and is no second work."""
    articles = [make_published(1), make_published(2, work=1, outlet="dai", published_on=date(2023, 7, 13))]

    entry = match([make_promise(outlets=("bao", "dai"))], articles)[0]

    assert {one.article: one.is_reprint for one in entry.matches} == {1: False, 2: True}


def test_all_parts_of_a_series_answer_where_one_does() -> None:
    """A planned feature came out in two parts."""
    parts = [
        make_published(number, f"Thu gom rác thải nhựa ven biển (Bài {number})", series="rac", genre=Genre.FEATURE)
        for number in (1, 2)
    ]

    entry = match([make_promise(genre=Genre.FEATURE)], parts)[0]

    assert matched(entry) == {1: AUTO, 2: AUTO}


def test_a_surplus_is_asked_about() -> None:
    """One was planned, two appeared: nobody counts the second unasked."""
    articles = [make_published(1, named=frozenset({"MT"})), make_published(2, published_on=date(2023, 7, 20))]

    entry = match([make_promise()], articles)[0]

    assert sorted(matched(entry).values()) == [AUTO, QUESTION]


def test_a_person_links_what_no_score_would_and_it_stands() -> None:
    """The link is there with the person as its origin, and the obligation takes nothing more."""
    links = {(1, 9): LinkDecision.LINK}
    articles = [make_published(1), make_published(9, title="Chuyện khác hẳn", published_on=date(2023, 1, 5), rows={})]

    entry = match([make_promise()], articles, links)[0]

    assert matched(entry)[9] is PERSON
    assert matched(entry).get(1) is not AUTO


def test_what_a_person_linked_is_not_asked_about_for_another_promise_of_the_department() -> None:
    """The article is counted; asking for it ten times more would only cost time."""
    promises = [make_promise(1), make_promise(2)]

    first, second = match(promises, [make_published(1)], {(1, 1): LinkDecision.LINK})

    assert matched(first) == {1: PERSON}
    assert matched(second) == {}


def test_what_a_person_took_away_never_comes_back() -> None:
    """Neither as a match nor as a question, an article or its reprint, nor among the nearest."""
    articles = [make_published(1), make_published(2, work=1, outlet="dai")]

    entry = match([make_promise()], articles, {(1, 1): LinkDecision.UNLINK})[0]

    assert not entry.matches
    assert 1 not in {near.article for near in entry.nearest}


def test_a_reprint_taken_away_leaves_the_work() -> None:
    """Who unlinks a reprint means only that."""
    articles = [make_published(1), make_published(2, work=1, outlet="dai")]

    entry = match([make_promise()], articles, {(1, 2): LinkDecision.UNLINK})[0]

    assert set(matched(entry)) == {1}


@pytest.mark.parametrize("status", [ObligationStatus.CANCELLED, ObligationStatus.MOVED, ObligationStatus.WITHDRAWN])
def test_what_does_not_stand_any_more_takes_nothing_but_keeps_links(status: ObligationStatus) -> None:
    """A cancelled obligation leaves the article to others."""
    promises = [make_promise(1, status=status), make_promise(2)]

    other = make_published(5, title="Chuyện khác hẳn", rows={})

    entries = match(promises, [make_published(1), other], {(1, 5): LinkDecision.LINK})

    assert matched(entries[0]) == {5: PERSON}
    assert matched(entries[1])[1] is AUTO


def test_a_renamed_department_is_the_same() -> None:
    """The article names the successor, the plan the old one."""
    article = make_published(named=frozenset({"MT-MOI"}))

    assert "cùng đơn vị: Chi cục Bảo vệ môi trường" in only(match([make_promise()], [article])[0]).reasons


def test_an_undated_article_is_at_most_a_question() -> None:
    """Nobody knows whether it was in time."""
    entry = match([make_promise()], [make_published(published_on=None)])[0]

    assert AUTO not in matched(entry).values()


def test_part_of_the_subject_is_told() -> None:
    """Of two clauses one is answered."""
    promise = make_promise(content="Thu gom rác thải nhựa ven biển; trồng rừng ngập mặn chắn sóng")

    entry = match([promise], [make_published(named=frozenset({"MT"}))])[0]

    assert [one.covers_part for one in entry.matches] == [True]


@pytest.mark.parametrize("content", ["", "Tuyên truyền kết quả hoạt động", "?", "ĐĂNG KÝ TIN BÀI"])
def test_a_content_that_asks_for_nothing_matches_nothing(content: str) -> None:
    """An empty or general content gives no match and no error."""
    assert match([make_promise(content=content)], [make_published()])[0].matches == ()


@pytest.mark.parametrize(
    "content",
    [
        "Thu gom rác thải nhựa; đấu giá đất và trồng rừng " * 400,
        "a" * 40_000,
        "\x00\ud800 rác \U0001f389",
        "=1+1 <b>rác</b>",
    ],
)
def test_odd_contents_are_read_without_harm(content: str) -> None:
    """A page in a cell, endless words, control characters and half characters stop nothing."""
    assert match([make_promise(content=content)], [make_published()])[0].obligation == 1


def test_terms_out_of_all_measure_are_no_error() -> None:
    """A huge quantity, a window turned round and a far month give a ledger too."""
    promises = [
        make_promise(1, quantity=10**9),
        make_promise(2, window_from=date(2023, 9, 1), window_to=date(2023, 7, 1)),
        make_promise(3, month=date(9999, 12, 1)),
    ]

    assert [entry.obligation for entry in match(promises, [make_published()])] == [1, 2, 3]


def test_no_articles_and_no_obligations_are_no_error() -> None:
    """The first night of an office has neither."""
    assert match_obligations([], [], OFFICE, {}).entries == []
    assert match_obligations([make_promise()], [], OFFICE, {}).entries == [Entry(1)]


def test_the_same_input_gives_the_same_ledger() -> None:
    """Ties are settled by ids, whatever the order of the articles."""
    promises = [make_promise(number) for number in (1, 2, 3)]
    articles = [make_published(number) for number in (1, 2, 3, 4)]

    assert match(promises, articles) == match(promises, articles)

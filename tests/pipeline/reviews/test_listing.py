"""The queue is walked in its order and narrowed by what stands in the address."""

from datetime import UTC, date, datetime

import pytest

from models.article import Article
from models.errors import InputError
from models.vocabulary import ReadingState, TagAxis
from pipeline.reviews.filtering import QueueFilter, read_filter
from pipeline.reviews.listing import count_asked, count_states, find_next, find_previous, list_page
from pipeline.reviews.queue import order_queue
from pipeline.reviews.reviewers import count_reviewers
from tests import factories as make
from tests.pipeline.reviews.conftest import Office


def asked(office: Office, wanted: QueueFilter) -> set[str]:
    """Return the titles asked for."""
    lines = list_page(office.session, office.plan, wanted)
    assert len(lines) == count_asked(office.session, office.plan, wanted)
    return {line.title for line in lines}


def test_a_walk_meets_every_article_once_in_the_order_of_the_queue(office: Office) -> None:
    """Forwards to the end, and back again; an answer on the way does not lose the place."""
    articles = {office.keep(f"Bài {n}", rows={"ND01": 0.4 + n / 20}).id: n for n in range(5)}
    everything = QueueFilter()
    walk = [find_next(office.session, office.plan, everything)]
    while walk[-1] is not None and len(walk) < 10:
        walk.append(find_next(office.session, office.plan, everything, after=walk[-1]))

    assert walk[:-1] == [entry.article_id for entry in order_queue(office.session, office.plan)]
    assert set(walk[:-1]) == set(articles)
    second, third = walk[1], walk[2]
    assert second is not None
    assert third is not None
    office.accept(office.session.get_one(Article, second))
    assert find_next(office.session, office.plan, everything, after=second) == third
    assert find_previous(office.session, office.plan, everything, before=third) == walk[0]


def test_each_part_of_the_filter_narrows(office: Office) -> None:
    """Outlet, row, field, department and day, alone and together."""
    television = make.make_outlet(office.session, "dai", "Đài Thử")
    office.keep("Báo", rows={"ND01": 0.8})
    spring = office.keep(
        "Đài", rows={"ND02": 0.8}, outlet=television, published_at=datetime(2023, 5, 31, 17, 30, tzinfo=UTC)
    )
    make.make_tag(office.session, spring, office.plan, TagAxis.FIELD, "LV.MT")
    make.make_tag(office.session, spring, office.plan, TagAxis.DEPARTMENT, "CC-BVMT")

    assert asked(office, QueueFilter()) == {"Báo", "Đài"}
    assert asked(office, QueueFilter(outlet="bao")) == {"Báo"}
    assert asked(office, QueueFilter(row="ND02")) == {"Đài"}
    assert asked(office, QueueFilter(field="LV.MT")) == {"Đài"}
    assert asked(office, QueueFilter(department="CC-BVMT", outlet="bao")) == set()
    assert asked(office, QueueFilter(date_from=date(2023, 6, 1), date_to=date(2023, 6, 1))) == {"Đài"}
    assert asked(office, QueueFilter(date_to=date(2023, 5, 31))) == {"Báo"}


def test_states_are_asked_for_by_name(office: Office) -> None:
    """What was answered leaves the queue and is found under its state; a row given by hand is found too."""
    article = office.keep("Đọc rồi")
    office.keep("Chưa đọc")
    office.accept_rows(article, "HD01")

    assert asked(office, QueueFilter()) == {"Chưa đọc"}
    assert asked(office, QueueFilter(state=ReadingState.ANSWERED, row="HD01")) == {"Đọc rồi"}
    assert count_states(office.session, office.plan) == {ReadingState.ANSWERED: 1, ReadingState.WAITING: 1}


def test_a_row_that_a_person_took_off_is_found_under_it_no_more(office: Office) -> None:
    """What was proposed and refused belongs to the row as little as for the search."""
    office.accept_rows(office.keep("Đọc rồi", rows={"ND01": 0.8, "ND02": 0.7}), "ND02")

    assert asked(office, QueueFilter(state=ReadingState.ANSWERED, row="ND01")) == set()
    assert asked(office, QueueFilter(state=ReadingState.ANSWERED, row="ND02")) == {"Đọc rồi"}


def test_a_filter_comes_back_from_its_address() -> None:
    """Written and read again it is the same; nothing asked for is an empty address."""
    wanted = QueueFilter(ReadingState.CHANGED, "bao", "ND01", "LV.MT", "CC-BVMT", date(2023, 2, 1), date(2023, 12, 5))
    written = wanted.write_query()

    read = read_filter(dict(part.split("=") for part in written.replace("%2F", "/").split("&")))

    assert read == wanted
    assert "tu=01%2F02%2F2023" in written
    assert QueueFilter().write_query() == ""


@pytest.mark.parametrize("query", [{"tinh-trang": "xong"}, {"tu": "2023-02-30"}, {"den": "31/02/2023"}])
def test_an_address_that_cannot_be_read_is_refused_in_words(query: dict[str, str]) -> None:
    """A state that is none, days that are none."""
    with pytest.raises(InputError):
        read_filter(query)


def test_who_reviewed_is_counted_by_person_and_day(office: Office) -> None:
    """Articles once, answers each; a refusal is told apart."""
    first, second = office.keep("A"), office.keep("B")
    office.accept(first)
    office.refuse(second)
    office.accept(second, by="minh")

    days = count_reviewers(office.session, office.plan, date(2023, 7, 1), date(2023, 7, 1))

    assert [(one.person, one.articles, one.accepted, one.rejected, one.refused) for one in days] == [
        ("lan", 2, 2, 1, 1),
        ("minh", 1, 2, 0, 0),
    ]

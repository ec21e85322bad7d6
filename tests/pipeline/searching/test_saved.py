"""Kept searches and their feeds."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy.orm import Session

from models.account import Account
from models.errors import InputError
from models.vocabulary import AccountRole, ArticleStatus, Certainty, Genre
from pipeline.searching.answer import search_articles
from pipeline.searching.feed import write_feed
from pipeline.searching.question import Order, SearchQuestion, SearchState, read_question, write_question
from pipeline.searching.saved import (
    FilterNotFoundError,
    delete_filter,
    find_followed,
    keep_filter,
    list_filters,
    rename_filter,
    renew_token,
)
from tests.factories import make_article

WASTE = SearchQuestion(words='"rác thải" -"xe tải"', row="HD06", since=date(2023, 1, 5), state=SearchState.WAITING)


def make_account(session: Session, name: str = "lan") -> Account:
    """An account that reads."""
    account = Account(
        name=name,
        full_name=name.title(),
        role=AccountRole.VIEWER,
        created_at=datetime(2023, 1, 1, tzinfo=UTC),
        created_by="x",
    )
    session.add(account)
    session.flush()
    return account


def test_a_question_survives_its_address() -> None:
    """Every field of a search stands in its address and is read back from it."""
    whole = SearchQuestion(
        words="đất",
        author="Hoài Nam",
        outlet="bao",
        genre=Genre.NEWS,
        since=date(2023, 1, 5),
        until=date(2023, 2, 1),
        state=SearchState.REMOVED,
        plan="KH-2023",
        row="ND01",
        certainty=Certainty.DOUBTFUL,
        department="P-DAT",
        field="LV.DD",
        order=Order.RELEVANCE,
    )

    assert read_question(write_question(whole)) == whole
    assert write_question(SearchQuestion()) == {}
    assert (whole.is_empty, SearchQuestion(plan="KH-2023", order=Order.RELEVANCE).is_empty) == (False, True)


@pytest.mark.parametrize(
    "typed",
    [{"the-loai": "tho"}, {"tu": "31/02/2023"}, {"tu": "02/01/2023", "den": "01/01/2023"}, {"q": "a" * 401}],
)
def test_an_address_that_cannot_be_read_is_answered_with_a_sentence(typed: dict[str, str]) -> None:
    """Unknown choices, impossible days, days in the wrong order, endless words."""
    with pytest.raises(InputError, match="hãy"):
        read_question(typed)


def test_filters_are_kept_renamed_and_deleted_by_their_owner_only(session: Session, now: datetime) -> None:
    """Names are an account's own and come in Vietnamese order; another account finds nothing."""
    owner, other = make_account(session), make_account(session, "hoa")
    kept = [keep_filter(session, owner.id, name, WASTE, now=now) for name in ("Đất", "Rác", "Biển")]

    rename_filter(session, owner.id, kept[1].id, "Chất thải")
    delete_filter(session, owner.id, kept[0].id)

    assert [one.name for one in list_filters(session, owner.id)] == ["Biển", "Chất thải"]
    assert list_filters(session, owner.id)[0].question == WASTE
    for change in (delete_filter, renew_token):
        with pytest.raises(FilterNotFoundError):
            change(session, other.id, kept[2].id)


@pytest.mark.parametrize("name", ["", " \n ", "a" * 81, "Rác"])
def test_a_filter_needs_a_name_of_its_own(session: Session, now: datetime, name: str) -> None:
    """A blank, endless or taken name is refused."""
    account = make_account(session)
    keep_filter(session, account.id, "Rác", WASTE, now=now)

    with pytest.raises(InputError, match="ãy"):
        keep_filter(session, account.id, name, WASTE, now=now)


def test_a_search_for_nothing_is_not_kept(session: Session, now: datetime) -> None:
    """A filter without any condition would be all articles."""
    with pytest.raises(InputError, match="điều kiện"):
        keep_filter(session, make_account(session).id, "Tất cả", SearchQuestion(), now=now)


def test_a_token_opens_one_filter_until_it_is_renewed_or_its_owner_is_disabled(session: Session, now: datetime) -> None:
    """The address of a feed can be taken back."""
    account = make_account(session)
    kept = keep_filter(session, account.id, "Rác", WASTE, now=now)

    renewed = renew_token(session, account.id, kept.id)
    found = find_followed(session, renewed.feed_token)
    account.disabled_at = now
    session.flush()

    assert found is not None
    assert found[0].name == "Rác"
    assert find_followed(session, kept.feed_token) is None
    assert find_followed(session, renewed.feed_token) is None
    assert len(kept.feed_token) >= 43


def test_a_feed_shows_what_reports_may_show(session: Session, now: datetime) -> None:
    """Title, outlet, byline, public address, day and a short piece; quarantined articles are left out."""
    text = "Bãi rác <script>alert(1)</script> & nước. " + "chữ " * 300
    shown = make_article(session, "Rác & thải", text=text, authors=["Hoài Nam"])
    make_article(session, "Rác chờ", status=ArticleStatus.QUARANTINED)
    hits = search_articles(session, SearchQuestion(words="rác")).hits

    channel = ET.fromstring(write_feed("Rác", "http://localhost/rss/x", list(hits), now=now)).find("channel")

    (item,) = channel.findall("item")
    assert (item.findtext("title"), item.findtext("link")) == ("Rác & thải", shown.url)
    assert item.findtext("pubDate") == "Sun, 05 Mar 2023 01:00:00 +0000"
    described = item.findtext("description")
    assert described.startswith("Báo Thử · Hoài Nam · Bãi rác <script>")
    assert len(described) <= 300 + len("Báo Thử · Hoài Nam · ")

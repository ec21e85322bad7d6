"""How an award's rules hold entries back, each with its reason."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.office_files.award import AwardFile
from models.records import Credit
from models.vocabulary import ArticleStatus, Certainty, Genre
from reports.nominations.opinions import Reward
from reports.nominations.record import Entry
from reports.nominations.ruling import make_entries, refuse_entry, warn_of_entry
from reports.record import Work
from tests.reports.authors.making import count_works, make_signed
from tests.reports.records import make_publication

SURE = {"verification": "confirmed"}


def make_award(**changes: Any) -> AwardFile:
    """Make the rules of an award for works of 2023 that refuse next to nothing."""
    head = {
        "code": "GIAI-2024",
        "name": "Giải",
        "edition": "1",
        "organiser": "Hội",
        "addressee": "Hội",
        "basis": "Thể lệ",
    }
    values: dict[str, Any] = {
        "schema_version": 1,
        "award": head | SURE,
        "nominates": "work",
        "window": {"from": date(2023, 1, 1), "to": date(2023, 12, 31)} | SURE,
        "genres": SURE,
        "authorship": {"insiders": "together"} | SURE,
        "series": {"counts_as": "one"} | SURE,
        "earlier_rewards": {"refuse": "same_award"} | SURE,
        "ranking": {"by": "rating"} | SURE,
    }
    return AwardFile.model_validate(values | changes)


def make_reward(work: Work, code: str = "GIAI-2023") -> Reward:
    """Make a reward of an earlier time."""
    return Reward(1, code, "0", "Giải C", work.first.article_id, "", "", date(2023, 6, 21), "", None, None)


def judge(work: Work, award: AwardFile, *rewards: Reward) -> list[str]:
    """Return the rules that hold a single work back."""
    book = count_works([work])
    [entry] = make_entries([work], award, book)
    return [one.rule for one in refuse_entry(entry, award, book, rewards)]


def test_a_work_within_all_rules_may_be_considered() -> None:
    """No rule holds it back."""
    assert judge(make_signed("An"), make_award()) == []


@pytest.mark.parametrize(
    ("work", "changes", "rule"),
    [
        (make_signed("An", day=datetime(2022, 12, 31, 3, tzinfo=UTC)), {}, "Thời gian"),
        (make_signed("An", genre_key=Genre.VIDEO), {"genres": {"excluded": ("video",)} | SURE}, "Thể loại"),
        (make_signed("An", genre_key=Genre.NEWS), {"genres": {"allowed": ("bai",)} | SURE}, "Thể loại"),
        (make_signed(), {}, "Tác giả"),
        (
            make_signed("An", "Ba", "Cúc"),
            {"authorship": {"max_authors": 2, "insiders": "together"} | SURE},
            "Số tác giả",
        ),
        (
            make_signed(Credit("An", affiliation="Thanh tra Sở")),
            {"authorship": {"insiders": "excluded"} | SURE},
            "Tác giả",
        ),
    ],
)
def test_each_rule_holds_back_and_is_named(work: Work, changes: dict[str, Any], rule: str) -> None:
    """One breach, one reason; without the rule the work would pass."""
    assert judge(work, make_award(**changes)) == [rule]


@pytest.mark.parametrize(
    ("refuse", "code", "held"),
    [
        ("same_award", "GIAI-2023", True),
        ("same_award", "KHAC-2023", False),
        ("any", "KHAC-2023", True),
        ("none", "GIAI-2023", False),
    ],
)
def test_an_earlier_reward_shuts_out_as_far_as_the_rule_says(refuse: str, code: str, held: bool) -> None:
    """An earlier edition of the same award is the same award; what does not shut out is warned of."""
    work, award = make_signed("An"), make_award(earlier_rewards={"refuse": refuse} | SURE)

    assert judge(work, award, make_reward(work, code)) == (["Đã khen thưởng"] if held else [])
    if not held:
        book = count_works([work])
        assert any(
            code in one for one in warn_of_entry(Entry((work,), ("An",)), award, book, [make_reward(work, code)])
        )


def test_a_series_is_one_entry_or_its_parts_as_the_award_says() -> None:
    """As one it is held back by its length; part by part it is not."""
    works = [make_signed("An", series_key="bao:x") for _ in range(6)]
    book = count_works(works)
    as_one = make_award(series={"counts_as": "one", "max_parts": 5} | SURE)
    by_parts = make_award(series={"counts_as": "parts", "max_parts": 5} | SURE)

    [entry] = make_entries(works, as_one, book)

    assert [one.rule for one in refuse_entry(entry, as_one, book, ())] == ["Loạt bài"]
    parts = make_entries(works, by_parts, book)
    assert [refuse_entry(one, by_parts, book, ()) for one in parts] == [()] * 6


def test_criticism_is_no_ground_for_any_rule() -> None:
    """The same work passes whether it praises or complains."""
    assert judge(make_signed("An", critical=Certainty.CONFIRMED), make_award()) == judge(
        make_signed("An"), make_award()
    )


def test_a_page_taken_down_is_warned_of() -> None:
    """It was published and counts; people look before they propose it."""
    gone = make_publication(article_id=1, status=ArticleStatus.REMOVED)
    work = make_signed("An", publications=(gone,))

    warnings = warn_of_entry(Entry((work,), ("An",)), make_award(), count_works([work]), ())

    assert any("gỡ" in one for one in warnings)

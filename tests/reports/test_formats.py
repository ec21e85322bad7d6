"""How numbers, days and texts are written."""

from datetime import UTC, date, datetime

import pytest

from models.vocabulary import Certainty
from reports.formats import (
    format_instant,
    format_letter_day,
    format_local_day,
    format_month,
    format_number,
    format_share,
    mark_count,
    safe_link,
    shorten,
    single_line,
)
from reports.record import Month


def test_numbers_are_written_the_vietnamese_way() -> None:
    """A point groups thousands, a comma begins decimals."""
    assert (format_number(1234.5), format_number(1000)) == ("1.234,5", "1.000")
    assert (format_share(1, 8), format_share(5, 5), format_share(0, 0)) == ("12,5%", "100%", "–")


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2024, 1, 5), "ngày 05 tháng 01 năm 2024"),
        (date(2024, 2, 15), "ngày 15 tháng 02 năm 2024"),
        (date(2024, 3, 9), "ngày 09 tháng 3 năm 2024"),
        (date(2024, 12, 31), "ngày 31 tháng 12 năm 2024"),
    ],
)
def test_letters_have_a_leading_zero_for_days_below_ten_and_months_one_and_two(day: date, written: str) -> None:
    """The rule of Nghị định 30."""
    assert format_letter_day(day) == written


def test_instants_are_shown_in_vietnamese_time() -> None:
    """Half past four in the afternoon UTC is close to midnight in Việt Nam; an unknown day says so."""
    instant = datetime(2023, 12, 31, 16, 50, tzinfo=UTC)

    assert format_instant(instant) == "23:50 ngày 31/12/2023"
    assert (format_local_day(instant), format_local_day(None)) == ("31/12/2023", "không rõ")


def test_months_carry_the_year_only_where_there_are_several() -> None:
    """T3 in a report on one year, T3 2024 in one on two."""
    month = Month(2024, 3)

    assert (format_month(month, with_year=False), format_month(month, with_year=True)) == ("T3", "T3 2024")


def test_the_three_certainties_have_three_marks() -> None:
    """In one cell the figures stay apart without colour."""
    assert [mark_count(certainty, 2) for certainty in Certainty] == ["2", "+2", "(2)"]


def test_texts_become_one_composed_line_without_control_characters() -> None:
    """NFD, line ends, NUL, a vertical tab and a right-to-left override do not reach a document."""
    assert single_line("Đa\u0302\u0301t\x00\n\x0bđai\u202e  sạch\ufffe") == "Đất đai sạch"


def test_long_texts_end_at_a_word_with_a_mark() -> None:
    """At most 300 characters leave the office; a text without blanks is cut too."""
    assert shorten("một hai ba bốn", 10) == "một hai…"
    assert len(shorten("từ " * 500)) <= 300
    assert len(shorten("x" * 5000)) == 300


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//bao.example/x",
        'https://bao.example/"onclick=x',
        "https://bao.example/a b",
        "https://bao.example/<script>",
        "https://bao.example/\\x",
        " internal:Sheet1!A1",
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None) -> None:
    """Anything else is no link, in any of the documents."""
    assert safe_link(url) is None


def test_a_web_address_is_kept_as_it_is() -> None:
    """Queries and percent signs stay."""
    assert safe_link("https://bao.example/a-post1.html?x=1&y=%C4%91") == "https://bao.example/a-post1.html?x=1&y=%C4%91"

"""Days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputError
from pipeline.desk.reading_forms import EARLIEST, LATEST, read_day, read_day_or_none


@given(st.dates(EARLIEST, LATEST), st.sampled_from("/-."))
def test_every_day_written_day_first_is_read(day: date, mark: str) -> None:
    """Day, month, year, with leading zeros or without."""
    assert read_day(f" {day:%d}{mark}{day:%m}{mark}{day:%Y} ") == day
    assert read_day(f"{day.day}{mark}{day.month}{mark}{day.year}") == day


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("31/02/2023", "Không có ngày"),
        ("12/31/2023", "Không có ngày"),
        ("5/12/23", "ngày/tháng/năm"),
        ("hôm qua", "ngày/tháng/năm"),
        ("", "ngày/tháng/năm"),
        ("٠٥/١٢/٢٠٢٣", "ngày/tháng/năm"),
        ("01/01/0203", "nằm ngoài"),
        ("<script>" * 50, "ngày/tháng/năm"),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(typed: str, named: str) -> None:
    """The sentence says how to write it, and does not repeat a whole page of rubbish."""
    with pytest.raises(InputError, match=named) as refused:
        read_day(typed)

    assert len(str(refused.value)) < 160


def test_a_field_left_empty_is_no_day() -> None:
    """An open end of a period."""
    assert read_day_or_none("  ") is read_day_or_none(None) is None

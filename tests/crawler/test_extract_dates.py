"""Dates are read as printed, day first, in Hanoi time, or not at all."""

from datetime import datetime, timedelta, timezone

import pytest

from crawler.dates import HANOI, is_only_a_date, read_datetime


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2024-05-19T17:52:56+0700", datetime(2024, 5, 19, 17, 52, 56, tzinfo=HANOI)),
        ("2024-05-19T17:52:56+07:00", datetime(2024, 5, 19, 17, 52, 56, tzinfo=HANOI)),
        ("2026-03-07T08:52:11.000 +07:00", datetime(2026, 3, 7, 8, 52, 11, tzinfo=HANOI)),
        ("2024-05-19T10:52:56Z", datetime(2024, 5, 19, 17, 52, 56, tzinfo=HANOI)),
        ("2024-05-19T17:52:56", datetime(2024, 5, 19, 17, 52, 56, tzinfo=HANOI)),
        ("2024-05-19 03:52:56-04:00", datetime(2024, 5, 19, 3, 52, 56, tzinfo=timezone(-timedelta(hours=4)))),
        ("Thứ 3, 23/05/2023 14:05 (GMT+7)", datetime(2023, 5, 23, 14, 5, tzinfo=HANOI)),
        ("12/10/2017 07:40", datetime(2017, 10, 12, 7, 40, tzinfo=HANOI)),
        ("16:19 29/12/2023", datetime(2023, 12, 29, 16, 19, tzinfo=HANOI)),
        ("08h15 ngày 3/5/2023", datetime(2023, 5, 3, 8, 15, tzinfo=HANOI)),
        ("Chủ nhật, ngày 05 tháng 12 năm 2021", datetime(2021, 12, 5, tzinfo=HANOI)),
        ("04/06/2025 7:05 CH", datetime(2025, 6, 4, 19, 5, tzinfo=HANOI)),
        ("04/06/2025 12:05 SA", datetime(2025, 6, 4, 0, 5, tzinfo=HANOI)),
        ("1552468710", datetime(2019, 3, 13, 16, 18, 30, tzinfo=HANOI)),
    ],
)
def test_printed_forms_are_read(printed: str, moment: datetime) -> None:
    """Each form seen on Vietnamese pages gives its moment, aware."""
    read = read_datetime(printed)

    assert read == moment
    assert read.tzinfo is not None


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "3 giờ trước",
        "Hôm qua, 14:05",
        "13/4",
        "31/02/2023",
        "3/17/2026 8:05:00 AM",
        "2026-99-07",
        "0001-01-01T00:00:00",
        "23/05/2023 - 24/05/2023",
        "số 357/2025/NĐ-CP",
        "x" * 500 + " 23/05/2023",
    ],
)
def test_what_is_no_full_date_is_not_guessed(printed: str) -> None:
    """Relative words, a missing year, impossible days and two days in one line give nothing."""
    assert read_datetime(printed) is None


@pytest.mark.parametrize(
    ("line", "is_date"),
    [
        ("Thứ năm, 20/12/2012, 10:18 GMT+7", True),
        ("Thứ bảy, 07/03/2026 - 08:07", True),
        ("Cập nhật lúc 14:05 ngày 23/05/2023", True),
        ("Nghị định có hiệu lực từ ngày 01/03/2026", False),
        ("Theo báo bạn, 07/03/2026", False),
    ],
)
def test_date_line_holds_nothing_but_a_date(line: str, is_date: bool) -> None:
    """A sentence that mentions a date is no date line."""
    assert is_only_a_date(line) is is_date

"""Vietnamese expressions of time in a plan for July 2023."""

from datetime import date

import pytest

from pipeline.monthly_plans.records import PlanMonth, Window
from pipeline.monthly_plans.time_cells import read_window
from pipeline.monthly_plans.windows import parse_days

JULY = PlanMonth(2023, 7)

READ = {
    "trong tháng": "01/07-31/07",
    "Thường xuyên": "01/07-31/07",
    "T7": "01/07-31/07",
    "7/2023": "01/07-31/07",
    "tháng 7-8": "01/07-31/08",
    "tuần 2": "08/07-14/07",
    "Tuần thứ ba": "15/07-21/07",
    "tuần 1-2": "01/07-14/07",
    "tuần 1 và 2": "01/07-14/07",
    "tuần 5": "29/07-31/07",
    "tuần 2/7": "08/07-14/07",
    "Tuần 2 (10-14/7)": "10/07-14/07",
    "quý I": "01/01-31/03",
    "Quý III/2023": "01/07-30/09",
    "6 tháng đầu năm": "01/01-30/06",
    "05-10/7": "05/07-10/07",
    "05 – 10/7": "05/07-10/07",
    "2-7/11": "02/11-07/11",
    "05-12/10": "05/10-12/10",
    "11-15/12": "11/12-15/12",
    "5/10-12": "05/10-12/10",
    "12/7-2023": "12/07-12/07",
    "từ nay đến 25/7": "01/07-25/07",
    "không muộn hơn 18/7": "01/07-18/07",
    "sáng thứ Hai ngày 10/7": "10/07-10/07",
    "trong tuần từ 10 đến 14/7": "10/07-14/07",
    "khoảng 20-25/7": "20/07-25/07",
    "10 ngày đầu tháng": "01/07-10/07",
    "cuối tháng 7, đầu tháng 8": "21/07-10/08",
    "quý III + IV": "01/07-31/12",
    "Tuần 1 - 2": "01/07-14/07",
    "tuần 1 đến 2": "01/07-14/07",
    "Tuần 3 - tháng 7": "15/07-21/07",
    "Tuần 2 (tháng 8)": "08/08-14/08",
    "từ 5/7 đến 10/7": "05/07-10/07",
    "từ ngày 10-15/7": "10/07-15/07",
    "01-15 tháng 7": "01/07-15/07",
    "28/7-03/8": "28/07-03/08",
    "trước 20/7": "01/07-19/07",
    "hoàn thành trước ngày 25/7": "01/07-24/07",
    "trước 05/8": "01/07-04/08",
    "đến hết 20/7": "01/07-20/07",
    "sau 15/7": "16/07-31/07",
    "từ 15/7 đến hết tháng": "15/07-31/07",
    "đầu tháng": "01/07-10/07",
    "giữa tháng": "11/07-20/07",
    "cuối tháng 7": "21/07-31/07",
    "nửa đầu tháng": "01/07-15/07",
    "Giữa tháng 7 - đầu tháng 8": "11/07-10/08",
    "ngày 12": "12/07-12/07",
    "20h ngày 12/7": "12/07-12/07",
    "10/7/2023 08:00": "10/07-10/07",
    "ngày 12 tháng 7 năm 2023": "12/07-12/07",
    "12.7.2023": "12/07-12/07",
    "2023-07-12": "12/07-12/07",
    "12 và 13/7": "12/07-13/07",
}
UNREAD = (
    "31/6",
    "32/7",
    "tuần 6",
    "tuần cuối tháng",
    "12, 20/7",
    "tuần 1 và 3",
    "5-7/2023",
    "thứ Hai tuần 3",
    "đầu và cuối tháng",
    "cuối tháng 7, đầu tháng 9",
    "khoảng 15/7",
    "thứ 5 hàng tuần",
    "x",
    "khi có",
)


@pytest.mark.parametrize(("words", "days"), READ.items())
def test_an_expression_of_time_names_its_days(words: str, days: str) -> None:
    """Every expression is read as the conventions say."""
    window = parse_days(words, JULY)

    assert window is not None
    assert f"{window.first:%d/%m}-{window.last:%d/%m}" == days


@pytest.mark.parametrize("words", UNREAD)
def test_what_is_not_certain_stays_unread(words: str) -> None:
    """Impossible days, loose words and days apart give no window, and the reason repeats the words."""
    reading = read_window(words, None, JULY)

    assert reading.window is None
    assert words in str(reading.why)


def test_a_plan_for_december_reaches_into_january() -> None:
    """A span over the turn of the year ends in the year after."""
    window = parse_days("28/12-05/01", PlanMonth(2023, 12))

    assert window == Window(date(2023, 12, 28), date(2024, 1, 5))


def test_a_day_of_another_month_is_kept_and_told() -> None:
    """A window outside the plan's month is read as written, with a remark."""
    reading = read_window("12/9/2023", None, JULY)

    assert reading.window == Window(date(2023, 9, 12), date(2023, 9, 12))
    assert "nằm ngoài tháng 7/2023" in reading.remarks[0]


def test_without_a_month_only_full_dates_are_read() -> None:
    """Where no month is known, "tuần 2" names no days while a full date does."""
    assert parse_days("tuần 2", None) is None
    assert parse_days("12/7/2023", None) == Window(date(2023, 7, 12), date(2023, 7, 12))

"""One work or two: reprints fall to the first publication, news of the same event does not."""

import unicodedata
from datetime import UTC, datetime, timedelta

from pipeline.reconcile.reprints import WorkText, find_first_publications, shingle

FIRST = datetime(2023, 5, 10, 1, 0, tzinfo=UTC)
STORY = (
    "Sáng nay đoàn công tác đã kiểm tra việc thu gom rác thải tại các xã ven biển và ghi nhận nhiều chuyển biến. "
    "Hội phụ nữ các xã đã hoà chung phong trào, mỗi tuần một buổi ra quân làm sạch bờ biển, phân loại chai và túi. "
    "Theo ông Trần Văn Mẫu, phó chủ tịch xã, lượng rác tồn đọng giảm hẳn so với năm trước, nhất là ở khu vực chợ cá. "
    "Thời gian tới xã sẽ đặt thêm thùng chứa, mời các trường học cùng tham gia và niêm yết kết quả mỗi tháng một lần."
)
OTHER = (
    "Cùng ngày, sở đã tổ chức họp bàn về tiến độ bàn giao mặt bằng cho tuyến đường mới đi qua ba huyện phía nam. "
    "Các chủ đầu tư nêu khó khăn về nguồn đất đắp và đề nghị cho nâng công suất những mỏ đang khai thác. "
    "Lãnh đạo sở yêu cầu từng địa phương rà soát lại các hộ chưa nhận tiền và báo cáo trước cuối tuần sau."
)


def text(number: int, words: str, *, hours: int = 0) -> WorkText:
    """Article `number`, published some hours after the first."""
    return WorkText(number, FIRST + timedelta(hours=hours), words)


def test_a_reprint_with_other_unicode_and_tone_placement_falls_to_the_first_publication() -> None:
    """NFD, hòa for hoà and a changed closing sentence still make one work."""
    copy = unicodedata.normalize("NFD", STORY.replace("hoà", "hòa").replace("mỗi tháng một lần", "hằng tháng"))

    assert find_first_publications([text(1, STORY), text(2, copy, hours=5)]) == {2: 1}


def test_a_shortened_reprint_is_the_same_work() -> None:
    """A copy cut to most of its sentences stands whole in the longer text."""
    assert find_first_publications([text(1, STORY), text(2, STORY[: len(STORY) * 3 // 4], hours=1)]) == {2: 1}


def test_different_texts_stay_apart() -> None:
    """Two stories of one day are two works."""
    assert find_first_publications([text(1, STORY), text(2, OTHER)]) == {}


def test_short_notices_that_differ_in_a_figure_stay_apart() -> None:
    """Texts too short to tell are one work only when their words are equal."""
    notice = "Tối nay khu vực {} có mưa, người dân chú ý đề phòng."

    assert find_first_publications([text(1, notice.format("Hương Sơn")), text(2, notice.format("Hương Khê"))]) == {}
    assert find_first_publications([text(1, notice.format("Hương Sơn")), text(2, notice.format("HƯƠNG SƠN"))]) == {2: 1}


def test_a_near_copy_a_year_later_is_a_new_work_but_an_equal_one_is_not() -> None:
    """A yearly notice reworded is new; the very same words are not."""
    reworded = STORY.replace("Sáng nay", "Chiều nay")

    assert find_first_publications([text(1, STORY), text(2, reworded, hours=24 * 365)]) == {}
    assert find_first_publications([text(1, STORY), text(2, STORY, hours=24 * 365)]) == {2: 1}


def test_the_words_of_a_reprint_lead_to_its_first_publication_after_the_month_too() -> None:
    """What equals a known reprint is one work with it, although its first publication is no longer compared."""
    copy = STORY.replace("Sáng nay", "Chiều nay")

    found = find_first_publications(
        [text(1, STORY), text(2, copy, hours=2), text(3, OTHER, hours=24 * 200), text(4, copy, hours=24 * 365)]
    )

    assert found == {2: 1, 4: 1}


def test_an_undated_copy_joins_only_when_its_words_are_equal() -> None:
    """Without a day a near copy may be of any year."""
    near = STORY.replace("Sáng nay", "Chiều nay")

    assert find_first_publications([text(1, STORY), WorkText(2, None, near), WorkText(3, None, STORY)]) == {3: 1}


def test_empty_texts_are_never_one_work() -> None:
    """Pages without words have nothing in common."""
    assert find_first_publications([text(1, ""), text(2, " ... ", hours=1)]) == {}


def test_shingles_are_the_same_numbers_on_every_machine_and_know_the_order_of_words() -> None:
    """A pinned number guards what was found before; turned words are another shingle."""
    numbers = [shingle(words).tolist() for words in ("một hai ba", "Một, HAI ba!", "ba hai một")]

    assert numbers[0] == numbers[1] == [4974816310544131934]
    assert numbers[2] != numbers[0]

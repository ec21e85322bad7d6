"""One work or two: reprints fall to the first publication; other words on the same event, and bulletins, do not."""

import random
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from models.text import comparison_key
from pipeline.works.candidates import NEAREST, list_pairs
from pipeline.works.grouping import SHORT_TEXT, Publication, find_first_publications
from pipeline.works.wording import read_wording, sketch_wording
from tests.pipeline.works_texts import OTHER, RETOLD, STORY, WEATHER

FIRST = datetime(2023, 5, 10, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Piece:
    """An article for a test: its words, and when and where it came out."""

    words: str
    hours: float | None = 0
    outlet: str = "bao"
    title: str = ""
    is_signed_reprint: bool = False


def group(*pieces: Piece) -> dict[int, int]:
    """Return which piece (from 1) is a reprint of which."""
    return find_first_publications([publish(number, piece) for number, piece in enumerate(pieces, 1)], reader(pieces))


def publish(number: int, piece: Piece) -> Publication:
    """The publication of a piece."""
    return Publication(
        article_id=number,
        outlet_key=piece.outlet,
        published_at=None if piece.hours is None else FIRST + timedelta(hours=piece.hours),
        is_signed_reprint=piece.is_signed_reprint,
        title=piece.title,
        text_key=comparison_key(f"{piece.title}\n{piece.words}"),
        is_short=len(piece.words) < SHORT_TEXT,
        sketch=sketch_wording(read_wording(piece.words)),
    )


def reader(pieces: Sequence[Piece]) -> object:
    """Give the words of pieces by number."""

    def read(numbers: Iterable[int]) -> dict[int, str]:
        return {number: pieces[number - 1].words for number in numbers}

    return read


def test_what_is_found_does_not_depend_on_the_order_of_reading() -> None:
    """Rows come from the database in any order."""
    pieces = [Piece(STORY, hours=2), Piece(OTHER), Piece(STORY + OTHER, hours=1), Piece(STORY, hours=None)]
    publications = [publish(number, piece) for number, piece in enumerate(pieces, 1)]

    found = [find_first_publications(order, reader(pieces)) for order in (publications, publications[::-1])]

    assert found[0] == found[1] == {1: 3, 4: 3}


def test_a_reprint_with_other_unicode_and_tone_placement_falls_to_the_first_publication() -> None:
    """NFD, hòa for hoà and a changed closing sentence still make one work."""
    copy = unicodedata.normalize("NFD", STORY.replace("hoà", "hòa").replace("mỗi tháng một lần", "hằng tháng"))

    assert group(Piece(STORY), Piece(copy, hours=5, outlet="dai")) == {2: 1}


@pytest.mark.parametrize(
    "copy",
    [
        STORY[: len(STORY) // 2],
        STORY + " " + OTHER,
        "(Đài) - Tin từ cơ sở cho biết: " + STORY + " Theo Báo.",
        STORY.replace("Sáng nay", "Sáng 10/5").replace("6 xã", "sáu xã").replace("Trần Văn Mẫu", "Mẫu"),
        STORY.replace("đã kiểm tra", "vừa đi kiểm tra").replace("hẳn so với", "nhiều hơn").replace("Bà con", "Dân"),
    ],
    ids=["first half", "with more behind", "with prefix and suffix", "other figures", "edited"],
)
def test_a_copy_cut_lengthened_or_edited_is_the_same_work(copy: str) -> None:
    """Cutting, adding and small edits leave one work, whichever came first."""
    assert group(Piece(STORY), Piece(copy, hours=3, outlet="dai")) == {2: 1}
    assert group(Piece(STORY, hours=3), Piece(copy, outlet="dai")) == {1: 2}


def test_a_copy_without_its_lead_or_with_a_new_one_is_the_same_work() -> None:
    """The taking outlet may drop the first third, or write the lead anew above the whole text."""
    cut, relaid = STORY[len(STORY) // 3 :], "Việc gom rác ở bãi ngang đã có kết quả bước đầu. " + STORY

    assert group(Piece(STORY), Piece(cut, hours=3, outlet="dai"), Piece(relaid, hours=4, outlet="dai")) == {2: 1, 3: 1}


def test_a_follow_up_that_repeats_the_story_so_far_is_a_work_of_its_own() -> None:
    """It begins with news at length; the background below it was printed before."""
    news = OTHER.replace("Cùng ngày", "Một tuần sau")

    assert group(Piece(STORY), Piece(f"{news} {STORY}", hours=24 * 7)) == {}
    assert group(Piece(STORY), Piece(f"{STORY} {news}", hours=24 * 7)) == {2: 1}


def test_tones_on_the_wrong_vowel_are_no_other_words() -> None:
    """Some pages put the mark of a decomposed text behind the syllable (triêụ, môí), beside thúy and thuý."""
    story = STORY.replace("nhiều", "triệu thuý").replace("mỗi", "mối")
    typed = story.replace("triệu thuý", "triêụ thúy").replace("mối", "môí")

    assert read_wording(typed).shingles.tolist() == read_wording(story).shingles.tolist()
    assert read_wording("mới").shingles.tolist() != read_wording("mối").shingles.tolist()


def test_a_cross_post_under_another_title_is_the_same_work() -> None:
    """The title is not the text."""
    pieces = Piece(STORY, title="Rác biển đã vơi"), Piece(STORY, hours=9, outlet="dai", title="Sáu xã giữ sạch bãi")

    assert group(*pieces) == {2: 1}


def test_the_same_event_in_other_words_stays_apart() -> None:
    """Two outlets telling one event each did their own work; so do two stories of one day."""
    assert group(Piece(STORY), Piece(RETOLD, hours=1, outlet="dai"), Piece(OTHER, hours=2)) == {}


def test_a_round_up_belongs_to_one_story_at_most_and_never_joins_two() -> None:
    """A page holding two whole stories does not make them one work."""
    found = group(Piece(STORY), Piece(OTHER, hours=1), Piece(STORY + "\n\n" + OTHER, hours=5, outlet="dai"))

    assert found == {3: 1}


def test_a_page_many_times_as_long_is_a_work_of_its_own() -> None:
    """A digest that quotes a whole story among many others is no copy of it."""
    many = " ".join(f"Mục {number} của bản tin nói chuyện thứ {number} ở nơi số {number}." for number in range(90))

    assert group(Piece(STORY), Piece(many + STORY, hours=5, outlet="dai")) == {}


@pytest.mark.parametrize("outlet", ["bao", "dai"])
def test_bulletins_in_one_frame_with_other_figures_stay_apart(outlet: str) -> None:
    """Each day's weather is a work; the same day's, taken over by another outlet, is not."""
    monday = WEATHER.format(day="10/5", low="24 đến 26", high="34 đến 36", damp=78)
    tuesday = WEATHER.format(day="11/5", low="22 đến 25", high="31 đến 33", damp=85)

    assert group(Piece(monday), Piece(tuesday, hours=24, outlet=outlet)) == {}
    assert group(Piece(monday), Piece(monday, hours=2, outlet="dai")) == {2: 1}


def test_an_outlets_own_frame_with_only_another_day_in_it_is_a_bulletin() -> None:
    """One figure changed on a later day is enough at the same outlet, and an edit at another."""
    monday, tuesday = (WEATHER.format(day=day, low="24", high="34", damp=78) for day in ("10/5", "11/5"))

    assert group(Piece(monday), Piece(tuesday, hours=24)) == {}
    assert group(Piece(monday), Piece(tuesday, hours=1, outlet="dai")) == {2: 1}


def test_short_notices_that_differ_in_a_name_stay_apart() -> None:
    """Texts too short to tell are one work only when their words are equal."""
    notice = "Tối nay khu vực {} có mưa, người dân chú ý đề phòng."

    assert group(Piece(notice.format("Hương Sơn")), Piece(notice.format("Hương Khê"))) == {}
    assert group(Piece(notice.format("Hương Sơn")), Piece(notice.format("HƯƠNG SƠN"))) == {2: 1}


def test_a_short_routine_page_of_another_day_is_a_work_of_its_own() -> None:
    """A daily programme page has the same few words each day; posted at the other outlet next day it is a reprint."""
    page = Piece("Mời quý vị xem chương trình thời sự tối.", title="Thời sự")

    assert group(page, Piece(page.words, hours=24, title="Thời sự")) == {}
    assert group(page, Piece(page.words, hours=24, title="Thời sự", outlet="dai")) == {2: 1}
    assert group(page, Piece(page.words, hours=240, title="Thời sự", outlet="dai")) == {}
    assert group(page, Piece(page.words, hours=None, title="Thời sự", outlet="dai")) == {}


def test_galleries_with_the_same_few_captions_stay_apart() -> None:
    """Captions that say little, under other titles, are no common text; the same gallery elsewhere is."""
    captions = "Ảnh 1: Quang cảnh buổi lễ.\n\nẢnh 2: Các đại biểu tham dự.\n\nẢnh 3: Toàn cảnh."

    assert group(Piece(captions, title="Lễ ra quân"), Piece(captions, hours=5, title="Lễ tổng kết")) == {}
    assert group(Piece(captions, title="Lễ ra quân"), Piece(captions, 5, title="Lễ ra quân", outlet="dai")) == {2: 1}


def test_a_programme_page_with_standing_words_is_a_work_each_day() -> None:
    """Under another title the same words of an outlet are routine; long ones, or at another outlet, a reprint."""
    standing = "Chương trình đưa khán giả đến những làng nghề ven biển, gặp người giữ nghề và nghe họ kể chuyện đời. "
    page = Piece(standing * 2, title="Làng nghề số 12")

    assert group(page, Piece(standing * 2, hours=24 * 7, title="Làng nghề số 13")) == {}
    assert group(page, Piece(standing * 2, hours=24 * 7, title="Làng nghề: muối")) == {}
    assert group(page, Piece(standing, hours=2, title="Làng nghề: muối", outlet="dai")) == {}
    assert group(page, Piece(standing * 2, hours=2, title="Làng nghề: muối", outlet="dai")) == {2: 1}
    assert group(Piece(STORY, title="Một"), Piece(STORY, hours=24 * 7, title="Hai")) == {2: 1}
    assert group(Piece(STORY, title="Số 1"), Piece(STORY, hours=24 * 7, title="Số 2")) == {}


def test_a_short_text_at_another_outlet_under_another_title_is_a_reprint_if_its_words_are_equal() -> None:
    """Some twenty words are enough to know a text by, not to judge an edit."""
    words = "Sáng nay xã vùng biển ra quân trồng cây chắn cát, mỗi hộ góp một ngày công và hai gốc phi lao giống."

    assert group(Piece(words, title="A"), Piece(words, hours=3, outlet="dai", title="B")) == {2: 1}
    assert group(Piece(words, title="A"), Piece(words.replace("hai", "ba"), hours=3, outlet="dai", title="B")) == {}


def test_a_near_copy_a_year_later_is_a_new_work_but_an_equal_one_is_not() -> None:
    """A yearly notice reworded is new; the very same words are not."""
    reworded = STORY.replace("Sáng nay", "Chiều nay")

    assert group(Piece(STORY), Piece(reworded, hours=24 * 365)) == {}
    assert group(Piece(STORY), Piece(STORY, hours=24 * 365)) == {2: 1}


def test_a_copy_of_a_copy_and_its_equal_next_year_lead_to_the_first_publication() -> None:
    """What equals a known reprint is one work with it, although its first publication is no longer compared."""
    copy = STORY.replace("Sáng nay", "Chiều nay")

    found = group(Piece(STORY), Piece(copy, hours=2), Piece(OTHER, hours=24 * 200), Piece(copy, hours=24 * 365))

    assert found == {2: 1, 4: 1}


def test_an_undated_copy_joins_only_when_its_words_are_equal() -> None:
    """Without a day a near copy may be of any year; it is never the first publication beside a dated one."""
    near = STORY.replace("Sáng nay", "Chiều nay")

    assert group(Piece(near, hours=None), Piece(STORY, hours=None), Piece(STORY)) == {2: 3}


def test_of_equal_instants_the_one_not_signed_as_taken_over_came_first() -> None:
    """Theo Báo Thử at the same minute is the copy; without a signature the first kept is the first."""
    assert group(Piece(STORY, outlet="dai", is_signed_reprint=True), Piece(STORY)) == {1: 2}
    assert group(Piece(STORY, outlet="dai"), Piece(STORY)) == {2: 1}


def test_one_known_by_its_day_alone_comes_after_those_of_that_day_with_an_hour() -> None:
    """Midnight stands for an unknown hour."""
    at_midnight = -8.0  # 00:00 of 10/05/2023 in Việt Nam

    assert group(Piece(STORY, hours=at_midnight), Piece(STORY, outlet="dai")) == {1: 2}
    assert group(Piece(STORY, hours=at_midnight), Piece(STORY, hours=24, outlet="dai")) == {2: 1}


def test_empty_texts_of_other_titles_are_never_one_work() -> None:
    """Pages without words have nothing in common."""
    assert group(Piece("", title="Một"), Piece(" ... ", hours=1, title="Hai")) == {}


def test_wordings_are_the_same_numbers_on_every_machine_and_know_the_order_of_words() -> None:
    """A pinned number guards the sketches that are kept; turned words are another shingle."""
    numbers = [read_wording(words).shingles.tolist() for words in ("một hai ba", "Một, HAI ba!", "ba hai một")]

    assert numbers[0] == numbers[1] == [16393431839565811982]
    assert numbers[2] != numbers[0]


def test_sketches_are_the_same_numbers_on_every_machine() -> None:
    """Kept sketches stay comparable with those made tomorrow elsewhere."""
    sketch = sketch_wording(read_wording(STORY))

    assert sketch is not None
    assert (sketch.dtype.str, len(sketch), sketch[:2].tolist()) == ("<u4", 128, [6916003, 19939976])


def test_pages_in_one_frame_are_compared_with_the_nearest_only() -> None:
    """A price list every hour gives no millions of pairs; a copy among them is still found."""
    frame = "Giá mặt hàng thứ {0} sáng nay là {1} đồng, chiều qua là {2} đồng một cân. "
    draw = random.Random(5)
    lists = ["".join(frame.format(row, draw.random(), draw.random()) for row in range(9)) for _ in range(200)]
    pieces = [Piece(words, hours=place / 3) for place, words in enumerate(lists)]
    copy = Piece(lists[100] + "Theo Báo.", hours=100 / 3 + 1, outlet="dai")
    sketches = np.array([sketch_wording(read_wording(words)) for words in lists])

    assert group(*pieces, copy) == {201: 101}
    assert len(list_pairs(sketches, np.zeros(200, dtype=np.int64), within=31)) <= NEAREST * 200


def test_a_text_of_a_megabyte_is_sketched_in_little_memory() -> None:
    """Hashing goes by parts and gives what hashing at once would."""
    words = " ".join(f"từ{number}" for number in range(5000))

    sketch, half = (sketch_wording(read_wording(text)) for text in (words, words[: len(words) // 2]))

    assert sketch is not None
    assert half is not None
    assert 0.4 < (sketch == half).mean() < 0.6
    assert (sketch <= half).all()

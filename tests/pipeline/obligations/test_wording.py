"""The words of a plan as what is looked for in articles."""

import pytest

from pipeline.obligations.names import Meaning, Sort
from pipeline.obligations.spelling import Abbreviations, Lookout, part_figures, split_syllables
from pipeline.obligations.wording import Concepts, SoughtContent

ABBREVIATIONS = Abbreviations([("gpmb", "giải phóng mặt bằng")])


def read(content: str, *, article: str = "") -> tuple[SoughtContent, list[str]]:
    """The content read, and the words of it that an article holds."""
    lookout = Lookout[Meaning]()
    concepts = Concepts(lookout, ABBREVIATIONS, set_phrases=["Ngày Môi trường thế giới"], place_names=["Lộc Hà"])
    sought = concepts.read_content(content)
    found = lookout.find(ABBREVIATIONS.split(article))
    return sought, [sought.tell([value]) for (sort, value), _, _ in found if sort is Sort.CONCEPT]


def words(content: str) -> list[str]:
    """What a content asks for, in its own words."""
    sought, _ = read(content)
    return [sought.text[one.start : one.end] for one in sought.sought]


def test_the_language_of_plans_asks_for_nothing() -> None:
    """Only what the piece is about is looked for; places are compared elsewhere."""
    assert words("Tuyên truyền về công tác thu gom rác thải nhựa trên địa bàn huyện Lộc Hà") == [
        "thu gom",
        "rác thải nhựa",
    ]


@pytest.mark.parametrize("content", ["", "Tuyên truyền kết quả thực hiện", "...", "123", "\x00"])
def test_a_content_that_says_nothing_asks_for_nothing(content: str) -> None:
    """Empty and general contents are no error."""
    assert words(content) == []


def test_several_ways_of_saying_a_thing_are_one() -> None:
    """A plan's certificate is the press's red book; an abbreviation is its long form."""
    assert read("Cấp GCN: sổ đỏ", article="Trao bìa đỏ cho dân")[1] == ["sổ đỏ"]
    assert read("Tiến độ GPMB", article="Giải phóng mặt bằng đường mới")[1] == ["GPMB"]


def test_capitals_and_old_tone_places_make_no_difference() -> None:
    """A content all in capitals, or spelt hoà, thuỷ, finds the same."""
    assert read("THU GOM RÁC THẢI NHỰA", article="thu gom rác thải nhựa")[1] == ["THU GOM", "RÁC THẢI NHỰA"]
    assert read("Thuỷ điện", article="nhà máy thủy điện")[1] == ["Thuỷ điện"]


def test_days_of_the_calendar_are_looked_for_as_days() -> None:
    """05/6 is 5/6; a year or a number alone says nothing."""
    assert read("Hưởng ứng ngày 05/6", article="sáng 5/6")[1] == ["5/6"]
    assert words("Tin năm 2023") == []


def test_figures_stand_apart_from_letters() -> None:
    """500kV and 500 kV are the same."""
    assert split_syllables("đường dây 500kV") == ["đường", "dây", "500", "kv"]
    assert split_syllables(part_figures("500kV 05/06")) == ["500", "kv", "5", "6"]


def test_found_neighbours_are_told_together() -> None:
    """A reason reads as the plan was written."""
    sought, _ = read("Thu gom rác thải nhựa và trồng rừng ngập mặn")

    told = sought.tell([one.concept for one in sought.sought if "rừng" not in sought.text[one.start : one.end]])

    assert told.startswith("Thu gom rác thải nhựa")


def test_a_phrase_means_all_that_was_said_of_it() -> None:
    """One walk finds overlapping phrases with each of their meanings."""
    lookout = Lookout[str]()
    for phrase, meaning in (("kỳ anh", "huyện"), ("kỳ anh", "thị xã"), ("kỳ anh", "huyện"), ("anh", "người")):
        lookout.add(phrase.split(), meaning)

    assert lookout.find(["ở", "kỳ", "anh"]) == [("huyện", 1, 3), ("thị xã", 1, 3), ("người", 2, 3)]

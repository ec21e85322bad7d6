"""Names and places: Kỳ Anh the district and the town, other provinces, documents, ordinals."""

import pytest

from classify.segment import segment
from pipeline.obligations.names import Meaning, Named, Names, read_named
from pipeline.obligations.spelling import Lookout, split_syllables
from tests.pipeline.obligations.making import OFFICE


def name(content: str, article: str = "") -> tuple[Named, Named, list[str]]:
    """What a content names, what an article does, and the names printed."""
    lookout = Lookout[Meaning]()
    names = Names(
        lookout,
        OFFICE.province,
        districts=OFFICE.districts,
        common=OFFICE.common_names,
        look_alikes=OFFICE.look_alikes,
    )
    wanted = names.read_content(content, segment(content))
    syllables = split_syllables(article)
    return wanted, read_named(lookout.find(syllables), syllables), names.printed


@pytest.mark.parametrize(
    ("text", "districts"),
    [
        ("tại huyện Kỳ Anh", {"H-KA"}),
        ("tại thị xã Kỳ Anh", {"H-TXKA"}),
        ("tại TX. Kỳ Anh", {"H-TXKA"}),
        ("tại Kỳ Anh", {"H-KA", "H-TXKA"}),
        ("ở Lộc Hà", {"H-LH"}),
        ("tỉnh Hà Tĩnh", set()),
        ("TP Hà Tĩnh", {"H-TPHT"}),
    ],
)
def test_a_place_is_the_one_its_prefix_says(text: str, districts: set[str]) -> None:
    """Without a prefix either may be meant; the province is no town."""
    assert name(text)[0].districts == districts


def test_proper_names_and_document_numbers_are_looked_for() -> None:
    """They are found in articles however the number is spaced."""
    wanted, found, printed = name("Nghị quyết 06-NQ/TU tại Vũng Áng", "nghị quyết 6 - NQ/TU cho Vũng Áng")

    assert set(printed) == {"06-NQ/TU", "Vũng Áng"}
    assert found.names == wanted.names


@pytest.mark.parametrize("content", ["Thu gom rác", "Luật mới", "Chi cục Bảo vệ môi trường", "THU GOM RÁC", "Ở Lộc Hà"])
def test_common_words_districts_and_departments_are_no_names(content: str) -> None:
    """What sets nothing apart is not looked for."""
    assert not name(content)[0].names


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("Đấu giá đợt 2", {("đợt", 2)}),
        ("lần thứ ba", {("lần", 3)}),
        ("Quý IV", {("quý", 4)}),
        ("đợt 2023", set()),
        ("đợt", set()),
    ],
)
def test_what_is_counted_has_its_number(text: str, ordinals: set[tuple[str, int]]) -> None:
    """Figures, Roman numbers and words; a year is no ordinal."""
    assert name(text)[0].ordinals == ordinals


def test_other_provinces_and_look_alikes_are_seen() -> None:
    """An article names them in its own words."""
    found = name("Rác", "Phòng Cảnh sát môi trường Nghệ An")[1]

    assert found.provinces == {"Nghệ An"}
    assert found.look_alikes == {("MT", "Phòng Cảnh sát môi trường")}

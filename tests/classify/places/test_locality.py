"""Where an article's matter takes place."""

from datetime import UTC, datetime

import pytest

from classify.places.locality import LocalityReader
from classify.rules.book import RuleBook
from models.office_files.organisation import OrganisationFile
from models.records import ArticleText, PlaceMention
from models.vocabulary import Certainty, LocalityScope

IN_2023 = datetime(2023, 6, 1, 1, 0, tzinfo=UTC)
IN_2025 = datetime(2025, 9, 1, 1, 0, tzinfo=UTC)
OWN_PAPER = "https://baohatinh.vn/ra-quan-don-rac-post250001.html"
INSIDE, ELSEWHERE = LocalityScope.INSIDE, LocalityScope.ELSEWHERE
NATION, UNCLEAR = LocalityScope.NATION, LocalityScope.UNCLEAR


@pytest.fixture(scope="module")
def reader(organisation: OrganisationFile, book: RuleBook) -> LocalityReader:
    return LocalityReader(organisation, book.aliases)


def article(title: str, lead: str = "", text: str = "", url: str | None = None) -> ArticleText:
    return ArticleText(title, lead, text, IN_2023, url=url)


def places(reader: LocalityReader, title: str, day: datetime = IN_2023) -> dict[str, PlaceMention]:
    return {place.name: place for place in reader.tell(ArticleText(title, "", "", day)).places}


@pytest.mark.parametrize(
    ("title", "scope"),
    [
        ("Hà Tĩnh thu gom vỏ bao thuốc bảo vệ thực vật", INSIDE),
        ("HÀ TĨNH: RA QUÂN DỌN BIỂN", INSIDE),
        ("hà tĩnh ra quân dọn biển", INSIDE),
        ("Ha\u0300 Ti\u0303nh ra quân dọn biển", INSIDE),
        ("Xã Kỳ Sơn, huyện Kỳ Anh trồng rừng", INSIDE),
        ("Vũng Áng thêm hai ống khói được giám sát", INSIDE),
        ("Nước sông La trong trở lại", INSIDE),
        ("Ba mươi lao động Trung Quốc rời công trường ở Hà Tĩnh", INSIDE),
        ("Nghệ An, Hà Tĩnh, Quảng Bình cùng dọn bãi tắm", INSIDE),
        ("Huyện Kỳ Sơn (Nghệ An) trồng rừng", ELSEWHERE),
        ("Thị xã Sơn Tây (Hà Nội) thu gom rác", ELSEWHERE),
        ("Xã Hương Sơn, huyện Mỹ Đức, Hà Nội đón khách", ELSEWHERE),
        ("Phường Hà Huy Tập (TP Vinh) dọn rác", ELSEWHERE),
        ("Formosa Đồng Nai lắp trạm quan trắc", ELSEWHERE),
        ("Người đàn ông quê Hà Tĩnh trúng thầu mỏ cát ở Bình Dương", ELSEWHERE),
        ("Báo Hà Tĩnh nhận giải thưởng tại Hà Nội", ELSEWHERE),
        ("Tokyo đổi cách phân loại rác", ELSEWHERE),
        ("Quốc hội thảo luận dự án Luật Đất đai", NATION),
        ("Cá chết trên sông La Ngà", UNCLEAR),
        ("Công ty Hồng Lĩnh nợ tiền ký quỹ", UNCLEAR),
        ("Đường Lê Đức Thọ đọng rác", UNCLEAR),
        ("Ông Nguyễn Hồng Lĩnh nói về nghề rừng", UNCLEAR),
        ("Hòa bình trở lại những làng chài", UNCLEAR),
        ("Quy định của Pháp luật về ký quỹ", UNCLEAR),
        ("Xã Sơn Tây thu gom rác", UNCLEAR),
        ("Mẹo ủ rác tại nhà", UNCLEAR),
        ("", UNCLEAR),
    ],
)
def test_the_title_alone_tells_the_place(reader: LocalityReader, title: str, scope: LocalityScope) -> None:
    """The province's own names count, like-named places, people, streets and papers do not."""
    assert reader.tell(article(title)).scope is scope


def test_another_province_in_front_is_not_ours(reader: LocalityReader) -> None:
    """A province named once in the body does not outweigh the one in the title."""
    found = reader.tell(article("Quảng Bình phạt chủ mỏ cát", "", "Chuyện này cũng từng có ở Hà Tĩnh."))

    assert (found.scope, found.in_province) == (ELSEWHERE, False)
    assert "Quảng Bình" in found.reasons[0]


def test_the_provinces_own_bodies_speak_for_it_with_doubt(reader: LocalityReader) -> None:
    """ "UBND tỉnh" without a name is the province's, but somebody should look."""
    found = reader.tell(article("Duyệt quy hoạch bãi rác", "UBND tỉnh vừa duyệt quy hoạch bãi rác tập trung."))

    assert (found.scope, found.certainty) == (INSIDE, Certainty.DOUBTFUL)


def test_the_provinces_own_body_named_with_another_province_is_not_ours(reader: LocalityReader) -> None:
    """ "UBND tỉnh Nghệ An" speaks for Nghệ An."""
    assert reader.tell(article("UBND tỉnh Nghệ An duyệt quy hoạch bãi rác")).scope is ELSEWHERE


def test_its_own_paper_prints_its_own_news(reader: LocalityReader) -> None:
    """Without any place an article of the province's paper is the province's; a law stays the country's."""
    silent = reader.tell(article("Mẹo ủ rác tại nhà", url=OWN_PAPER))
    law = reader.tell(article("Quốc hội thông qua Luật Đất đai", "Chính phủ trình dự thảo.", url=OWN_PAPER))
    foreign = reader.tell(article("Mẹo ủ rác tại nhà", url="https://khongphaibaohatinh.vn/1"))

    assert [one.scope for one in (silent, law, foreign)] == [INSIDE, NATION, UNCLEAR]


def test_a_shared_commune_name_counts_at_home(reader: LocalityReader) -> None:
    """ "Phường Trần Phú" stands in many towns: beside the province's name or in its paper it is ours."""
    beside = reader.tell(article("Phường Trần Phú, thành phố Hà Tĩnh dọn rác"))
    printed = reader.tell(article("Phường Trần Phú dọn rác", url=OWN_PAPER))
    alone = reader.tell(article("Phường Trần Phú dọn rác"))

    assert [one.scope for one in (beside, printed, alone)] == [INSIDE, INSIDE, UNCLEAR]


def test_ky_anh_is_never_guessed(reader: LocalityReader) -> None:
    """With its level Kỳ Anh is the district or the town, without it neither, and the note says so."""
    district = places(reader, "Huyện Kỳ Anh gom rác")["Huyện Kỳ Anh"]
    town = places(reader, "TX. Kỳ Anh gom rác")["Thị xã Kỳ Anh"]
    unknown = places(reader, "Kỳ Anh gom rác")["Kỳ Anh"]
    commune = places(reader, "Xã Kỳ Anh gom rác", IN_2025)["Xã Kỳ Anh"]

    assert [one.code for one in (district, town, unknown, commune)] == ["H-KA", "H-TXKA", None, "xa-ky-anh"]
    assert "chưa rõ" in (unknown.note or "")


def test_communes_before_and_after_the_reform(reader: LocalityReader) -> None:
    """Old communes say what they became, districts until when they stood."""
    before = places(reader, "Xã Tùng Châu, huyện Đức Thọ gom rác", IN_2025)
    after = places(reader, "Phường Thành Sen gom rác", IN_2025)

    assert before["Xã Tùng Châu"].note == "tên đến 30/06/2025, nay thuộc Xã Đức Minh"
    assert before["Huyện Đức Thọ"].note == "tên đến 30/06/2025"
    assert after["Phường Thành Sen"].note is None


def test_a_list_of_communes_needs_its_level_once(reader: LocalityReader) -> None:
    """ "Các xã Kỳ Khang, Kỳ Xuân và Kỳ Phú" are three communes."""
    assert set(places(reader, "Các xã Kỳ Khang, Kỳ Xuân và Kỳ Phú trồng rừng")) == {
        "Xã Kỳ Khang",
        "Xã Kỳ Xuân",
        "Xã Kỳ Phú",
    }


def test_places_stand_where_they_say(reader: LocalityReader) -> None:
    """Offsets lead to the words in the stored text, odd characters and blanks before them included."""
    text = "Ngày 5/6,\u00a0 tại  TX. Kỳ Anh (Hà Tĩnh), 😀 người dân Cẩm Xuyên góp sức.\n\n\nỞ xã Kỳ Hoa cũng vậy."

    found = reader.tell(article("", "", text)).places

    assert [one.words for one in found] == ["TX. Kỳ Anh", "Hà Tĩnh", "Cẩm Xuyên", "xã Kỳ Hoa"]
    assert all(text[one.start : one.end] == one.words for one in found)


def test_a_marked_word_survives_odd_input(reader: LocalityReader) -> None:
    """Control characters, no words at all and a very long text are read without failing."""
    for text in ("\x00\u200b\ufeff", "((((", "Hà Tĩnh " * 20_000):
        assert reader.tell(article(text, text, text, url="http://[bad")).score <= 1

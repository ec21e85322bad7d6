"""Small decisions of extraction: series marks, genres, signatures, site names, related cards."""

import pytest

from crawler.extract.genre import choose_genre, text_blocks
from crawler.extract.reading import Block, BlockKind, Found
from crawler.extract.related import cut_at_end, drop_related
from crawler.extract.series import read_series
from crawler.extract.signature import choose_byline, split_signature
from crawler.extract.sitenames import is_site_name, strip_site_name
from models.vocabulary import Genre

SENTENCE = "Đoàn kiểm tra lấy mẫu nước tại năm điểm và hẹn công bố kết quả sau mười ngày làm việc."
URL = "https://vungha.example/mot-bai.html"


def make_blocks(*lines: str) -> tuple[Block, ...]:
    return tuple(Block(line) for line in lines)


@pytest.mark.parametrize(
    ("title", "part", "last", "key"),
    [
        ("Bài 1: Những thửa ruộng nhỏ", 1, False, "nhung-thua-ruong-nho"),
        ("Tích tụ ruộng đất (bài 2): Gỡ nút thắt", 2, False, "tich-tu-ruong-dat"),
        ("Kỳ II: Giữ nguồn nước", 2, False, "giu-nguon-nuoc"),
        ("Rừng kêu cứu - Kỳ cuối: Trả lại màu xanh", None, True, "rung-keu-cuu"),
        ("Rừng kêu cứu - Bài cuối: Trả lại màu xanh", None, True, "rung-keu-cuu"),
        ("Đường về làng biển - Bài 3", 3, False, "duong-ve-lang-bien"),
        ("Bài 3 (bài cuối): Bến mới", 3, True, "ben-moi"),
        ("Đường về làng biển - Bài 3 (bài cuối): Bến mới", 3, True, "duong-ve-lang-bien"),
        ("Đường về làng biển (kỳ 2 và hết)", 2, True, "duong-ve-lang-bien"),
        ("Đường về làng biển (Bài 2/3): Bến mới", 2, False, "duong-ve-lang-bien"),
        ("Đường về làng biển (Bài 3/3): Bến mới", 3, True, "duong-ve-lang-bien"),
        ("Số cuối: Bến mới", None, True, "ben-moi"),
        ("Bài kết: Bến mới", None, True, "ben-moi"),
        ("Phần một: Bến cũ", 1, False, "ben-cu"),
        ("BÀI THỨ HAI: BẾN MỚI", 2, False, "ben-moi"),
        ("Loạt bài “Đường về làng biển” - Kỳ XI: Bến mới", 11, False, "duong-ve-lang-bien"),
        ("[Emagazine] Đường về làng biển | Tập 2", 2, False, "duong-ve-lang-bien"),
        ("Bài 1 - Hết rác ở bến cá", 1, False, "het-rac-o-ben-ca"),
    ],
)
def test_series_marks_are_read(title: str, part: int | None, last: bool, key: str) -> None:
    """Number, Roman number and the last part are read wherever the mark stands."""
    series = read_series(title)

    assert series is not None
    assert (series.part, series.last, series.key) == (part, last, key)


@pytest.mark.parametrize(
    "title",
    [
        "Ba bài học từ vụ cháy rừng",
        "Kỳ họp thứ 14 HĐND tỉnh",
        "Bài toán rác thải: chờ lời giải",
        "Kỳ Anh: 2 tàu mắc cạn",
        "Bão số 5: Biển động mạnh",
        "Bước sang nhiệm kỳ hai: việc gì trước",
        "Bài 5 điều cần nhớ khi đi biển",
        "Kỳ iixx: Bến mới",
        "Bài 2:",
    ],
)
def test_titles_without_a_mark_are_no_series(title: str) -> None:
    """Words that only look like a mark are none."""
    assert read_series(title) is None


@pytest.mark.parametrize("filler", [" ", "- ", "(", "bài ", "kỳ 2 ", "(kỳ 2 - kỳ cuối "])
def test_a_huge_headline_is_read_at_once(filler: str) -> None:
    """Repeated pieces of a mark cost no more than their length."""
    series = read_series(filler * 20_000 + "Bến mới - Bài 2: Gió")

    assert series is None or series.key
    assert read_series(" " * 20_000 + "Bến  mới \n - Bài 2: Gió") == read_series("Bến mới - Bài 2: Gió")


def test_printed_subject_names_a_series_whose_title_does_not() -> None:
    """With the mark in front, the subject printed on the page ties the parts together."""
    parts = [read_series(f"Bài {n}: Phần {n} của chuyện", named="Chủ đề Rác ở làng biển") for n in (1, 2)]

    assert {part.key for part in parts if part} == {"rac-o-lang-bien"}


@pytest.mark.parametrize(
    ("title", "section", "blocks", "has_player", "genre"),
    [
        ("Một tin", None, make_blocks(SENTENCE), False, Genre.NEWS),
        ("Một bài", None, make_blocks(*[SENTENCE] * 14), False, Genre.FEATURE),
        ("Làng bún", "Phóng sự", make_blocks(SENTENCE), False, Genre.REPORTAGE),
        ("Giữ rừng", "Phóng sự - Ký sự", make_blocks(SENTENCE), False, Genre.REPORTAGE),
        ("Phỏng vấn Giám đốc Sở về rác thải", None, make_blocks(SENTENCE), False, Genre.INTERVIEW),
        ("Nói thẳng", None, make_blocks("PV: Vì sao?", SENTENCE, "PV: Bao giờ?", SENTENCE), False, Genre.INTERVIEW),
        ("Tháo nước cứu lúa", None, make_blocks(SENTENCE), True, Genre.VIDEO),
        ("Chuyện dài", None, make_blocks(*[SENTENCE] * 14), True, Genre.FEATURE),
        ("[Emagazine] Giữ đất", None, make_blocks(SENTENCE), False, Genre.EMAGAZINE),
        ("Bản tin phát thanh ngày 3/5", None, make_blocks(SENTENCE), True, Genre.RADIO),
        ("Chợ hoa", "Video", make_blocks(SENTENCE), False, Genre.NEWS),
    ],
)  # fmt: skip
def test_genre_follows_name_and_build(
    title: str, section: str | None, blocks: tuple[Block, ...], has_player: bool, genre: Genre
) -> None:
    """What a piece is called counts first, then its player, questions and length."""
    assert choose_genre(title=title, section=section, blocks=blocks, has_player=has_player, marked=None) is genre


def test_captions_are_text_only_where_they_are_the_body() -> None:
    """A photo report reads as its captions; elsewhere captions stay outside the text."""
    captions = tuple(Block(f"Ảnh {n}: Máy gặt xuống đồng từ sớm.", BlockKind.CAPTION) for n in range(3))

    assert text_blocks((*captions, Block("Quốc Khải"))) == captions
    assert text_blocks((Block(SENTENCE), *captions[:1])) == (Block(SENTENCE),)


def test_closing_name_lines_leave_the_body() -> None:
    """A name and a credit under the text sign the article and are no text."""
    blocks, signature = split_signature(make_blocks(SENTENCE, "Trần Lâm Anh", "Video: Hữu Tài"))

    assert blocks == make_blocks(SENTENCE)
    assert signature == ("Trần Lâm Anh", "Video: Hữu Tài")


def test_set_apart_pen_name_of_one_syllable_signs() -> None:
    """A single syllable signs when it stands apart, and is text when it does not."""
    apart = (Block(SENTENCE), Block("Papai", is_emphasised=True))

    assert split_signature(apart) == ((Block(SENTENCE),), ("Papai",))
    assert split_signature(make_blocks(SENTENCE, "Papai")) == (make_blocks(SENTENCE, "Papai"), ())


def test_candidate_that_names_somebody_wins_over_one_that_does_not() -> None:
    """ "PV" from the metadata does not hide the names under the text."""
    chosen = choose_byline([Found("PV", "meta:author")], ("Lan Chi - Bảo Trâm",))

    assert chosen is not None
    assert [credit.name for credit in chosen[0].credits] == ["Lan Chi", "Bảo Trâm"]


@pytest.mark.parametrize(
    "name",
    [
        "VCCorp.vn",
        "vungha.example",
        "Báo Vùng Hạ",
        "Trang tin Vùng Hạ",
        "https://facebook.com/x",
        "admin",
        "VungHa News",
    ],
)
def test_names_of_sites_sign_nothing(name: str) -> None:
    """Owners, addresses and the paper itself are no authors."""
    assert is_site_name(name, URL, ("Vùng Hạ",))


@pytest.mark.parametrize("name", ["Mai Hạ", "Thanh Báo", "T.H", "Lê An - Vũ Bình"])
def test_names_of_people_stay(name: str) -> None:
    """People are not taken for sites."""
    assert not is_site_name(name, URL, ("Vùng Hạ",))


@pytest.mark.parametrize(
    ("title", "stripped"),
    [
        ("Hồ chứa cạn nước | Trang tin Vùng Hạ", "Hồ chứa cạn nước"),
        ("Hồ chứa cạn nước - vungha.example", "Hồ chứa cạn nước"),
        ("Hồ chứa cạn nước - lời cảnh báo", "Hồ chứa cạn nước - lời cảnh báo"),
    ],
)
def test_only_the_site_name_is_cut_from_a_title(title: str, stripped: str) -> None:
    """A dash in a headline is no reason to cut it."""
    assert strip_site_name(title, URL, ("Vùng Hạ",)) == stripped


def test_cards_and_lone_links_are_no_text() -> None:
    """Linked headlines with summaries at the end go, and so does a linked line inside the body."""
    link = Block("Trồng thêm ba cánh rừng ngập mặn ven sông", is_linked=True)
    summary = Block("Cây đước và bần được trồng xen để giữ bùn ven sông.")
    body = make_blocks(*[SENTENCE] * 4)

    kept, is_list = drop_related((*body[:2], link, *body[2:], link, summary, link, summary))

    assert (kept, is_list) == (body, False)


def test_page_of_cards_is_a_list() -> None:
    """Nothing but headlines and summaries is no article."""
    card = (Block("Trồng thêm ba cánh rừng ngập mặn ven sông", is_linked=True), Block(SENTENCE))

    _, is_list = drop_related(card * 8)

    assert is_list


def test_heading_of_a_box_in_the_middle_does_not_end_the_body() -> None:
    """The body ends at "Tin liên quan" only when no running text follows."""
    long = SENTENCE + " " + SENTENCE
    middle = make_blocks(long, "Tin liên quan", long, long)

    assert cut_at_end(middle, lambda line: line == "Tin liên quan") == make_blocks(long, long, long)
    assert cut_at_end(middle[:3], lambda line: line == "Tin liên quan") == make_blocks(long)

"""Genres and quantities as departments write them."""

import pytest

from models.vocabulary import Genre
from pipeline.monthly_plans.genres import is_genre_heading, read_pieces, read_pieces_in_content, read_quantity

READ = {
    "02 tin, 01 bài": [("tin", 2), ("bai", 1)],
    "1 tin/1 bài": [("tin", 1), ("bai", 1)],
    "Tin: 02; Bài: 01": [("tin", 2), ("bai", 1)],
    "Bài: 01 bài": [("bai", 1)],
    "Tin: 02 tin; Bài: 01 bài": [("tin", 2), ("bai", 1)],
    "Tin (2), bài (1)": [("tin", 2), ("bai", 1)],
    "1 tin 1 phóng sự": [("tin", 1), ("phong_su", 1)],
    "hai tin và một phóng sự": [("tin", 2), ("phong_su", 1)],
    "01 phóng sự (5 phút)": [("phong_su", 1)],
    "phóng sự truyền hình dài 7 phút": [("phong_su", None)],
    "02 tin kèm ảnh": [("tin", 2)],
    "tin + ảnh": [("tin", None)],
    "01 tin video": [("video", 1)],
    "bài phỏng vấn": [("phong_van", None)],
    "ít nhất 2 tin": [("tin", 2)],
    "2-3 tin": [("tin", 2)],
    "nhiều tin": [("tin", None)],
    "1 tin/tuần": [("tin", None)],
    "tin bài": [(None, None)],
    "03 tin, bài": [(None, 3)],
    "1 chuyên mục": [(None, 1)],
    "02 tin bai": [(None, 2)],
    "Thông tin trên báo": [],
    "băng rôn": [],
}


@pytest.mark.parametrize(("words", "pieces"), READ.items())
def test_pieces_are_read_with_their_numbers(words: str, pieces: list[tuple[str | None, int | None]]) -> None:
    """Numbers before or behind, in words or figures, go with their genre; lengths are no numbers of pieces."""
    read = [(piece.genre.value if piece.genre else None, piece.quantity) for piece in read_pieces(words)]

    assert read == pieces


def test_a_lower_bound_is_told() -> None:
    """A span of numbers counts as its lower end, and the remark says so."""
    piece = read_pieces("2-3 tin")[0]

    assert piece.remark == "«2-3» hiểu là ít nhất 2"


@pytest.mark.parametrize(
    ("content", "genres"),
    [
        ("Bài viết về chợ quê", [Genre.FEATURE]),
        ("Phóng sự: đêm ở bến cát", [Genre.REPORTAGE]),
        ("Dọn kênh mương (02 tin, 01 bài)", [Genre.NEWS, Genre.FEATURE]),
        ("Tin học hóa sổ sách", []),
        ("Bài trừ rác thải nhựa", []),
        ("Hội nghị trực tuyến (3/6)", []),
    ],
)
def test_a_content_may_name_its_genre(content: str, genres: list[Genre]) -> None:
    """Only a genre that opens the content as such, or closes it in brackets, is taken from it."""
    assert [piece.genre for piece in read_pieces_in_content(content)] == genres


@pytest.mark.parametrize(("words", "number"), [("02", 2), ("hai", 2), ("2 (hai)", 2), ("x", None), ("2, 3", None)])
def test_a_quantity_is_one_number(words: str, number: int | None) -> None:
    """A quantity cell names one number, or none."""
    stated = read_quantity(words, None)

    assert (stated.quantity if stated else None) == number


def test_headings_of_counts_are_known() -> None:
    """A column headed by one genre holds its counts; "Tin bài" and "Số lượng" do not."""
    assert is_genre_heading("Số tin") is Genre.NEWS
    assert is_genre_heading("Phóng sự") is Genre.REPORTAGE
    assert is_genre_heading("Tin bài") is None
    assert is_genre_heading("Số lượng") is None

"""Measured letters: widths, lines of names, letters that cannot be drawn."""

import pytest

from reports.measure import FONT_FOLDER, balanced_width, mark_missing, split_name, text_width


def test_widths_are_those_of_times_new_roman() -> None:
    """A thousand units of the font's own table: "n" is half an em, bold "n" 0.556; letters add up."""
    assert text_width("n", 72) == pytest.approx(12.7, abs=0.01)
    assert text_width("n", 72, bold=True) == pytest.approx(0.556 * 25.4, abs=0.02)
    assert text_width("đất", 13) == pytest.approx(sum(text_width(letter, 13) for letter in "đất"))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", ("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",)),
        ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", ("SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG")),
        ("TRUNG TÂM QUAN TRẮC TÀI NGUYÊN VÀ MÔI TRƯỜNG", ("TRUNG TÂM QUAN TRẮC", "TÀI NGUYÊN VÀ MÔI TRƯỜNG")),
        ("VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI TỈNH THỬ NGHIỆM", ("VĂN PHÒNG ĐĂNG KÝ", "ĐẤT ĐAI TỈNH THỬ NGHIỆM")),
        ("X" * 60, ("X" * 60,)),
    ],
)
def test_long_names_break_between_words_that_belong_apart(name: str, lines: tuple[str, ...]) -> None:
    """A name that fits stays whole; a break stands before VÀ or between compounds; one word never breaks."""
    assert split_name(name, 12, 71.6, bold=True) == lines


def test_titles_get_lines_of_about_equal_length() -> None:
    """The width leaves no single word on the last line, and is never more than there is."""
    title = "Kết quả công tác truyền thông về tài nguyên và môi trường trên báo chí năm 2023"
    whole = text_width(title, 14, bold=True)

    assert whole / 2 < balanced_width(title, 14, 165, bold=True) < whole / 2 + 20
    assert balanced_width("Ngắn", 14, 165, bold=True) < 20
    assert balanced_width("X" * 100, 14, 165, bold=True) == 165


def test_letters_that_cannot_be_drawn_become_boxes() -> None:
    """Vietnamese and signs stay, as do places to break; marks that nobody sees go."""
    assert mark_missing("Ưu đãi “ắ” – 5 m² \u200b…") == "Ưu đãi “ắ” – 5 m² \u200b…"
    assert mark_missing("Vui 😀中!") == "Vui □□!"
    assert mark_missing("❤\ufe0f tốt\U000e0001") == "□ tốt"
    assert text_width("😀", 10) == text_width("□", 10)
    assert text_width("\u200b", 10) == 0


def test_the_letters_ship_with_their_licence() -> None:
    """Four looks of Tinos and the Open Font License lie beside the program."""
    assert sorted(path.stem for path in FONT_FOLDER.glob("*.ttf")) == [
        "Tinos-Bold",
        "Tinos-BoldItalic",
        "Tinos-Italic",
        "Tinos-Regular",
    ]
    assert "SIL Open Font License, Version 1.1" in (FONT_FOLDER / "LICENSE").read_text(encoding="utf-8")

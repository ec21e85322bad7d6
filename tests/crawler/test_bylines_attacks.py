"""Bylines under any input: never an exception, never an invented name, never a long wait."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.bylines import describe_byline, looks_like_byline, parse_byline
from models.text import clean_text

FRAGMENTS = st.sampled_from(
    [
        *(
            "Lam Khê",
            "Tú Vọng",
            "L.K",
            "PV",
            "Nhóm PV",
            "TTXVN",
            "HTTV",
            "Sở TN&MT",
            "Phòng Nước",
            "Hà Nội",
            "khê",
            "MC",
        ),
        *("Ảnh: ", "Bài, ảnh: ", "Thực hiện:", "Theo ", "Nguồn: ", "(tổng hợp)", "t/h", "(Theo ", "(", ")", "[", "]"),
        *(
            " - ",
            "-",
            " – ",
            "/",
            ", ",
            ";",
            " và ",
            "&",
            ".",
            ":",
            "\n",
            " ",
            "\u00a0",
            "\u200b",
            "12/3/2023",
            "0912345678",
        ),
    ]
)
PRINTED = st.one_of(st.text(max_size=120), st.lists(FRAGMENTS, max_size=14).map("".join))
PATIENCE_SECONDS = 5.0


@given(PRINTED)
@settings(deadline=None)
def test_any_text_is_parsed(printed: str) -> None:
    """No text raises, and the printed line is kept clean."""
    parsed = parse_byline(printed)

    assert parsed.printed == clean_text(printed)
    assert looks_like_byline(printed) in {True, False}


@given(PRINTED)
@settings(deadline=None)
def test_names_stand_in_the_line(printed: str) -> None:
    """Every name and every affiliation is made of words printed there, in their order, and no name is empty."""
    squeezed = "".join(clean_text(printed).split())

    for credit in parse_byline(printed).credits:
        assert any(letter.isalpha() for letter in credit.name)
        assert "".join(credit.name.split()) in squeezed
        assert all("".join(word.split()) in squeezed for word in (credit.affiliation or "").split(", "))


@given(PRINTED)
@settings(deadline=None)
def test_the_unicode_form_changes_nothing(printed: str) -> None:
    """Decomposed and composed spellings of one line are read alike."""
    composed = describe_byline(parse_byline(unicodedata.normalize("NFC", printed)))

    assert describe_byline(parse_byline(unicodedata.normalize("NFD", printed))) == composed


@given(PRINTED)
@settings(deadline=None)
def test_a_clean_line_is_read_as_the_raw_one(printed: str) -> None:
    """Reading the kept line again gives the same record."""
    parsed = parse_byline(printed)

    assert parse_byline(parsed.printed) == parsed


@pytest.mark.parametrize(
    "seed",
    [
        "(",
        "Bài, ",
        "Ảnh ảnh ",
        "A. ",
        "a-",
        "Theo ",
        "((",
        "[(",
        "Lam Khê - ",
        "và ",
        "t/h ",
        "0",
        "a@a.",
        "PGS.TS ",
        "\n",
        ":",
        "“",
        "\u0315\u0300",
    ],
)
def test_long_input_takes_no_longer(seed: str) -> None:
    """A hundred thousand characters, and the longest line that is still read, take a bounded time."""
    started = time.perf_counter()

    for length in (399, 100_000):
        text = (seed * (length // len(seed) + 1))[:length]
        parse_byline(text)
        looks_like_byline(text)

    assert time.perf_counter() - started < PATIENCE_SECONDS

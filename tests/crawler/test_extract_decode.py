"""Bytes become the right letters whatever the page or the server says of them."""

import unicodedata
from datetime import datetime

import pytest

from crawler.dates import HANOI
from crawler.extract import extract_article
from crawler.extract.decode import decode_page
from crawler.outlet_file import load_outlets
from models.records import ExtractedArticle

TEXT = "Xử phạt doanh nghiệp xả thải ra sông Rào Cái, phường Đại Nài: “Nước đổi màu, cá chết trắng bờ”."
TONES = "\u0300\u0301\u0303\u0309\u0323"


def encode_cp1258(text: str) -> bytes:
    """Write tone marks after their vowels, as the code page wants them."""
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        letters.append(base + "".join(part for part in parts if part in TONES))
    return "".join(letters).encode("cp1258")


def read_back(page: bytes, content_type: str | None) -> str:
    return unicodedata.normalize("NFC", decode_page(page, content_type))


@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-8", "text/html; charset=windows-1258", "x"])
@pytest.mark.parametrize("encoded", [TEXT.encode(), encode_cp1258(TEXT)], ids=["utf-8", "windows-1258"])
def test_bytes_count_before_what_the_header_says(encoded: bytes, content_type: str | None) -> None:
    """UTF-8 and windows-1258 are recognised also under each other's name or none."""
    assert read_back(encoded, content_type) == TEXT


@pytest.mark.parametrize("name", ["utf-8", "windows-1258", "iso-8859-1"])
def test_bytes_count_before_what_the_page_says(name: str) -> None:
    """A wrong meta element does not spoil the text."""
    head = f'<html><head><meta charset="{name}"></head>'

    assert read_back(head.encode() + encode_cp1258(TEXT), None).endswith(TEXT)
    assert read_back(head.encode() + TEXT.encode(), None).endswith(TEXT)


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    """One cut letter in a UTF-8 page stays one unreadable letter."""
    decoded = decode_page(TEXT.encode() + b"\xe1\xba" + TEXT.encode(), "text/html")

    assert decoded == f"{TEXT}\ufffd{TEXT}"


def test_byte_order_mark_decides() -> None:
    """UTF-16 with its mark is read as such."""
    assert decode_page(TEXT.encode("utf-16"), "text/html; charset=utf-8") == TEXT


@pytest.mark.parametrize("name", ["rot13", "zlib", "idna", "unicode_escape", "x-unknown"])
def test_codecs_that_are_no_page_encodings_are_not_used(name: str) -> None:
    """A hostile header cannot pick a codec that transforms or fails."""
    assert decode_page(b"abc \xff def", f"text/html; charset={name}") == "abc \ufffd def"


def test_decomposed_page_gives_composed_text() -> None:
    """The same article in another Unicode form is the same text."""
    page = f"<h1 class='article__title'>{TEXT}</h1><div class='article__body'><p>{TEXT}</p></div>"
    url, outlets = "https://baohatinh.vn/a-post1.html", load_outlets()

    answers = [
        extract_article(form, url, fetched_at=datetime(2026, 1, 1, tzinfo=HANOI), outlets=outlets)
        for form in (page, unicodedata.normalize("NFD", page), encode_cp1258(page))
    ]

    assert all(isinstance(answer, ExtractedArticle) for answer in answers)
    assert answers[0] == answers[1] == answers[2]

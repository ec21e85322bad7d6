"""Telephone numbers, addresses and names of contacts are parted from text that leaves the office."""

import pytest

from pipeline.monthly_plans.contacts import part_contacts


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("Liên hệ: Vũ Thị Mẫu, 0900000001", ""),
        ("Ưu tiên đăng; chị Mẫu 0900.000.001", "Ưu tiên đăng"),
        ("Làng nghề (anh Đạt - 0900 000 002)", "Làng nghề"),
        ("Chụp ảnh trước, anh Đạt ĐT 0900000002", "Chụp ảnh trước"),
        ("gặp anh Ân (0900.000.003) tại cổng", "gặp tại cổng"),
        ("+84 900 000 001 (Mẫu)", ""),
        ("SĐT 0239 3000001", ""),
        ("gửi ảnh về mau@vi-du.vn", "gửi ảnh về"),
        ("Đầu mối - Vũ Thị Mẫu", ""),
    ],
)
def test_contacts_are_parted_from_the_words(words: str, rest: str) -> None:
    """The number goes with its label, its bracket and the name beside it; other words stay."""
    kept, contact = part_contacts(words)

    assert kept == rest
    assert contact


@pytest.mark.parametrize(
    "words",
    [
        "Kế hoạch 233/KH-UBND ngày 22/6/2023",
        "từ 01-07.07.2023 đến 20.07.2023",
        "thu 1.200.000.000 đồng trên 0,5 ha",
        "đầu mối thông tin của Sở",
        "05/7 - 10/7/2023",
    ],
)
def test_other_figures_are_no_contacts(words: str) -> None:
    """Dates, document numbers and sums stay as they are."""
    assert part_contacts(words) == (words, None)

"""Bylines: who is named, after which source; who signs when nobody is named."""

import pytest

from crawler.bylines import MAX_BYLINE_LENGTH, describe_byline, parse_byline
from models.vocabulary import Signature


def names_of(printed: str) -> list[str]:
    return [credit.name for credit in parse_byline(printed).credits]


@pytest.mark.parametrize(
    "printed",
    [
        "Lam Khê - Tú Vọng",
        "Lam Khê – Tú Vọng",
        "Lam Khê — Tú Vọng",
        "Lam Khê -Tú Vọng",
        "Lam Khê- Tú Vọng",
        "Lam Khê-Tú Vọng",
        "Lam Khê/Tú Vọng",
        "Lam Khê, Tú Vọng",
        "Lam Khê,Tú Vọng",
        "Lam Khê; Tú Vọng",
        "Lam Khê và Tú Vọng",
        "Lam Khê & Tú Vọng",
        "Lam Khê&Tú Vọng",
        "Lam Khê | Tú Vọng",
        "Lam Khê\nTú Vọng",
        "Lam KhêTú Vọng",
        "  Lam\u00a0Khê   -\u200b Tú  Vọng. ",
        "* Lam Khê - Tú Vọng",
    ],
)
def test_every_separator_parts_two_names(printed: str) -> None:
    """Two names stay two whatever stands between them, odd spaces included."""
    assert names_of(printed) == ["Lam Khê", "Tú Vọng"]


@pytest.mark.parametrize(
    "name",
    [
        "Lam Khê",
        "LAM KHÊ",
        "Nguyễn Thị Lam Khê",
        "Trần Công Tằng Tôn Nữ",
        "Khê",
        "L.K",
        "L. Khê",
        "L.Khê",
        "Đ. K",
        "LK",
        "Hoà Thuỷ",
        "Hòa Thủy",
        "nguyễn lam khê",
        "Jean-Luc Moreau",
        "Pieter van den Berg",
        "Siobhan O'Keefe",
        "Hải Dương",
    ],
)
def test_one_name_keeps_its_printed_spelling(name: str) -> None:
    """A name alone is one author, in the capitals, initials and tone placement printed."""
    parsed = parse_byline(name)

    assert [credit.name for credit in parsed.credits] == [name]
    assert parsed.signature is Signature.NAMED


@pytest.mark.parametrize(
    ("printed", "names", "sources"),
    [
        ("Lam Khê (Theo AFP, Reuters)", ["Lam Khê"], ("AFP", "Reuters")),
        ("Lam Khê (Nguồn: Dân trí)", ["Lam Khê"], ("Dân trí",)),
        ("Lam Khê (CNN, AFP)", ["Lam Khê"], ("CNN", "AFP")),
        ("Lam Khê (tổng hợp từ AFP)", ["Lam Khê"], ("AFP",)),
        ("Lam Khê, Tú Vọng/HTTV", ["Lam Khê", "Tú Vọng"], ("HTTV",)),
        ("Lam Khê - TTXVN", ["Lam Khê"], ("TTXVN",)),
        ("Lam Khê TTXVN", ["Lam Khê"], ("TTXVN",)),
        ("Lam Khê/QRS", ["Lam Khê"], ("QRS",)),
        ("L.KhêTheo Cnet", ["L.Khê"], ("Cnet",)),
        ("Lam KhêTheo BBC / India Today", ["Lam Khê"], ("BBC", "India Today")),
        ("Lam Khê (Theo Guardian và Mirror)", ["Lam Khê"], ("Guardian", "Mirror")),
        ("Theo Lam KhêInfonet", ["Lam Khê"], ("Infonet",)),
        ("Theo Lam Khê / TTXVN", ["Lam Khê"], ("TTXVN",)),
        ("Theo Lam Khê - Infonet", ["Lam Khê"], ("Infonet",)),
        ("Theo Lam Khê (Vietnamnet/Reuters)", ["Lam Khê"], ("Vietnamnet", "Reuters")),
        ("Theo Lam Khê", ["Lam Khê"], ()),
        ("LAM KHÊ/VOV MIỀN TRUNG", ["LAM KHÊ"], ("VOV MIỀN TRUNG",)),
        ("Lam Khê-VOV", ["Lam Khê"], ("VOV",)),
        ("Theo PV/TTXVN", [], ("TTXVN",)),
        ("PV/TTXVN", [], ("TTXVN",)),
        ("PV TTXVN", [], ("TTXVN",)),
    ],
)
def test_sources_are_kept_apart_from_names(printed: str, names: list[str], sources: tuple[str, ...]) -> None:
    """Agencies and papers are sources, also where they are glued to a name."""
    parsed = parse_byline(printed)

    assert ([credit.name for credit in parsed.credits], parsed.sources) == (names, sources)


@pytest.mark.parametrize(
    ("printed", "sources"),
    [
        ("Theo TTXVN", ("TTXVN",)),
        ("Theo Thanh Niên", ("Thanh Niên",)),
        ("Theo Sức khỏe & Đời sống", ("Sức khỏe & Đời sống",)),
        ("Theo báo Hà Tĩnh", ("báo Hà Tĩnh",)),
        ("Theo baohatinh.vn", ("baohatinh.vn",)),
        ("Theo Trung tâm Dự báo Khí tượng Thuỷ văn tỉnh", ("Trung tâm Dự báo Khí tượng Thuỷ văn tỉnh",)),
        ("(Theo Dân trí)", ("Dân trí",)),
        ("Nguồn: VOV", ("VOV",)),
        ("Theo ABS - CBN / Arab News", ("ABS - CBN", "Arab News")),
    ],
)
def test_a_source_alone_is_a_reprint(printed: str, sources: tuple[str, ...]) -> None:
    """A "Theo …" without a person says where the piece was taken from."""
    parsed = parse_byline(printed)

    assert (parsed.signature, parsed.credits, parsed.sources) == (Signature.REPRINT, (), sources)


@pytest.mark.parametrize("printed", ["TTXVN", "VietnamNet", "Tiền Phong", "HTTV", "Báo Hà Tĩnh", "Hà Tĩnh Online"])
def test_a_press_name_alone_is_an_agency(printed: str) -> None:
    """A site or agency posing as the author signs for itself and is no person."""
    parsed = parse_byline(printed)

    assert (parsed.signature, parsed.credits, parsed.sources) == (Signature.AGENCY, (), (printed,))


@pytest.mark.parametrize(
    "printed",
    [
        "PV",
        "P.V",
        "Nhóm PV",
        "NHÓM PV",
        "Nhóm PVBĐ",
        "Nhóm phóng viên",
        "Nhóm PV Miền núi",
        "Nhóm PV Kinh tế - Xã hội",
        "PV Hà Tĩnh",
        "PV - CTV",
        "CTV",
        "BTV",
        "Cộng tác viên",
        "Tin, ảnh: Cộng tác viên",
        "Thực hiện: Nhóm PV",
        "Ban biên tập",
        "BBT",
        "PV t/h",
    ],
)
def test_groups_sign_together(printed: str) -> None:
    """A group signs without naming anybody."""
    parsed = parse_byline(printed)

    assert (parsed.signature, parsed.credits) == (Signature.COLLECTIVE, ())


@pytest.mark.parametrize(
    ("printed", "note"),
    [
        ("Lam Khê (tổng hợp)", "tổng hợp"),
        ("Lam Khê (T/h)", "T/h"),
        ("Lam Khê tổng hợp", "tổng hợp"),
        ("Lam KhêTổng hợp", "Tổng hợp"),
        ("Lam Khê (lược dịch)", "lược dịch"),
        ("Lam Khê ghi", "ghi"),
        ("Lam Khê (thực hiện)", "thực hiện"),
        ("Lam Khê (Quy Nhơn)", "Quy Nhơn"),
        ("Lam Khê (lớp 10 Sử, Vinh)", "lớp 10 Sử, Vinh"),
        ("Lam Khê – Hà Nội", "Hà Nội"),
        ("Lam KhêVideo: Tú Vọng", "Video: Tú Vọng"),
        ("Lam Khê (Ảnh: Tú Vọng)", "Ảnh: Tú Vọng"),
        ("Lam Khê - Thiết kế: Tú Vọng", "Thiết kế: Tú Vọng"),
        ("Lam Khê - Ảnh: TTXVN", "Ảnh: TTXVN"),
    ],
)
def test_remarks_become_the_note(printed: str, note: str) -> None:
    """Remarks, places and the makers of pictures that ran into the line are the note of one named author."""
    parsed = parse_byline(printed)

    assert ([credit.name for credit in parsed.credits], parsed.note) == (["Lam Khê"], note)


@pytest.mark.parametrize("printed", ["Ảnh: Lam Khê", "Video: Lam Khê, FBNV", "Thiết kế: Lam Khê", "Tạo mẫu: Lam Khê"])
def test_a_picture_credit_alone_names_no_author(printed: str) -> None:
    """A caption's credit is kept as the note; it is not the authorship of the article."""
    parsed = parse_byline(printed)

    assert (parsed.signature, parsed.credits, parsed.note) == (Signature.NONE, (), printed)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "   ",
        "-",
        "admin",
        "Webmaster",
        "Webmaster Example.Net",
        "https://example.com/lam-khe",
        "lamkhe@example.com",
        "0912 345 678",
        "Ảnh minh họa",
        "Theo quy định, các xã phải báo cáo trước ngày mai",
        "Theo đó, 12 hộ được hỗ trợ",
        "Theo tìm hiểu của PV, con đường này đã hỏng",
        "Người dân ra đồng từ sáng sớm",
        "Ông Lam Khê, trưởng thôn",
        "PV sẽ tiếp tục thông tin",
        "3. Mùa màng - 40 tạ mỗi héc ta",
        "Lam Khê (29 tuổi)",
        "Lam Khê (sinh năm 1990)",
        "Đảo Lam Khê",
        "Đăng bởi: Lam Khê",
        "Hà Nội",
        "Please enter your name here",
    ],
)
def test_what_is_no_byline_names_nobody(printed: str) -> None:
    """Accounts, addresses, sentences and captions leave the article unsigned."""
    parsed = parse_byline(printed)

    assert (parsed.signature, parsed.credits, parsed.sources) == (Signature.NONE, (), ())


@pytest.mark.parametrize(
    "printed",
    [
        "Lam Khê - lamkhe@example.com",
        "Lam Khê - 0912.345.678",
        "Lam Khê | 12/03/2023 14:05",
        "Lam Khê - Thứ 3, 23/05/2023 14:05 (GMT+7)",
        "Lam Khê - CTV",
        "Lam Khê và nhóm PV",
    ],
)
def test_what_stands_beside_a_name_is_dropped(printed: str) -> None:
    """Addresses, telephone numbers, times and group words beside a name change nothing about it."""
    parsed = parse_byline(printed)

    assert ([credit.name for credit in parsed.credits], parsed.sources, parsed.note) == (["Lam Khê"], (), None)


def test_a_name_repeated_in_one_role_is_one_credit() -> None:
    """The same name printed twice in one role is one author."""
    assert names_of("Lam Khê - Tú Vọng - Lam Khê") == ["Lam Khê", "Tú Vọng"]


def test_words_on_both_sides_of_a_bracket_never_make_one_name() -> None:
    """What a bracket parts stays apart: no name is made that was not printed."""
    assert names_of("Theo Lam (VOV) Khê") == []


def test_a_paragraph_is_no_byline() -> None:
    """A text longer than any byline names nobody, even if it begins with a name."""
    printed = "Lam Khê, " * (MAX_BYLINE_LENGTH // 8)

    assert parse_byline(printed).signature is Signature.NONE


def test_describing_gives_plain_strings() -> None:
    """The object printed for scripts has exactly the documented keys and plain values."""
    described = describe_byline(parse_byline("Lam Khê (Sở TN&MT) - Ảnh: Tú Vọng - Theo TTXVN"))

    assert described == {
        "byline": "Lam Khê (Sở TN&MT) - Ảnh: Tú Vọng - Theo TTXVN",
        "authors": [
            {"name": "Lam Khê", "role": "text", "affiliation": "Sở TN&MT"},
            {"name": "Tú Vọng", "role": "photo", "affiliation": None},
        ],
        "signature": "named",
        "sources": ["TTXVN"],
        "note": None,
    }

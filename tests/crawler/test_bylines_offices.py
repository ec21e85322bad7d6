"""Bylines: the office or the house beside a name is where the author works."""

import pytest

from crawler.bylines import parse_byline


@pytest.mark.parametrize(
    ("printed", "affiliation"),
    [
        ("Lam Khê (Sở TN&MT)", "Sở TN&MT"),
        ("Lam Khê - Phòng TN&MT huyện Kỳ Anh", "Phòng TN&MT huyện Kỳ Anh"),
        ("Lam Khê - Phòng Tài nguyên và Môi trường", "Phòng Tài nguyên và Môi trường"),
        ("Lam Khê, Phòng Khoáng sản, Sở TN&MT", "Phòng Khoáng sản, Sở TN&MT"),
        ("Phòng TN&MT huyện Can Lộc - Lam Khê", "Phòng TN&MT huyện Can Lộc"),
        ("Lam Khê (Trung tâm VH-TT Can Lộc)", "Trung tâm VH-TT Can Lộc"),
        ("Lam Khê - Phòng Đo đạc - Bản đồ và Viễn thám", "Phòng Đo đạc - Bản đồ và Viễn thám"),
        ("Lam Khê - Đài Truyền thanh - Truyền hình Can Lộc", "Đài Truyền thanh - Truyền hình Can Lộc"),
        ("Lam Khê - BCHQS huyện Hương Khê", "BCHQS huyện Hương Khê"),
        ("Lam Khê (cán bộ Chi cục Biển đảo)", "cán bộ Chi cục Biển đảo"),
    ],
)
def test_an_office_is_an_affiliation(printed: str, affiliation: str) -> None:
    """An office beside a name is where the author works, never a second author."""
    parsed = parse_byline(printed)

    assert [(credit.name, credit.affiliation) for credit in parsed.credits] == [("Lam Khê", affiliation)]


@pytest.mark.parametrize(
    "office",
    [
        "VPĐK đất đai",
        "VPĐKĐĐ",
        "CN VPĐK đất đai huyện Can Lộc",
        "Chi cục BVMT",
        "CCMT",
        "TT Quan trắc",
        "TT CNTT TN&MT",
        "TTPTQĐ",
        "P. Khoáng sản",
        "P.TN&MT huyện Kỳ Anh",
        "STNMT",
        "KTTV tỉnh",
        "Hội ND xã Cẩm Yên",
        "UBND xã Kỳ Sơn",
    ],
)
@pytest.mark.parametrize("form", ["Lam Khê ({})", "Lam Khê - {}"])
def test_an_abbreviated_office_is_an_affiliation(form: str, office: str) -> None:
    """Offices are printed in many short forms; none of them is a source, a remark or a person."""
    parsed = parse_byline(form.format(office))

    assert [(credit.name, credit.affiliation) for credit in parsed.credits] == [("Lam Khê", office)]
    assert (parsed.sources, parsed.note) == ((), None)


@pytest.mark.parametrize(
    "printed", ["Lam Khê (CTV Sở TN&MT)", "Lam Khê (CTV - Sở TN&MT)", "Lam Khê (cộng tác viên của Sở TN&MT)"]
)
def test_a_collective_word_before_an_office_is_left_out(printed: str) -> None:
    """A contributor of an office has the office as affiliation."""
    assert parse_byline(printed).credits[0].affiliation == "Sở TN&MT"


def test_an_office_belongs_to_every_role_of_the_name_before_it() -> None:
    """A joint label gives several credits; the office stands in each of that name and in no other."""
    parsed = parse_byline("Bài, ảnh: Lam Khê - Tú Vọng (Sở TN&MT)")

    assert [(c.name, c.affiliation) for c in parsed.credits] == [
        ("Lam Khê", None),
        ("Lam Khê", None),
        ("Tú Vọng", "Sở TN&MT"),
        ("Tú Vọng", "Sở TN&MT"),
    ]


def test_an_office_after_a_repeated_name_is_that_names() -> None:
    """The office goes to the name printed before it, not to the credit added last."""
    parsed = parse_byline("Lam Khê - Tú Vọng - Lam Khê (Sở TN&MT)")

    assert [(c.name, c.affiliation) for c in parsed.credits] == [("Lam Khê", "Sở TN&MT"), ("Tú Vọng", None)]


@pytest.mark.parametrize(
    ("printed", "house"),
    [
        ("Lam Khê (Báo Hà Tĩnh)", "Báo Hà Tĩnh"),
        ("Lam Khê (PV Báo Hà Tĩnh)", "Báo Hà Tĩnh"),
        ("Lam Khê (HTTV)", "HTTV"),
        ("Lam Khê (VOV Miền Trung)", "VOV Miền Trung"),
    ],
)
def test_a_house_in_brackets_is_affiliation_and_source(printed: str, house: str) -> None:
    """A Vietnamese paper or station after a name is where the author works, and the paper is kept among the sources."""
    parsed = parse_byline(printed)

    assert (parsed.credits[0].affiliation, parsed.sources) == (house, (house,))


@pytest.mark.parametrize(
    "printed",
    [
        "Lam Khê (theo Báo Hà Tĩnh)",
        "Lam Khê (nguồn: Báo Hà Tĩnh)",
        "Theo Lam Khê (Báo Hà Tĩnh)",
        "Lam Khê (AFP)",
        "Lam Khê (tờ Guardian)",
        "Lam Khê (VOV, VTV)",
    ],
)
def test_what_a_piece_was_taken_from_is_no_affiliation(printed: str) -> None:
    """After "theo" or "nguồn", from abroad, or several at once, papers are sources only."""
    parsed = parse_byline(printed)

    assert parsed.credits[0].affiliation is None
    assert parsed.sources


@pytest.mark.parametrize("printed", ["Lam Khê (P. Bắc Hà)", "Lam Khê (CTV Kỳ Anh)", "Lam Khê (PV TTXVN tại Lào)"])
def test_a_ward_or_a_correspondents_post_stays_a_note(printed: str) -> None:
    """Places in brackets are remarks, also behind "P." and "CTV"."""
    parsed = parse_byline(printed)

    assert (parsed.credits[0].affiliation, parsed.note) == (None, printed[9:-1])

"""Bylines: what the labels and brackets around names say about the work of each."""

import pytest

from crawler.bylines import parse_byline


def roles_of(printed: str) -> list[tuple[str, str]]:
    return [(credit.name, credit.role.value) for credit in parse_byline(printed).credits]


@pytest.mark.parametrize(
    ("printed", "roles"),
    [
        ("Nhóm tác giả: Lam Khê, Tú Vọng", [("Lam Khê", "text"), ("Tú Vọng", "text")]),
        ("Nhóm PV (Lam Khê - Tú Vọng)", [("Lam Khê", "text"), ("Tú Vọng", "text")]),
        ("Thực hiện: Lam Khê", [("Lam Khê", "editor")]),
        ("Quay phim: Lam Khê", [("Lam Khê", "video")]),
        ("Bài: Lam Khê; Ảnh: Tú Vọng, Bá Niệm", [("Lam Khê", "text"), ("Tú Vọng", "photo"), ("Bá Niệm", "photo")]),
        ("Bài: Lam Khê Ảnh: Tú Vọng", [("Lam Khê", "text"), ("Tú Vọng", "photo")]),
        ("Ảnh: Lam Khê - Video: Tú Vọng", [("Lam Khê", "photo"), ("Tú Vọng", "video")]),
        ("Lam Khê - Ảnh: Tú Vọng", [("Lam Khê", "text"), ("Tú Vọng", "photo")]),
        ("Lam Khê - Tú Vọng (ảnh)", [("Lam Khê", "text"), ("Tú Vọng", "photo")]),
        ("Thực hiện: Lam Khê – Dựng phim: Tú Vọng", [("Lam Khê", "editor"), ("Tú Vọng", "video")]),
        ("Phóng viên Lam Khê", [("Lam Khê", "text")]),
        ("CTV Lam Khê", [("Lam Khê", "text")]),
        ("Tác giả: Lam Khê", [("Lam Khê", "text")]),
        ("By Lam Khê", [("Lam Khê", "text")]),
        ("Bài của Lam Khê", [("Lam Khê", "text")]),
        ("Lam Khê./.", [("Lam Khê", "text")]),
        ("PGS.TS Lam Khê", [("Lam Khê", "text")]),
    ],
)
def test_labels_give_roles(printed: str, roles: list[tuple[str, str]]) -> None:
    """A label before names, or a role in brackets after one, says what they did."""
    assert roles_of(printed) == roles


TEXT_AND_PHOTO = [("Lam Khê", "text"), ("Lam Khê", "photo")]
BOTH_TEXT_AND_PHOTO = [*TEXT_AND_PHOTO, ("Tú Vọng", "text"), ("Tú Vọng", "photo")]


@pytest.mark.parametrize(
    ("printed", "roles"),
    [
        *(
            (printed, TEXT_AND_PHOTO)
            for printed in (
                "Bài, ảnh: Lam Khê",
                "Bài và ảnh: Lam Khê",
                "Bài - Ảnh: Lam Khê",
                "Bài, ảnh Lam Khê",
                "Tin ảnh: Lam Khê",
                "Tin/ảnh: Lam Khê",
                "Tin, bài, ảnh: Lam Khê",
                "(Bài, ảnh: Lam Khê)",
                "Lam Khê (Bài, ảnh)",
                "Lam Khê (bài và ảnh)",
                "Bài: Lam Khê - Ảnh: Lam Khê",
                "Bài, ảnh: Lam Khê - Lam Khê",
            )
        ),
        *((f"Bài, ảnh: Lam Khê{sign}Tú Vọng", BOTH_TEXT_AND_PHOTO) for sign in (" - ", ", ", "/", " và ")),
        ("Tin, ảnh: Lam Khê, Tú Vọng", BOTH_TEXT_AND_PHOTO),
        ("Quay phim - Biên tập: Lam Khê", [("Lam Khê", "video"), ("Lam Khê", "editor")]),
        ("Lam Khê (quay phim - biên tập)", [("Lam Khê", "video"), ("Lam Khê", "editor")]),
        ("Ảnh, clip: Lam Khê", [("Lam Khê", "photo"), ("Lam Khê", "video")]),
        ("Quay phim, dựng phim: Lam Khê", [("Lam Khê", "video")]),
        ("Kịch bản - Đạo diễn: Lam Khê", [("Lam Khê", "text"), ("Lam Khê", "editor")]),
        ("Lam Khê - Ảnh và video: Tú Vọng", [("Lam Khê", "text"), ("Tú Vọng", "photo"), ("Tú Vọng", "video")]),
        ("Lam Khê - Tú Vọng (Bài, ảnh)", [("Lam Khê", "text"), ("Tú Vọng", "text"), ("Tú Vọng", "photo")]),
    ],
)
def test_a_joint_label_gives_each_name_each_role(printed: str, roles: list[tuple[str, str]]) -> None:
    """A label of several works gives every name one credit a role, in printed order."""
    assert roles_of(printed) == roles


@pytest.mark.parametrize(
    ("printed", "role"),
    [("Phóng viên ảnh: Lam Khê", "photo"), ("Tác giả ảnh: Lam Khê", "photo"), ("Biên tập video: Lam Khê", "editor")],
)
def test_two_words_for_one_work_are_one_role(printed: str, role: str) -> None:
    """Who does it, or what it is done to, is no second role."""
    assert roles_of(printed) == [("Lam Khê", role)]


@pytest.mark.parametrize(
    ("printed", "role", "note"),
    [
        ("Nội dung, thiết kế: Lam Khê", "text", "thiết kế"),
        ("Lam Khê (ảnh, thiết kế)", "photo", "thiết kế"),
        ("Lam Khê (thiết kế)", "text", "thiết kế"),
    ],
)
def test_work_without_a_credit_stays_a_note(printed: str, role: str, note: str) -> None:
    """Design and the like are kept as printed beside the role that is credited."""
    parsed = parse_byline(printed)

    assert ([(c.name, c.role.value) for c in parsed.credits], parsed.note) == ([("Lam Khê", role)], note)


def test_a_repeated_name_keeps_its_text_when_a_bracket_says_photo() -> None:
    """A bracket after the second mention of a name adds a role and takes none away."""
    printed = "Lam Khê - Tú Vọng - Lam Khê (ảnh)"

    assert roles_of(printed) == [("Lam Khê", "text"), ("Tú Vọng", "text"), ("Lam Khê", "photo")]

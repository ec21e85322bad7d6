"""Parts of a series find one another over days, and parts of two series do not."""

from collections.abc import Sequence
from itertools import combinations

import pytest

from pipeline.works.series import join_series
from tests.pipeline.series_pages import PAGES, Page, read_page

Pairs = set[tuple[int, int]]


def join(*pages: Page) -> list[str]:
    """Return the key found for each page."""
    keys = join_series([read_page(number, page) for number, page in enumerate(pages)])
    return [keys[number] for number in range(len(pages))]


def pair_equals(names: Sequence[object]) -> Pairs:
    """Return the pairs of places with one name."""
    return {(a, b) for a, b in combinations(range(len(names)), 2) if names[a] == names[b]}


def test_series_of_the_invented_year_are_found_whole_and_unmixed() -> None:
    """Pairs of parts: precision and recall over all invented headlines, traps included."""
    wanted = pair_equals([(page.outlet, page.series) for page in PAGES])

    found = pair_equals(list(zip([page.outlet for page in PAGES], join(*PAGES), strict=True)))

    assert len(wanted) >= 30
    assert len(found & wanted) / len(found) == 1.0
    assert len(found & wanted) / len(wanted) == 1.0


def test_what_is_found_does_not_depend_on_the_order_of_reading() -> None:
    """Parts kept late find the same series."""
    assert join(*reversed(PAGES)) == list(reversed(join(*PAGES)))


def test_the_joined_key_is_the_series_name() -> None:
    """Where one part only bears its own title, the name in the other's headline is the key of both."""
    first = Page("", 0, "Bài 1: Người canh lửa", ("Thu",))
    second = Page("", 1, "Giữ rừng đầu nguồn - Bài 2: Lương ba cọc", ("Thu",))

    assert join(first, second) == ["giu-rung-dau-nguon"] * 2


def test_a_lone_second_part_is_a_series_by_itself() -> None:
    """Part 1 was not seen; the key is that of its own page."""
    assert join(Page("", 0, "Bài 2: Người canh lửa")) == ["nguoi-canh-lua"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Page("", 0, "Bài 1: Sông", ("A",)), Page("", 2, "Bài 1: Núi", ("A",))),
        (Page("", 0, "Bài 1: Sông", ("A",)), Page("", 2, "Bài 2: Núi", ("B",))),
        (Page("", 0, "Bài 1: Sông", ("A",)), Page("", 2, "Bài 3: Núi", ("A",))),
        (Page("", 0, "Bài 2: Sông", ("A",)), Page("", 2, "Bài 1: Núi", ("A",))),
        (Page("", 0, "Bài cuối: Sông", ("A",)), Page("", 2, "Bài 2: Núi", ("A",))),
        (Page("", 0, "Bài 1: Sông", ("A",)), Page("", 22, "Bài 2: Núi", ("A",))),
        (Page("", 0, "Giữ rừng già - Bài 1: Sông", ("A",)), Page("", 1, "Giữ nước sạch - Bài 2: Núi", ("A",))),
        (Page("", 0, "Giữ rừng già - Bài 1: Sông"), Page("", 1, "Giữ rừng già - Bài 2: Núi", outlet="dai")),
        (Page("", 0, "Bài 1: Sông", ("A",), subject="Rác"), Page("", 1, "Bài 2: Núi", ("B",), subject="Rác")),
    ],
    ids=[
        "two first parts", "other author", "a part between", "backwards", "after the last", "after a month",
        "other name", "other outlet", "one subject, other author",
    ],
)  # fmt: skip
def test_parts_that_nothing_ties_together_stay_apart(first: Page, second: Page) -> None:
    """Without name, mention or shared lead, author and number must both fit."""
    a, b = join(first, second)

    assert (first.outlet, a) != (second.outlet, b)


def test_a_second_round_under_the_same_name_has_a_key_of_its_own() -> None:
    """Reports count by key: next year's series must not add parts to this year's."""
    pages = [Page("", day, f"Giữ rừng già - Bài {part}: Chuyện") for day in (0, 300, 600) for part in (1, 2)]

    keys = join(*pages)

    assert keys == ["giu-rung-gia"] * 2 + ["giu-rung-gia-2023-12-26"] * 2 + ["giu-rung-gia-2024-10-21"] * 2

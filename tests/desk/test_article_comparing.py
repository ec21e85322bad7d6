"""Two states of a text side by side: nothing lost, changes where they are."""

import time

from hypothesis import given
from hypothesis import strategies as st

from pipeline.desk.article.comparing import Change, Stretch, compare_texts, compare_words


def test_a_changed_word_is_told_on_both_sides() -> None:
    """Only the word that changed is dropped on the left and added on the right."""
    pair = compare_words("Thu hồi 12 ha đất lúa.", "Thu hồi 15 ha đất lúa.")

    assert pair.before == (Stretch("Thu hồi "), Stretch("12", Change.DROPPED), Stretch(" ha đất lúa."))
    assert pair.after == (Stretch("Thu hồi "), Stretch("15", Change.ADDED), Stretch(" ha đất lúa."))


def test_a_new_paragraph_stands_alone_on_its_side() -> None:
    """A paragraph that came in between has nothing beside it; its neighbours stay paired."""
    first, added, last = compare_texts("Đoạn một.\n\nĐoạn ba.", "Đoạn một.\n\nĐoạn hai mới.\n\nĐoạn ba.")

    assert first.is_same
    assert last.is_same
    assert (added.before, added.after) == ((), (Stretch("Đoạn hai mới.", Change.ADDED),))


def test_a_very_long_changed_block_is_replaced_whole_and_quickly() -> None:
    """Texts of tens of thousands of different words are compared in well under two seconds."""
    before, after = (" ".join(f"{letter}{number}" for number in range(20_000)) for letter in "ab")
    started = time.perf_counter()

    pairs = compare_texts(before, after)

    assert time.perf_counter() - started < 2
    assert pairs[0].before[0].change is Change.DROPPED


words = st.lists(st.sampled_from(["đất", "nước", "rừng", ",", "\n\n"]), max_size=30).map(" ".join)


@given(words, words)
def test_each_side_reads_as_it_was(before: str, after: str) -> None:
    """The left column holds exactly the earlier words, the right one the later ones."""
    pairs = compare_texts(before, after)

    for text, sides in ((before, [pair.before for pair in pairs]), (after, [pair.after for pair in pairs])):
        shown = "".join(stretch.text for side in sides for stretch in side)
        assert shown.split() == text.split()

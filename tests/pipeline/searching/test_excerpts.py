"""Excerpts: plain text of at most 300 characters around the words sought."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.searching.excerpts import compile_terms, cut_excerpt, mark_words
from pipeline.searching.terms import read_terms


def compile_typed(typed: str):
    """The pattern of what was typed."""
    return compile_terms(read_terms(typed).sought)


def marked(text: str, typed: str) -> list[str]:
    """The runs of words that are marked in `text`."""
    return [text[start:end] for start, end in mark_words(text, compile_typed(typed)).marks]


def test_words_are_marked_as_they_were_meant() -> None:
    """An accent typed must be there; a bare word marks all words with its letters, whole words only."""
    text = "Đất đai, Đạt và đặt; đất-nước; thuỷ lợi."

    assert marked(text, "đất") == ["Đất", "đất"]
    assert marked(text, "dat") == ["Đất", "Đạt", "đặt", "đất"]
    assert marked(text, '"dat nuoc" thủy') == ["đất-nước", "thuỷ"]
    assert marked(text, "da") == []


def test_without_words_the_beginning_is_shown() -> None:
    """The lead comes before the text, cut at a word with an ellipsis."""
    excerpt = cut_excerpt(("chữ " * 100, "Nội dung"), None)

    assert excerpt.text.endswith("chữ …")
    assert (len(excerpt.text) <= 300, excerpt.marks) == (True, ())
    assert cut_excerpt((None, " "), None).text == ""


def test_the_piece_with_most_different_words_is_chosen() -> None:
    """Not the first word found, but where the words sought meet."""
    text = "rác " + "chữ " * 100 + "thải ra rác" + " chữ" * 100

    excerpt = cut_excerpt((text,), compile_typed("rác thải"))

    assert "thải ra rác" in excerpt.text


@settings(max_examples=200)
@given(st.text(max_size=2000), st.sampled_from(["a", "dat", "đất", '"a b"']))
def test_an_excerpt_is_short_and_its_marks_lie_within(text: str, typed: str) -> None:
    """Never longer than 300 characters, whatever the text; each mark is a piece of it."""
    excerpt = cut_excerpt((text,), compile_typed(typed))

    assert len(excerpt.text) <= 300
    assert all(0 <= start < end <= len(excerpt.text) for start, end in excerpt.marks)

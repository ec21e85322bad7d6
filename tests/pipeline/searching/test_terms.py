"""What people type, read as terms, and written for both databases."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.searching.expressions import Wanted, list_closer, write_fts5, write_tsquery
from pipeline.searching.terms import TooManyWordsError, read_authors, read_terms


def spell(typed: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The first spelling of each term sought and of each excluded."""
    read = read_terms(typed)
    return [term.spellings[0] for term in read.sought], [term.spellings[0] for term in read.excluded]


@pytest.mark.parametrize(
    ("typed", "sought", "excluded"),
    [
        ("rác thải", [("rác",), ("thải",)], []),
        ('"rác thải" -"xe tải" biển', [("rác", "thải"), ("biển",)], [("xe", "tải")]),
        ("“rác thải”", [("rác", "thải")], []),
        ('"rác thải', [("rác", "thải")], []),
        ("thủy-lợi 5/6", [("thủy", "lợi"), ("5", "6")], []),
        ("rừng -rừng", [("rừng",)], [("rừng",)]),
        ('a"b c"d', [("a",), ("b", "c"), ("d",)], []),
        ('- \' * ( "" )', [], []),
        ("RÁC rác", [("rác",)], []),
    ],
)
def test_words_phrases_and_exclusions_are_told_apart(
    typed: str, sought: list[tuple[str, ...]], excluded: list[tuple[str, ...]]
) -> None:
    """Quotes of any kind hold a phrase, a minus before a word excludes it, other marks part words."""
    assert spell(typed) == (sought, excluded)


def test_an_accented_word_is_sought_in_both_placements_of_its_tone() -> None:
    """Thuỷ and thủy are one word; a phrase has all its spellings."""
    (term,) = read_terms('"thuỷ lợi hoà bình"').sought

    assert set(term.spellings) == {
        (water, "lợi", peace, "bình") for water in ("thủy", "thuỷ") for peace in ("hòa", "hoà")
    }


@pytest.mark.parametrize("typed", [" ".join(map(str, range(33))), "a" * 61])
def test_a_search_that_is_too_long_is_refused(typed: str) -> None:
    """More than 32 words, or a word that no language has, is answered with a sentence."""
    with pytest.raises(TooManyWordsError, match="hãy"):
        read_terms(typed)


def test_names_divided_by_commas_are_phrases_of_the_byline() -> None:
    """Each name must stand in the byline as it is."""
    wanted = Wanted(read_authors("Hoài Nam, le tuan"))

    assert write_fts5(wanted) == 'byline : ("hoài nam") AND byline : ("le tuan")'
    assert write_tsquery(wanted) == "(('hoài':B <-> 'nam':B)) & (('le':B <-> 'tuan':B))"


def test_only_excluded_words_are_taken_from_all_articles() -> None:
    """A search without anything sought starts from every article."""
    wanted = Wanted(barred=read_terms("-rác").excluded)

    assert write_fts5(wanted) == '("0all") NOT (("rác"))'
    assert write_tsquery(wanted) == "'0all' & !(('rác'))"


def test_closest_are_words_in_the_title_then_side_by_side() -> None:
    """Two words have both closer forms, one word the title alone."""
    both = list_closer(Wanted(read_terms("rác thải").sought))
    single = list_closer(Wanted(read_terms("rác").sought))

    assert write_fts5(both[0]) == '("rác") AND ("thải") AND title : ("rác") AND title : ("thải")'
    assert write_fts5(both[1]) == '("rác") AND ("thải") AND ("rác thải")'
    assert len(single) == 1


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_whatever_is_typed_becomes_words_of_letters_and_digits_only(typed: str) -> None:
    """No mark of either query language gets through."""
    read = read_terms(typed)

    words = {word for term in (*read.sought, *read.excluded) for phrase in term.spellings for word in phrase}
    assert all(word.isalnum() for word in words)

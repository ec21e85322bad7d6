"""The marks of a reason stand in the article where they say."""

import unicodedata
from itertools import pairwise

import pytest

from classify.tagger import Tagger
from models.records import ArticleTags, ArticleText

TITLE = "Thu gom rác thải nhựa ven biển Cẩm Nhượng"
LEAD = "Đoàn viên thanh niên ra quân thu gom, phân loại rác thải nhựa dọc bờ biển."
TEXT = "Sáng nay, lực lượng ra quân.\n\nHơn hai tấn rác thải đã được thu gom, đưa về nhà máy xử lý rác."


def _marks(tags: ArticleTags) -> list[tuple[str, str, int, int]]:
    every = (tags.relevant, *tags.rows, *tags.fields, *tags.candidates)
    return [(mark.part.value, mark.words, mark.start, mark.end) for one in every for mark in one.marks]


def test_every_mark_is_a_slice_of_its_part(tagger: Tagger) -> None:
    """Words, start and end agree with title, lead and text, blank lines between paragraphs counted."""
    parts = {"title": TITLE, "lead": LEAD, "text": TEXT}

    marks = _marks(tagger.tag(ArticleText(TITLE, LEAD, TEXT)))

    assert marks
    assert [parts[part][start:end] for part, _, start, end in marks] == [words for _, words, _, _ in marks]
    assert ("text", "rác thải", TEXT.index("rác thải"), TEXT.index("rác thải") + 8) in marks


def test_marks_of_one_tag_do_not_overlap_and_follow_the_reading_order(tagger: Tagger) -> None:
    """What a screen marks can be drawn from left to right."""
    tags = tagger.tag(ArticleText(TITLE, LEAD, TEXT))

    for one in (*tags.rows, *tags.fields):
        for part in ("title", "lead", "text"):
            spans = [(mark.start, mark.end) for mark in one.marks if mark.part == part]
            assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_decomposed_letters_are_marked_in_their_composed_form(tagger: Tagger) -> None:
    """Offsets count in NFC text, whatever form came in."""
    decomposed = unicodedata.normalize("NFD", TITLE)

    marks = _marks(tagger.tag(ArticleText(decomposed, LEAD, TEXT)))

    assert any(TITLE[start:end] == words for part, words, start, end in marks if part == "title")


@pytest.mark.parametrize("odd", ["rác\u200b thải \u202e nhựa", "", "\x00", "rác\u202dthải rác thải"])
def test_text_with_unseen_characters_is_marked_rightly_or_not_at_all(tagger: Tagger, odd: str) -> None:
    """A mark never points at other words than it names."""
    marks = _marks(tagger.tag(ArticleText(odd, LEAD, odd)))

    texts = {"title": odd, "lead": LEAD, "text": odd}
    assert all(texts[part][start:end] == words for part, words, start, end in marks)

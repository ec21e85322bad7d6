"""A row that was nearly given says what it lacks, in words of the plan and of the article."""

import pytest

from classify.near_miss import tell_missing
from classify.rules.book import RuleBook
from classify.rules.signals import AllOf, Lexicon, Signals, Voice
from classify.tagger import Tagger
from demo.loading import demo_articles
from models.records import ArticleText

FINE = AllOf("fine", (("xử phạt", "phạt tiền"), ("rác thải", "nước thải"), ("doanh nghiệp",)))


def _tell(*, title: str = "", lead: str = "", text: str = "", is_relevant: bool = True) -> str:
    signals = Signals(
        "HD09", Voice.PLAN, strong=("kết luận thanh tra",), against=("thanh tra giao thông",), all_of=(FINE,)
    )
    book = RuleBook(Lexicon((signals,), ()))
    article = ArticleText(title, lead, text)
    nearest = book.nearly_met(article).get("HD09")
    return tell_missing(book.match(article), "HD09", nearest, is_relevant=is_relevant)


def test_one_missing_group_of_words_is_named() -> None:
    """Two of three ideas stand in title and lead: the third is asked for, with examples of the plan."""
    told = _tell(title="Doanh nghiệp xả nước thải ra sông")

    assert told == "tiêu đề và sapo còn thiếu một ý, chẳng hạn: xử phạt, phạt tiền"


def test_words_found_only_in_the_body_are_told() -> None:
    """What a reader does not meet in title or lead is not what the article is about."""
    told = _tell(title="Đời sống ven sông", text="Theo kết luận thanh tra, sai phạm đã rõ.")

    assert told == "dấu hiệu chỉ có trong thân bài («kết luận thanh tra»), không có ở tiêu đề hay sapo"


def test_words_that_speak_against_are_told() -> None:
    """A phrase of another matter explains the refusal."""
    assert _tell(title="Thanh tra giao thông ra quân") == "có cụm từ chỉ việc khác: «Thanh tra giao thông»"


def test_clear_words_with_too_low_a_score_are_told() -> None:
    """The words stand in the title, but reviewed articles like it were mostly refused."""
    told = _tell(title="Chờ kết luận thanh tra")

    assert told == "có «kết luận thanh tra» nhưng chưa đủ rõ so với các bài đã duyệt"


def test_likeness_without_any_phrase_is_told() -> None:
    """Only the word voice spoke for the row."""
    assert _tell(title="Chuyện bên sông").startswith("chỉ giống về từ ngữ")


def test_an_article_outside_the_sector_is_told_first() -> None:
    """No row is given outside the sector, whatever the words."""
    told = _tell(title="Chờ kết luận thanh tra", is_relevant=False)

    assert told.startswith("bài không được coi là thuộc ngành")


def test_two_missing_groups_are_no_near_miss() -> None:
    """One idea of three is too far away to be asked about."""
    signals = Signals("HD09", Voice.PLAN, all_of=(FINE,))

    assert RuleBook(Lexicon((signals,), ())).nearly_met(ArticleText("Doanh nghiệp mới")) == {}


@pytest.mark.slow
def test_every_near_miss_of_the_miniature_says_what_it_lacks(tagger: Tagger) -> None:
    """Candidates carry one sentence each; given rows carry none."""
    articles = [ArticleText(one.title, one.lead, "\n\n".join(one.paragraphs)) for one in demo_articles()[:60]]

    tagged = list(tagger.tag_many(articles))

    near = [candidate for tags in tagged for candidate in tags.candidates]
    assert near
    assert all(candidate.missing for candidate in near)
    assert all(row.missing is None for tags in tagged for row in tags.rows)

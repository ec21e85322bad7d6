"""Signals found in articles: normal forms, scopes, combined rules, masks, documents."""

import unicodedata
from datetime import UTC, datetime

import pytest

from classify.reading import read_article
from classify.rules.book import Hit, RuleBook, Scope
from classify.rules.phrases import PhraseTrie
from classify.rules.signals import AllOf, Lexicon, Part, Signals, Voice, expand_groups
from classify.rules.syllables import Aliases, read_syllables
from models.office_files.plan import PlanFile
from models.records import ArticleText

ALIASES = (("tn&mt", "tài nguyên và môi trường"), ("tài nguyên môi trường", "tài nguyên và môi trường"))


def make_book(*, figurative: tuple[str, ...] = (), **parts: tuple[str, ...] | tuple[AllOf, ...]) -> RuleBook:
    signals = Signals("HD06", Voice.PLAN, **parts)  # type: ignore[arg-type]
    return RuleBook(Lexicon((signals,), ALIASES, figurative=figurative))


def find(book: RuleBook, title: str = "", lead: str = "", text: str = "") -> list[Hit]:
    return book.match(ArticleText(title, lead, text))


@pytest.mark.parametrize(
    "title",
    [
        "Thu gom RÁC THẢI nhựa",
        "Thu gom rác-thải nhựa",
        'Thu gom "rác" thải nhựa',
        unicodedata.normalize("NFD", "Thu gom rác thải nhựa"),
    ],
)
def test_a_phrase_is_met_in_any_spelling(title: str) -> None:
    """Case, dashes, quotes and Unicode form make no difference."""
    hits = find(make_book(strong=("rác thải",)), title)

    assert [(hit.part, hit.scope) for hit in hits] == [(Part.STRONG, Scope.TITLE)]


@pytest.mark.parametrize("title", ["Giữ khoác thải", "Rác thai", "rácthải"])
def test_only_whole_syllables_with_their_accents_are_met(title: str) -> None:
    """Parts of a syllable and other accents are no hit."""
    assert find(make_book(strong=("rác thải",)), title) == []


def test_words_are_given_as_written() -> None:
    """A hit quotes the article, not the rule, and its offsets point there."""
    title = "Cả thôn gom Rác - Thải nhựa"

    (hit,) = find(make_book(strong=("rác thải",)), title)

    assert hit.words == ("Rác - Thải",)
    assert title[hit.start : hit.end] == "Rác - Thải"


def test_an_abbreviation_is_met_by_the_full_name() -> None:
    """Aliases are written out in rule and article alike, longest first."""
    hits = find(make_book(strong=("sở tài nguyên và môi trường",)), "Sở TN&MT họp", "Sở Tài nguyên Môi trường họp")

    assert [(hit.scope, hit.words) for hit in hits] == [
        (Scope.TITLE, ("Sở TN&MT",)),
        (Scope.LEAD, ("Sở Tài nguyên Môi trường",)),
    ]


def test_a_combined_rule_needs_every_group_in_one_stretch() -> None:
    """Title and lead count as one stretch; two paragraphs of the body do not."""
    book = make_book(all_of=(AllOf("HD06.a", (("rác thải",), ("thu gom",))),))

    together = find(book, "Rác thải ở chợ", "Tổ tự quản thu gom mỗi tối")
    apart = find(book, text="Rác thải ở chợ.\nTổ tự quản thu gom mỗi tối.")

    assert [(hit.rule, hit.scope) for hit in together] == [("HD06.a", Scope.HEAD)]
    assert apart == []


def test_figurative_use_masks_a_signal() -> None:
    """A signal inside a figurative phrase is not seen."""
    book = make_book(strong=("rác",), figurative=("tin nhắn rác",))

    assert find(book, "Chặn tin nhắn rác") == []
    assert len(find(book, "Chặn xe chở rác")) == 1


def test_an_exclusion_masks_what_it_covers_for_its_code() -> None:
    """The exclusion itself is a hit against the code."""
    hits = find(make_book(strong=("rác",), against=("thư rác",)), "Lọc thư rác")

    assert [hit.part for hit in hits] == [Part.AGAINST]


def test_late_paragraphs_are_told_from_the_opening() -> None:
    """What stands after about 1,300 characters is background."""
    hits = find(make_book(strong=("rác thải",)), text="Rác thải ở chợ. " + "Trời nắng nhẹ. " * 120 + "Rác thải.")

    assert [hit.scope for hit in hits] == [Scope.OPENING, Scope.REST]


def test_groups_are_expanded_by_name() -> None:
    """ "@name" stands for the phrases of a group; an unknown name is an error."""
    assert expand_groups([["@rac", "bùn"]], {"rac": ("rác", "phế thải")}) == (("rác", "phế thải", "bùn"),)
    with pytest.raises(KeyError):
        expand_groups([["@khong_co"]], {})


def test_overlapping_phrases_are_all_found() -> None:
    """A phrase inside a longer one is found beside it."""
    trie = PhraseTrie()
    short, long = trie.add(("rác",)), trie.add(("rác", "thải"))

    assert trie.find(("bãi", "rác", "thải")) == [(short, 1, 2), (long, 1, 3)]


def test_long_text_is_bounded() -> None:
    """A megabyte of text is read up to its limit."""
    assert len(read_syllables("rác " * 250_000, Aliases(())).keys) <= 50_000


def test_a_wording_repeated_is_told_once() -> None:
    """The same words in the same place of an article are one hit, however often they stand there."""
    book = make_book(strong=("rác thải",), all_of=(AllOf("HD06.a", (("rác thải",), ("thu gom",))),))

    hits = find(book, text="Thu gom rác thải.\n" * 50)

    assert [(hit.rule, hit.scope) for hit in hits] == [(None, Scope.OPENING), ("HD06.a", Scope.OPENING)]


DOCUMENTS = [
    ("Chỉ thị 01/CT-UBND ngày 19/01/2023 được Sở TN&MT quán triệt", 2023, True),
    ("Chỉ thị số 01 / CT - UBND ngày 19 tháng 01 năm 2023, Sở TN&MT quán triệt", 2023, True),
    ("Chỉ thị 01/CT-UBND được Sở TN&MT quán triệt", 2023, True),
    ("Chỉ thị 01/CT-UBND được Sở TN&MT quán triệt", 2024, False),
    ("Chỉ thị 01/CT-UBND ngày 12/01/2022 được Sở TN&MT nhắc lại", 2023, False),
    ("Chỉ thị 01/CT-UBND ngày 19/01/2023 được huyện đoàn quán triệt", 2023, False),
    ("01/CT-UBND ngày 12/01/2022 hết hạn, nay 01/CT-UBND ngày 19/01/2023 được Sở TN&MT quán triệt", 2023, True),
    ("Chỉ thị 101/CT-UBND ngày 19/01/2023 được Sở TN&MT quán triệt", 2023, False),
]


@pytest.mark.parametrize(("lead", "year", "is_cited"), DOCUMENTS)
def test_a_reused_document_number_counts_with_its_own_day_and_the_office(
    book: RuleBook, lead: str, year: int, *, is_cited: bool
) -> None:
    """Numbers given out anew each year count only as the cited document, in an article that names the office."""
    article = ArticleText("Phát động thi đua", lead, published_at=datetime(year, 3, 1, tzinfo=UTC))

    reading = read_article(article, book)

    assert any(hit.part is Part.DOCUMENT and hit.code == "ND01" for hit in reading.hits) is is_cited


def test_every_positive_example_of_the_plan_meets_its_row(book: RuleBook, plan: PlanFile) -> None:
    """Each title the plan gives as an example meets a strong or combined signal of its row."""
    unmet = [
        (row.code, example)
        for row in plan.rows
        for example in row.examples.positive
        if not any(hit.code == row.code and hit.part is Part.STRONG for hit in find(book, example))
    ]

    assert unmet == []

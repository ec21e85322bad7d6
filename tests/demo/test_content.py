"""What the invented articles must hold so that tests and benchmarks can rely on them."""

from collections import Counter, defaultdict
from itertools import combinations

import pytest

from demo import DemoArticle, demo_articles
from demo.addresses import HANOI, article_number, make_slug
from demo.loading import place_tones_old_style

ROWS = [f"ND{n:02d}" for n in range(1, 8)] + [f"HD{n:02d}" for n in range(1, 11)]
FIELDS = [f"LV.{code}" for code in ["DD", "TNN", "KS", "DC", "MT", "KTTV", "BDKH", "DDBD", "BHD", "DVC"]]
OFFICES = {"VP", "TT", "P-KHTC", "P-QLDD", "P-DDBD", "P-KS", "P-TNN"}
BRANCHES = {"CC-BIEN", "CC-BVMT", "VPDK", "TT-QT", "TT-CNTT", "TT-KT", "TT-PTQD", "Q-BVMT"}
LONGEST_TIN = 230


@pytest.fixture(scope="module")
def articles() -> tuple[DemoArticle, ...]:
    """All articles of both sites."""
    return demo_articles()


def shingles(article: DemoArticle) -> set[tuple[str, ...]]:
    words = f"{article.lead} {article.text}".lower().split()
    return {tuple(words[n : n + 5]) for n in range(len(words) - 4)}


def likeness(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    return len(one & other) / len(one | other)


@pytest.mark.parametrize("code", ROWS)
def test_every_plan_row_has_three_works(articles: tuple[DemoArticle, ...], code: str) -> None:
    """Each row of the plan is served by at least three articles that are no reprints."""
    works = [article.key for article in articles if code in article.rows and not article.duplicate_of]

    assert len(works) >= 3


@pytest.mark.parametrize("code", FIELDS)
def test_every_field_has_three_works(articles: tuple[DemoArticle, ...], code: str) -> None:
    """Each field is the subject of at least three articles that are no reprints."""
    works = [article.key for article in articles if code in article.fields and not article.duplicate_of]

    assert len(works) >= 3


def test_gold_uses_known_codes_only(articles: tuple[DemoArticle, ...]) -> None:
    """Rows, fields, departments, roles and tones are those of the plan and of the shared vocabularies."""
    unknown = [
        article.key
        for article in articles
        if set(article.rows) - set(ROWS)
        or set(article.fields) - set(FIELDS)
        or set(article.departments) - OFFICES - BRANCHES
        or article.role not in {"chu_the", "nguon_tin", "nhac_ten", "khong_nhac"}
        or article.tone not in {"tich_cuc", "trung_tinh", "phan_anh"}
    ]

    assert unknown == []


@pytest.mark.parametrize(("code", "implied"), [("HD01", "ND01"), ("HD04", "ND02"), ("HD09", "ND03")])
def test_rows_follow_the_labelling_rules(articles: tuple[DemoArticle, ...], code: str, implied: str) -> None:
    """A row that always comes with another one does so."""
    alone = [article.key for article in articles if code in article.rows and implied not in article.rows]

    assert alone == []


def test_rows_need_a_field(articles: tuple[DemoArticle, ...]) -> None:
    """Only articles that belong to the sector serve plan rows."""
    without_field = [article.key for article in articles if article.rows and not article.fields]

    assert without_field == []


def test_articles_are_many_and_mixed(articles: tuple[DemoArticle, ...]) -> None:
    """There are at least 100 works, a quarter of them outside the sector and some of the sector outside the plan."""
    works = [article for article in articles if not article.duplicate_of]

    outside = [article for article in works if not article.relevant]
    outside_plan = [article for article in works if article.relevant and not article.rows]

    assert len(works) >= 100
    assert len(outside) >= len(works) // 4
    assert len(outside_plan) >= 8


def test_every_month_of_2023_is_covered(articles: tuple[DemoArticle, ...]) -> None:
    """Each month has at least five articles, each outlet publishes in every quarter."""
    months = Counter((article.published_at.year, article.published_at.month) for article in articles)
    quarters = {(article.outlet, (article.published_at.month - 1) // 3) for article in articles}

    assert sorted(months) == [(2023, month) for month in range(1, 13)]
    assert min(months.values()) >= 5
    assert len(quarters) == 8


def test_texts_are_distinct(articles: tuple[DemoArticle, ...]) -> None:
    """No two works share 30 % of their five-word shingles."""
    works = {article.key: shingles(article) for article in articles if not article.duplicate_of}

    alike = [(one, other) for one, other in combinations(works, 2) if likeness(works[one], works[other]) >= 0.3]

    assert alike == []


def test_reprints_repeat_an_earlier_article_of_the_other_outlet(articles: tuple[DemoArticle, ...]) -> None:
    """A reprint is later, elsewhere, nearly the same text and not the very same bytes."""
    by_key = {article.key: article for article in articles}
    reprints = [(article, by_key[article.duplicate_of]) for article in articles if article.duplicate_of]

    for reprint, first in reprints:
        assert reprint.published_at > first.published_at, reprint.key
        assert reprint.outlet != first.outlet, reprint.key
        assert 0.3 <= likeness(shingles(reprint), shingles(first)) < 1, reprint.key
    assert {first.outlet for _, first in reprints} == {"baohatinh", "hatinhtv"}


def test_length_decides_between_tin_and_bai(articles: tuple[DemoArticle, ...]) -> None:
    """A tin is short even with its lead, a bài is long even without it, so no count is on the border."""
    long_tin = [a.key for a in articles if a.genre == "tin" and len(f"{a.lead} {a.text}".split()) > LONGEST_TIN]
    short_bai = [a.key for a in articles if a.genre == "bai" and len(a.text.split()) <= LONGEST_TIN]

    assert (long_tin, short_bai) == ([], [])


def test_every_genre_and_address_form_occurs(articles: tuple[DemoArticle, ...]) -> None:
    """All genres and forms of addresses exist; a third of the newspaper's pages has the old address only."""
    newspaper = [article for article in articles if article.outlet == "baohatinh"]
    genres = {article.genre for article in articles}
    forms = {article.form for article in articles}

    assert genres == {"tin", "bai", "phong_su", "phong_van", "anh", "video", "emagazine", "phat_thanh"}
    assert forms == {"new", "old", "both", "tv", "video", "root", "tin-bai"}
    assert sum(article.form in {"old", "video"} for article in newspaper) >= len(newspaper) / 3


def test_series_parts_follow_each_other(articles: tuple[DemoArticle, ...]) -> None:
    """The parts of a series are numbered from one, in order of time, and only the last one says so."""
    series = defaultdict(list)
    for article in articles:
        if article.series:
            series[article.series.key].append(article.series)

    for parts in series.values():
        assert [part.part for part in parts[:-1]] == list(range(1, len(parts)))
        assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True]
    assert max(len(parts) for parts in series.values()) >= 3


def test_authors_stand_in_the_byline(articles: tuple[DemoArticle, ...]) -> None:
    """Each gold author is printed in the byline; bylines without a person have no author."""
    missing = [
        (article.key, author.name)
        for article in articles
        for author in article.authors
        if author.name not in (article.byline or "")
    ]
    signatures = {article.signature for article in articles}

    assert missing == []
    assert signatures == {"named", "collective", "agency", "reprint", "none"}


def test_tags_belong_to_pages_that_print_them(articles: tuple[DemoArticle, ...]) -> None:
    """Only the newspaper's new pages show tags."""
    unprinted = [article.key for article in articles if article.tags and article.form not in {"new", "both"}]

    assert unprinted == []


def test_article_numbers_follow_the_known_anchors() -> None:
    """The numbers of 2023 meet the two dated numbers around them."""
    from datetime import datetime

    july = article_number(datetime(2023, 7, 11, 12, tzinfo=HANOI))
    february = article_number(datetime(2024, 2, 21, 12, tzinfo=HANOI))

    assert july == 251265
    assert abs(february - 262012) < 100


def test_ids_are_unique_within_an_outlet(articles: tuple[DemoArticle, ...]) -> None:
    """No two articles of an outlet share an id or an address."""
    ids = Counter((article.outlet, article.article_id) for article in articles)
    urls = Counter(url for article in articles for url in article.urls)

    assert max(ids.values()) == 1
    assert max(urls.values()) == 1


def test_slug_drops_accents_and_marks() -> None:
    """A headline becomes the plain slug of an address."""
    slug = make_slug("GPMB: Đức Thọ “về đích” – 100%!")

    assert slug == "gpmb-duc-tho-ve-dich-100"


def test_old_tone_placement_changes_open_syllables_only() -> None:
    """Hòa, thủy, khỏe are written hoà, thuỷ, khoẻ; quý, của, hoàn and toán stay."""
    words = place_tones_old_style("hòa thủy khỏe quý của hoàn toán")

    assert words == "hoà thuỷ khoẻ quý của hoàn toán"

"""Whole articles tagged with the shipped classifier; all sentences are inventions."""

import json
import subprocess
import sys
import time
import unicodedata
from datetime import UTC, datetime

import pytest

from classify import Tagger, describe_tags
from classify.classifier import AutoLimits
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from models.records import ArticleTags, ArticleText

WASTE = ArticleText(
    "Lan tỏa mô hình phân loại rác tại nguồn ở xã Thạch Xuân",
    "Hơn 300 hộ dân đã quen chia rác thành ba loại, lượng rác thải phải chở đi giảm một nửa.",
    "Chi hội phụ nữ phát thùng, hướng dẫn ủ rác hữu cơ và thu gom rác thải nhựa đem bán gây quỹ.\n\n"
    "Chi cục Bảo vệ môi trường Hà Tĩnh đánh giá đây là cách làm hay, cần nhân rộng.",
    datetime(2023, 6, 5, 1, 0, tzinfo=UTC),
)
ACCIDENT = ArticleText(
    "Xe tải tông xe máy trên quốc lộ, hai người bị thương",
    "Tài xế xe tải mất lái trong đêm, nạn nhân được đưa tới bệnh viện.",
    "Cảnh sát giao thông đang khám nghiệm hiện trường vụ tai nạn.",
)


def codes(tags: ArticleTags) -> set[str]:
    return {tag.code for tag in tags.rows}


def test_a_sector_article_gets_rows_fields_and_reasons(tagger: Tagger) -> None:
    """Rows and fields come with where in the article which words stand."""
    tags = tagger.tag(WASTE)

    assert tags.is_relevant
    assert {"HD06", "ND06"} <= codes(tags)
    assert "LV.MT" in {tag.code for tag in tags.fields}
    reasons = next(tag.reasons for tag in tags.rows if tag.code == "HD06")
    assert reasons[0].startswith("tiêu đề: ")
    assert "phân loại rác" in reasons[0]


def test_reasons_use_no_inner_names(tagger: Tagger) -> None:
    """A clerk never reads a code of a rule, a group or a column."""
    tags = tagger.tag(WASTE)

    lines = [line for tag in (*tags.rows, *tags.candidates, *tags.fields, tags.relevant) for line in tag.reasons]

    assert lines
    assert not any("@" in line or "_" in line or "guide" in line or "strong" in line for line in lines)


def test_other_news_gets_nothing(tagger: Tagger) -> None:
    """An accident is outside the sector: no row, no field."""
    tags = tagger.tag(ACCIDENT)

    assert not tags.is_relevant
    assert (tags.rows, tags.fields) == ((), ())


@pytest.mark.parametrize(
    ("code", "title", "lead"),
    [
        (
            "HD01",
            "Cử tri góp ý dự thảo Luật Đất đai (sửa đổi)",
            "Hội nghị lấy ý kiến Nhân dân về dự thảo Luật Đất đai.",
        ),
        ("HD07", "Sở TN&MT Hà Tĩnh kỷ niệm 20 năm thành lập", "Chặng đường 20 năm xây dựng của ngành TN&MT Hà Tĩnh."),
        (
            "ND04",
            "Dồn điền đổi thửa, tích tụ ruộng đất làm lúa lớn",
            "Xã phá bờ thửa, gom ruộng đất thành cánh đồng liền.",
        ),
        ("ND05", "Khảo sát vị trí nhận chìm vật chất nạo vét", "Sở TN&MT khoanh vùng nhận chìm, giao khu vực biển."),
        (
            "HD03",
            "Đóng cửa mỏ đá, buộc phục hồi môi trường",
            "Mỏ khoáng sản hết hạn, doanh nghiệp nợ tiền ký quỹ hoàn thổ.",
        ),
        ("HD10", "Tro xỉ nhiệt điện thành gạch không nung", "Nhà máy dùng tro bay, xỉ than làm vật liệu xây dựng."),
    ],
)
def test_rare_rows_are_found(tagger: Tagger, code: str, title: str, lead: str) -> None:
    """Rows with few articles to learn from are found by their rules."""
    assert code in codes(tagger.tag(ArticleText(title, lead)))


def test_what_follows_comes_along(tagger: Tagger) -> None:
    """HD07 brings ND01, and says why."""
    tags = tagger.tag(ArticleText("Sở TN&MT Hà Tĩnh kỷ niệm 20 năm thành lập", "20 năm ngành TN&MT Hà Tĩnh."))

    follower = next(tag for tag in tags.rows if tag.code == "ND01")

    assert any("HD07" in line for line in follower.reasons) or follower.score >= tags.rows[0].score


def test_models_and_exemplars_can_be_read_broadly(plan: PlanFile, organisation: OrganisationFile) -> None:
    """On broad every article of a field serves ND06; on strict it needs a sign of a model case."""
    article = ArticleText("Rác thải ùn ứ ở chợ huyện", "Hàng chục tấn rác thải sinh hoạt chưa được thu gom, xử lý.")
    contents = tuple(
        row.model_copy(update={"match_mode": "broad"}) if row.code == "ND06" else row for row in plan.contents
    )
    broad = Tagger.load(plan.model_copy(update={"contents": contents}), organisation)
    strict = Tagger.load(plan, organisation)

    assert "ND06" in codes(broad.tag(article))
    assert "ND06" not in codes(strict.tag(article))


def test_scores_fall_and_stay_probabilities(tagger: Tagger) -> None:
    """Tags are sorted by falling score between 0 and 1; candidates are not assigned."""
    tags = tagger.tag(WASTE)

    scores = [tag.score for tag in tags.rows]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= tag.score <= 1 for tag in (*tags.rows, *tags.candidates, *tags.fields, *tags.departments))
    assert codes(tags).isdisjoint({tag.code for tag in tags.candidates})


def test_unicode_form_changes_nothing(tagger: Tagger) -> None:
    """NFD gives the same tags as NFC, and the same again."""
    decomposed = ArticleText(
        *(unicodedata.normalize("NFD", text) for text in (WASTE.title, WASTE.lead, WASTE.text)), WASTE.published_at
    )

    assert tagger.tag(decomposed) == tagger.tag(WASTE) == tagger.tag(WASTE)


@pytest.mark.parametrize(
    "article",
    [
        ArticleText(""),
        ArticleText("\x00\ud800", "\udfff", "\x00"),
        ArticleText("🙂" * 50, "<script>alert('rác thải')</script>", "&nbsp;" * 500),
        ArticleText("rác thải " * 2000, "x" * 40_000, "Bãi rác bốc mùi. " * 60_000),
        ArticleText("a" * 300, "{{ 7 * 7 }}", "\n" * 10_000),
        ArticleText("١٢٣ ²³ Ⅷ", "\u202eđảo ngược", "0" * 5000),
    ],
)
def test_odd_articles_never_raise(tagger: Tagger, article: ArticleText) -> None:
    """Empty, broken, huge and hostile texts end in tags that JSON can carry."""
    described = describe_tags(tagger.tag(article))

    json.dumps(described, ensure_ascii=False).encode()


def test_a_huge_article_is_read_in_bounded_time(tagger: Tagger) -> None:
    """A megabyte in every field is cut, not read for minutes."""
    huge = "Bãi rác bốc mùi ở huyện, Sở TN&MT kiểm tra. " * 25_000
    started = time.process_time()

    tagger.tag(ArticleText(huge, huge, huge))

    assert time.process_time() - started < 20


def test_the_labels_object_has_the_agreed_keys(tagger: Tagger) -> None:
    """The JSON form is the one others script against."""
    described = describe_tags(tagger.tag(WASTE))

    assert {"relevant", "rows", "fields", "departments", "role", "tone", "classifier"} <= set(described)
    assert {"value", "score"} <= set(described["relevant"])
    assert {"code", "score", "auto", "reasons"} <= set(described["rows"][0])
    assert {"id", "via", "score"} <= set(described["departments"][0])
    assert described["classifier"] == tagger.version


def test_the_labels_tell_place_actor_and_genre(tagger: Tagger) -> None:
    """Places carry their offsets, the place of the matter its reasons."""
    text = "UBND huyện Kỳ Anh tháo gỡ lều quán ở xã Kỳ Xuân."
    described = describe_tags(
        tagger.tag(ArticleText("Kỳ Anh dọn bãi biển", "", text, datetime(2023, 6, 1, tzinfo=UTC)))
    )

    place = described["in_province"]
    assert (place["value"], place["scope"], bool(place["reasons"])) == (True, "trong_tinh", True)
    assert [(one["name"], one["id"], one["kind"], one["part"]) for one in place["places"]] == [
        ("Kỳ Anh", None, "cap_huyen", "title"),
        ("Huyện Kỳ Anh", "H-KA", "cap_huyen", "text"),
        ("Xã Kỳ Xuân", "xa-ky-xuan", "cap_xa", "text"),
    ]
    assert [text[one["start"] : one["end"]] for one in place["places"][1:]] == ["huyện Kỳ Anh", "xã Kỳ Xuân"]
    assert (described["actor"], described["genre"]) == ("huyen_xa", "tin")


def test_the_office_sets_what_is_accepted_unread(plan: PlanFile, organisation: OrganisationFile) -> None:
    """Limits of its own take the place of the shipped ones and change no score; None accepts nothing."""
    low = Tagger.load(plan, organisation, auto=AutoLimits(relevant=0.5, fields=0.5, rows=0.5)).tag(WASTE)
    none = Tagger.load(plan, organisation, auto=AutoLimits(relevant=0.5, fields=None, rows=None)).tag(WASTE)

    assert all(tag.auto for tag in low.rows if tag.score >= 0.5)
    assert low.relevant.auto
    assert not any(tag.auto for tag in (*none.rows, *none.fields))
    assert [(tag.code, tag.score) for tag in low.rows] == [(tag.code, tag.score) for tag in none.rows]


def test_many_are_tagged_one_by_one(tagger: Tagger) -> None:
    """`tag_many` is lazy and keeps the order."""
    tags = tagger.tag_many(article for article in (WASTE, ACCIDENT))

    assert [one.is_relevant for one in tags] == [True, False]


def test_positive_examples_of_the_plan_are_mostly_tagged(tagger: Tagger, plan: PlanFile) -> None:
    """From a title alone, the plan's own examples get their row in at least seven of ten cases; negatives never do."""
    positive = [(row.code, title) for row in plan.rows for title in row.examples.positive]
    negative = [(row.code, title) for row in plan.rows for title in row.examples.negative]

    found = sum(code in codes(tagger.tag(ArticleText(title))) for code, title in positive)
    wrong = [(code, title) for code, title in negative if code in codes(tagger.tag(ArticleText(title)))]

    assert found >= 0.7 * len(positive)
    assert wrong == []


def test_importing_is_light() -> None:
    """Naming the tagger loads neither scikit-learn nor underthesea."""
    code = "import sys, classify; print([m for m in ('sklearn', 'underthesea', 'skops') if m in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"

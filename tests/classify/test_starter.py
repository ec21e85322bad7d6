"""Training on a small invented corpus: the same every time, measured on articles not learnt from."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from classify.classifier import Axis
from classify.gold import GoldArticle
from classify.rules.book import RuleBook
from classify.starter.corpus import Corpus, build_corpus, fit_vectorizer
from classify.starter.fit import fit_all
from classify.starter.lessons import read_own_articles, read_readings
from classify.starter.measure import Unseen, cross_validate, draw_limits, measure_runs
from classify.words import write_document
from models.errors import InputError
from models.office_files.plan import PlanFile
from models.records import ArticleText

PLACES = (
    "chợ huyện",
    "bến đò",
    "cổng làng",
    "bờ kênh",
    "sân kho",
    "ngã ba",
    "trạm bơm",
    "bãi bồi",
    "đầu xóm",
    "cuối thôn",
)
SUBJECTS = (
    ("Rác thải ùn ứ ở {}", "Bãi rác bốc mùi, rác thải sinh hoạt chưa được thu gom, xử lý.", ("HD06",), ("LV.MT",)),
    ("Đấu giá đất ở {}", "Huyện đấu giá quyền sử dụng đất, thu tiền sử dụng đất cho ngân sách.", ("HD05",), ("LV.DD",)),
    ("Đội bóng xóm thắng trận ở {}", "Cổ động viên hát vang sau trận chung kết bóng đá.", (), ()),
    ("Xe máy ngã ở {}", "Người lái xe máy bị thương nhẹ, được đưa vào bệnh viện.", (), ()),
)


@pytest.fixture(scope="module")
def corpus(plan: PlanFile, book: RuleBook) -> Corpus:
    gold = [
        GoldArticle(ArticleText(title.format(place), lead), bool(fields), frozenset(rows), frozenset(fields))
        for place in PLACES
        for title, lead, rows, fields in SUBJECTS
    ]
    vectorizer = fit_vectorizer(write_document(one.article) for one in gold)
    return build_corpus(gold, book, plan, vectorizer)


def test_unseen_articles_of_a_known_subject_are_told(corpus: Corpus) -> None:
    """What was learnt on some articles holds on others."""
    runs = cross_validate(corpus, corpus.take(np.arange(4)), repeats=1)

    figures = measure_runs(corpus, runs, draw_limits(corpus, runs))["figures"]

    assert figures["relevant micro F1"][0] > 0.9
    assert figures["rows micro F1"][0] > 0.9
    assert figures["fields micro F1"][0] > 0.9


def test_training_twice_gives_the_same(corpus: Corpus) -> None:
    """Seeds are fixed."""
    assert np.array_equal(fit_all(corpus).judge(corpus), fit_all(corpus).judge(corpus))


def test_codes_without_articles_are_judged_by_rules(corpus: Corpus) -> None:
    """A code that occurs nowhere has no word voice and is left to the rules."""
    fitted = fit_all(corpus)

    assert "HD07" not in fitted.words
    assert "HD07" not in fitted.rows.known
    assert set(fitted.rows.known) == {"HD05", "HD06"}


def test_accepting_unread_needs_enough_and_precise(corpus: Corpus) -> None:
    """Where precision does not hold, nothing is accepted unread."""
    right = corpus.labels.astype(float)
    wrong = np.ones_like(right) * 0.95

    assert draw_limits(corpus, [Unseen(right)] * 3)[Axis.RELEVANT].auto > 1
    assert draw_limits(corpus, [Unseen(wrong)] * 3)[Axis.ROWS].auto > 1


def test_own_articles_are_read_without_reprints(tmp_path: Path) -> None:
    """An entry with gold is labelled, one without belongs to no field, a reprint is left out."""
    (tmp_path / "a.yaml").write_text(
        """
- {key: a, at: 05/06/2023 08:00, title: Gom rác, lead: Thu gom rác, body: Cả thôn ra quân,
   gold: {rows: [HD06], fields: [LV.MT], role: chu_the}}
- {key: b, at: 05/06/2023 09:00, title: Đá bóng, lead: Trận chung kết, body: Sân đông}
- {key: c, at: 06/06/2023 09:00, reprint_of: a}
""",
        encoding="utf-8",
    )

    found = list(read_own_articles(tmp_path))

    assert [(one.article.title, one.relevant, set(one.rows)) for one in found] == [
        ("Gom rác", True, {"HD06"}),
        ("Đá bóng", False, set()),
    ]


def test_readings_without_their_articles_are_refused(tmp_path: Path) -> None:
    """Labels whose texts are not in the folder stop the training."""
    for name in ("hatinh_articles", "vietnews_env"):
        (tmp_path / name).mkdir()
        with gzip.open(tmp_path / name / "articles.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(json.dumps({"id": "x", "title": "Rác"}) + "\n")

    with pytest.raises(InputError, match="bài"):
        read_readings(tmp_path)

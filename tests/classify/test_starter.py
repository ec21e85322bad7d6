"""Training on a small invented corpus: the same every time, measured on articles not learnt from."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classify.classifier import NEVER, Axis, Limits
from classify.gold import GoldArticle
from classify.rules.book import RuleBook
from classify.starter.causes import ALONE, CONFUSED, RESULT_OR_CHECK, SECTOR_WRONG, count_causes
from classify.starter.corpus import Corpus, build_corpus, fit_vectorizer
from classify.starter.figures import measure_answers, measure_codes, measure_scores
from classify.starter.fit import fit_all
from classify.starter.lessons import read_own_articles, read_readings
from classify.starter.measure import Unseen, cross_validate, draw_limits
from classify.starter.opponents import answer_by_count, answer_by_signals, answer_by_svm
from classify.starter.record import OURS, Part, measure_part
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


GOLD = [
    GoldArticle(ArticleText(title.format(place), lead), bool(fields), frozenset(rows), frozenset(fields))
    for place in PLACES
    for title, lead, rows, fields in SUBJECTS
]


@pytest.fixture(scope="module")
def corpus(plan: PlanFile, book: RuleBook) -> Corpus:
    vectorizer = fit_vectorizer(write_document(one.article) for one in GOLD)
    return build_corpus(GOLD, book, plan, vectorizer)


@pytest.fixture(scope="module")
def runs(corpus: Corpus) -> list[Unseen]:
    return cross_validate(corpus, repeats=2)


def test_unseen_articles_of_a_known_subject_are_told(corpus: Corpus, runs: list[Unseen]) -> None:
    """What was learnt on some articles holds on others."""
    limits, _ = draw_limits(corpus, runs)

    figures = measure_part(Part("gold", corpus, np.arange(len(GOLD)), runs, {}), limits).ways[OURS]

    assert figures["relevant micro F1"].mean > 0.9
    assert figures["rows micro F1"].mean > 0.9
    assert figures["fields micro F1"].mean > 0.9


def test_opponents_answer_the_same_articles(corpus: Corpus, book: RuleBook) -> None:
    """Signals and keywords of the plan find waste and auctions, the SVM learns them; none calls football the sector."""
    football = [place for place, one in enumerate(GOLD) if "bóng" in one.article.title]
    waste = [place for place, one in enumerate(GOLD) if "HD06" in one.rows]

    signals = answer_by_signals(GOLD, book, corpus.codes)
    keywords = answer_by_count(GOLD, book, corpus.codes)
    svm = answer_by_svm(GOLD, corpus)[0]

    assert signals[waste, corpus.codes.index("HD06")].all()
    for answers in (signals, keywords, svm):
        assert not answers[football, -1].any()
    assert svm[waste, corpus.codes.index("HD06")].all()


def test_figures_are_those_reckoned_by_hand(corpus: Corpus) -> None:
    """Half of the auctions missed: recall a half, F1 two thirds for the code; the interval holds the mean."""
    place = corpus.codes.index("HD05")
    answers = corpus.labels.copy()
    answers[np.flatnonzero(answers[:, place])[:5], place] = False

    codes = measure_codes(corpus, [answers])
    figures = measure_answers(corpus, [answers])

    support, figure = codes["HD05"]
    assert support == 10
    assert figure.mean == pytest.approx(2 / 3)
    assert figure.low < figure.mean < figure.high
    assert figures["rows micro F1"].mean == pytest.approx(2 * 15 / 35)
    assert figures["rows macro F1 (codes with ≥ 5 articles)"].mean == pytest.approx((1 + 2 / 3) / 2)
    assert figures["relevant micro F1"].mean == 1.0


def test_what_would_be_accepted_unread_is_counted(corpus: Corpus) -> None:
    """Right scores of one are all accepted where the limit lets them, and none where it does not."""
    runs = [Unseen(corpus.labels.astype(float))]
    limits = {axis: Limits(0.5, 0.5, NEVER if axis is Axis.ROWS else 0.9) for axis in Axis}

    figures = measure_scores(corpus, runs, limits)

    assert figures["fields accepted unread: share"].mean == 1.0
    assert figures["fields accepted unread: precision"].mean == 1.0
    assert figures["rows accepted unread: share"].mean == 0.0
    assert figures["fields calibration error"].mean == 0.0


def test_errors_are_put_under_their_first_cause(corpus: Corpus) -> None:
    """A mistaken sector, a result for a check, a wrong row in place of another, and a row too many."""
    labels, given = np.zeros((4, len(corpus.codes)), dtype=bool), np.zeros((4, len(corpus.codes)), dtype=bool)
    mark = {code: place for place, code in enumerate(corpus.codes)}
    labels[1:, -1] = given[:, -1] = True
    given[0, mark["HD06"]] = True
    labels[1, [mark["ND03"], mark["HD09"]]] = given[1, mark["ND03"]] = True
    labels[2, mark["HD05"]] = given[2, mark["HD02"]] = True
    given[3, mark["ND06"]] = True
    four = replace(corpus.take(np.arange(4)), labels=labels)

    causes = count_causes(four, [given])

    assert causes == {SECTOR_WRONG: (1, 0), RESULT_OR_CHECK: (0, 1), CONFUSED: (1, 1), ALONE: (1, 0)}


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
    """Neither too few right tags nor many wrong ones prove a limit; many right ones do."""
    right = corpus.labels.astype(float)
    many = corpus.take(np.tile(np.arange(len(right)), 10))
    wrong = np.full_like(many.labels, 0.95, dtype=float)

    few_limits, few_proofs = draw_limits(corpus, [Unseen(right)])
    many_limits, _ = draw_limits(many, [Unseen(many.labels.astype(float))])
    wrong_limits, _ = draw_limits(many, [Unseen(wrong)])

    assert few_limits[Axis.RELEVANT].auto == NEVER
    assert "cần ít nhất" in few_proofs[Axis.RELEVANT].reason
    assert many_limits[Axis.ROWS].auto < 1
    assert wrong_limits[Axis.ROWS].auto == NEVER


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

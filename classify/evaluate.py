"""Score a tagger on labelled articles: per code, per axis, calibration, and what may be accepted without reading."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import numpy as np

from classify.gold import GoldArticle
from models.records import ArticleTags, ArticleText

BINS = 10
# Fewer articles measure a code too roughly to count for a mean over codes.
FEWEST_PER_CODE = 5
SAMPLES = 1000
_SEED = 20231

COLUMNS_PER_CODE = [("Mã", False), ("Đúng (P)", True), ("Đủ (R)", True), ("F1", True), ("Số bài", True)]
COLUMNS_OVERALL = [("Chỉ số", False), ("Giá trị", True)]


class TagsArticles(Protocol):
    """What is needed of a tagger."""

    def tag(self, article: ArticleText) -> ArticleTags:
        """Tag one article."""
        ...


@dataclass(frozen=True, slots=True)
class CodeScore:
    """How one code was met. Without support and proposals F1 is 0 and says nothing."""

    code: str
    right: int
    proposed: int
    support: int

    @property
    def precision(self) -> float:
        """Share of proposals that are right."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """Share of the right ones that were proposed."""
        return self.right / self.support if self.support else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.proposed + self.support) if self.proposed + self.support else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one evaluation. Macro F1 is over the codes that occur in the gold articles.

    `calibration_error` is the expected difference between a score and the share that is right
    (rows and fields together, in ten bins), `relevant_calibration_error` that of the sector's; `auto_share` the
    share of proposed rows and fields that would be accepted without reading, `auto_precision` how many of those
    are right. `intervals` are the middle 95 % of micro F1 over resampled articles, by axis.
    """

    articles: int
    classifier: str
    relevant: CodeScore
    rows: tuple[CodeScore, ...]
    fields: tuple[CodeScore, ...]
    calibration_error: float
    relevant_calibration_error: float
    auto_share: float
    auto_precision: float
    intervals: Mapping[str, tuple[float, float]]

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "articles": self.articles,
            "classifier": self.classifier,
            "relevant": _describe(self.relevant) | {"calibration_error": self.relevant_calibration_error},
            "rows": _describe_axis(self.rows),
            "fields": _describe_axis(self.fields),
            "intervals": {axis: list(pair) for axis, pair in self.intervals.items()},
            "calibration_error": self.calibration_error,
            "auto": {"share": self.auto_share, "precision": self.auto_precision},
        }

    def tables(self) -> list[tuple[str, list[tuple[str, bool]], list[list[str]]]]:
        """Return (title, columns, rows) of what is printed."""
        overall = [
            ("Thuộc ngành: F1", self.relevant.f1),
            ("Dòng kế hoạch: F1 gộp", micro_f1(self.rows)),
            ("Dòng kế hoạch: F1 trung bình theo mã", macro_f1(self.rows)),
            (f"… mã có từ {FEWEST_PER_CODE} bài", macro_f1(self.rows, FEWEST_PER_CODE)),
            ("Lĩnh vực: F1 gộp", micro_f1(self.fields)),
            ("Lĩnh vực: F1 trung bình theo mã", macro_f1(self.fields)),
            ("Sai lệch của điểm số", self.calibration_error),
            ("Sai lệch của điểm thuộc ngành", self.relevant_calibration_error),
            ("Tỷ lệ nhãn nhận không cần đọc", self.auto_share),
            ("… trong đó đúng", self.auto_precision),
        ]
        shown = [[name, _figure(value)] for name, value in overall]
        for row, axis in ((0, "relevant"), (1, "rows"), (4, "fields")):
            low, high = self.intervals[axis]
            shown[row][1] += f" ({_figure(low)}–{_figure(high)})"
        title = f"{self.articles} bài, bộ phân loại {self.classifier}"
        return [
            (title, COLUMNS_OVERALL, shown),
            ("Dòng kế hoạch", COLUMNS_PER_CODE, [_row(one) for one in self.rows]),
            ("Lĩnh vực", COLUMNS_PER_CODE, [_row(one) for one in self.fields]),
        ]


def evaluate_tagger(
    articles: Sequence[GoldArticle], tagger: TagsArticles, tell: Callable[[int], None] | None = None
) -> Evaluation:
    """Tag every article and compare; `tell` hears how many are done."""
    answers: list[ArticleTags] = []
    for done, one in enumerate(articles, start=1):
        answers.append(tagger.tag(one.article))
        if tell:
            tell(done)
    return compare(articles, answers)


def compare(articles: Sequence[GoldArticle], answers: Sequence[ArticleTags]) -> Evaluation:
    """Return the figures of `answers` against the labels of `articles`, which stand in the same order."""
    pairs = list(zip(articles, answers, strict=True))
    rows = [({tag.code for tag in tags.rows}, gold.rows) for gold, tags in pairs]
    fields = [({tag.code for tag in tags.fields}, gold.fields) for gold, tags in pairs]
    relevant = [({"relevant"} if tags.is_relevant else set(), _truth(gold)) for gold, tags in pairs]
    scored = [
        (tag.score, tag.code in gold.rows | gold.fields, tag.auto)
        for gold, tags in pairs
        for tag in (*tags.rows, *tags.fields)
    ]
    candidates = [(tag.score, tag.code in gold.rows, False) for gold, tags in pairs for tag in tags.candidates]
    automatic = [is_right for _, is_right, is_auto in scored if is_auto]
    return Evaluation(
        articles=len(articles),
        classifier=answers[0].classifier if answers else "",
        relevant=score_codes(relevant)[0],
        rows=score_codes(rows),
        fields=score_codes(fields),
        calibration_error=expected_calibration_error([(score, right) for score, right, _ in (*scored, *candidates)]),
        relevant_calibration_error=expected_calibration_error(
            [(tags.relevant.score, gold.relevant) for gold, tags in pairs]
        ),
        auto_share=len(automatic) / len(scored) if scored else 0.0,
        auto_precision=sum(automatic) / len(automatic) if automatic else 0.0,
        intervals={
            name: resample_f1(axis) for name, axis in (("relevant", relevant), ("rows", rows), ("fields", fields))
        },
    )


def score_codes(pairs: Iterable[tuple[set[str] | frozenset[str], set[str] | frozenset[str]]]) -> tuple[CodeScore, ...]:
    """Return the scores of every code proposed or right, by code; pairs are (proposed, right)."""
    pairs = list(pairs)
    codes = sorted(set().union(*(proposed | right for proposed, right in pairs)) or {"relevant"})
    return tuple(
        CodeScore(
            code,
            sum(code in proposed and code in right for proposed, right in pairs),
            sum(code in proposed for proposed, _ in pairs),
            sum(code in right for _, right in pairs),
        )
        for code in codes
    )


def micro_f1(scores: Iterable[CodeScore]) -> float:
    """Return F1 over all decisions together."""
    scores = list(scores)
    total = sum(one.proposed + one.support for one in scores)
    return 2 * sum(one.right for one in scores) / total if total else 0.0


def macro_f1(scores: Iterable[CodeScore], fewest: int = 1) -> float:
    """Return the mean F1 of the codes that occur in at least `fewest` gold articles."""
    known = [one.f1 for one in scores if one.support >= fewest]
    return sum(known) / len(known) if known else 0.0


def resample_f1(pairs: Sequence[tuple[Set[str], Set[str]]]) -> tuple[float, float]:
    """Return the middle 95 % of micro F1 over `SAMPLES` samples of the articles; pairs are (proposed, right)."""
    counts = np.array([[len(given & right), len(given) + len(right)] for given, right in pairs], dtype=np.float64)
    if not len(counts):
        return 0.0, 0.0
    times = np.random.default_rng(_SEED).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), SAMPLES)
    sums = times @ counts
    low, high = np.quantile(2 * sums[:, 0] / np.maximum(1, sums[:, 1]), [0.025, 0.975])
    return float(low), float(high)


def expected_calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the mean difference between score and share of right ones over ten bins, weighted by their size."""
    if not pairs:
        return 0.0
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, is_right in pairs:
        bins[min(int(score * BINS), BINS - 1)].append((score, is_right))
    gaps = [abs(sum(score for score, _ in one) - sum(right for _, right in one)) for one in bins if one]
    return sum(gaps) / len(pairs)


def _truth(gold: GoldArticle) -> set[str]:
    return {"relevant"} if gold.relevant else set()


def _describe(one: CodeScore) -> dict[str, Any]:
    return asdict(one) | {"precision": one.precision, "recall": one.recall, "f1": one.f1}


def _describe_axis(scores: Sequence[CodeScore]) -> dict[str, Any]:
    return {
        "micro_f1": micro_f1(scores),
        "macro_f1": macro_f1(scores),
        "macro_f1_frequent": macro_f1(scores, FEWEST_PER_CODE),
        "codes": _all(scores),
    }


def _all(scores: Iterable[CodeScore]) -> list[dict[str, Any]]:
    return [_describe(one) for one in scores]


def _row(one: CodeScore) -> list[str]:
    return [one.code, _figure(one.precision), _figure(one.recall), _figure(one.f1), str(one.support)]


def _figure(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")

"""A simulated year of reviewing: how well tags are given after so many reviews, on articles nobody reviewed.

python -m benchmarks.measure_learning GOLD.jsonl ARTICLES [PICTURE]: the gold articles measure, the single readings
are reviewed: the first ones make the classifier an office starts with, the others come in step by step, either as
they lie or the most doubtful first. The miniature does the same with its own articles, a third of them kept to measure.
"""

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import plans
from classify.classifier import Classifier, load_classifier
from classify.evaluate import compare, macro_f1, micro_f1
from classify.gold import GoldArticle, read_gold
from classify.learning.continuing import continue_classifier
from classify.reading import off_sector_codes
from classify.rules.book import RuleBook
from classify.rules.lexicon import build_lexicon
from classify.starter.corpus import build_corpus
from classify.starter.fit import fit_all
from classify.starter.lessons import read_own_articles, read_readings
from classify.tagger import STARTER_FOLDER, Tagger
from classify.words import WordVoice
from models.office_files.loading import load_organisation_file, load_plan_file

FIRST_READINGS = 315
STEPS = (0, 100, 200, 400, 800)
OWN_STEPS = (0, 40, 80, 140)
SEED = 7
BUNDLED = Path(plans.__file__).parent
PLAN = load_plan_file(BUNDLED / "ke-hoach-2023.yaml")
ORGANISATION = load_organisation_file(BUNDLED / "to-chuc-2023.yaml")


@dataclass(frozen=True, slots=True)
class Point:
    """Figures after so many reviews."""

    reviews: int
    rows: float
    macro: float
    fields: float
    relevant: float


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table and draw the picture if a path is given."""
    gold = read_gold(Path(arguments[0]))
    readings = read_readings(Path(arguments[1]))
    shipped = load_classifier(STARTER_FOLDER)
    first, later = readings[:FIRST_READINGS], readings[FIRST_READINGS:]
    small = _fit_small(shipped, first)
    random.Random(SEED).shuffle(later)
    own = list(read_own_articles(Path("demo/content")))
    random.Random(SEED).shuffle(own)
    asked, kept = own[: OWN_STEPS[-1]], own[OWN_STEPS[-1] :]
    curves = {
        "Bài thật, duyệt theo thứ tự đến": _follow(small, later, gold, STEPS),
        "Bài thật, bài nghi ngờ trước": _follow(small, later, gold, STEPS, doubtful_first=True),
        "Trang thu nhỏ": _follow(small, asked, kept, OWN_STEPS),
    }
    for name, points in curves.items():
        print(name)
        for point in points:
            print(
                f"  {point.reviews:5d} rows {point.rows:.3f} macro {point.macro:.3f} fields {point.fields:.3f} "
                f"relevance {point.relevant:.3f}"
            )
    if len(arguments) > 2:
        _draw(curves, Path(arguments[2]))
    return 0


def _fit_small(shipped: Classifier, first: Sequence[GoldArticle]) -> Classifier:
    """Return the classifier of an office that starts with some hundred readings and the shipped vocabulary."""
    book = RuleBook(build_lexicon(PLAN))
    vectorizer = shipped.words.vectorizer
    fitted = fit_all(build_corpus(first, book, PLAN, vectorizer))
    words = WordVoice(vectorizer, fitted.words)
    return replace(
        shipped,
        words=words,
        sector=fitted.sector,
        fields=fitted.fields,
        rows=fitted.rows,
        outside=off_sector_codes(book),
    )


def _follow(
    start: Classifier,
    asked: Sequence[GoldArticle],
    measured: Sequence[GoldArticle],
    steps: Sequence[int],
    *,
    doubtful_first: bool = False,
) -> list[Point]:
    waiting, read = list(asked), list[GoldArticle]()
    current = start
    points: list[Point] = []
    for step in steps:
        if doubtful_first and step:
            tagger = _tagger(current)
            doubts = [_doubt(tagger, one) for one in waiting]
            order = sorted(range(len(waiting)), key=lambda place: -doubts[place])
            waiting = [waiting[place] for place in order]
        while len(read) < step and waiting:
            read.append(waiting.pop(0))
        current = continue_classifier(start, read, PLAN) if read else start
        points.append(_measure(current, len(read), measured))
    return points


def _tagger(classifier: Classifier) -> Tagger:
    return Tagger(PLAN, ORGANISATION, replace(classifier, card={"version": "", "sha256": "", "plan": PLAN.plan.code}))


def _doubt(tagger: Tagger, one: GoldArticle) -> float:
    tags = tagger.tag(one.article)
    scores = [tags.relevant.score, *(row.score for row in (*tags.rows, *tags.candidates))]
    return max(1 - abs(2 * score - 1) for score in scores)


def _measure(classifier: Classifier, reviews: int, measured: Sequence[GoldArticle]) -> Point:
    tagger = _tagger(classifier)
    found = compare(measured, [tagger.tag(one.article) for one in measured])
    return Point(reviews, micro_f1(found.rows), macro_f1(found.rows), micro_f1(found.fields), found.relevant.f1)


def _draw(curves: dict[str, list[Point]], path: Path) -> None:
    import matplotlib as mpl  # noqa: PLC0415 - only for the picture

    mpl.use("agg")
    import matplotlib.pyplot as plt  # noqa: PLC0415 - after the choice of the drawing engine

    figure, axes = plt.subplots(figsize=(8, 4.2), constrained_layout=True)
    for (name, points), style in zip(curves.items(), ("o-", "s--", "^:"), strict=True):
        axes.plot([point.reviews for point in points], [point.rows for point in points], style, label=name)
    axes.set_xlabel("Số bài đã duyệt")
    axes.set_ylabel("F1 gộp của dòng kế hoạch, trên bài chưa ai duyệt")
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

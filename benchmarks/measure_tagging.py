"""Compare ways of tagging on one gold file: python -m benchmarks.measure_tagging GOLD.jsonl ARTICLES.

All on the same gold articles: the plan's signals alone, two keywords of the plan, TF-IDF with a linear
SVM by repeated cross-validation, and ours by the very same folds (it also learns from the readings and
the miniature's articles, in every fold, and its limits are drawn from the same unseen scores).
Mean and range over the repeats.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC

from classify.gold import GoldArticle, read_gold
from classify.rules.book import RuleBook, Scope
from classify.rules.lexicon import build_lexicon
from classify.rules.signals import Part, Voice
from classify.starter.corpus import Corpus, build_corpus, fit_vectorizer, read_articles
from classify.starter.fit import SEED
from classify.starter.lessons import read_own_articles, read_readings
from classify.starter.measure import FOLDS, REPEATS, assign_codes, axis_columns, cross_validate, draw_limits
from classify.starter.train import BUNDLED_PLAN, MOST_PER_FILE, OWN_ARTICLES, UNLABELLED_FOLDERS
from classify.words import write_document
from models.office_files.loading import load_plan_file

Labels = NDArray[np.bool_]
HEAD = (Scope.TITLE, Scope.LEAD, Scope.HEAD)
FEWEST_KEYWORDS = 2


def with_sector(answers: Labels) -> Labels:
    answers[:, -1] = answers[:, :-1].any(axis=1)
    return answers


def answer_by_signals(gold: list[GoldArticle], book: RuleBook, codes: tuple[str, ...]) -> Labels:
    """The plan's own rule: a strong or combined signal in title or lead."""
    answers = np.zeros((len(gold), len(codes)), dtype=bool)
    for row, one in enumerate(gold):
        for hit in book.match(one.article):
            if hit.voice is Voice.PLAN and hit.part is Part.STRONG and hit.scope in HEAD and hit.code in codes:
                answers[row, codes.index(hit.code)] = True
    return with_sector(answers)


def answer_by_count(gold: list[GoldArticle], book: RuleBook, codes: tuple[str, ...]) -> Labels:
    """As many different keywords of a code anywhere as `FEWEST_KEYWORDS`."""
    answers = np.zeros((len(gold), len(codes)), dtype=bool)
    for row, one in enumerate(gold):
        met: dict[str, set[str]] = {}
        for hit in book.match(one.article):
            if hit.voice is Voice.PLAN and hit.part in (Part.STRONG, Part.SUPPORT) and hit.rule is None:
                met.setdefault(hit.code, set()).add(hit.words[0].lower())
        for code, words in met.items():
            answers[row, codes.index(code)] |= len(words) >= FEWEST_KEYWORDS
    return with_sector(answers)


def answer_by_svm(corpus: Corpus, documents: list[str], repeat: int) -> Labels:
    """TF-IDF of words and pairs of words, fitted on the learning folds, one linear SVM a code."""
    answers = np.zeros(corpus.labels.shape, dtype=bool)
    for learn, unseen in KFold(FOLDS, shuffle=True, random_state=SEED + repeat).split(documents):
        vectorizer = TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        vectors = vectorizer.fit_transform([documents[place] for place in learn])
        others = vectorizer.transform([documents[place] for place in unseen])
        for column in range(corpus.labels.shape[1]):
            labels = corpus.labels[learn, column]
            if labels.any():
                svm = LinearSVC(class_weight="balanced", random_state=SEED).fit(vectors, labels)
                answers[unseen, column] = svm.predict(others)
    return answers


def print_figures(name: str, corpus: Corpus, answers: list[Labels]) -> None:
    cells = []
    for places in axis_columns(corpus).values():
        labels = corpus.labels[:, places]
        micro = [2 * (labels & one[:, places]).sum() / (labels.sum() + one[:, places].sum()) for one in answers]
        cells.append(f"{np.mean(micro):.3f} ({min(micro):.3f}-{max(micro):.3f})")
    places = axis_columns(corpus)[next(axis for axis in axis_columns(corpus) if axis.value == "rows")]
    cells.append(f"{np.mean([macro_f1(corpus.labels[:, places], one[:, places]) for one in answers]):.3f}")
    print(f"| {name} | {' | '.join(cells)} |")


def macro_f1(labels: Labels, answers: Labels) -> float:
    f1 = 2 * (labels & answers).sum(axis=0) / np.maximum(1, labels.sum(axis=0) + answers.sum(axis=0))
    return float(f1[labels.any(axis=0)].mean())


def main() -> int:
    gold_path, articles = Path(sys.argv[1]), Path(sys.argv[2])
    plan, gold = load_plan_file(BUNDLED_PLAN), read_gold(gold_path)
    book = RuleBook(build_lexicon(plan))
    files = [articles / name / "articles.jsonl.gz" for name in UNLABELLED_FOLDERS]
    vectorizer = fit_vectorizer(write_document(article) for article in read_articles(files, MOST_PER_FILE))
    corpus = build_corpus(gold, book, plan, vectorizer)
    own = read_own_articles(OWN_ARTICLES)
    lessons = build_corpus([*read_readings(articles), *own], book, plan, vectorizer)
    documents = [write_document(one.article) for one in gold]
    runs = cross_validate(corpus, lessons)
    limits = draw_limits(corpus, runs)
    print("| way | " + " | ".join(f"{axis.value} micro F1" for axis in axis_columns(corpus)) + " | rows macro F1 |")
    print("|---|--:|--:|--:|--:|")
    ways: dict[str, Callable[[], list[Labels]]] = {
        "signals of the plan, title and lead": lambda: [answer_by_signals(gold, book, corpus.codes)],
        "two keywords of the plan anywhere": lambda: [answer_by_count(gold, book, corpus.codes)],
        "TF-IDF + LinearSVC": lambda: [answer_by_svm(corpus, documents, repeat) for repeat in range(REPEATS)],
        "ours": lambda: [assign_codes(run.scores, corpus, limits) for run in runs],
    }
    for name, answer in ways.items():
        print_figures(name, corpus, answer())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Fit the classifier that ships: python -m classify.starter.train --gold GOLD.jsonl --articles FOLDER --out FOLDER.

No newspaper text enters the file: the vocabulary holds single words that stand in many articles.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

import plans
from classify.classifier import Classifier, save_classifier
from classify.gold import GoldArticle, read_gold
from classify.reading import off_sector_codes
from classify.rules.book import RuleBook
from classify.rules.lexicon import build_lexicon
from classify.starter.card import write_card
from classify.starter.corpus import build_corpus, fit_vectorizer, read_articles
from classify.starter.fit import fit_all
from classify.starter.lessons import read_own_articles, read_readings
from classify.starter.measure import cross_validate, draw_limits
from classify.starter.opponents import answer_all
from classify.starter.record import Part, TrainingRecord, measure_part
from classify.words import WordVoice, write_document
from models.office_files.loading import load_plan_file
from models.office_files.plan import PlanFile
from models.records import ArticleText

OWN_ARTICLES = Path("demo/content")
BUNDLED_PLAN = Path(plans.__file__).parent / "ke-hoach-2023.yaml"
# Unlabelled articles teach the vocabulary only; more of them change nothing measurable.
MOST_PER_FILE = 3000
UNLABELLED_FOLDERS = ("hatinh_articles", "vietnews_env", "vietnews_background")


def train_starter(
    gold: Sequence[GoldArticle],
    unlabelled: Iterable[ArticleText],
    plan: PlanFile,
    readings: Sequence[GoldArticle] = (),
    own: Sequence[GoldArticle] = (),
) -> tuple[Classifier, TrainingRecord]:
    """Fit and measure a classifier for `plan`. Its card is empty until it is saved.

    It learns from all labelled articles; each kind is measured apart, by one cross-validation over all of them.
    Limits are drawn from `gold` and `readings`, the real ones.
    """
    book = RuleBook(build_lexicon(plan))
    documents = [write_document(article) for article in unlabelled]
    vectorizer = fit_vectorizer(documents)
    kinds = {"gold": gold, "readings": readings, "miniature": own}
    lessons = [one for kind in kinds.values() for one in kind]
    corpus = build_corpus(lessons, book, plan, vectorizer)
    runs = cross_validate(corpus)
    real = np.arange(len(gold) + len(readings))
    limits, proofs = draw_limits(corpus.take(real), [run.take(real) for run in runs])
    fitted = fit_all(corpus)
    opponents = answer_all(lessons, book, corpus)
    parts = [Part(name, corpus, which, runs, opponents) for name, which in _place_kinds(kinds) if len(which)]
    classifier = Classifier(
        words=WordVoice(vectorizer, fitted.words),
        sector=fitted.sector,
        fields=fitted.fields,
        rows=fitted.rows,
        limits=limits,
        outside=off_sector_codes(book),
        card={},
    )
    return classifier, TrainingRecord(
        parts={part.name: measure_part(part, limits) for part in parts},
        limits=limits,
        proofs=proofs,
        unlabelled=len(documents),
        words=len(vectorizer.vocabulary_),
    )


def _place_kinds(kinds: Mapping[str, Sequence[GoldArticle]]) -> Iterator[tuple[str, npt.NDArray[np.int_]]]:
    """Yield for each kind the places of its articles in the corpus, which holds them kind after kind."""
    first = 0
    for name, kind in kinds.items():
        yield name, np.arange(first, first + len(kind))
        first += len(kind)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, save the classifier with its card and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m classify.starter.train", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="labelled articles, JSON lines")
    parser.add_argument("--articles", type=Path, required=True, help="folder with unlabelled articles")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the classifier into")
    parser.add_argument("--own", type=Path, default=OWN_ARTICLES, help="folder of the miniature sites' articles")
    parser.add_argument("--plan", type=Path, default=BUNDLED_PLAN)
    chosen = parser.parse_args(arguments)
    files = [chosen.articles / name / "articles.jsonl.gz" for name in UNLABELLED_FOLDERS]
    unlabelled = read_articles(files, MOST_PER_FILE)
    # Vectors are short: a second thread only waits, thirty times as long on a busy machine, and adds in another order.
    with threadpool_limits(1):
        classifier, record = train_starter(
            read_gold(chosen.gold),
            unlabelled,
            load_plan_file(chosen.plan),
            readings=read_readings(chosen.articles),
            own=list(read_own_articles(chosen.own)),
        )
    sha256 = save_classifier(classifier, chosen.out)
    card = write_card(chosen.out, record, sha256, datetime.now(UTC).date())
    sys.stdout.write(card)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

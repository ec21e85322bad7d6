"""Labelled and unlabelled articles as arrays, read once; fitting and measuring then take rows of them."""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import vstack
from sklearn.feature_extraction.text import TfidfVectorizer

from classify.gold import GoldArticle, read_article_line
from classify.jury import Evidence
from classify.reading import collect_evidence, read_article
from classify.rules.book import RuleBook
from classify.rules.lexicon import SECTOR
from models.office_files.plan import PlanFile
from models.records import ArticleText

# A word must stand in this many articles: fewer would carry names and phrases of single articles into the file.
RAREST_WORD = 8
COMMONEST_WORD = 0.3
ONE_WORD = r"\S+"


@dataclass(frozen=True)
class Corpus:
    """Articles as numbers. `labels` is article × code for `codes`: fields, rows and SECTOR, in that order."""

    fields: tuple[str, ...]
    rows: tuple[str, ...]
    evidence: Evidence
    vectors: Any
    labels: NDArray[np.bool_]

    @property
    def codes(self) -> tuple[str, ...]:
        """All questions, in the order of the columns of `labels`."""
        return (*self.fields, *self.rows, SECTOR)

    def take(self, places: NDArray[np.int64]) -> "Corpus":
        """Return some of the articles."""
        whole = self.evidence
        evidence = replace(
            whole,
            rules=whole.rules[places],
            sector=whole.sector[places],
            off_sector=whole.off_sector[places],
            words=whole.words[places],
            sector_words=whole.sector_words[places],
        )
        return replace(self, evidence=evidence, vectors=self.vectors[places], labels=self.labels[places])

    def join(self, other: "Corpus") -> "Corpus":
        """Return both; they must share codes and vectorizer."""
        mine, theirs = self.evidence, other.evidence
        evidence = replace(
            mine,
            rules=np.concatenate([mine.rules, theirs.rules]),
            sector=np.concatenate([mine.sector, theirs.sector]),
            off_sector=np.concatenate([mine.off_sector, theirs.off_sector]),
            words=np.concatenate([mine.words, theirs.words]),
            sector_words=np.concatenate([mine.sector_words, theirs.sector_words]),
        )
        labels = np.concatenate([self.labels, other.labels])
        return replace(self, evidence=evidence, vectors=vstack([self.vectors, other.vectors]).tocsr(), labels=labels)

    def with_words(self, odds: NDArray[np.float64]) -> Evidence:
        """Return the evidence with the word voice's log-odds, article × code."""
        return replace(self.evidence, words=odds[:, :-1], sector_words=odds[:, -1])


def fit_vectorizer(documents: Iterable[str]) -> TfidfVectorizer:
    """Learn which words there are and how common they are, from articles without labels."""
    vectorizer = TfidfVectorizer(
        token_pattern=ONE_WORD, lowercase=False, sublinear_tf=True, min_df=RAREST_WORD, max_df=COMMONEST_WORD
    )
    return vectorizer.fit(documents)


def build_corpus(gold: Sequence[GoldArticle], book: RuleBook, plan: PlanFile, vectorizer: TfidfVectorizer) -> Corpus:
    """Read labelled articles by the rules and the words; the fields and rows are those of `plan`."""
    readings = [read_article(one.article, book) for one in gold]
    fields, rows = tuple(one.code for one in plan.fields), tuple(row.code for row in plan.rows)
    labels = np.array([[_has(one, code) for code in (*fields, *rows, SECTOR)] for one in gold], dtype=bool)
    evidence = collect_evidence(readings, book, (*fields, *rows), None)
    return Corpus(fields, rows, evidence, vectorizer.transform([one.document for one in readings]), labels)


def read_articles(paths: Iterable[Path], most: int) -> Iterator[ArticleText]:
    """Yield at most `most` articles of each file of gzipped JSON lines."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in islice(lines, most):
                yield read_article_line(json.loads(line))


def _has(one: GoldArticle, code: str) -> bool:
    return one.relevant if code == SECTOR else code in one.rows or code in one.fields

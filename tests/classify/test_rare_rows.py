"""Rows without a single article to learn from: fitted on the miniature with all of theirs left out."""

from pathlib import Path

import numpy as np
import pytest

import demo
from classify.gold import GoldArticle
from classify.rules.book import RuleBook
from classify.starter.corpus import Corpus, build_corpus, fit_vectorizer
from classify.starter.fit import Fitted, fit_all
from classify.starter.lessons import read_own_articles
from classify.words import write_document
from models.office_files.plan import PlanFile
from models.records import ArticleText

CONTENT = Path(demo.__file__).parent / "content"
RARE = {"HD01", "HD07", "HD10", "ND04", "ND05"}
MOST = 160
ASSIGNED = 0.35


@pytest.fixture(scope="module")
def taught(plan: PlanFile, book: RuleBook) -> tuple[Fitted, Corpus]:
    """Return what was fitted without the rare rows, and the numbers of the plan's own examples for them."""
    lessons = [one for one in read_own_articles(CONTENT) if not one.rows & RARE][:MOST]
    examples = [
        GoldArticle(ArticleText(title), relevant=True, rows=frozenset({row.code}), fields=frozenset())
        for row in plan.rows
        if row.code in RARE
        for title in row.examples.positive
    ]
    vectorizer = fit_vectorizer(write_document(one.article) for one in lessons)
    fitted = fit_all(build_corpus(lessons, book, plan, vectorizer))
    return fitted, build_corpus(examples, book, plan, vectorizer)


def test_nothing_was_learnt_of_the_rare_rows(taught: tuple[Fitted, Corpus]) -> None:
    """No words, no weighing of their own."""
    fitted, _ = taught

    assert not RARE & set(fitted.words)
    assert not RARE & set(fitted.rows.known)


@pytest.mark.parametrize("code", sorted(RARE))
def test_rules_alone_find_a_rare_row(taught: tuple[Fitted, Corpus], code: str) -> None:
    """At least seven of ten of the plan's own example titles get the row, which no other example gets as often."""
    fitted, examples = taught
    scores = fitted.judge(examples)[:, examples.codes.index(code)]
    own = examples.labels[:, examples.codes.index(code)]

    found = scores >= ASSIGNED

    assert found[own].mean() >= 0.7
    assert np.median(scores[own]) > np.quantile(scores[~own], 0.9)

"""What ours is measured against, in the same run: the plan's signals, two keywords, and a stock linear SVM."""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from classify.gold import GoldArticle
from classify.rules.book import RuleBook, Scope
from classify.rules.signals import Part, Voice
from classify.starter.corpus import ONE_WORD, Corpus
from classify.starter.fit import SEED
from classify.starter.measure import REPEATS, Labels, split_folds
from classify.words import HEAD_MARK, write_document

HEAD = (Scope.TITLE, Scope.LEAD, Scope.HEAD)
FEWEST_KEYWORDS = 2


def answer_all(articles: Sequence[GoldArticle], book: RuleBook, corpus: Corpus) -> dict[str, list[Labels]]:
    """Return the answers of every opponent, one array a repeat, for the articles of `corpus` in their order."""
    return {
        "signals of the plan, title and lead": [answer_by_signals(articles, book, corpus.codes)],
        "two keywords of the plan anywhere": [answer_by_count(articles, book, corpus.codes)],
        "TF-IDF + LinearSVC": answer_by_svm(articles, corpus),
    }


def answer_by_signals(articles: Sequence[GoldArticle], book: RuleBook, codes: Sequence[str]) -> Labels:
    """Answer by the plan's own rule: a strong or combined signal in title or lead."""
    answers = np.zeros((len(articles), len(codes)), dtype=bool)
    for row, one in enumerate(articles):
        for hit in book.match(one.article):
            if hit.voice is Voice.PLAN and hit.part is Part.STRONG and hit.scope in HEAD and hit.code in codes:
                answers[row, codes.index(hit.code)] = True
    return _with_sector(answers)


def answer_by_count(articles: Sequence[GoldArticle], book: RuleBook, codes: Sequence[str]) -> Labels:
    """Answer by `FEWEST_KEYWORDS` different keywords of a code anywhere."""
    answers = np.zeros((len(articles), len(codes)), dtype=bool)
    for row, one in enumerate(articles):
        met: dict[str, set[str]] = {}
        for hit in book.match(one.article):
            if hit.voice is Voice.PLAN and hit.part in (Part.STRONG, Part.SUPPORT) and hit.rule is None:
                met.setdefault(hit.code, set()).add(hit.words[0].lower())
        for code, words in met.items():
            answers[row, codes.index(code)] |= len(words) >= FEWEST_KEYWORDS
    return _with_sector(answers)


def answer_by_svm(articles: Sequence[GoldArticle], corpus: Corpus) -> list[Labels]:
    """Answer by TF-IDF of words and pairs of words and one linear SVM a code, fitted on the very same folds."""
    documents = [_plain(one) for one in articles]
    runs: list[Labels] = []
    for repeat in range(REPEATS):
        answers = np.zeros(corpus.labels.shape, dtype=bool)
        for learn, unseen in split_folds(len(documents), repeat):
            vectorizer = TfidfVectorizer(token_pattern=ONE_WORD, ngram_range=(1, 2), min_df=2, sublinear_tf=True)
            vectors = vectorizer.fit_transform([documents[place] for place in learn])
            others = vectorizer.transform([documents[place] for place in unseen])
            for column in range(corpus.labels.shape[1]):
                labels = corpus.labels[learn, column]
                if labels.any():
                    svm = LinearSVC(class_weight="balanced", random_state=SEED).fit(vectors, labels)
                    answers[unseen, column] = svm.predict(others)
        runs.append(answers)
    return runs


def _plain(one: GoldArticle) -> str:
    return " ".join(word for word in write_document(one.article).split() if not word.startswith(HEAD_MARK))


def _with_sector(answers: Labels) -> Labels:
    answers[:, -1] = answers[:, :-1].any(axis=1)
    return answers

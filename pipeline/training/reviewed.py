"""Reviewed articles as labels to learn from, those of earlier plans carried over by `same_as`.

An article counts as read when somebody answered whether it belongs to the sector; codes accepted then
are its labels, all others are not. An answer on words that changed since is no label.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.forerunners import find_forerunners
from classify.gold import GoldArticle
from models.answers import Answers, answers_on, read_answers
from models.article import Article
from models.office_files.plan import PlanFile
from models.plan import Plan
from models.records import RELEVANT
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.store import load_plan_files
from pipeline.tagging import article_text

# One in five reviewed articles is kept aside for comparing; which one never changes.
HELD_OUT_OF = 5
BATCH = 500


@dataclass(frozen=True, slots=True)
class ReviewedArticle:
    """An article a person has read: its labels in the codes of the plan asked for."""

    article_id: int
    text_key: str
    decided_on: date
    gold: GoldArticle

    @property
    def is_held_out(self) -> bool:
        """Say whether it is kept aside: measured on, never learnt from."""
        return int(hashlib.sha256(self.text_key.encode()).hexdigest()[:8], 16) % HELD_OUT_OF == 0


def gather_reviewed(session: Session, plan: Plan) -> list[ReviewedArticle]:
    """Return the reviewed articles in the codes of `plan`, each wording once; the plan's own answers go first."""
    files = load_plan_files(session)
    own = files[plan.id]
    labels: dict[int, tuple[frozenset[str], frozenset[str], bool, date]] = {}
    for plan_id in sorted(files, key=lambda id_: id_ == plan.id):
        names = find_forerunners(own, files[plan_id].plan.code, files.values())
        if any(names[row.code] for row in own.rows):
            for article_id, answers in read_answers(session, plan_id).items():
                found = _read_labels(answers, names, own)
                if found is not None:
                    labels[article_id] = found
    seen: set[str] = set()
    reviewed: list[ReviewedArticle] = []
    for article in _read_articles(session, sorted(labels)):
        if article.text_key not in seen:
            seen.add(article.text_key)
            rows, fields, is_relevant, decided_on = labels[article.id]
            gold = GoldArticle(article_text(article), is_relevant, rows, fields)
            reviewed.append(ReviewedArticle(article.id, article.text_key, decided_on, gold))
    return reviewed


def _read_labels(
    answers: Answers, names: Mapping[str, str], plan: PlanFile
) -> tuple[frozenset[str], frozenset[str], bool, date] | None:
    read = answers.get((TagAxis.RELEVANT, RELEVANT))
    if read is None or not read.is_current:
        return None
    if read.decision is ReviewDecision.REJECT:
        return frozenset(), frozenset(), False, read.decided_on
    accepted = {
        axis: {
            code
            for code, answer in answers_on(answers, axis).items()
            if answer.is_current and answer.decision is ReviewDecision.ACCEPT
        }
        for axis in (TagAxis.ROW, TagAxis.FIELD)
    }
    rows = frozenset(row.code for row in plan.rows if names[row.code] in accepted[TagAxis.ROW])
    fields = frozenset(one.code for one in plan.fields if names[one.code] in accepted[TagAxis.FIELD])
    return rows, fields, True, read.decided_on


def _read_articles(session: Session, ids: Sequence[int]) -> Iterator[Article]:
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        yield from session.scalars(select(Article).where(Article.id.in_(part)).order_by(Article.id))

"""A plan with a queue, and short ways to answer in it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.desk import QueueRank
from models.plan import Plan
from models.records import RELEVANT
from models.tag import Match, Review
from models.vocabulary import Certainty, ReadingState, TagAxis
from pipeline.reconcile.matching import decide_articles, read_published, write_matches
from pipeline.reviews.answering import CodeAnswer, Seen, answer_article, look_at
from pipeline.reviews.asking import read_asked
from pipeline.reviews.choosing import accept_all, choose, refuse
from pipeline.reviews.queue import rank_queue
from tests import factories as make

START = datetime(2023, 7, 1, 1, 0, tzinfo=UTC)


@dataclass
class Office:
    """The test's office: its database and plan; every answer comes a minute after the one before."""

    session: Session
    plan: Plan
    at: datetime = START

    def keep(self, title: str = "Rác thải nhựa", *, rows: dict[str, float] | None = None, **changes: object) -> Article:
        """Keep an article of the sector for which some rows are proposed, and rank the queue anew."""
        article = make.make_article(self.session, title, **changes)
        make.make_tag(self.session, article, self.plan, TagAxis.RELEVANT, RELEVANT, score=0.95)
        for code, score in ({"ND01": 0.8} if rows is None else rows).items():
            make.make_tag(self.session, article, self.plan, TagAxis.ROW, code, score=score, is_candidate=score < 0.35)
        rank_queue(self.session, self.plan, now=self.at)
        return article

    def tick(self) -> datetime:
        """Return the next instant."""
        self.at += timedelta(minutes=1)
        return self.at

    def look(self, article: Article) -> Seen:
        """Return what a page on the article would be made from now."""
        return look_at(self.session, self.plan, article.id)

    def accept(self, article: Article, by: str = "lan", seen: Seen | None = None) -> str | None:
        """Accept all that is proposed."""
        return self.answer(article, accept_all(self.asked(article)), by, seen)

    def accept_rows(self, article: Article, *rows: str, by: str = "lan", seen: Seen | None = None) -> str | None:
        """Accept these rows and nothing else."""
        return self.answer(article, choose(self.asked(article), {(TagAxis.ROW, row) for row in rows}), by, seen)

    def refuse(self, article: Article, by: str = "lan", seen: Seen | None = None) -> str | None:
        """Say that the article is not of the sector."""
        return self.answer(article, refuse(self.asked(article)), by, seen)

    def answer(self, article: Article, answers: list[CodeAnswer], by: str, seen: Seen | None) -> str | None:
        """Give some answers."""
        seen = seen or self.look(article)
        return answer_article(self.session, self.plan, article.id, answers, by=by, now=self.tick(), seen=seen)

    def asked(self, article: Article) -> list:
        """Return the questions on an article."""
        return read_asked(self.session, self.plan, [article.id]).get(article.id, [])

    def matches(self) -> dict[tuple[int, str], Certainty]:
        """Return how surely each article stands under each row."""
        codes = {item.id: item.code for item in self.plan.items}
        query = select(Match.article_id, Match.plan_item_id, Match.certainty)
        return {(article, codes[item]): certainty for article, item, certainty in self.session.execute(query)}

    def reconcile(self) -> None:
        """Hold everything against the plan anew, as the night does."""
        published = read_published(self.session, self.plan.id)
        write_matches(self.session, self.plan, decide_articles(self.session, self.plan, published), self.tick())

    def states(self) -> dict[int, ReadingState]:
        """Return how far each article is read."""
        return dict(self.session.execute(select(QueueRank.article_id, QueueRank.state)).all())

    def reviews(self) -> list[Review]:
        """Return every answer ever given, in order."""
        return list(self.session.scalars(select(Review).order_by(Review.id)))


@pytest.fixture
def office(session: Session) -> Office:
    """An office with the test plan."""
    make.make_agency(session)
    return Office(session, make.make_plan(session))

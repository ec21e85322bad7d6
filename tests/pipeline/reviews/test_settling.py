"""After each answer the matches of an article are those the whole stage would write."""

import random
from datetime import UTC, datetime

import pytest

from models.article import Article
from models.vocabulary import ArticleStatus
from pipeline.reviews.answering import reopen_article
from pipeline.reviews.undoing import find_last_batch, undo_batch
from tests.pipeline.reviews.conftest import START, Office

ROWS = ("ND01", "ND02", "HD01")


def act(office: Office, article: Article, chance: random.Random) -> None:
    """Let a person do one of the things a person can do."""
    match chance.randrange(5):
        case 0:
            office.accept(article)
        case 1:
            office.accept_rows(article, *chance.sample(ROWS, chance.randrange(3)))
        case 2:
            office.refuse(article)
        case 3:
            seen = office.look(article)
            reopen_article(office.session, office.plan, article.id, by="lan", now=office.tick(), seen=seen)
        case _:
            batch = find_last_batch(office.session, office.plan, by="lan", since=START)
            if batch is not None:
                undo_batch(office.session, office.plan, batch, by="lan", now=office.tick())


@pytest.mark.parametrize("seed", range(4))
def test_matches_after_any_answers_are_those_of_the_whole_stage(office: Office, seed: int) -> None:
    """Whatever was answered, undone or reopened: reconciling everything changes no match."""
    chance = random.Random(seed)
    first = office.keep("A", rows={"ND01": 0.8, "ND02": 0.5})
    articles = [
        first,
        office.keep("B", rows={}, published_at=datetime(2022, 12, 30, tzinfo=UTC)),
        office.keep("C", published_at=None),
        office.keep("D", text_key=first.text_key, duplicate_of_id=first.id, rows={"HD01": 0.6}),
        office.keep("E", status=ArticleStatus.QUARANTINED),
    ]
    office.reconcile()

    for _ in range(12):
        act(office, chance.choice(articles), chance)
        at_once = office.matches()
        office.reconcile()
        assert at_once == office.matches()

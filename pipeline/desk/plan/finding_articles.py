"""A few articles by words of their title or text, to be put beside a registered subject."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from pipeline.searching.answer import search_articles
from pipeline.searching.hits import SearchHit
from pipeline.searching.question import Order, SearchQuestion

MOST = 8


def find_articles(session: Session, words: str, plan_code: str) -> Sequence[SearchHit]:
    """Return the articles that fit `words` best; nothing for no words. Raises InputError for words too long."""
    if not words.strip():
        return ()
    question = SearchQuestion(words=words.strip(), plan=plan_code, order=Order.RELEVANCE)
    return search_articles(session, question, size=MOST).hits

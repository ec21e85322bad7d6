"""Tag one article at once, in a process of its own: `python -m pipeline.articles.tagging_new ARTICLE_ID [PLAN_CODE]`.

Loading the classifier takes seconds and some 150 MB, which the desk should not bear. While a night runs the article is
left to it.
"""

import sys
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.article import Article
from models.clock import utc_now
from models.database import open_engine
from models.plan import find_plan
from pipeline.child import start_child
from pipeline.config import Config, load_config
from pipeline.lock import is_held
from pipeline.reviews.answering import settle
from pipeline.reviews.locking import lock_answers
from pipeline.store import load_tagger
from pipeline.tagging import tag_article

TIME_LIMIT_SECONDS = 120


def start_tagging(config: Config, article_id: int) -> None:
    """Start the process that tags an article under the desk's plan, and do not wait for it."""
    arguments = [str(article_id), *([config.plan] if config.plan else [])]
    start_child(config, "pipeline.articles.tagging_new", arguments, seconds=TIME_LIMIT_SECONDS)


def tag_new(config: Config, engine: Engine, article_id: int, plan_code: str | None, *, now: datetime) -> bool:
    """Tag an article and count it under the plan; returns False where a night runs, which will do it."""
    if is_held(config.data):
        return False
    with Session(engine) as session, session.begin():
        plan = find_plan(session, plan_code)
        tagger = load_tagger(session, plan, config.classifier_folder)
        lock_answers(session, plan)
        tag_article(session, plan, tagger, session.get_one(Article, article_id), now=now)
        settle(session, plan, [article_id], now=now)
    return True


def main(arguments: list[str]) -> None:
    """Tag the article named on the command line."""
    article_id, *plan = arguments
    config = load_config()
    engine = open_engine(config.database)
    try:
        tag_new(config, engine, int(article_id), plan[0] if plan else None, now=utc_now())
    finally:
        engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1:])

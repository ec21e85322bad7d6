"""The day on which an article appeared, as its readers counted it."""

from datetime import date

from models.clock import local_day
from models.records import ArticleText


def day_of(article: ArticleText) -> date | None:
    """Return the day of publication in Việt Nam; a naive instant is taken as local."""
    instant = article.published_at
    if instant is None:
        return None
    return local_day(instant) if instant.tzinfo else instant.date()

"""An extracted article as the JSON object that `diembao extract` prints."""

from datetime import datetime
from typing import Any

from crawler.bylines import describe_byline
from crawler.dates import HANOI
from models.records import ExtractedArticle
from models.vocabulary import ArticleStatus, Signature


def describe_article(article: ExtractedArticle) -> dict[str, Any]:
    """Return the object with its keys in their stable order; what a single page cannot tell is null."""
    byline = describe_byline(article.byline) if article.byline else None
    series = article.series
    return {
        "url": article.url,
        "urls": [article.url],
        "outlet": article.outlet,
        "outlet_article_id": article.outlet_article_id,
        "title": article.title,
        "lead": article.lead,
        "text": article.text,
        "byline": byline["byline"] if byline else None,
        "authors": byline["authors"] if byline else [],
        "signature": byline["signature"] if byline else Signature.NONE.value,
        "published_at": _in_hanoi(article.published_at),
        "modified_at": _in_hanoi(article.modified_at),
        "first_seen_at": None,
        "section": article.section,
        "tags": list(article.tags),
        "genre": article.genre.value if article.genre else None,
        "series": {"key": series.key, "part": series.part, "last": series.last} if series else None,
        "duplicate_of": None,
        "status": (ArticleStatus.QUARANTINED if article.quarantine else ArticleStatus.LIVE).value,
        "status_reason": article.quarantine,
        "snapshot": None,
        "provenance": dict(article.provenance),
        "labels": None,
    }


def _in_hanoi(moment: datetime | None) -> str | None:
    return moment.astimezone(HANOI).isoformat(timespec="seconds") if moment else None
